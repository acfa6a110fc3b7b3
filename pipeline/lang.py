"""The languages of messages and headers, in a module of its own that the command line loads without all messages."""

from typing import Literal

Lang = Literal["zh", "en"]
