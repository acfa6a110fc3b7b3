"""The page in a real browser: open, search, filter, jump both ways, switch the language, keys, print, WCAG."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from pipeline.extract import extract_file
from pipeline.messages import say_more
from pipeline.outputs.report.page import REPORT_NAME, write_report
from pipeline.store import FileRecord, open_store
from schemas.obligation import Extraction, Obligation
from tests.browser import AXE, NARROW, ROOT, WIDE, opened, started
from tests.extractions import sample
from tests.hostile import ALL, OVERRIDE, hostile

CORPUS = ROOT / "corpus" / "documents"
NAMES = (
    "jianglan-province-2024-business-table.docx",
    "lanxi-county-2022-rural-water.txt",
    "yunling-province-2021-rural-water.docx",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as found:
        yield found


@pytest.fixture(scope="module")
def plans() -> list[Extraction]:
    return [extract_file(CORPUS / name, name=name) for name in NAMES]


def written(folder: Path, extractions: list[Extraction], **options: Any) -> Path:
    with open_store(folder) as store:
        for extraction in extractions:
            store.put(FileRecord(name=extraction.document, sha256=extraction.sha256), extraction)
        write_report(folder / REPORT_NAME, store, "zh", **options)
    return folder / REPORT_NAME


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, plans: list[Extraction]) -> Path:
    return written(tmp_path_factory.mktemp("report"), plans, charts="")


@pytest.fixture(scope="module")
def with_charts(tmp_path_factory: pytest.TempPathFactory, plans: list[Extraction]) -> Path:
    pytest.importorskip("vl_convert", reason="the extra duban[pictures] is not installed")
    return written(tmp_path_factory.mktemp("charts"), plans)


@pytest.fixture(scope="module")
def tab(browser: Any, report: Path) -> Iterator[Any]:
    with opened(browser, report) as ready:
        yield ready


@pytest.fixture
def page(tab: Any, report: Path) -> Any:
    """The page, opened anew."""
    tab.emulate_media(media="null")
    tab.goto(report.as_uri())
    tab.wait_for_selector("html[data-ready]", state="attached")
    return tab


def tasks(plans: list[Extraction]) -> list[Obligation]:
    return [obligation for plan in plans for obligation in plan.obligations]


def found(page: Any) -> int:
    """How many tasks the page says that it shows, once the filter has worked."""
    page.wait_for_timeout(250)
    return int(page.inner_text("#found").split()[0])


def test_it_opens_with_its_counts_its_tasks_and_its_first_document(page: Any, plans: list[Extraction]) -> None:
    assert page.title() == "督办报告"
    counts = [int(text) for text in page.locator("#counts dd").all_inner_texts()]
    assert counts[:3] == [3, len(tasks(plans)), sum(not task.names("lead") for task in tasks(plans))]
    assert page.locator("#text .task[data-row]").count() >= len(plans[0].obligations)
    assert page.locator(".row").first.locator(".words").inner_text() == plans[0].obligations[0].text


def test_it_opens_at_the_first_document_with_a_task(browser: Any, plans: list[Extraction], tmp_path: Path) -> None:
    readme = plans[0].model_copy(update={"document": "README.md", "obligations": (), "problems": ()})
    with opened(browser, written(tmp_path, [readme, *plans], charts="")) as page:
        assert page.locator("#text .task[data-row]").count() >= len(plans[0].obligations)
        assert page.input_value("#open") == "1"


def test_the_document_reads_as_it_stands_in_the_file(page: Any, plans: list[Extraction]) -> None:
    page.select_option("#open", "1")
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.page > *')].map((part) => {
            const copy = part.cloneNode(true);
            copy.querySelectorAll('.number').forEach((number) => number.remove());
            return copy.textContent;
        }).join('\\n')"""
    )
    assert shown == plans[1].text
    assert page.locator(".page h4").first.inner_text().startswith("一、")


def test_tables_are_rebuilt_with_their_merged_cells(page: Any, plans: list[Extraction]) -> None:
    cells = [block for block in plans[0].blocks if block.kind == "cell"]
    rows = page.locator(".page table tr")
    assert rows.count() == max(block.place.row or 0 for block in cells)
    assert rows.first.locator("th").all_inner_texts()[:2] == ["序号", "重点任务"]
    assert page.locator(".page td[rowspan]").count() == sum(block.row_span > 1 for block in cells)


def test_marks_quote_what_was_found(page: Any, plans: list[Extraction]) -> None:
    page.select_option("#open", "2")
    dated = next(task for task in plans[2].obligations if task.due_text and task.names("lead") and task.targets)
    for kind in ("lead", "due", "metric"):
        assert page.locator(f'.page .{kind}[data-rows~="{dated.number}"]').count() >= 1
    words = page.locator(f'.page .due[data-rows~="{dated.number}"]').all_inner_texts()
    assert "".join(words) == dated.due_text


