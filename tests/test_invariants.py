"""What holds for every text, whatever it says: texts put together at random from the pieces of the genre."""

from functools import cache
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.shadow import shadow
from pipeline.assemble import Assembly
from pipeline.readers import read_bytes
from pipeline.structure import build_document
from schemas.document import Document
from schemas.obligation import Extraction, Obligation
from schemas.source import RawBlock, Reading
from tests.forms import extract

NUMBERS = [
    "第一章　",
    "第二条　",
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "①",
    "②",
    "一是",
    "二是",
    "2.1",
    "●",
]
NAMES = [
    "县交通局",
    "省民政厅、扶贫办",
    "各镇",
    "各市、县（市、区）党委和政府",
    "副县长王建国",
    "财政部",
    "等部门",
    "某某专班",
]
CUES = [
    "由",
    "牵头",
    "，",
    "配合",
    "负责",
    "会同",
    "按职责分工负责",
    "要",
    "应当",
    "不得",
    "力争",
    "鼓励",
    "列第一位者为牵头单位，下同",
]
LABELS = ["责任单位：", "牵头单位:", "完成时限：", "【责任单位】", "责任单位", "附件：", "组　长："]
TIMES = ["2025年6月底前", "年底前", "每月20日前", "9月", "10个工作日内", "２０２５年"]
TASKS = [
    "改造农村公路120公里",
    "确保完成率达到90%以上",
    "的",
    "建立机制",
    "指导思想",
    "主要任务",
    "存在问题不足",
    "现将方案印发给你们",
]
MARKS = ["，", "。", "；", "：", "、", ",", ";", ":", "！", " ", "　", "\n", "\n\n", "\t"]
BRACKETS = ["（", "）", "(", ")", "【", "】", "“", "”", "《", "》", "〔", "〕", "<", ">"]

PIECES = st.sampled_from(NUMBERS + NAMES + CUES + LABELS + TIMES + TASKS + 2 * MARKS + BRACKETS)
SENTENCES = st.sampled_from(
    [
        "1.由县交通局牵头，县财政局配合，6月底前改造公路。",
        "改造农村公路，完善站点，更新车辆，推行路长制。（县交通局牵头）\n",
        "（二）加强公路养护。推行路长制度，开展日常巡查。\n",
        "责任单位：县交通局、各镇\n",
        "各镇要建立河长制，每月开展巡查；完善预案。\n",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, PIECES, PIECES, SENTENCES), min_size=1, max_size=40).map("".join)
READABLE = TEXTS.filter(lambda text: bool(text.strip()))
many = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

_FULL = {code: code + 0xFEE0 for code in map(ord, "0123456789,;:!?()%")}
_HALF = {full: half for half, full in _FULL.items()}


@cache
def document_of_text(text: str) -> Document:
    data = text.encode("utf-8")
    return build_document(read_bytes(data), name="例文", data=data)


@cache
def result(text: str) -> Extraction:
    return extract(text)


@many
@given(READABLE)
@example("改造公路。")
@example("。")
@example("（")
@example("由牵头")
def test_everything_quotes_its_place(text: str) -> None:
    found = result(text)
    for obligation in found.obligations:
        assert found.text[obligation.start : obligation.end] == obligation.text
        assert obligation.text.strip() == obligation.text != ""
        if obligation.due_text is not None:
            assert found.text[obligation.due_start : obligation.due_end] == obligation.due_text
        for target in obligation.targets:
            assert obligation.start <= target.start < target.end <= obligation.end
        for party in obligation.parties:
            assert 0 <= party.start < party.end <= len(found.text)
            assert party.name
    for problem in found.problems:
        if problem.start is not None and problem.end is not None:
            assert found.text[problem.start : problem.end] == problem.quote


@many
@given(READABLE)
def test_obligations_come_in_reading_order_and_do_not_overlap(text: str) -> None:
    places = [(obligation.start, obligation.end) for obligation in result(text).obligations]
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert [obligation.number for obligation in result(text).obligations] == list(range(1, len(places) + 1))


@many
@given(READABLE)
def test_sections_nest(text: str) -> None:
    document = document_of_text(text)
    for index, section in enumerate(document.sections):
        assert 0 <= section.start <= section.heading_start <= section.heading_end <= section.end <= len(document.text)
        if section.parent is None:
            assert section.depth == 1
        else:
            parent = document.sections[section.parent]
            assert section.parent < index
            assert section.depth == parent.depth + 1
            assert parent.start <= section.start and section.end <= parent.end


@many
@given(READABLE)
def test_units_lie_in_their_blocks_and_sections(text: str) -> None:
    document = document_of_text(text)
    assert [unit.start for unit in document.units] == sorted(unit.start for unit in document.units)
    for unit in document.units:
        block = document.blocks[unit.block]
        assert block.start <= unit.start < unit.end <= block.end
        if unit.section is not None:
            section = document.sections[unit.section]
            assert section.start <= unit.start and unit.end <= section.end


@many
@given(READABLE)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert extract(text).model_dump_json() == result(text).model_dump_json()


@many
@given(READABLE)
def test_half_and_full_width_are_the_same(text: str) -> None:
    half, full = text.translate(_HALF), text.translate(_FULL)
    assert _told_by_lines(half) == _told_by_lines(full)


def _told_by_lines(text: str) -> list[tuple[object, ...]]:
    """What a text says, each line a paragraph: the reader of text files joins lines by how wide they are."""
    lines = [line.strip() for line in text.splitlines()]
    reading = Reading(kind="txt", blocks=tuple(RawBlock(text=line) for line in lines if line))
    return [_told(one) for one in Assembly(build_document(reading, name="例文", data=b"")).obligations()]


def _told(obligation: Obligation) -> tuple[object, ...]:
    """All that an obligation says, its text and names in their half-width forms."""
    parties = [(shadow(party.name), party.role, party.start, party.end) for party in obligation.parties]
    targets = [(target.op, target.value, shadow(target.unit), target.start) for target in obligation.targets]
    words = (shadow(obligation.text), obligation.due, obligation.rrule, obligation.modality, obligation.rules)
    return (*words, parties, targets, [shadow(heading) for heading in obligation.section])


@many
@given(READABLE)
def test_every_party_of_an_obligation_is_named_once(text: str) -> None:
    for obligation in result(text).obligations:
        names = [party.name for party in obligation.parties]
        assert len(names) == len(set(names))
