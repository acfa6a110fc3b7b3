"""Finders of mentions, one file per kind, all ``Document → list[Kind]``; their rules are the tables beside them."""