def test_search_finds_and_marks_words_in_any_width_and_clears(page: Any, plans: list[Extraction]) -> None:
    page.fill("#query", "水质")
    expected = sum("水质" in task.text + "".join(task.section) for task in tasks(plans))
    assert 0 < expected <= found(page) < len(tasks(plans))
    assert page.locator(".row mark").first.inner_text() == "水质"
    page.fill("#query", "没有这样的话")
    assert found(page) == 0 and "没有符合条件的任务" in page.inner_text("#rows")
    page.click("#clear")
    assert found(page) == len(tasks(plans))


def has(task: Obligation, **wanted: str) -> bool:
    return any(all(getattr(party, key) == value for key, value in wanted.items()) for party in task.parties)


FILTERS = [
    ("document", "1", lambda task: task.document == NAMES[1]),
    ("line", "财政", lambda task: has(task, current_line="财政")),
    ("level", "省", lambda task: has(task, level="省")),
    ("role", "support", lambda task: has(task, role="support")),
    ("due", "any", lambda task: task.due or task.rrule),
    ("due", "none", lambda task: not task.due and not task.rrule),
    ("due", "recurring", lambda task: task.rrule),
    ("due", "2022", lambda task: (task.due or "").startswith("2022")),
    ("modality", "prohibit", lambda task: task.modality == "prohibit"),
    ("metric", "any", lambda task: task.targets),
]


@pytest.mark.parametrize(("name", "value", "fits"), FILTERS, ids=lambda value: value if isinstance(value, str) else "")
def test_filters_show_what_fits(page: Any, plans: list[Extraction], name: str, value: str, fits: Any) -> None:
    page.select_option(f"#filter-{name}", value)
    expected = sum(bool(fits(task)) for task in tasks(plans))
    assert found(page) == expected > 0


def test_filters_work_together_and_a_department_is_one_for_all_its_spellings(
    page: Any, plans: list[Extraction]
) -> None:
    entity = next(party.entity for party in plans[2].obligations[3].parties)
    page.fill("#filter-unit", entity)
    page.select_option("#filter-role", "lead")
    assert found(page) == sum(has(task, entity=entity, role="lead") for task in tasks(plans)) > 0
    page.fill("#filter-unit", "")
    page.select_option("#filter-role", "")
    page.check("#filter-unowned")
    assert found(page) == sum(not task.names("lead") for task in tasks(plans))


def test_from_row_to_place_and_back(page: Any, plans: list[Extraction]) -> None:
    last = plans[2].obligations[-1]
    page.fill("#query", last.text[:12])
    found(page)
    page.locator(".row", has_text=last.text).first.locator(".words").click()
    assert page.input_value("#open") == "2"
    mark = page.locator(f'.page .task[data-row="{last.number}"]').first
    assert mark.is_visible() and "active" in mark.get_attribute("class")
    assert page.evaluate("document.activeElement.id") == f"task-{last.number}"
    assert page.evaluate("location.hash") == f"#t2-{last.number}"
    other = plans[2].obligations[0]
    page.locator(f'.page .task[data-row="{other.number}"]').first.click()
    current = page.locator('.row[aria-current="true"]')
    assert current.locator(".words").inner_text() == other.text and current.is_visible()
    assert found(page) == len(tasks(plans)), "a filter that hides the row is taken away"


def test_an_address_leads_to_its_task(browser: Any, report: Path) -> None:
    with opened(browser, report, address="#t1-3") as page:
        assert page.input_value("#open") == "1"
        assert page.locator("#task-3").is_visible()


def test_evidence_names_place_and_rules(page: Any, plans: list[Extraction]) -> None:
    page.locator(".row summary").first.click()
    said = page.locator(".row details dl").first.inner_text()
    assert plans[0].obligations[0].rules[0] in said and "位置" in said


# Rows whose number, with its longest word, reaches into the text beside it.
BESIDE = """() => [...document.querySelectorAll('.row')].filter((row) => {
    const number = row.querySelector('.number');
    return number.getBoundingClientRect().right >= row.querySelector('.where').getBoundingClientRect().left;
}).map((row) => row.textContent)"""


def test_the_tabs_have_no_scroll_bar_across(page: Any) -> None:
    assert page.evaluate("getComputedStyle(document.querySelector('.tabs')).overflowY") == "hidden"


