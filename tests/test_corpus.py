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
SHORT = [name for name in NAMES if name.startswith("forms-")]
FULL = [name for name in NAMES if name not in SHORT]

KEYS = {"text", "lead", "support", "due", "rrule", "metrics", "modality"}
COMPARATORS = {">=", "<=", ">", "<", "=", "~"}
MODALITIES = {"must", "strive", "encourage", "prohibit"}
DAYS = r"(;BYMONTHDAY=-?\d+(,-?\d+)*)?"
RECURRENCE = re.compile(rf"FREQ=(DAILY|WEEKLY|MONTHLY(;INTERVAL=[36])?{DAYS}|YEARLY(;BYMONTH=\d+)?{DAYS})")

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
    ("labels on one line", "责任领导：[^　\n]+　责任单位：[^　\n]+　完成时限："),
    ("牵头领导、责任领导、责任人 lines", r"(?m)^牵头领导：.+\n责任领导：.+\n责任人："),
    ("lenticular brackets", "【责任单位：[^】]+】"),
    ("label with its list on the next lines", r"(?m)^责任单位：\n\S+\n\S+$"),
    ("labels before the task", r"(?m)^牵头单位：.+\n协办单位：.+\n工作任务："),
    ("主办单位、协办单位", r"(?m)^主办单位：.+\n协办单位："),
    ("牵头考核单位、承办科室", r"(?m)^牵头考核单位：.+\n承办科室："),
    ("责任科室 and 责任人 in a parenthesis", "（责任科室：[^；]+；责任人：[^）]+）"),
    ("A负总责，B具体负责", "由[^，。]+负总责，[^，。]+具体负责"),
    ("B负责，C协助", "局负责[^，。]+，[^，。]+局协助"),
    ("A牵头，B、C负责", "（[^（）]+牵头，[^（）]+负责，年内持续推进）"),
    ("按职责分工负责 with a deadline", "按职责分工负责，12月底前完成）"),
    ("two assignments in one paragraph", "完成）[^（）\n]+（[^（）]+会同[^（）]+负责，持续推进）"),
    ("分别负责 three of three", "、[^，。、]+、[^，。、]+分别负责[^，。、]+、[^，。、]+、"),
    ("heading with its duties", r"(?m)^（一）县水利局。负责"),
    ("actor before a colon", r"(?m)^（二）县公安局："),
    ("list after a lead-in with a deadline", "各乡镇要于5月20日前完成以下工作：1.[^2]+；2."),
    ("modified subject", "负有[^，。]+职责的部门应当"),
    ("责任单位 with two heads", "责任单位\t\t"),
    ("columns 牵头 and 配合", r"(?m)^\t牵头\t配合\t"),
    ("上旬", "10月上旬"),
    ("中旬", "7月中旬"),
    ("下旬", "5月下旬"),
    ("quarter end", "一季度末"),
    ("half year", "上半年"),
    ("mid-year", "年中"),
    ("Chinese date", "二〇〇六年六月底"),
    ("date with dots", r"2020\.06\.30"),
    ("date with hyphens", "2025-06-30前"),
    ("end of the plan period", "“十二五”末"),
    ("range of years", "2019—2020年"),
    ("this month's end", "本月底"),
    ("before the flood season", "汛期前"),
    ("before the Spring Festival", "春节前"),
    ("每年X月X日前", "每年12月20日前"),
    ("每半年", "每半年"),
    ("逐月", "逐月"),
    ("每季度末", "每季度末"),
    ("每日", "每日"),
    ("two years 分别", "2020年、2022年分别"),
    ("成", "八成以上"),
    ("倍", "1.5倍"),
    ("‰", "5‰以内"),
    ("万亩", "150万亩"),
    ("range of counts", "2—3个"),
    ("percentage points", "提高3个百分点"),
    ("fraction", "三分之二"),
    ("Chinese count", "两次以上"),
    ("two indicators 分别", "和[^，。]+分别达到85%、控制在2%以下"),
    ("decoy scope of application", "适用范围："),
    ("decoy members of a leading group", "组长：[^；]+；副组长："),
    ("decoy contact person", "联系人："),
    ("decoy table of data", "指标\t2023年\t2024年"),
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
    assert sorted(path.suffix for path in FILES) == [".docx"] * 2 + [".html"] * 4 + [".pdf"] + [".txt"] * 10


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


@pytest.mark.parametrize("name", FULL)
def test_documents_are_as_long_as_real_ones(name: str) -> None:
    assert len(squeeze(plain(name))) >= 1500


@pytest.mark.parametrize("name", SHORT)
def test_short_documents_stay_short(name: str) -> None:
    assert 500 <= len(squeeze(plain(name))) <= 1200


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
    least, most = (12, 25) if name in SHORT else (25, 45)
    assert least <= len(units) <= most
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
