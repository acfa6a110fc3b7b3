"""Documents that try to become markup, script or style, or to turn the page around, wherever a document has words."""

from schemas.document import Block, Metadata, Section
from schemas.obligation import Extraction, Obligation, Party, Target
from schemas.problem import Problem
from schemas.source import Place

SCRIPT = "<script>window.pwned=1</script>"
HANDLER = '<img src=x onerror="window.pwned=1">'
END = "</script><script>window.pwned=1</script>"
COMMENT = "<!--<script>"
STYLE = "</style><style>*{display:none!important}</style>"
ATTRIBUTE = '" onmouseover="window.pwned=1" x="'
TEMPLATE = "{{ 7 * 7 }}{% raw %}${window.pwned=1}"
OVERRIDE = "财\u202e政\u2066局\u200b"
LINK = "javascript:window.pwned=1"
WIDE = "𠮷𠮷县"
ALL = (
    SCRIPT,
    HANDLER,
    END,
    COMMENT,
    STYLE,
    ATTRIBUTE,
    TEMPLATE,
    OVERRIDE,
    LINK,
    WIDE,
    "\u2028",
    "@report.title",
    "&lt;b&gt;",
)


def hostile(name: str = f"{HANDLER}/{END}.txt") -> Extraction:
    """A document in which every string that leaves the extraction is hostile, in one obligation for each."""
    lines = [f"{WIDE}{text}由{OVERRIDE}牵头" for text in ALL]
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    blocks = tuple(
        Block(start=start, end=start + len(line), kind="paragraph", place=Place(paragraph=number, sheet=SCRIPT))
        for number, (start, line) in enumerate(zip(starts, lines, strict=True), 1)
    )
    obligations = tuple(
        _obligation(name, number, start, line, text)
        for number, (start, line, text) in enumerate(zip(starts, lines, ALL, strict=True), 1)
    )
    return Extraction(
        document=name,
        sha256="0" * 64,
        kind="txt",
        text=text,
        metadata=Metadata(title=f"{END}{OVERRIDE}", number=ATTRIBUTE, issuers=(SCRIPT, HANDLER), region=STYLE),
        blocks=blocks,
        sections=(
            Section(start=0, end=len(text), kind="heading", heading_start=0, heading_end=len(lines[0]), depth=1),
        ),
        obligations=obligations,
        problems=tuple(
            Problem(
                code="unknown_department", quote=each, start=start, end=start + 3, section=each, place=Place(page=1)
            )
            for start, each in zip(starts, ALL, strict=True)
        ),
    )


def _obligation(name: str, number: int, start: int, line: str, text: str) -> Obligation:
    end = start + len(line)
    lead = line.index(OVERRIDE)
    return Obligation(
        document=name,
        number=number,
        start=start,
        end=end,
        text=line,
        section=(text, END),
        parties=(
            Party(name=text + OVERRIDE, role="lead", kind="organ", line=text, start=start + lead, end=start + lead + 6),
            Party(name=END + text, role="support", kind="unknown", start=start, end=start + 2),
        ),
        due="2022-06-30",
        due_text=text[:2],
        due_start=start + 3,
        due_end=start + 3 + len(text[:2]),
        targets=(Target(op=">=", value=1, unit=text, indicator=END, start=start, end=start + 1),),
        degree_words=(text,),
        place=Place(paragraph=number, sheet=text),
        rules=(text,),
    )
