"""The table of functional lines and that of places: whole, sourced, and leading where the reforms led."""

from collections import Counter

import pytest

from extractors.divisions import chain_at_start, divisions_named, stem_named, stem_of
from extractors.lines import current_line, line_of, lines_by_name, load_lines, load_sources
from pipeline.metadata import level_and_region

LINES = load_lines()


def test_there_are_lines_of_every_kind_of_organ() -> None:
    assert len(LINES) >= 200
    kinds = {
        "政府部门",
        "党委部门",
        "议事协调机构",
        "群团",
        "垂管",
        "企业",
        "司法",
        "纪检监察",
        "人大政协",
        "军队",
        "事业单位",
    }
    assert kinds <= {line.organ for line in LINES}


def test_every_line_says_where_it_comes_from() -> None:
    sources = {source.id for source in load_sources()}
    assert {line.name for line in LINES if line.source not in sources} == set()
    assert {str(each.year) for line in LINES for each in line.successors} <= sources
    assert {each.line for line in LINES for each in line.successors} <= lines_by_name().keys()


def test_a_name_is_of_one_line() -> None:
    functions = Counter(word for line in LINES for word in line.words())
    names = Counter(name for line in LINES for name in {*line.central_names(), *line.local_names()})
    assert [word for word, count in (functions + names).items() if functions[word] > 1 or names[word] > 1] == []


@pytest.mark.parametrize("line", LINES, ids=[line.name for line in LINES])
def test_every_name_is_of_its_line(line: object) -> None:
    row = next(row for row in LINES if row == line)
    assert {line_of(name) for name in (*row.central_names(), *row.local_names())} <= {row.name}


REFORMS = [
    # line, year, what it was then
    ("卫生", 2012, "卫生"), ("卫生", 2013, "卫生计生"), ("卫生", 2018, "卫生健康"),
    ("人口和计划生育", None, "卫生健康"),
    ("扶贫开发", 2020, "扶贫开发"), ("扶贫开发", 2021, "乡村振兴"), ("扶贫开发", 2023, "农业农村"),
    ("农业", None, "农业农村"),
    ("发展计划", 2003, "发展改革"), ("信息产业", 2008, "工业和信息化"), ("人事", 2008, "人力资源和社会保障"),
    ("铁道", 2013, "交通运输"), ("保险业监管", 2018, "银行保险监管"), ("保险业监管", 2023, "金融监管"),
    ("财政", None, "财政"),
    ("行政监察", None, "纪检监察"), ("国家税务", None, "税务"), ("no such line", None, "no such line"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "year", "then"), REFORMS)
def test_reforms_lead_on(line: str, year: int | None, then: str) -> None:
    assert current_line(line, year=year) == then


def test_every_line_ends_somewhere() -> None:
    for line in LINES:
        assert not lines_by_name()[current_line(line.name)].successors, line.name


# ---- places


def test_places_have_what_is_above_them() -> None:
    (county,) = divisions_named("靖边县")
    assert (county.level, county.above, county.title) == ("县", ("陕西省", "榆林市"), "靖边县")
    assert {each.title for each in divisions_named("鼓楼区")} >= {"南京市鼓楼区", "福州市鼓楼区"}
    (district,) = [each for each in divisions_named("朝阳区") if each.above == ("北京市",)]
    assert (district.level, district.title) == ("县", "北京市朝阳区")


FULL = [
    ("阿坝州", "阿坝藏族羌族自治州"), ("内蒙古自治区", "内蒙古自治区"), ("巴州", "巴音郭楞蒙古自治州"),
    ("襄樊市", "襄阳市"),
    ("毕节地区", "毕节市"), ("积石山县", "积石山保安族东乡族撒拉族自治县"), ("仙桃市", "仙桃市"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "full"), FULL)
def test_short_and_former_names_are_known(name: str, full: str) -> None:
    assert [each.name for each in divisions_named(name)] == [full]


STEMS = [
    ("江西", "江西省"),
    ("南昌", "南昌市"),
    ("吉林", "吉林省"),
    ("广西", "广西壮族自治区"),
    ("延边", "延边朝鲜族自治州"),
]


@pytest.mark.parametrize(("stem", "full"), STEMS)
def test_places_are_known_without_their_ending(stem: str, full: str) -> None:
    found = stem_named(stem)
    assert found and found.name == full and stem_of(full) == stem


CHAINS = [
    ("南京市鼓楼区教育局", "南京市 鼓楼区"), ("江西省南昌市财政局", "江西省 南昌市"),
    ("济南市市中区政府", "济南市 市中区"),
    ("市中区政府", ""), ("城区管委会", ""), ("商丘市夏邑县", "商丘市 夏邑县"), ("靖边县南京市", "靖边县"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places"), CHAINS)
def test_a_name_begins_with_places_inside_each_other(text: str, places: str) -> None:
    assert " ".join(each.name for each in chain_at_start(text)[0]) == places


ISSUERS = [
    ("浏阳市人民政府", "县", "浏阳市"), ("南京市鼓楼区人民政府", "县", "南京市鼓楼区"),
    ("浏阳市镇头镇人民政府", "乡", "镇头镇"),
    ("阿坝州人民政府办公室", "市", "阿坝藏族羌族自治州"), ("云岭省人民政府", "省", "云岭省"),
    ("中共商丘市委", "市", "商丘市"),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "level", "region"), ISSUERS)
def test_issuers_have_their_true_level(issuer: str, level: str, region: str) -> None:
    assert level_and_region(issuer) == (level, region)
