"""Sections, units and clauses of small documents: every numbering style, headings by consistency, annexes, brackets."""

import pytest

from extractors.shadow import shadow
from pipeline.clauses import clauses_of
from pipeline.readers import read_bytes
from pipeline.section_tree import SectionTree
from pipeline.structure import build_document
from schemas.document import Document


def document_of_text(text: str) -> Document:
    data = text.encode("utf-8")
    return build_document(read_bytes(data), name="例文", data=data)


def units_of(text: str) -> list[str]:
    document = document_of_text(text)
    return [document.text[unit.start : unit.end] for unit in document.units]


def path_to(text: str, words: str) -> tuple[str, ...]:
    """The path of sections at the place of some words."""
    document = document_of_text(text)
    return SectionTree.of(document).path(document.text.index(words), document.text)


def headings_of(text: str) -> list[str]:
    document = document_of_text(text)
    return [h for s in document.sections if (h := document.text[s.heading_start : s.heading_end].strip())]


NUMBERS = [
    # number, kind of the section
    ("第一章　", "chapter"),
    ("第三条　", "article"),
    ("第23条 ", "article"),
    ("一、", "heading"),
    ("十二、", "heading"),
    ("（一）", "heading"),
    ("(十二)", "heading"),
    ("1.", "item"),
    ("12．", "item"),
    ("3、", "item"),
    ("（1）", "item"),
    ("(2)", "item"),
    ("3）", "item"),
    ("①", "item"),
    ("2.1 ", "item"),
    ("一是", "run_in"),
    ("三要", "run_in"),
    ("●", "item"),
    ("——", "item"),
]
NO_NUMBERS = [
    "2025年完成公路改造。",
    "1.5万元以下的补助。",
    "一个项目一个专班。",
    "第一书记要驻村工作。",
    "三年内完成公路改造。",
]


@pytest.mark.parametrize(("number", "kind"), NUMBERS)
def test_numbering_styles(number: str, kind: str) -> None:
    document = document_of_text(f"{number}加强农村公路日常养护，及时修复水毁路段，保障群众出行安全畅通，落实养护责任。")
    assert [(section.kind, section.number) for section in document.sections] == [(kind, number.strip())]


@pytest.mark.parametrize("line", NO_NUMBERS)
def test_no_numbers(line: str) -> None:
    assert document_of_text(line).sections == ()


def test_styles_nest_and_close_each_other() -> None:
    text = (
        "一、交通\n（一）公路\n1.改造路面。\n（1）清理路障。\n"
        "2.修缮桥梁。\n（二）公交\n3.更新车辆。\n二、水利\n4.加固堤坝。"
    )
    assert path_to(text, "清理路障") == ("一、交通", "（一）公路", "1.", "（1）")
    assert path_to(text, "修缮桥梁") == ("一、交通", "（一）公路", "2.")
    assert path_to(text, "更新车辆") == ("一、交通", "（二）公交", "3.")
    assert path_to(text, "加固堤坝") == ("二、水利", "4.")


def test_chapters_stand_above_articles() -> None:
    text = "第一章　总则\n第一条　各镇要加强管理。\n第二章　养护\n第二条　县交通局负责日常养护。"
    assert path_to(text, "县交通局") == ("第二章养护", "第二条")


def test_numbers_inside_a_paragraph() -> None:
    text = "1.开展整治：①清理路障；②修补路面。\n2.更新车辆。"
    assert path_to(text, "修补路面") == ("1.开展整治", "②")
    assert path_to(text, "更新车辆") == ("2.",)


def test_run_in_numbers_end_with_their_paragraph() -> None:
    text = "（一）开展整治。一是清理占道路障，恢复通行条件；二是修补路面，更换标志。\n各镇要落实责任。"
    assert path_to(text, "修补路面")[-1] == "二是"
    assert "二是" not in path_to(text, "各镇要")


def test_unnumbered_headings() -> None:
    text = "工作目标\n到年底建成公路一百公里，实现村村通车。\n保障措施\n各镇要落实责任，加强宣传。"
    assert path_to(text, "建成公路") == ("工作目标",)
    assert path_to(text, "落实责任") == ("保障措施",)


def test_an_annex_starts_again() -> None:
    text = "一、任务\n（一）改造公路，完善站点。\n附件1\n公路养护清单\n1.清理路障，修补路面。"
    assert "一、任务" not in path_to(text, "清理路障")


