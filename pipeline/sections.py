"""The tree of sections, from the markers of a document."""

from collections.abc import Sequence

from extractors.shadow import shadow
from pipeline.headings import first_sentence_end, heading_ends, is_aims_only, paragraph_headings
from pipeline.markers import Marker, find_markers
from schemas.document import Block, Section


def build_sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """All sections of a text in reading order.

    A marker closes every open section of its own or a lower rank; one that starts inside a paragraph ends with it.
    """
    shadowed = shadow(text)
    markers = find_markers(shadowed, blocks)
    run_ins = paragraph_headings(shadowed, blocks, {marker.block: marker for marker in markers})
    markers = sorted([*markers, *run_ins], key=lambda marker: marker.start)
    ends = _extents(markers, blocks, len(text))
    followers = [*(marker.start for marker in markers[1:]), len(text)][: len(markers)]
    headings = heading_ends(shadowed, markers, ends, followers)
    starts_run_in = {marker.start for marker in run_ins}
    sections: list[Section] = []
    stack: list[tuple[Marker, int]] = []
    for marker, end, heading_end in zip(markers, ends, headings, strict=True):
        while stack and (stack[-1][0].rank >= marker.rank or sections[stack[-1][1]].end <= marker.start):
            stack.pop()
        parent = stack[-1][1] if stack else None
        if marker.start in starts_run_in:
            heading_end = first_sentence_end(shadowed, marker.body, marker.end)
        inherited = parent is not None and sections[parent].aims_only
        sections.append(
            Section(
                start=marker.start,
                end=end,
                kind=marker.kind,
                number=text[marker.start : marker.body].strip(),
                heading_start=marker.body,
                heading_end=heading_end,
                depth=len(stack) + 1,
                parent=parent,
                aims_only=is_aims_only(shadowed[marker.body : heading_end], inherited),
            )
        )
        stack.append((marker, len(sections) - 1))
    return tuple(sections)


def _extents(markers: Sequence[Marker], blocks: Sequence[Block], length: int) -> list[int]:
    ends = [length] * len(markers)
    stack: list[int] = []
    for position, marker in enumerate(markers):
        while stack and markers[stack[-1]].rank >= marker.rank:
            ends[stack.pop()] = marker.start
        stack.append(position)
    return [
        min(end, blocks[marker.block].end) if marker.inline else end for end, marker in zip(ends, markers, strict=True)
    ]
