"""diff.html: both plans side by side, changed words marked, to be filtered by kind of change and department.

One file without anything from elsewhere. Every text of a document is escaped: markup in it is only text. Many lower
documents have a page each in the folder ``diff``, and ``diff.html`` lists them.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from pipeline.diff.marking import Run, mark
from pipeline.messages import Lang, say
from pipeline.outputs.comparison.model import (
    Compared,
    Dyad,
    change_word,
    deadline_text,
    dyads,
    metrics_text,
    not_taken_up,
    own,
)
from pipeline.outputs.comparison.workbook import SUMMARY_KEYS, summary_row
from pipeline.outputs.files import replacing
from pipeline.outputs.rows import role_text, section_text
from schemas.obligation import Obligation

PAGE, PAGES = "diff.html", "diff"

_KINDS = ("raised", "lowered", "earlier", "later", "other_lead", "changed", "same", "not_taken_up", "own")


def write_pages(folder: Path, compared: Sequence[Compared], lang: Lang) -> None:
    """Write the page, or the list with a page for every lower document."""
    if len(compared) == 1:
        _write(folder / PAGE, _document(compared[0], lang))
        return
    _write(folder / PAGE, _frame(say("diff.page_title", lang), _list(compared, lang), lang))
    if compared:
        (folder / PAGES).mkdir(exist_ok=True)
    for number, each in enumerate(compared, 1):
        _write(folder / PAGES / f"{number:04}.html", _document(each, lang))


def _write(path: Path, page: str) -> None:
    with replacing(path) as draft:
        draft.write_text(page, encoding="utf-8", newline="\n", errors="replace")


@cache
def _template() -> Template:
    return Template(files("pipeline").joinpath("templates", "diff.html").read_text(encoding="utf-8"))


def _frame(title: str, body: str, lang: Lang) -> str:
    return _template().substitute(title=escape(title), body=body, lang="zh-CN" if lang == "zh" else "en")


def _list(compared: Sequence[Compared], lang: Lang) -> str:
    head = "".join(f"<th>{escape(say(f'diff.{key}', lang))}</th>" for key in SUMMARY_KEYS)
    rows = "".join(
        f'<tr><td><a href="{PAGES}/{number:04}.html">{escape(str(cells[0]))}</a></td>'
        + "".join(f'<td class="n">{escape(str(cell))}</td>' for cell in cells[1:])
        + "</tr>"
        for number, cells in enumerate((summary_row(each, lang) for each in compared), 1)
    )
    return f'<table class="list"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _document(compared: Compared, lang: Lang) -> str:
    body = "".join((_counts(compared, lang), _filters(compared, lang), _head(compared, lang), *_rows(compared, lang)))
    title = f"{compared.upper.document} → {compared.lower.document}"
    return _frame(title, f"{body}</tbody></table>", lang)


def _counts(compared: Compared, lang: Lang) -> str:
    cells = zip(SUMMARY_KEYS[1:], summary_row(compared, lang)[1:], strict=True)
    items = "".join(f"<li><b>{escape(str(cell))}</b> {escape(say(f'diff.{key}', lang))}</li>" for key, cell in cells)
    return f'<ul class="counts">{items}</ul>'


def _filters(compared: Compared, lang: Lang) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" value="{kind}"> {escape(say(f"diff.kind_{kind}", lang))}</label>'
        for kind in _KINDS
    )
    names = sorted(
        {party.name for each in (compared.upper, compared.lower) for one in each.obligations for party in one.parties}
    )
    options = "".join(f'<option value="{escape(name)}">{escape(name)}</option>' for name in names)
    every = escape(say("diff.every_department", lang))
    select = f'<select id="department"><option value="">{every}</option>{options}</select>'
    return f'<form id="filters">{boxes}{select}<output></output></form>'


def _head(compared: Compared, lang: Lang) -> str:
    titles = (each.metadata.title or each.document for each in (compared.upper, compared.lower))
    upper, lower = (f"<th>{escape(title)}</th>" for title in titles)
    middle = f'<th class="c">{escape(say("diff.changes", lang))}</th>'
    return f'<table class="pairs"><thead><tr>{upper}{middle}{lower}</tr></thead><tbody>'


def _rows(compared: Compared, lang: Lang) -> Iterator[str]:
    """The upper document in its order, with what takes each obligation up; then what the lower one has of its own."""
    missing = {each.number: each for each in not_taken_up(compared)}
    by_upper: dict[int, list[Dyad]] = {}
    for dyad in dyads(compared):
        by_upper.setdefault(dyad.upper.number, []).append(dyad)
    for obligation in compared.upper.obligations:
        if obligation.number in missing:
            note = say("diff.kind_not_taken_up", lang)
            yield _row(["not_taken_up"], (obligation,), _cell(obligation, None), _badge("lost", note), "<td></td>")
        for dyad in by_upper.get(obligation.number, ()):
            yield _pair_row(dyad, lang)
    for obligation in own(compared):
        yield _row(
            ["own"], (obligation,), "<td></td>", _badge("own", say("diff.kind_own", lang)), _cell(obligation, None)
        )


def _pair_row(dyad: Dyad, lang: Lang) -> str:
    upper, lower, pair = dyad
    runs = mark(upper.text, lower.text)
    kinds: list[str] = [kind for kind in ("earlier", "later") if pair.deadline.change == kind]
    kinds += [pair.metrics_change] if pair.metrics_change in ("raised", "lowered") else []
    kinds += ["other_lead"] if pair.parties.lead == "other" else []
    if not kinds:
        plain = {pair.deadline.change, pair.metrics_change, pair.modality} <= {"same", "none"}
        kinds = ["same" if plain else "changed"]
    badges = []
    if pair.deadline.change not in ("none", "same"):
        badges.append(_badge(pair.deadline.change, f"{say('diff.deadline', lang)} {deadline_text(pair, lang)}"))
    if pair.metrics_change not in ("none", "same"):
        badges.append(_badge(pair.metrics_change, metrics_text(pair, lang)))
    if pair.parties.lead == "other":
        badges.append(_badge("lead", say("diff.kind_other_lead", lang)))
    if pair.modality != "same":
        badges.append(_badge(pair.modality, f"{say('diff.modality', lang)} {change_word(pair.modality, lang)}"))
    badges.append(f'<span class="score">{pair.score:.2f}</span>')
    return _row(kinds, (upper, lower), _cell(upper, runs[0], "del"), "".join(badges), _cell(lower, runs[1], "ins"))


def _row(kinds: Sequence[str], obligations: Sequence[Obligation], left: str, middle: str, right: str) -> str:
    names = dict.fromkeys(party.name for each in obligations for party in each.parties)
    departments = escape("|" + "|".join(names) + "|")
    row = f'<tr data-kinds="{" ".join(kinds)}" data-departments="{departments}">'
    return f'{row}{left}<td class="c">{middle}</td>{right}</tr>\n'


def _cell(obligation: Obligation, runs: Sequence[Run] | None, tag: str = "") -> str:
    """A text with its number and section above and its departments below."""
    text = escape(obligation.text)
    if runs is not None:
        text = "".join(f"<{tag}>{escape(run.text)}</{tag}>" if run.changed else escape(run.text) for run in runs)
    who = escape(" · ".join(filter(None, (role_text(obligation, "lead"), obligation.due or obligation.rrule or ""))))
    where = escape(section_text(obligation.section[-1:]))
    return f'<td><small>{obligation.number} {where}</small><p>{text}</p><small class="who">{who}</small></td>'


def _badge(kind: str, text: str) -> str:
    return f'<span class="badge {kind}">{escape(text)}</span>'
