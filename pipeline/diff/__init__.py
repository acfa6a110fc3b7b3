"""Comparing plans obligation by obligation: alignment, changes, and the measuring of both."""
