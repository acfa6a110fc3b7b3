"""Old files of Word, Excel and WPS (.doc, .wps, .xls, .et) and .rtf, converted by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from pipeline.readers.errors import UnreadableFile
from pipeline.readers.sheets import read_xlsx
from pipeline.readers.word import read_docx
from schemas.source import FileKind, Reading

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
# Named, since LibreOffice reads what it does not know as plain text, noise and all. Word 97 to 2003 and WPS come first.
_IMPORTS = {
    "doc": ("MS Word 97", "MS Word 95", "MS WinWord 6.0"),
    "rtf": ("Rich Text Format",),
    "xls": ("MS Excel 97", "MS Excel 95", "MS Excel 5.0/95"),
}
_TEXT, _SHEET = "docx:Office Open XML Text", "xlsx:Calc MS Excel 2007 XML"


def read_doc(data: bytes) -> Reading:
    """A .doc or .wps file (both are OLE2 containers with a WordDocument stream). Raises ``UnreadableFile``."""
    return read_docx(_converted(data, "doc", _TEXT)).model_copy(update={"kind": "doc"})


def read_rtf(data: bytes) -> Reading:
    """A .rtf file. Raises ``UnreadableFile``."""
    return read_docx(_converted(data, "rtf", _TEXT)).model_copy(update={"kind": "rtf"})


def read_xls(data: bytes) -> Reading:
    """A .xls or .et file (both are OLE2 containers with a Workbook stream). Raises ``UnreadableFile``."""
    return read_xlsx(_converted(data, "xls", _SHEET)).model_copy(update={"kind": "xls"})


def find_libreoffice() -> str | None:
    """The program that converts, ``None`` where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def _converted(data: bytes, kind: FileKind, wanted: str) -> bytes:
    """The file in the format that the filter ``wanted`` writes."""
    program = find_libreoffice()
    if program is None:
        raise UnreadableFile("needs_libreoffice", {"kind": f".{kind}"})
    try:
        with tempfile.TemporaryDirectory(prefix="duban-", ignore_cleanup_errors=True) as folder:
            return _convert(program, data, kind, wanted, Path(folder))
    except OSError as error:
        raise _failed(kind, error.strerror or str(error)) from error


def _convert(program: str, data: bytes, kind: FileKind, wanted: str, folder: Path) -> bytes:
    source, out = folder / f"document.{kind}", folder / "out"
    source.write_bytes(data)
    # A profile of its own: LibreOffice hands a second call over to the first that runs under the same profile.
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--nodefault"]
    made, said = out / f"document.{wanted.partition(':')[0]}", ""
    for filter_ in _IMPORTS[kind]:
        said = _run(
            [*command, f"--infilter={filter_}", "--convert-to", wanted, "--outdir", str(out), str(source)], kind
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
