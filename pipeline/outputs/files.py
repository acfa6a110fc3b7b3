"""Writing an output: whole or not at all, and the same bytes for the same content."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import regex

from pipeline.messages import UserError

# What XML 1.0 cannot hold: control characters, halves of surrogate pairs, the two non-characters.
_NOT_XML = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to, moved into its place when all went well. Raises ``UserError``."""
    draft = path.with_name(f".{path.name}.part")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        raise UserError("output_not_written", path=str(path), detail=error.strerror or str(error)) from error
    finally:
        if os.path.lexists(draft):
            draft.unlink()


def make_folder(out: Path) -> Path:
    """The folder, made where it is missing. Raises ``UserError`` where it cannot be written to."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".duban.part"
        probe.touch()
        probe.unlink()
    except (FileExistsError, NotADirectoryError) as error:
        raise UserError("out_is_a_file", path=str(out)) from error
    except OSError as error:
        raise UserError("out_not_writable", path=str(out), detail=error.strerror or str(error)) from error
    return out


def xml_text(text: str) -> str:
    """The text without characters that XML, and so Excel and GraphML, cannot hold."""
    return _NOT_XML.sub("", text)
