"""What a result depends on beside the document: the program's version and the content of its rules and code."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

_PACKAGES = ("schemas", "extractors", "pipeline")


def program_version() -> str:
    """The installed version, empty where the program runs from its folder without being installed."""
    try:
        return version("duban")
    except PackageNotFoundError:
        return ""


@cache
def rules_version() -> str:
    """A fingerprint of every table and module, so that a change of one alias shows in the results that it made."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for name, content in sorted(_contents(files(package), package)):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def _contents(folder: Traversable, at: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = f"{at}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, name)
        elif entry.name.endswith((".py", ".toml")):
            found.append((name, entry.read_bytes().replace(b"\r\n", b"\n")))  # as a checkout on Windows has it
    return found
