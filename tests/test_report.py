"""The page's data: documents as they read, offsets as browsers count, JSON that cannot become markup, pictures."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.messages import UserError, load_messages
from pipeline.outputs.report.flow import flow, labels
from pipeline.outputs.report.offsets import Offsets
from pipeline.outputs.report.page import to_json, write_report
from pipeline.outputs.report.pictures import PICTURES, chart_script, load_charts, write_pictures
from pipeline.outputs.report.records import document_record, text_record
from pipeline.outputs.report.scope import Scope
from pipeline.outputs.report.tally import Tally, shown
from pipeline.store import FileRecord, open_store
from schemas.document import Block, Metadata, Section
from schemas.obligation import Extraction
from schemas.source import Place
from tests.extractions import sample
from tests.forms import extract
from tests.hostile import hostile

TEMPLATES = Path(__file__).resolve().parent.parent / "pipeline" / "templates" / "report"


def page(folder: Path, *extractions: Extraction, scope: Scope | None = None, failed: bool = False) -> str:
    folder.mkdir(exist_ok=True)
    with open_store(folder) as store:
        for extraction in extractions:
            store.put(FileRecord(name=extraction.document, sha256=extraction.sha256), extraction)
        if failed:
            store.put(
                FileRecord(name="旧.doc", state="failed", code="unsupported_kind", fields=(("kind", "doc"),)), None
            )
        write_report(folder / "report.html", store, "zh", scope, charts="")
    return (folder / "report.html").read_text(encoding="utf-8")


def data(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found, name
    return json.loads(found.group(1))


# ---- offsets


@given(st.text(alphabet="政𠮷a😀\n"))
def test_offsets_are_those_of_utf_16(text: str) -> None:
    at = Offsets(text)
    assert [at(offset) for offset in range(len(text) + 1)] == [
        len(text[:offset].encode("utf-16-le")) // 2 for offset in range(len(text) + 1)
    ]


# ---- the document as it reads


def laid_out(text: str, blocks: list[Block], sections: tuple[Section, ...] = (), title: str = "") -> list[Any]:
    extraction = Extraction(
        document="例",
        sha256="",
        kind="docx",
        text=text,
        metadata=Metadata(title=title),
        blocks=tuple(blocks),
        sections=sections,
    )
    return flow(extraction, Offsets(text))


def cell(start: int, end: int, row: int, column: int, down: int = 1, across: int = 1) -> Block:
    place = Place(table=1, row=row, column=column)
    return Block(start=start, end=end, kind="cell", place=place, row_span=down, column_span=across)


def test_headings_titles_signatures_and_paragraphs_are_told_apart() -> None:
    text = "云岭省行动方案\n一、主要任务\n（一）加强养护。各县要开展巡查。\n云岭省人民政府"
    extraction = extract(text)
    parts = [(kind, text[start:end]) for kind, start, end, *_ in flow(extraction, Offsets(text))]
    assert parts[1:3] == [("heading", "一、主要任务"), ("paragraph", "（一）加强养护。各县要开展巡查。")]
    assert parts[3] == ("line", "云岭省人民政府")
    assert [text[start:end] for start, end in labels(extraction, Offsets(text))] == ["（一）加强养护。"]


def test_the_title_may_stand_on_two_lines() -> None:
    text = "云岭省关于\n推广经验的通知\n各市："
    blocks = [Block(start=s, end=e, kind="paragraph", place=Place()) for s, e in ((0, 5), (6, 13), (14, 17))]
    assert [part[0] for part in laid_out(text, blocks, title="云岭省关于推广经验的通知")] == [
        "title",
        "title",
        "paragraph",
    ]


def test_a_table_keeps_its_merged_cells_and_gets_its_empty_ones() -> None:
    text = "序号\n任务\n单位\n甲\n乙\n丙"
    cells = [cell(0, 2, 1, 1), cell(3, 5, 1, 2), cell(6, 8, 1, 3), cell(9, 10, 2, 2), cell(11, 12, 2, 3, down=2)]
    (table,) = laid_out(text, [*cells, cell(13, 14, 3, 1, across=2)])
    assert table == [
        "table",
        [
            [[0, 2, 1, 1], [3, 5, 1, 1], [6, 8, 1, 1]],
            [[0, 0, 1, 1], [9, 10, 1, 1], [11, 12, 2, 1]],
            [[13, 14, 1, 2]],
        ],
    ]


def test_two_tables_after_each_other_stay_two() -> None:
    second = Block(start=2, end=3, kind="cell", place=Place(table=2, row=1, column=1))
    assert [part[0] for part in laid_out("甲\n乙", [cell(0, 1, 1, 1), second])] == ["table", "table"]


@given(st.lists(st.tuples(*[st.integers(1, 5)] * 2, *[st.integers(1, 3)] * 2), min_size=1))
def test_every_cell_is_shown_once_wherever_it_stands(places: list[tuple[int, int, int, int]]) -> None:
    text = "字\n" * len(places)
    (table,) = laid_out(text, [cell(2 * n, 2 * n + 1, *place) for n, place in enumerate(places)])
    assert sorted(start for row in table[1] for start, end, *_ in row if end) == [2 * n for n in range(len(places))]


@pytest.mark.parametrize("text", ["一、只有标题", "各县要开展巡查。\n\n表", "云岭省方案\n一、任务\n1.修路。"])
def test_the_parts_hold_all_of_the_text(text: str) -> None:
    extraction = extract(text)
    parts = flow(extraction, Offsets(extraction.text))
    assert "\n".join(extraction.text[part[1] : part[2]] for part in parts) == extraction.text


def test_a_document_without_blocks_is_one_paragraph() -> None:
    bare = sample().model_copy(update={"blocks": (), "sections": ()})
    assert flow(bare, Offsets(bare.text)) == [["paragraph", 0, len(bare.text)]]


# ---- records


def test_a_row_points_into_the_lists_of_its_document() -> None:
    record = document_record(sample(), Offsets(sample().text))
    row = record["rows"][1]
    unit, start, end = row["lead"][0]
    assert (
        record["units"][unit] == {"name": "省财政厅", "entity": "省财政厅", "level": "省"}
        or "entity" in record["units"][unit]
    )
    assert sample().text[start:end] == row["text"]
    assert record["sections"][row["section"]] == "二、重点任务 › （2）"
    assert [record["rules"][rule] for rule in row["rules"]] == ["item-lead", "year-end"]
    assert record["rows"][0]["problems"] == [0] and "problems" not in row


def test_offsets_of_a_row_fit_the_text_that_the_browser_has() -> None:
    extraction = hostile()
    at = Offsets(extraction.text)
    units = text_record(extraction, at)["text"].encode("utf-16-le")
    for row in document_record(extraction, at)["rows"]:
        start, end = row["at"]
        assert units[2 * start : 2 * end].decode("utf-16-le") == row["text"]


# ---- the page


@given(st.text())
def test_no_text_can_end_the_script_that_holds_it(text: str) -> None:
    plain = to_json({"text": text})
    assert not re.search(r"[<>&\u2028\u2029]", plain)
    assert json.loads(plain) == {"text": text}


def test_a_hostile_document_adds_no_element(tmp_path: Path) -> None:
    tame, wild = page(tmp_path / "a", sample("a.txt")), page(tmp_path / "b", hostile())
    assert [
        len(re.findall(tag, html)) for html in (tame, wild) for tag in ("<script", "</script", "<style", "<!--")
    ] == [
        *[4, 4, 1, 0],
        *[4, 4, 1, 0],
    ]
    assert re.findall(r"<img|onerror=\"|onmouseover=\"", wild) == []
    assert data(wild, "text-0")["text"] == hostile().text


def test_the_page_allows_its_own_scripts_alone(tmp_path: Path) -> None:
    html = page(tmp_path, sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy and policy.group(1).startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy.group(1) and "http" not in policy.group(1)
    assert not re.search(r'(?:src|href)="(?!#)', html)


def test_the_same_results_give_the_same_page(tmp_path: Path) -> None:
    first = page(tmp_path / "a", sample("甲.txt"), sample("乙.txt"))
    assert first == page(tmp_path / "b", sample("乙.txt"), sample("甲.txt"))


def test_failed_files_problems_and_provenance_are_in_the_page(tmp_path: Path) -> None:
    index = data(page(tmp_path, sample("甲.txt"), failed=True), "index")
    assert [(file["name"], "problem" in file) for file in index["files"]] == [("旧.doc", True), ("甲.txt", False)]
    assert index["files"][1]["sha256"] == sample().sha256 and index["rules"] and index["files_all"] == 2


# ---- which documents


def many() -> list[Extraction]:
    return [sample(f"{place}/{number}.txt") for place in ("甘肃", "江西") for number in range(3)]


@pytest.mark.parametrize(
    ("scope", "names", "count"),
    [
        (Scope(), 6, 6),
        (Scope(documents=("甘肃/*",)), 3, 3),
        (Scope(documents=("甘肃/0.txt", "江西/[12]*")), 3, 3),
        (Scope(most=2), 2, 6),
        (Scope(most=2, level="省"), 2, 6),
        (Scope(characters=1), 1, 6),
    ],
)
def test_a_scope_chooses_documents_and_counts_what_it_leaves_out(
    tmp_path: Path, scope: Scope, names: int, count: int
) -> None:
    html = page(tmp_path, *many(), scope=scope)
    index = data(html, "index")
    assert (index["documents"], index["all"]) == (names, count)
    assert len(re.findall(r'id="text-\d+"', html)) == names


@pytest.mark.parametrize("scope", [Scope(level="县"), Scope(region="海南"), Scope(documents=("x*",))])
def test_a_scope_that_nothing_fits_is_an_error_and_leaves_no_page(tmp_path: Path, scope: Scope) -> None:
    with pytest.raises(UserError, match="没有符合条件的文件"):
        page(tmp_path, *many(), scope=scope)
    assert not (tmp_path / "report.html").exists()


# ---- pictures


def tally(*extractions: Extraction) -> dict[str, Any]:
    made = Tally()
    for extraction in extractions:
        made.add(extraction)
    return made.datasets()


def test_the_pictures_count_what_the_rows_say() -> None:
    sets = tally(sample())
    assert sets["months"] == [{"period": "XXXX-09", "month": "09", "label": "word.hard", "tasks": 1}]
    assert [(row["month"], row["tasks"]) for row in sets["timeline"]] == [("2022-12-01", 2)]
    assert [(row["unit"], row["label"], row["tasks"]) for row in sets["units"]] == [
        ("省财政厅", "report.lead", 3),
        ("各市（州）、县（市、区）", "report.support", 1),
    ]
    lead, support = (next(row["index"] for row in sets["nodes"] if row[role]) for role in ("leads", "supports"))
    assert sets["links"] == [{"source": lead, "target": support, "tasks": 1}]
    assert [(row["gap"], row["tasks"], row["total"]) for row in sets["gaps"]] == [
        ("lead", 1, 4),
        ("deadline", 1, 4),
        ("metric", 1, 4),
    ]


def test_names_in_charts_show_their_invisible_characters() -> None:
    assert shown("财\u202e政局\u200b") == "财⟦U+202E⟧政局⟦U+200B⟧"


def test_every_word_of_the_page_is_in_the_table_of_messages() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*")) if path.is_file())
    codes = set(re.findall(r'"@?((?:report|word)\.[a-z_.]+[a-z])"', sources))
    codes |= set(re.findall(r"\['(report\.[a-z_.]+)'\]", sources))
    assert len(codes) > 80
    assert sorted(codes - set(load_messages())) == []


def test_every_row_of_the_page_s_words_is_used() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*")) if path.is_file())
    put_together = (
        "report.due.",
        "report.metric.",
        "report.short.",
        "report.view.",
        "report.key.",
        "report.about.",
        "report.gap.",
    )
    words = [code for code in load_messages() if code.startswith("report.") and not code.startswith(put_together)]
    short = {code for code in words if code not in sources and f'"{code.removeprefix("report.")}"' not in sources}
    assert short - {f"report.{name}" for name in PICTURES} == set()


def test_every_picture_is_drawn_as_svg_and_png(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="the extra duban[pictures] is not installed")
    pytest.importorskip("pylopdf_fonts_zh_cn", reason="the extra duban[pictures] is not installed")
    names = write_pictures(tmp_path, tally(sample()), "zh")
    assert names == tuple(f"{name}.{suffix}" for name in PICTURES for suffix in ("svg", "png"))
    assert "省财政厅" in (tmp_path / "units.svg").read_text(encoding="utf-8")
    assert "牵头" in (tmp_path / "units.svg").read_text(encoding="utf-8")
    assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in names if name.endswith("png"))


def test_the_script_of_the_charts_cannot_end_its_element() -> None:
    pytest.importorskip("vl_convert", reason="the extra duban[pictures] is not installed")
    assert "vegaEmbed" in chart_script()
    assert "</script" not in chart_script() and "<!--" not in chart_script()


def test_charts_hold_no_data_and_ask_for_none() -> None:
    for name, spec in load_charts().items():
        assert "values" not in json.dumps(spec) and '"url"' not in json.dumps(spec), name


def test_documents_of_one_title_have_lines_of_their_own_in_the_picture() -> None:
    tally = Tally()
    for name in ("甲.docx", "乙.docx"):
        tally.add(sample(name))
    other = sample("丙.docx")
    tally.add(other.model_copy(update={"metadata": other.metadata.model_copy(update={"title": "别的方案"})}))
    titles = {row["document"]: row["title"] for row in tally.datasets()["gaps"]}
    assert titles == {"甲.docx": "甲.docx 云岭省行动方案", "乙.docx": "乙.docx 云岭省行动方案", "丙.docx": "别的方案"}
