"""Every message that a researcher reads, from one table in two languages: ``pipeline/tables/messages.toml``.

A row has a ``code``, a ``kind`` (which says where it is read), the text, and where it needs one a second text,
``more``: for errors and problems what to do, for columns what they hold. Blanks are written ``{file}``.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from pipeline.lang import Lang as Lang
from schemas.base import Model
from schemas.problem import Problem

MessageKind = Literal["file", "problem", "use", "summary", "column", "word", "codebook", "report"]
Fields = Mapping[str, str] | Iterable[tuple[str, str]]

UNLISTED = "unlisted"


class Message(Model):
    """One row of the table."""

    code: str
    kind: MessageKind
    zh: str
    en: str
    zh_more: str = ""
    en_more: str = ""

    def text(self, lang: Lang) -> str:
        """The message, blanks unfilled."""
        return self.zh if lang == "zh" else self.en

    def more(self, lang: Lang) -> str:
        """The remedy or meaning, blanks unfilled; empty where the message needs none."""
        return self.zh_more if lang == "zh" else self.en_more


class UserError(Exception):
    """Something that the user can put right. ``code`` names the message, ``fields`` fill its blanks."""

    def __init__(self, code: str, **fields: str) -> None:
        self.code = code
        self.fields = fields
        super().__init__(f"{say(code, 'zh', fields)} {say_more(code, 'zh', fields)}".strip())


class _Blanks(dict[str, str]):
    """A blank that nobody filled shows as …, since a half message beats none."""

    def __missing__(self, key: str) -> str:
        return "…"


@cache
def load_messages() -> Mapping[str, Message]:
    """The table by code. Raises ``ValueError`` where two rows share one."""
    table = tomllib.loads(files("pipeline").joinpath("tables", "messages.toml").read_text(encoding="utf-8"))
    messages = [Message.model_validate(row) for row in table["message"]]
    by_code = {message.code: message for message in messages}
    if len(by_code) != len(messages):
        raise ValueError("pipeline/tables/messages.toml: the codes of messages must differ")
    return by_code


def say(code: str, lang: Lang = "zh", fields: Fields = ()) -> str:
    """The message of a code with its blanks filled; a code without a row still says its own name."""
    return _fill(code, lang, fields, more=False)


def say_more(code: str, lang: Lang = "zh", fields: Fields = ()) -> str:
    """The second text of a code: what to do, or what a column holds."""
    return _fill(code, lang, fields, more=True)


def problem_fields(problem: Problem, document: str) -> dict[str, str]:
    """What a problem's message may name: its own fields, its quote, its section and page, and the document."""
    page = {"page": str(problem.place.page)} if problem.place and problem.place.page else {}
    return {"quote": problem.quote, "file": document, "section": problem.section} | page | dict(problem.fields)


def _fill(code: str, lang: Lang, fields: Fields, *, more: bool) -> str:
    messages = load_messages()
    message = messages.get(code, messages[UNLISTED])
    blanks = _Blanks({"code": code} | dict(fields))
    return (message.more(lang) if more else message.text(lang)).format_map(blanks)
