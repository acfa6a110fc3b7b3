"""The sample corpus: its gold is well formed, every file holds what its gold quotes, and every form occurs."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pdfplumber
import pytest

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FILES = sorted(path for path in (CORPUS / "documents").iterdir() if path.suffix in {".txt", ".html", ".docx", ".pdf"})
NAMES = [path.stem for path in FILES]

KEYS = {"text", "lead", "support", "due", "rrule", "metrics", "modality"}
COMPARATORS = {">=", "<=", ">", "<", "=", "~"}
MODALITIES = {"must", "strive", "encourage", "prohibit"}
RECURRENCE = re.compile(r"FREQ=(YEARLY|WEEKLY|MONTHLY(;INTERVAL=3|;BYMONTHDAY=-?\d+(,-?\d+)*)?)")

FORMS = [
    # form, a pattern that one line (or lines in sequence) of some document matches
    ("一、 headings", r"(?m)^\s*[一二三四五六]、"),
    ("（一） headings", r"(?m)^\s*（[一二三四五六]）"),
    ("1. items", r"(?m)^\s*1\.\D"),
    ("(1) items", r"(?m)^\s*\(1\)"),
    ("① items", "①.*②.*③"),
    ("第X条", r"(?m)^第[一二三四五六七八九十]+条　"),
    ("由X牵头，Y配合", "由[^，。]+牵头，[^。]+配合，"),
    ("A会同B", "[省市部]?[^，。]+会同[^，。]+"),
    ("A、B分别负责", "[局厅]、[^，。]+[局厅]分别负责"),
    ("A负责…，B负责…", "局负责[^，。]+，[^，。]+局负责"),
    ("closing parenthesis with a deadline", "。（[^（）]+牵头，[^（）]+配合，\\d{4}年\\d+月底前完成）"),
    ("按职责分工负责", "（[^（）]+按职责分工负责"),
    ("several parentheses in one paragraph", "负责）[^（）\n]+（[^（）]+负责）[^（）\n]+（[^（）]+负责）"),
    ("the first listed leads", "列第一位者为牵头单位，下同"),
    ("责任单位 line", r"(?m)^\s*责任单位："),
    ("牵头、配合单位 lines", r"(?m)^\s*牵头单位：.+\n\s*配合单位："),
    ("完成时限 line", r"(?m)^\s*完成时限："),
    ("stage with a deadline", r"阶段（\d+月\d+日前）。"),
    ("stage with a range", "阶段（[^（）]*至12月底）。"),
    ("heading that names the actor", "(?m)^（二）镇派出所$"),
    ("run-in headings with details", "一是[^。；]+。[^。]+。二是[^。；]+。"),
    ("run-in clauses", "一是[^；。]+；二是[^；。]+；三是"),
    ("plain subject 要", "各县（区）要"),
    ("plain subject 负责", "县审计局负责"),
    ("plain subject 应当", "市直有关部门应当"),
    ("task table", "序号\t重点任务\t具体举措\t牵头单位\t配合单位\t完成时限"),
    ("merged lead cell", r"(?m)^\d+\t[^\t]*\t[^\t]+\t\t"),
    ("table band", r"(?m)^一、[^\t]+\t{5}$"),
    ("at least", "不低于98%"),
    ("at most", "控制在12%以内"),
    ("more than", "超过500万人次"),
    ("less than", "低于20个工作日"),
    ("about", "约20个"),
    ("左右", "40%左右"),
    ("from to", "由82%提高到90%以上"),
    ("百分之", "百分之七十五以上"),
    ("zero", "控制为零"),
    ("亿", "800亿元"),
    ("9月底前", r"[^年\d]9月底前"),
    ("10月15日前", r"10月15日前"),
    ("year end", "年底前开工"),
    ("年内", "力争年内"),
    ("next year", "明年6月底前"),
    ("到2025年", "到2025年"),
    ("first quarter", "2023年第一季度"),
    ("每月20日前", "每月20日前"),
    ("每月底", "每月底"),
    ("每季度", "每季度"),
    ("每周", "每周"),
    ("每半月", "每半月"),
    ("每年", "每年"),
    ("days from signing", "自本通知印发之日起30日内"),
    ("plan period", "“十四五”期间"),
    ("force 力争", "力争到"),
    ("encourage 鼓励", "鼓励"),
    ("prohibit 严禁", "严禁"),
    ("prohibit 不得", "不得"),
    ("decoy document number", r"（[^（）]+〔2021〕26号）"),
    ("decoy 两不愁三保障", "两不愁三保障"),
    ("decoy 三年行动", "三年行动"),
    ("decoy number of townships", "28个乡镇"),
    ("decoy statement of problems", "问题较为突出"),
    ("decoy guiding thought", "指导思想"),
    ("decoy principles", "基本原则"),
    ("letter around a plan", "印发给你们"),
    ("collective with brackets", "各县（市、区）人民政府"),
    ("post and person", "由副县长陆知行牵头"),
    ("shared prefix", "省水利厅、自然资源厅配合"),
    ("shared suffix", "县委、县政府督查室"),
]


def plain(name: str) -> str:
    """The plain text that a document's gold is placed in."""
    return (CORPUS / "gold" / f"{name}.txt").read_text(encoding="utf-8")