def test_run_in_headings_by_consistency() -> None:
    headed = "（一）加强公路养护。推行路长制度，开展日常巡查。\n（二）加强桥梁检测。建立桥梁档案，开展定期检测。"
    assert headings_of(headed) == ["加强公路养护。", "加强桥梁检测。"]
    tasks = "1.加强公路养护，6月底前完成。每月报送进展。\n2.由县水利局牵头检测桥梁。每月报送进展。"
    assert headings_of(tasks) == []


def test_numbered_lines_without_full_stop_are_headings() -> None:
    assert headings_of("一、加强公路养护\n推行路长制度。\n二、加强桥梁检测\n建立桥梁档案。") == [
        "加强公路养护",
        "加强桥梁检测",
    ]


@pytest.mark.parametrize("heading", ["指导思想", "总体要求", "基本原则", "重要意义"])
def test_aims_and_what_stands_below_them(heading: str) -> None:
    text = (
        f"一、{heading}\n（一）基本原则\n坚持政府主导，加强统筹协调。\n"
        "（二）工作目标\n建成公路一百公里。\n二、主要任务\n改造路面。"
    )
    document = document_of_text(text)
    assert [section.aims_only for section in document.sections] == [True, True, False, False]


UNITS = [
    ("改造公路。修缮桥梁。", ["改造公路", "修缮桥梁"]),
    ("改造公路；修缮桥梁;更新车辆。", ["改造公路", "修缮桥梁", "更新车辆"]),
    ("改造公路！修缮桥梁？更新车辆。", ["改造公路", "修缮桥梁", "更新车辆"]),
    ("改造公路，\n修缮桥梁。", ["改造公路", "修缮桥梁"]),
    ("落实“先建；后补。”的政策。", ["落实“先建；后补。”的政策"]),
    ("执行《公路法；桥梁法。》的规定。", ["执行《公路法；桥梁法。》的规定"]),
    ("改造公路（含桥梁；含涵洞。），完善站点。", ["改造公路（含桥梁；含涵洞。），完善站点"]),
    ("改造公路(含桥梁;含涵洞)，完善站点。", ["改造公路(含桥梁;含涵洞)，完善站点"]),
    ("改造公路（含桥梁。修缮涵洞。", ["改造公路（含桥梁", "修缮涵洞"]),
    ("投资2.5亿元改造公路。", ["投资2.5亿元改造公路"]),
    ("。。；；\n。", []),
]


@pytest.mark.parametrize(("text", "units"), UNITS)
def test_units(text: str, units: list[str]) -> None:
    assert units_of(text) == units


def test_a_number_is_no_part_of_a_unit() -> None:
    assert units_of("1.改造县乡公路路面，6月底前完善站点。") == ["改造县乡公路路面，6月底前完善站点"]


def test_sentences_are_numbered() -> None:
    document = document_of_text("改造公路；修缮桥梁。更新车辆。")
    first, second, third = (unit.sentence for unit in document.units)
    assert first == second < third


def test_offsets_quote_the_text_whatever_the_line_ends() -> None:
    document = document_of_text("一、交通\r\n　　改造公路。\r\n\r\n　　修缮桥梁。\r\n")
    assert [document.text[block.start : block.end] for block in document.blocks] == document.text.split("\n")
    assert [document.text[unit.start : unit.end] for unit in document.units] == ["改造公路", "修缮桥梁"]


CLAUSES = [
    ("改造公路，修缮桥梁", ["改造公路", "修缮桥梁"]),
    ("改造公路,修缮桥梁", ["改造公路", "修缮桥梁"]),
    ("改造公路、修缮桥梁", ["改造公路、修缮桥梁"]),
    ("改造公路（含桥梁，含涵洞），更新车辆", ["改造公路（含桥梁，含涵洞）", "更新车辆"]),
    ("落实“先建，后补”政策，更新车辆", ["落实“先建，后补”政策", "更新车辆"]),
    ("改造公路，，更新车辆，", ["改造公路", "更新车辆"]),
]


@pytest.mark.parametrize(("text", "clauses"), CLAUSES)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [text[clause.start : clause.end] for clause in clauses_of(shadow(text), 0, len(text))] == clauses


def test_a_clause_may_start_behind_an_enumeration_comma() -> None:
    text = "10月底前竣工、11月底前验收"
    assert [text[c.start : c.end] for c in clauses_of(text, 0, len(text), {text.index("11")})] == [
        "10月底前竣工",
        "11月底前验收",
    ]
