"""Tables of a web page: which hold data and which only lay the page out, and the grid of those that hold data."""

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.clean import HANZI
from pipeline.readers.html_flow import lines_of, tag_of
from schemas.source import Place, RawBlock

_MOST_SPAN = 1000
_MOST_COLUMNS = 100
_LAYOUT_SHARE = 0.8
_LONG = 200
_FEWEST_COLUMNS = 4


def data_tables(root: etree._Element) -> frozenset[etree._Element]:
    """The outermost tables at or below ``root`` that hold data."""
    found: set[etree._Element] = set()
    above = 0
    walk = etree.iterwalk(root, events=("start",), tag="table")
    for _, table in walk:
        if is_data_table(table) or _is_more_of(above, table):
            found.add(table)
            above = _width(table)
            walk.skip_subtree()
    return frozenset(found)


def _is_more_of(above: int, table: etree._Element) -> bool:
    """A table of one row, as wide as the data table before it, goes on with that one."""
    return above >= _FEWEST_COLUMNS and len(_rows(table)) == 1 and _width(table) == above and not _nested_mass(table)


def _width(table: etree._Element) -> int:
    return max((sum(_span(cell, "colspan") or 1 for cell in _cells(row)) for row in _rows(table)), default=0)


def is_data_table(table: etree._Element) -> bool:
    """Rows of several cells, none of which holds nearly all the text or a table of its own that does.

    A table of one column is a frame around paragraphs (专栏), and read as those.
    """
    rows = [[_mass(cell) for cell in _cells(row)] for row in _rows(table)]
    total = sum(map(sum, rows))
    wide = [row for row in rows if sum(mass > 0 for mass in row) >= 2]
    if len(wide) < 2 or not total:
        return False
    largest = max(max(row, default=0) for row in rows)
    if _nested_mass(table) > total / 2:
        return False
    return largest < _LAYOUT_SHARE * total or largest < _LONG


def cell_blocks(table: etree._Element, number: int) -> Iterator[RawBlock]:
    """The cells of a table in reading order, empty ones included, each at its place in the grid of merged cells."""
    taken: set[tuple[int, int]] = set()
    rows = _rows(table)
    for row, element in enumerate(rows, start=1):
        column = 1
        for cell in _cells(element):
            while (row, column) in taken:
                column += 1
            tall = min(_span(cell, "rowspan") or len(rows), len(rows) - row + 1)
            wide = min(_span(cell, "colspan") or 1, _MOST_COLUMNS)
            taken.update((row + down, column + right) for down in range(tall) for right in range(wide))
            yield RawBlock(
                text="\n".join(line.text for line in lines_of(cell)),
                kind="cell",
                place=Place(table=number, row=row, column=column),
                row_span=tall,
                column_span=wide,
            )
            column += wide


def caption_of(table: etree._Element) -> str:
    """The table's caption, empty where it has none."""
    return "\n".join(line.text for child in table if tag_of(child) == "caption" for line in lines_of(child))


def _rows(table: etree._Element) -> list[etree._Element]:
    """The rows of this table, not of tables inside it; header rows first and footer rows last, as shown."""
    order = {"thead": 0, "tfoot": 2}
    groups = sorted((child for child in table if tag_of(child)), key=lambda child: order.get(tag_of(child), 1))
    return [
        row
        for group in groups
        for row in ([group] if tag_of(group) == "tr" else list(group))
        if tag_of(row) == "tr" and tag_of(group) in ("tr", "thead", "tbody", "tfoot")
    ]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if tag_of(cell) in ("td", "th")]


def _span(cell: etree._Element, name: str) -> int:
    """The number of rows or columns covered; 0 means to the end of the table."""
    text = (cell.get(name) or "1").strip()
    return min(int(text), _MOST_SPAN) if text.isdecimal() and len(text) < 6 else 1


def _mass(element: etree._Element) -> int:
    return len("".join("".join(map(str, element.itertext())).split()))


def _nested_mass(table: etree._Element) -> int:
    return sum(_mass(inner) for cell in table.iter("td", "th") for inner in cell if tag_of(inner) == "table")


def hanzi_in(text: str | None) -> int:
    """How many Chinese characters a text has."""
    return len(HANZI.findall(text or ""))