def gold(name: str) -> list[dict[str, Any]]:
    """The annotated obligations of a document."""
    lines = (CORPUS / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def squeeze(text: str) -> str:
    """The text without white space, which never counts."""
    return re.sub(r"\s+", "", text)


def docx_text(path: Path) -> str:
    """Paragraphs and table cells as they stand, without automatic numbers."""
    word = docx.Document(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def pdf_text(path: Path) -> str:
    """The pages without their page numbers."""
    with pdfplumber.open(path) as made:
        pages = [page.extract_text() for page in made.pages]
    return "".join(re.sub(r"— \d+ —", "", page) for page in pages)


READ: dict[str, Callable[[Path], str]] = {
    ".txt": lambda path: path.read_bytes().decode("gb18030" if path.stem == "likou-town-straw" else "utf-8"),
    ".html": lambda path: str(lxml.html.fromstring(path.read_bytes()).xpath("string()")),
    ".docx": docx_text,
    ".pdf": pdf_text,
}


def test_every_format_is_there() -> None:
    assert sorted(path.suffix for path in FILES) == [".docx", ".docx", ".html", ".html", ".pdf", ".txt", ".txt"]


def test_word_files_have_headings_numbering_and_merged_cells() -> None:
    paragraphs = docx.Document(str(CORPUS / "documents" / "yunling-province-2021-rural-water.docx")).paragraphs
    assert {"Heading 1", "Heading 2"} <= {paragraph.style.name for paragraph in paragraphs if paragraph.style}
    assert sum("<w:numPr>" in paragraph._p.xml for paragraph in paragraphs) > 20
    table = docx.Document(str(CORPUS / "documents" / "jianglan-province-2024-business-table.docx")).tables[0]
    assert table.cell(2, 3)._tc is table.cell(3, 3)._tc


def test_old_encodings_are_there() -> None:
    with pytest.raises(UnicodeDecodeError):
        (CORPUS / "documents" / "likou-town-straw.txt").read_text(encoding="utf-8")
    page = (CORPUS / "documents" / "chengchuan-city-2006-road-maintenance.html").read_bytes()
    assert b"charset=gb2312" in page
    assert "第一条　" in page.decode("gb2312")


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_as_long_as_real_ones(name: str) -> None:
    assert len(squeeze(plain(name))) >= 1500


@pytest.mark.parametrize("name", NAMES)
def test_gold_is_verbatim_and_in_order(name: str) -> None:
    text, cursor = squeeze(plain(name)), 0
    for unit in gold(name):
        quoted = squeeze(unit["text"])
        start = text.find(quoted, cursor)
        assert start >= cursor, unit["text"]
        cursor = start + len(quoted)


@pytest.mark.parametrize("name", NAMES)
def test_gold_is_well_formed(name: str) -> None:
    units = gold(name)
    assert 25 <= len(units) <= 45
    for unit in units:
        assert unit.keys() == KEYS
        assert unit["modality"] in MODALITIES
        assert unit["due"] is None or re.fullmatch(r"(\d{4}|XXXX)-\d{2}-\d{2}", unit["due"])
        assert unit["rrule"] is None or RECURRENCE.fullmatch(unit["rrule"])
        assert not set(unit["lead"]) & set(unit["support"]), unit["text"]
        assert unit["text"][-1] not in "。；，：、）\n"
        for metric in unit["metrics"]:
            assert metric["op"] in COMPARATORS
            assert isinstance(metric["value"], int | float)
            assert metric["indicator"] in unit["text"]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_files_hold_what_their_gold_quotes(path: Path) -> None:
    text = squeeze(READ[path.suffix](path))
    assert [unit["text"] for unit in gold(path.stem) if squeeze(unit["text"]) not in text] == []


def test_pdf_and_text_files_equal_their_plain_text() -> None:
    for path in FILES:
        if path.suffix in {".pdf", ".txt"}:
            assert squeeze(READ[path.suffix](path)) == squeeze(plain(path.stem))


@pytest.mark.parametrize("pattern", [pattern for _, pattern in FORMS], ids=[form for form, _ in FORMS])
def test_every_form_occurs(pattern: str) -> None:
    assert any(re.search(pattern, plain(name)) for name in NAMES)


def test_gold_uses_every_modality_and_comparator() -> None:
    units = [unit for name in NAMES for unit in gold(name)]
    assert {unit["modality"] for unit in units} == MODALITIES
    assert {metric["op"] for unit in units for metric in unit["metrics"]} == COMPARATORS


def test_manifest_names_every_file_once() -> None:
    with (CORPUS / "documents" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["文件", "标题", "文号", "发文机关", "层级", "地区", "成文日期"]
    assert sorted(row["文件"] for row in rows) == [path.name for path in FILES]
    assert {row["层级"] for row in rows} == {"中央", "省", "市", "县", "乡"}
    for row in rows:
        assert squeeze(row["标题"]) in squeeze(plain(Path(row["文件"]).stem))
