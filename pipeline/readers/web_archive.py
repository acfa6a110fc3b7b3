"""Web pages that a browser saved as one file (.mht, .mhtml), and letters (.eml): MIME messages (RFC 2557, RFC 5322).

The page inside is read as any other; the text of a letter that holds none becomes one, line by line.
"""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape

from pipeline.readers.decoding import decode

_HEADER = rb"[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t]+\S[^\n]*\r?\n)*"
_STARTS = re.compile(rb"\s*(?:" + _HEADER + rb")*?MIME-Version:\s*1", re.IGNORECASE)
_HEAD = 4096
_FIRST_OF_A_MESSAGE = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]*:[ \t]")


def is_message(data: bytes) -> bool:
    """Whether a file begins with the header of a MIME message."""
    head = data[:_HEAD]
    return _FIRST_OF_A_MESSAGE.match(head) is not None and _STARTS.match(head) is not None


def page_of(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The page in a message, and the names of the files that a letter carries along."""
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart() and isinstance(part, EmailMessage)]
    carried = tuple(name for part in parts if part.is_attachment() and (name := part.get_filename()))
    bodies = [part for part in parts if not part.is_attachment()]
    for kind in ("text/html", "text/plain"):
        for part in bodies:
            if part.get_content_type() == kind:
                text = _text(part)
                return (text if kind == "text/html" else _as_page(text)).encode("utf-8"), carried
    return b"", carried


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())


def _as_page(text: str) -> str:
    return "<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in text.splitlines()) + "</body></html>"