def test_the_language_switches_all_words_and_back(page: Any) -> None:
    page.click("#language")
    assert page.title() == "Report of obligations" and page.get_attribute("html", "lang") == "en"
    words = page.evaluate(
        """() => [...document.querySelectorAll('[data-say], .row summary, #counts dt, #filters option:first-child')]
            .map((each) => each.textContent).join(' ')"""
    )
    assert re.findall(r"[一-鿿]+", words) == []
    assert page.evaluate(BESIDE) == []
    page.click("#language")
    assert page.title() == "督办报告" and page.inner_text("#language") == "English"


def test_keys_work_as_the_help_says(page: Any, plans: list[Extraction]) -> None:
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("jk?")
    assert page.input_value("#query") == "jk?" and not page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.input_value("#query") == "" and found(page) == len(tasks(plans))
    for key in ("j", "j", "ArrowDown", "k"):
        page.keyboard.press(key)
    assert page.locator('.row[aria-current="true"] .words').inner_text() == plans[0].obligations[1].text
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "task-2"
    page.keyboard.press("u")
    assert page.evaluate("document.activeElement.closest('.row') !== null")
    page.keyboard.press("n")
    unowned = next(task for task in plans[0].obligations[2:] if not task.names("lead"))
    assert page.evaluate("document.activeElement.id") == f"task-{unowned.number}"
    page.keyboard.press("3")
    assert page.locator("#view-problems").is_visible()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible() and page.locator("#help kbd").count() >= 12
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_problems_lead_to_their_places(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, [sample("甲.txt"), sample("乙.txt")])) as page:
        page.click("[data-view=problems]")
        assert "没有收录这个机构名称“省编班”" in page.inner_text("#problems")
        assert say_more("unknown_department", "zh", {"quote": "省编班"}) in page.inner_text("#problems")
        page.locator("#problems .link").nth(1).click()
        assert page.locator("#view-read").is_visible() and page.input_value("#open") == "1"
        assert page.locator(".page [data-problem].active").first.inner_text() == sample().text[8:11]


def test_provenance_names_files_and_hashes(page: Any, plans: list[Extraction]) -> None:
    page.click("[data-view=provenance]")
    said = page.inner_text("#provenance")
    assert all(plan.sha256 in said and plan.document in said for plan in plans)


def test_pictures_are_drawn_and_lead_to_their_tasks(browser: Any, with_charts: Path, plans: list[Extraction]) -> None:
    with opened(browser, with_charts) as page:
        page.click("[data-view=pictures]")
        page.wait_for_selector("#pictures[data-drawn]")
        assert page.locator("#pictures svg.marks").count() == page.locator("#pictures figure").count() >= 4
        page.locator("#pictures figure", has_text="各单位的任务").locator("g.mark-rect.role-mark path").first.click()
        unit = page.input_value("#filter-unit")
        assert unit and found(page) == sum(has(task, entity=unit) for task in tasks(plans)) > 0


def test_without_charts_the_tables_are_there(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, [sample("甲.txt")], charts="")) as page:
        page.click("[data-view=pictures]")
        assert "duban[pictures]" in page.inner_text("#pictures")
        page.locator("#pictures summary").last.click()
        page.locator("#pictures td").first.wait_for(state="attached")  # the table is made when it is opened


def test_print_shows_all_tasks_and_the_document_without_the_controls(page: Any, plans: list[Extraction]) -> None:
    page.locator(".row .words").first.click()
    paper = pdfium.PdfDocument(page.pdf(format="A4"))
    said = "".join(re.sub(r"\s", "", sheet.get_textpage().get_text_range()) for sheet in paper)
    assert all(task.text[:8] in said for task in tasks(plans)), "rows far down are on paper too"
    assert plans[0].text.split("\n")[-1] in said
    assert not any(word in said for word in ("打印", "对照阅读", "查看数据"))


def test_the_view_for_print_hides_the_controls(page: Any) -> None:
    page.emulate_media(media="print")
    assert [page.locator(each).is_visible() for each in (".tools", ".tabs", "#filters", ".bar")] == [False] * 4
    assert page.locator(".row").first.is_visible() and page.locator(".page p").last.is_visible()
    assert page.evaluate("getComputedStyle(document.body).overflowY") == "visible"


# ---- hostile documents


def test_a_document_is_never_markup_script_or_style(browser: Any, tmp_path: Path) -> None:
    wild = hostile()
    with opened(browser, written(tmp_path, [wild, sample("乙.txt")])) as page:
        for view in ("pictures", "problems", "provenance", "read"):
            page.click(f"[data-view={view}]")
            page.wait_for_timeout(100)
        for number in range(3):
            page.locator(".row .words").nth(number).click()
            page.locator(".row summary").nth(number).click()
        page.click("#language")
        page.fill("#query", "<script>")
        found(page)
        assert page.evaluate("window.pwned") is None
        assert page.locator("img, iframe, object, main script, main style, main a[href^=javascript]").count() == 0
        assert page.evaluate("[...document.querySelectorAll('*')].some((e) => e.onerror || e.onmouseover)") is False
        assert page.locator("header").is_visible()
        shown = page.inner_text(".page").replace("\u2028", "")
        assert all(text in shown for text in ALL if text not in (OVERRIDE, "\u2028"))


