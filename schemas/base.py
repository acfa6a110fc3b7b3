"""What every model shares: frozen, closed, and quoting its own place in a text."""

from pydantic import BaseModel, ConfigDict, model_validator


class Model(BaseModel):
    """A frozen model that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """A half-open stretch of a document: ``document.text[start:end] == text``.

    Offsets count characters (code points) of the document's one fixed text, never bytes or tokens.
    """

    start: int
    end: int
    text: str

    @model_validator(mode="after")
    def _length_agrees(self) -> "Span":
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} does not fit its text {self.text!r}")
        return self
