"""Who a name means: jurisdiction, level, line and unified name of a department, by where its document speaks from."""

import pytest

from extractors.divisions import divisions_named, stem_named
from extractors.entities import resolve
from extractors.lines import current_line, load_lines
from extractors.names import parse_list
from extractors.settings import setting_of
from schemas.document import Level
from schemas.entity import Entity


def entity(name: str, level: Level | None = None, region: str = "") -> Entity:
    (department,) = parse_list(name, 0)
    return resolve(department.name, setting_of(level, region), kind=department.kind)


MEANS = [
    # name                  document's level, place       jurisdiction, level, line
    ("省财政厅",            "省", "江西省",                "江西省", "省", "财政"),
    ("省财政厅",            "市", "商丘市",                "河南省", "省", "财政"),
    ("市教体局",            "市", "商丘市",                "商丘市", "市", "教育"),
    ("县民政局",            "县", "靖边县",                "靖边县", "县", "民政"),
    ("市民政局",            "县", "靖边县",                "榆林市", "市", "民政"),
    ("财政部",              "县", "靖边县",                "全国", "中央", "财政"),
    ("江西省财政厅",        "中央", "全国",                "江西省", "省", "财政"),
    ("夏邑县财政局",        "市", "商丘市",                "夏邑县", "县", "财政"),
    ("省财政厅",            "省", "云岭省",                "云岭省", "省", "财政"),
    ("省财政厅",            None, "",                      "", "省", "财政"),
    ("人行南昌中心支行",    "省", "江西省",                "南昌市", "市", "人民银行"),
    ("江西银监局",          "省", "江西省",                "江西省", "省", "银行业监管"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "at", "place", "jurisdiction", "level", "line"), MEANS)
def test_a_name_means(
    name: str, at: Level | None, place: str, jurisdiction: str, level: str | None, line: str | None
) -> None:
    found = entity(name, at, place)
    assert (found.jurisdiction, found.level, found.line) == (jurisdiction, level, line)


def test_every_line_ends_somewhere() -> None:
    names = {line.name for line in load_lines()}
    assert {current_line(name) for name in names} <= names


def test_places_have_what_is_above_them() -> None:
    (county,) = divisions_named("靖边县")
    assert (county.level, county.above, county.title) == ("县", ("陕西省", "榆林市"), "靖边县")
    assert {each.title for each in divisions_named("鼓楼区")} >= {"南京市鼓楼区", "福州市鼓楼区"}
    assert [each.name for each in divisions_named("阿坝州")] == ["阿坝藏族羌族自治州"]
    found = stem_named("江西")
    assert found and found.name == "江西省"
