"""What several test files use: small documents, and the shared material beside the project where it is there."""

from pathlib import Path

import pytest

from schemas.document import Block, Document, Metadata, Unit
from schemas.source import Place

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def document_of(text: str, *, issued: str | None = None) -> Document:
    """A document of one paragraph and one unit, signed on the ISO date ``issued``."""
    return Document(
        name="example",
        sha256="0" * 64,
        kind="txt",
        text=text,
        metadata=Metadata.model_validate({"signed": issued}),
        blocks=(Block(start=0, end=len(text), kind="paragraph", place=Place(paragraph=1)),),
        units=(Unit(start=0, end=len(text), section=None, block=0, sentence=0),),
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared documents and gold; tests that need it are skipped where it is not there."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared documents at {SHARED}")
    return SHARED