def test_characters_that_cannot_be_seen_are_shown(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, [hostile()])) as page:
        boxes = set(page.locator(".page .odd").all_inner_texts())
        assert boxes == {"U+202E", "U+2066", "U+200B", "U+2028"}
        hidden = "\u202e\u2066\u200b"
        assert page.evaluate("(text) => [...text].some((c) => document.body.innerText.includes(c))", hidden) is False
        chosen = page.evaluate("[...document.querySelectorAll('option')].map((o) => o.label || o.textContent).join('')")
        assert not set(hidden) & set(chosen)


# ---- WCAG, by axe-core, and narrow screens


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_no_violation_of_wcag_aa_in_any_view(browser: Any, with_charts: Path, size: tuple[int, int]) -> None:
    if not AXE.exists():
        pytest.skip("needs axe-core: npm install --prefix .cache/axe axe-core")
    with opened(browser, with_charts, size) as page:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for view in ("read", "place", "pictures", "problems", "provenance"):
            if view == "place":
                page.locator(".row .words").first.click()
            else:
                page.click(f"[data-view={view}]")
            page.wait_for_timeout(400)
            result = page.evaluate("axe.run({resultTypes: ['violations', 'passes']})")
            told = [
                (view, each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in result["violations"]
            ]
            assert told == []
            passed = {each["id"] for each in result["passes"]}
            assert {"color-contrast", "landmark-one-main", "region"} <= passed


@pytest.mark.parametrize("view", ["read", "pictures", "problems", "provenance"])
def test_a_narrow_screen_needs_no_sideways_scrolling(browser: Any, report: Path, view: str) -> None:
    with opened(browser, report, NARROW) as page:
        page.click(f"[data-view={view}]")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_on_a_narrow_screen_the_document_takes_the_place_of_the_list(browser: Any, report: Path) -> None:
    with opened(browser, report, NARROW) as page:
        assert not page.locator("#text").is_visible() and not page.locator("#filter-fields").is_visible()
        page.locator(".row .words").nth(2).click()
        assert page.locator("#task-3").is_visible() and not page.locator("#rows").is_visible()
        page.click("#back")
        assert page.locator('.row[aria-current="true"]').is_visible() and not page.locator("#text").is_visible()


# ---- weight and time


@pytest.mark.slow
def test_twelve_real_documents_open_in_two_seconds_and_weigh_less_than_three_megabytes(
    browser: Any, shared: Path, tmp_path: Path
) -> None:
    names = sorted(path.stem for path in (shared / "gold").glob("*.jsonl"))
    paths = [
        path for folder in ("documents", "seeds") for name in names for path in (shared / folder).glob(f"{name}.txt")
    ]
    path = written(tmp_path, [extract_file(each, name=each.name) for each in paths], charts="")
    assert len(paths) == 12 and path.stat().st_size < 3_000_000
    assert min(milliseconds(browser, path) for _ in range(3)) < 2000


@pytest.mark.slow
def test_three_hundred_documents_stay_usable(browser: Any, plans: list[Extraction], tmp_path: Path) -> None:
    path = written(tmp_path, [renamed(plans[1], f"{number:03}.txt") for number in range(300)], charts="")
    assert milliseconds(browser, path) < 10_000
    with opened(browser, path) as page:
        assert page.locator(".row").count() <= 90 and page.locator("*").count() < 13_000
        page.evaluate("document.getElementById('rows').scrollTop = 500000")
        page.wait_for_function(
            """() => { const box = document.getElementById('rows').getBoundingClientRect();
            return document.elementFromPoint(box.left + 90, box.top + box.height / 2).closest('.row'); }"""
        )
        assert page.locator(".row").count() <= 120


def renamed(extraction: Extraction, name: str) -> Extraction:
    obligations = tuple(each.model_copy(update={"document": name}) for each in extraction.obligations)
    return extraction.model_copy(update={"document": name, "obligations": obligations})


def milliseconds(browser: Any, path: Path) -> float:
    """From opening the file to a page that can be used, as the browser tells it."""
    with opened(browser, path) as page:
        timing = json.loads(page.evaluate("JSON.stringify(performance.getEntriesByType('navigation')[0])"))
    return float(timing["domContentLoadedEventEnd"])
