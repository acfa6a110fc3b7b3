"""The matrix as CSV, Markdown and HTML."""

import csv
from collections.abc import Iterable
from html import escape
from pathlib import Path

from pipeline.messages import Lang, say
from pipeline.outputs.csv_table import safe_cell
from pipeline.outputs.files import replacing
from pipeline.outputs.responsibility.items import By, Cell, Group, columns, grid, value

_WIDTHS = {"index": 4, "document": 12, "task": 14, "measure": 34, "lead": 12, "support": 16, "deadline": 10}
_CSV_NAMES = {"group": "word.group", "document": "column.title", "file": "column.document"}
_STYLE = """
@page { size: A4 landscape; margin: 15mm; }
body { font-family: "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif; margin: 2em; color: #111; }
h1 { text-align: center; font-size: 1.5em; }
h2 { font-size: 1.15em; margin: 1.6em 0 .2em; }
p { color: #555; margin: .2em 0 .6em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: .9em; }
th, td { border: 1px solid #777; padding: .35em .5em; vertical-align: top; }
td { overflow-wrap: anywhere; white-space: pre-line; }
th { background: #e8eef5; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td.index, td.deadline { text-align: center; }
"""


def write_csv(path: Path, groups: Iterable[Group], by: By, lang: Lang) -> None:
    """One row an obligation and group, with the group, the file and the number in it, so that it can be joined."""
    keys = [key for key in columns(by) if key != "deadline"]  # in its parts, each a column as in obligations.csv
    head = ["group", *keys, "due", "due_text", "rrule", "file", "number"]
    names = [say(_CSV_NAMES.get(key, f"column.{key}"), lang) for key in head]
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for group in groups:
            for item in group.items:
                cells = (value(item, key) for key in keys)
                row = (group.title, *cells, item.due, item.due_text, item.rrule, item.document, str(item.number))
                writer.writerow([safe_cell(cell) for cell in row])


def write_markdown(path: Path, groups: Iterable[Group], by: By, lang: Lang) -> None:
    """A section and a table for each group; what is merged elsewhere is written once here."""
    names = header(by, lang)
    head = [f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}"]
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"# {say('word.matrix_title', lang)}\n")
        for group in groups:
            note = f"{group.note}\n\n" if group.note else ""
            file.write(f"\n## {_one_line(group.title)}\n\n{note}" + "\n".join(head) + "\n")
            for row in grid(group, by):
                file.write(f"| {' | '.join(_markdown(cell) for cell in row)} |\n")


def write_html(path: Path, groups: Iterable[Group], by: By, lang: Lang) -> None:
    """A page that prints on A4 landscape with the head row on every page; it needs no other file."""
    title, keys = say("word.matrix_title", lang), columns(by)
    total = sum(_WIDTHS[key] for key in keys)
    widths = "".join(f'<col style="width:{100 * _WIDTHS[key] / total:.1f}%">' for key in keys)
    names = "".join(f"<th>{escape(name)}</th>" for name in header(by, lang))
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>')
        file.write(f"<style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n")
        for group in groups:
            file.write(f"<h2>{escape(group.title)}</h2>\n<p>{escape(group.note)}</p>\n")
            file.write(f"<table><colgroup>{widths}</colgroup><thead><tr>{names}</tr></thead><tbody>\n")
            for row in grid(group, by):
                file.write("<tr>" + "".join(map(_html, keys, row)) + "</tr>\n")
            file.write("</tbody></table>\n")
        file.write("</body></html>\n")


def header(by: By, lang: Lang) -> list[str]:
    """The names of the columns."""
    return [say(f"column.{key}", lang) for key in columns(by)]


def shown(text: str) -> str:
    """Names for reading, joined by 、 as in an official table."""
    return text.replace("；", "、")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _markdown(cell: Cell) -> str:
    return _one_line(cell.text.replace("\\", "\\\\").replace("|", "\\|")) if cell.span else ""


def _html(key: str, cell: Cell) -> str:
    if not cell.span:
        return ""
    rows = f' rowspan="{cell.span}"' if cell.span > 1 else ""
    text = shown(cell.text) if key in ("lead", "support") else cell.text
    return f'<td class="{key}"{rows}>{escape(text)}</td>'
