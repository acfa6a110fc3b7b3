"""Why a file cannot be read: one exception with a code and fields; the wording stands with the command line."""

from collections.abc import Mapping


class UnreadableFile(Exception):
    """A file that no reader can use.

    ``code`` is one of ``CODES``; ``fields`` say more (kind, detail, page …). Readers raise nothing else.
    """

    def __init__(self, code: str, fields: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.fields: dict[str, str] = dict(fields or {})
        super().__init__(code, self.fields)

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value}" for name, value in self.fields.items())
        return f"{self.code} ({said})" if said else self.code


CODES = (
    "empty_file",
    "unknown_kind",
    "unsupported_kind",
    "damaged_file",
    "encrypted_file",
    "no_text_layer",
    "too_large",
    "unreadable_encoding",
    "cannot_open",
    "needs_libreoffice",
    "conversion_failed",
    "nested_archive",
)
