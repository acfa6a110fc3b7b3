"""The tree of sections, from the markers of a document."""

from bisect import bisect_left
from collections.abc import Sequence

from extractors.shadow import shadow
from pipeline.headings import first_sentence_end, heading_ends, is_aims_only, paragraph_headings
from pipeline.markers import Marker, find_markers
from schemas.document import Block, Part, Section


def build_sections(text: str, blocks: Sequence[Block], parts: Sequence[Part] = ()) -> tuple[Section, ...]:
    """All sections of a text in reading order, those of each part for itself: no section reaches from part to part.

    A marker closes every open section of its own or a lower rank; one that starts inside a paragraph ends with it.
    """
    shadowed = shadow(text)
    sections: list[Section] = []
    for start, end in [(part.start, part.end) for part in parts] or [(0, len(text))]:
        first, last = (bisect_left(blocks, place, key=lambda block: block.start) for place in (start, end))
        own = blocks[first:last] if end < len(text) else blocks[first:]
        sections += _build(text, shadowed, own, end, before=len(sections))
    return tuple(sections)


def _build(text: str, shadowed: str, blocks: Sequence[Block], stop: int, *, before: int) -> list[Section]:
    """The sections of one part, whose text ends at ``stop``; ``before`` sections stand in the parts before it."""
    markers = find_markers(shadowed, blocks)
    run_ins = paragraph_headings(shadowed, blocks, {marker.block: marker for marker in markers})
    markers = sorted([*markers, *run_ins], key=lambda marker: marker.start)
    ends = _extents(markers, blocks, stop)
    followers = [*(marker.start for marker in markers[1:]), stop][: len(markers)]
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
                parent=None if parent is None else parent + before,
                aims_only=is_aims_only(shadowed[marker.body : heading_end], inherited),
            )
        )
        stack.append((marker, len(sections) - 1))
    return sections


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
