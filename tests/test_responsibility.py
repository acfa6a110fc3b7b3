"""The responsibility matrix: its rows and groups, its filters, and that Word, Excel, browsers and calendars read it."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import docx
import icalendar
import openpyxl
import pytest
from lxml import html

from pipeline.messages import UserError
from pipeline.outputs.forms import MatrixForm
from pipeline.outputs.responsibility.calendar import entry_of, with_day
from pipeline.outputs.responsibility.items import By, Cell, Group, Item, grid, groups, task_of
from pipeline.outputs.responsibility.selection import Period, Selection, check_names, read_levels, read_period
from pipeline.outputs.responsibility.write import MatrixReport, write_matrix
from pipeline.outputs.roles import parties_once
from pipeline.store import Store
from tests.extractions import sample
from tests.runs import small_run

ALL = Selection()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_run(tmp_path_factory.mktemp("run")) as opened:
        yield opened


@pytest.fixture(scope="module")
def out(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("matrix")
    written(store, folder)
    return folder


def written(store: Store, folder: Path, *, by: By = "document", selection: Selection = ALL) -> MatrixReport:
    return write_matrix(store, folder, "zh", by=by, selection=selection, forms=list(MatrixForm))


def made(store: Store, by: By, selection: Selection = ALL) -> list[Group]:
    return list(groups(store.extractions(), selection, by, "zh"))


# ---- rows and groups


def test_every_obligation_is_one_row_and_roles_are_those_of_the_store(store: Store) -> None:
    items = [item for group in made(store, "document") for item in group.items]
    obligations = list(store.obligations())
    assert [(item.document, item.number) for item in items] == [(each.document, each.number) for each in obligations]
    roles = Counter(party.role for each in obligations for party in parties_once(each).values())
    assert sum(len(item.leads) for item in items) == roles["lead"] > 100
    assert sum(len(item.meant) for item in items) == roles.total() and roles["support"] > 100


def test_by_department_a_task_stands_with_everybody_it_binds_those_with_most_first(store: Store) -> None:
    found = made(store, "department")
    counted = Counter(name for each in store.obligations() for name in parties_once(each))
    assert {group.title: len(group.items) for group in found} == counted
    sizes = [len(group.items) for group in found]
    assert sizes == sorted(sizes, reverse=True)


def test_by_deadline_dates_come_first_then_open_years_then_recurring_then_none(store: Store) -> None:
    found = made(store, "deadline")
    titles = [group.title for group in found]
    assert titles[0] == "2020年11月" and titles[-2:] == ["周期性任务", "未写明时限"]
    dues = [item.due for group in found for item in group.items if item.due[:1].isdigit()]
    assert dues == sorted(dues)
    assert sum(len(group.items) for group in found) == len(list(store.obligations()))


def item(task: str, title: str = "方案") -> Item:
    return Item(1, "甲.txt", 1, title, task, "举措", "甲局", "", "", "", "", "", ("甲局",), ("甲局",))


def test_equal_tasks_one_below_the_other_are_one_merged_cell() -> None:
    rows = list(
        grid(Group("方案", "", [item("一、水"), item("一、水"), item("二、路"), item(""), item("")]), "document")
    )
    assert [row[1] for row in rows] == [Cell("一、水", 2), Cell("一、水", 0), Cell("二、路"), Cell(""), Cell("")]


TASKS = [
    # section path, task
    (("二、重点任务", "（一）完善设施"), "（一）完善设施"),
    (("二、重点任务", "（一）完善设施", "1."), "（一）完善设施"),
    (("二、重点任务", "第五条", "（二）"), "二、重点任务"),
    (("附件", "①"), ""),
    ((), ""),
]


@pytest.mark.parametrize(("section", "task"), TASKS)
def test_the_task_is_the_innermost_heading_with_words(section: tuple[str, ...], task: str) -> None:
    assert task_of(section) == task


# ---- filters

PERIODS = [
    # written, day, inside
    ("2017..2019", "2019-12-31", True),
    ("2017..2019", "2020-01-01", False),
    ("2017-06..", "2017-05-31", False),
    ("..2019-06", "2019-06-30", True),
    ("2018", "2018-03-01", True),
    ("2018", "2019-03-01", False),
    ("2018", None, False),
    ("2018", "XXXX-09-30", False),
    ("", None, True),
]


@pytest.mark.parametrize(("written_as", "day", "inside"), PERIODS)
def test_periods(written_as: str, day: str | None, inside: bool) -> None:
    assert read_period(written_as).holds(day) is inside


@pytest.mark.parametrize("text", ["2017-13", "去年", "2017..今", "17"])
def test_what_is_no_period_is_named(text: str) -> None:
    with pytest.raises(UserError, match=text.partition("..")[0]):
        read_period(text)


def test_a_department_is_found_by_its_name_as_written_and_by_its_unified_name(store: Store) -> None:
    by_name, by_entity = (
        [(group.title, len(group.items)) for group in made(store, "department", Selection(departments=(name,)))]
        for name in ("省水利厅", "云岭省水利厅")
    )
    assert by_name == by_entity and by_name[0][0] == "云岭省水利厅" and by_name[0][1] > 5


def test_a_line_gathers_its_departments_of_every_level(store: Store) -> None:
    titles = {group.title for group in made(store, "department", Selection(lines=("水利",)))}
    assert {"云岭省水利厅", "澜安市水利局", "岚溪县水利局"} <= titles and not any("财政" in title for title in titles)


def test_filters_narrow_what_is_shown(store: Store) -> None:
    everything = list(store.obligations())
    unled = [each for each in everything if not each.names("lead")]
    kept = [each for group in made(store, "document", Selection(with_lead=False)) for each in group.items]
    assert len(kept) == len(unled) > 0
    provincial = made(store, "document", Selection(levels=read_levels(["省"])))
    assert [group.items[0].document for group in provincial] == ["yunling-province-2021-rural-water.docx"]
    assert made(store, "document", Selection(regions=("云岭",))) == provincial
    due = [each for group in made(store, "document", Selection(due=Period("2022", "2022"))) for each in group.items]
    dated = sum((each.due or "").startswith("2022") for each in everything if not each.rrule)
    assert len([each for each in due if not each.rrule]) == dated > 0


WHEN = [
    # issued         due           rrule             period            kept
    ("2021-03-01", None, "FREQ=MONTHLY", "2022..", True),
    ("2021-03-01", None, "FREQ=MONTHLY", "..2020", False),
    ("2021-03-01", None, "FREQ=MONTHLY", "2021", True),
    ("2021-03-01", "2021-12-31", "FREQ=MONTHLY", "2022..", False),
    ("2021-03-01", "2022-06-30", "FREQ=MONTHLY", "2022..", True),
    (None, None, "FREQ=YEARLY", "2022", True),
    (None, "XXXX-06-30", "FREQ=YEARLY", "2022", True),
    ("2021-03-01", "2022-06-30", None, "2022..", True),
    ("2021-03-01", "2021-06-30", None, "2022..", False),
    ("2021-03-01", None, None, "2022..", False),
]


@pytest.mark.parametrize(("issued", "due", "rrule", "period", "kept"), WHEN)
def test_a_recurring_duty_is_due_while_it_runs(
    issued: str | None, due: str | None, rrule: str | None, period: str, kept: bool
) -> None:
    obligation = sample().obligations[0].model_copy(update={"due": due, "rrule": rrule})
    day = date.fromisoformat(issued) if issued else None
    assert Selection(due=read_period(period)).keeps(obligation, day) == kept


def test_no_two_columns_of_the_csv_have_one_name(store: Store, tmp_path: Path) -> None:
    for by in get_args(By):
        written(store, tmp_path, by=by, selection=Selection(due=read_period("2022..")))
        with (tmp_path / "responsibility.csv").open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        assert len({*head}) == len(head) and {"完成时限", "时限原文", "周期"} <= {*head}
        assert any(row[head.index("周期")] for row in rows) and any(row[head.index("完成时限")] for row in rows)


@pytest.mark.parametrize(
    "selection", [Selection(departments=("省水利局",)), Selection(lines=("水力",)), Selection(regions=("江西",))]
)
def test_a_name_that_nothing_bears_is_answered_with_similar_ones(store: Store, selection: Selection) -> None:
    with pytest.raises(UserError, match=r"水利|云岭"):
        check_names(selection, store.extractions())


def test_nothing_is_written_where_nothing_is_left(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有符合条件的任务"):
        written(store, tmp_path, selection=Selection(issued=Period("1999", "1999")))
    assert list(tmp_path.iterdir()) == []


# ---- files


def test_the_same_run_gives_the_same_bytes(store: Store, out: Path, tmp_path: Path) -> None:
    written(store, tmp_path)
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 6
    assert [name for name in names if (out / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def test_word_repeats_the_head_row_merges_tasks_and_lies_across(store: Store, out: Path) -> None:
    document = docx.Document(str(out / "responsibility.docx"))
    section = document.sections[0]
    assert section.page_width and section.page_height and section.page_width > section.page_height
    found = made(store, "document")
    assert len(document.tables) == len(found)
    for table, group in zip(document.tables, found, strict=True):
        rows = table._tbl.tr_lst
        assert [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows] == [True, *[False] * len(group.items)]
        texts = [words_of(cell) for cell in rows[0].tc_lst]
        assert texts == ["序号", "重点任务", "具体举措", "牵头单位", "配合单位", "完成时限"]
        assert [merge_of(row.tc_lst[1]) for row in rows[1:]] == [span_mark(row[1]) for row in grid(group, "document")]
        measures = [words_of(row.tc_lst[2]) for row in rows[1:]]
        assert measures == [each.measure for each in group.items]


def words_of(cell: Any) -> str:
    return "".join(cell.xpath(".//w:t/text()"))


def merge_of(cell: Any) -> str:
    merges = cell.xpath("w:tcPr/w:vMerge/@w:val")
    return merges[0] if merges else "continue" if cell.xpath("w:tcPr/w:vMerge") else ""


def span_mark(cell: Cell) -> str:
    return "" if cell.span == 1 else "restart" if cell.span else "continue"


def test_the_workbook_merges_tasks_and_repeats_its_head(store: Store, out: Path) -> None:
    sheet = openpyxl.load_workbook(out / "responsibility.xlsx").worksheets[0]
    found = made(store, "document")
    assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
    assert sheet.max_row == 1 + sum(1 + len(group.items) for group in found)
    merged = sum(1 for each in sheet.merged_cells.ranges if each.min_col == 2)
    assert merged == sum(1 for group in found for row in grid(group, "document") if row[1].span > 1) > 5


def test_the_page_and_the_table_hold_every_row(store: Store, out: Path) -> None:
    count = len(list(store.obligations()))
    page: Any = html.fromstring((out / "responsibility.html").read_bytes())
    assert len(page.xpath("//tbody/tr")) == count
    assert sum(int(cell.get("rowspan", 1)) for cell in page.xpath("//td[@class='task']")) == count
    with (out / "responsibility.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count and rows[0]["分组"] and rows[0]["文件内序号"] == "1"
    lines = (out / "responsibility.md").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("| ") and line[2].isdigit() for line in lines) == count


# ---- calendar

ISSUED = date(2021, 5, 20)
ENTRIES = [
    # due, rule, first day, rule in the calendar
    ("2022-06-30", None, "2022-06-30", None),
    ("2025", None, "2025-12-31", None),
    ("XXXX-09-30", None, None, None),
    (None, "FREQ=MONTHLY;BYMONTHDAY=20", "2021-05-20", "FREQ=MONTHLY;BYMONTHDAY=20"),
    (None, "FREQ=MONTHLY", "2021-05-31", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    (None, "FREQ=MONTHLY;INTERVAL=3", "2021-06-30", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
    (None, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "2021-06-30", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
    (None, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", "2021-07-10", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"),
    (None, "FREQ=MONTHLY;INTERVAL=6", "2021-06-30", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
    (None, "FREQ=YEARLY", "2021-12-31", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    (None, "FREQ=WEEKLY", "2021-05-23", "FREQ=WEEKLY;BYDAY=SU"),
    ("2022-12-31", "FREQ=YEARLY", "2021-12-31", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;UNTIL=20221231"),
]


@pytest.mark.parametrize(("due", "rule", "day", "repeated"), ENTRIES)
def test_a_deadline_is_its_last_day_and_a_period_ends_on_its_last(
    due: str | None, rule: str | None, day: str | None, repeated: str | None
) -> None:
    plain = sample().obligations[0].model_copy(update={"due": due, "rrule": rule})
    entry = entry_of(plain, ISSUED)
    assert (entry.day.isoformat() if entry else None, entry.rrule if entry else None) == (day, repeated)


def test_a_recurring_duty_of_an_undated_document_has_no_day() -> None:
    plain = sample().obligations[0].model_copy(update={"due": None, "rrule": "FREQ=YEARLY"})
    assert entry_of(plain, None) is None
    assert with_day("FREQ=DAILY") == "FREQ=DAILY"


def test_calendar_programs_read_every_event(store: Store, out: Path, tmp_path: Path) -> None:
    data = (out / "calendar.ics").read_bytes()
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    events: list[Any] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    report = written(store, tmp_path)
    wanted = [each for each in store.obligations() if each.due or each.rrule]
    assert report.events == len(events) > 30
    assert report.left_out == len(wanted) - len(events)
    assert len({str(event["uid"]) for event in events}) == len(events)
    due = {each.due for each in wanted if each.due and not each.rrule and each.due[0] != "X"}
    assert due == {event["dtstart"].dt.isoformat() for event in events if "rrule" not in event}
    texts = {each.text for each in wanted}
    assert all(str(event["description"]).split("：", 1)[1].split("\n")[0] in texts for event in events)
    assert any("rrule" in event for event in events)
