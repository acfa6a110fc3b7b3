"""Plans in traditional characters, as mirrors keep them, give the obligations of the same plan in simplified ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import extract_file
from pipeline.readers.traditional import NOTE, is_traditional, simplified

PLAN = """松嶺市人民政府辦公室關於印發深化行政審批制度改革工作要點的通知

各縣區人民政府，市級各部門：

一、重點任務

（一）實行清單管理。2022年10月底前編制並公布市、縣兩級行政許可事項清單，壓縮時限30%以上。（牽頭單位：市發展改革委；配合單位：市財政局、市工業和信息化局）

（二）整治後街。由市自然資源和規劃局牽頭，市公安局配合，11月底前完成後山整治。

松嶺市人民政府辦公室
2022年3月1日
"""


def test_a_plan_in_traditional_characters_is_read_as_its_simplified_one(tmp_path: Path) -> None:
    written, plain = tmp_path / "written.txt", tmp_path / "plain.txt"
    written.write_text(PLAN, encoding="utf-8")
    plain.write_text(simplified(PLAN), encoding="utf-8")
    found, expected = extract_file(written, name="a.txt"), extract_file(plain, name="a.txt")
    assert found.obligations == expected.obligations
    assert [party.name for party in found.obligations[0].parties] == ["市发展改革委", "市财政局", "市工业和信息化局"]
    assert [(each.due, each.text[:4]) for each in found.obligations][1] == ("2022-11-30", "由市自然")
    assert [problem.code for problem in found.problems] == [NOTE, *(each.code for each in expected.problems)]


def test_a_table_copied_from_a_page_in_traditional_characters_is_a_table(tmp_path: Path) -> None:
    lines = [
        "松嶺市農村公路建設任務分解表",
        "序號",
        "重點任務",
        "責任單位",
        "完成時限",
        "1",
        "改造農村公路120公里",
        "市交通運輸局",
    ]
    path = tmp_path / "a.txt"
    path.write_text(
        "\n".join([*lines, "2025年6月底", "2", "修繕橋樑12座", "市水務局", "2025年9月底"]), encoding="utf-8"
    )
    found = extract_file(path, name="a.txt").obligations
    assert [(each.names("lead"), each.due) for each in found] == [
        (["市交通运输局"], "2025-06-30"),
        (["市水务局"], "2025-09-30"),
    ]


def test_a_big5_file_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PLAN.replace("并", "並").encode("big5", errors="replace"))
    assert extract_file(path, name="a.txt").obligations[0].parties[0].name == "市发展改革委"


@pytest.mark.parametrize(
    "text",
    [
        "松岭市人民政府办公室关于印发深化改革工作要点的通知。由市财政局牵头，9月底前完成。",
        "加强乾县、瞭望塔、國子監遗址的保护，落实属地责任，由县文物局牵头做好修缮工作。" * 3,
        "",
        "2022 work plan, due 30 September",
    ],
)
def test_simplified_text_is_left_alone(text: str) -> None:
    assert not is_traditional(text)


@given(st.text())
def test_no_place_in_the_text_moves(text: str) -> None:
    assert len(simplified(text)) == len(text)
