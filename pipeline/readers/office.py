"""Old Word and WPS files (.doc, .wps) and .rtf: converted to .docx by LibreOffice, where that is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from pipeline.readers.errors import UnreadableFile
from pipeline.readers.word import read_docx
from schemas.source import FileKind, Reading

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_FILTER = "docx:Office Open XML Text"
# Named, since LibreOffice reads what it does not know as plain text, noise and all. Word 97 to 2003 and WPS come first.
_IMPORTS = {"doc": ("MS Word 97", "MS Word 95", "MS WinWord 6.0"), "rtf": ("Rich Text Format",)}


def read_doc(data: bytes) -> Reading:
    """A .doc or .wps file (both are OLE2 containers with a WordDocument stream). Raises ``UnreadableFile``."""
    return _converted(data, "doc")


def read_rtf(data: bytes) -> Reading:
    """A .rtf file. Raises ``UnreadableFile``."""
    return _converted(data, "rtf")


def find_libreoffice() -> str | None:
    """The program that converts, ``None`` where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def _converted(data: bytes, kind: FileKind) -> Reading:
    program = find_libreoffice()
    if program is None:
        raise UnreadableFile("needs_libreoffice", {"kind": f".{kind}"})
    try:
        with tempfile.TemporaryDirectory(prefix="duban-", ignore_cleanup_errors=True) as folder:
            docx = _convert(program, data, kind, Path(folder))
    except OSError as error:
        raise _failed(kind, error.strerror or str(error)) from error
    return read_docx(docx).model_copy(update={"kind": kind})


def _convert(program: str, data: bytes, kind: FileKind, folder: Path) -> bytes:
    source, out = folder / f"document.{kind}", folder / "out"
    source.write_bytes(data)
    # A profile of its own: LibreOffice hands a second call over to the first that runs under the same profile.
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--nodefault"]
    made, said = out / "document.docx", ""
    for filter_ in _IMPORTS[kind]:
        said = _run(
            [*command, f"--infilter={filter_}", "--convert-to", _FILTER, "--outdir", str(out), str(source)], kind
        )
        if made.is_file():
            return made.read_bytes()
    raise _failed(kind, said or "no output")


def _run(command: list[str], kind: FileKind) -> str:
    """What LibreOffice said. It starts children, which end with it when time is up."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, said = process.communicate(timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise _failed(kind, f"> {_SECONDS} s") from error
    lines = said.decode("utf-8", errors="replace").strip().splitlines()
    return next((line for line in lines if line.startswith("Error")), lines[-1] if lines else "")[:200]


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


def _failed(kind: FileKind, detail: str) -> UnreadableFile:
    return UnreadableFile("conversion_failed", {"kind": f".{kind}", "detail": detail})
