"""The labels of a review, from ``pipeline/tables/review.toml``: what the tools show for each kind of mark."""

import tomllib
from functools import cache
from importlib.resources import files

import regex

from pipeline.messages import Lang, say
from pipeline.outputs.review import Mark, MarkKind
from schemas.base import Model
from schemas.mention import Modality

# doccano and Label Studio run in a browser and count UTF-16 units; such a character would shift all that follows it.
_BEYOND_16_BIT = regex.compile("[\U00010000-\U0010ffff]")
_GETA = "〓"  # what printers set where a character is missing


class Label(Model):
    """A label; obligations have one for each modality, ``value``."""

    kind: MarkKind
    value: Modality | None = None
    colour: str
    key: str

    def name(self, lang: Lang) -> str:
        """What the reviewer reads: 任务·必须, 牵头."""
        plain = say(f"review.{self.kind}", lang)
        return plain if self.value is None else f"{plain}·{say(f'word.{self.value}', lang)}"


@cache
def load_labels() -> tuple[Label, ...]:
    """The labels in the order of the table."""
    table = tomllib.loads(files("pipeline").joinpath("tables", "review.toml").read_text(encoding="utf-8"))
    return tuple(Label.model_validate(row) for row in table["label"])


def kind_labels() -> tuple[Label, ...]:
    """One label for each kind of mark, for tools that keep the modality apart."""
    return tuple({label.kind: label for label in reversed(load_labels())}.values())[::-1]


def label_of(mark: Mark) -> Label:
    """The label of a mark."""
    return next(label for label in load_labels() if label.kind == mark.kind and label.value in (None, mark.value))


def for_browsers(text: str) -> str:
    """The text with 〓 for each character that JavaScript counts as two, so that offsets are the same everywhere."""
    return _BEYOND_16_BIT.sub(_GETA, text)
