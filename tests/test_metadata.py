"""What a document says of itself: title, number, issuers with level and region, dates; and what a manifest states."""

from datetime import date

import pytest

from pipeline.metadata import level_and_region, parse_date
from pipeline.readers import read_bytes
from pipeline.structure import build_document
from pipeline.supplied import NOTHING, Supplied
from schemas.document import Metadata

BODY = "各镇人民政府，县直各部门：\n现将有关事项通知如下。\n一、主要任务\n1.改造农村公路，完善公交站点。"


def metadata_of(text: str, supplied: Supplied = NOTHING) -> Metadata:
    data = text.encode("utf-8")
    return build_document(read_bytes(data), name="例文", data=data, supplied=supplied).metadata


TITLES = [
    # lines, title, issuers
    (
        "关于印发《柳河镇污水治理工作方案》的通知\n各村：\n柳河镇人民政府\n2024年3月5日",
        "关于印发《柳河镇污水治理工作方案》的通知",
        ("柳河镇人民政府",),
    ),
    (
        "云岭省水利厅 关于印发农村供水实施方案的通知\n各市州水利局：",
        "云岭省水利厅 关于印发农村供水实施方案的通知",
        ("云岭省水利厅",),
    ),
    ("兰溪县人民政府关于加强农村公路养护的意见", "兰溪县人民政府关于加强农村公路养护的意见", ("兰溪县人民政府",)),
    ("兰溪县人民政府关于加强\n农村公路养护的意见", "兰溪县人民政府关于加强农村公路养护的意见", ("兰溪县人民政府",)),
    (
        "兰溪县人民政府办公室\n关于印发农村公路建设方案的通知",
        "兰溪县人民政府办公室关于印发农村公路建设方案的通知",
        ("兰溪县人民政府办公室",),
    ),
    (
        "云岭省财政厅、云岭省交通运输厅关于下达资金的通知",
        "云岭省财政厅、云岭省交通运输厅关于下达资金的通知",
        ("云岭省财政厅", "云岭省交通运输厅"),
    ),
    (
        "云岭省人民政府办公厅印发《公路养护办法》的通知",
        "云岭省人民政府办公厅印发《公路养护办法》的通知",
        ("云岭省人民政府办公厅",),
    ),
    ("兰溪县农村公路养护管理办法", "兰溪县农村公路养护管理办法", ()),
    ("兰溪县农村公路养护管理办法（试行）", "兰溪县农村公路养护管理办法（试行）", ()),
]


@pytest.mark.parametrize(("lines", "title", "issuers"), TITLES)
def test_title_and_issuers(lines: str, title: str, issuers: tuple[str, ...]) -> None:
    found = metadata_of(f"{lines}\n{BODY}")
    assert (found.title, found.issuers) == (title, issuers)


NUMBERS = [
    ("兰政发〔2025〕3号", "兰政发〔2025〕3号"),
    ("兰政办发[2019]12号", "兰政办发〔2019〕12号"),
    ("云岭政发（2008）105号", "云岭政发〔2008〕105号"),
    ("兰政发〔2025〕 3 号", "兰政发〔2025〕3号"),
    ("落实云政发〔2025〕3号文件要求。", ""),
]


@pytest.mark.parametrize(("line", "number"), NUMBERS)
def test_number(line: str, number: str) -> None:
    assert metadata_of(f"兰溪县人民政府关于加强公路养护的意见\n{line}\n{BODY}").number == number


LEVELS = [
    ("国务院办公厅", "中央", "全国"),
    ("中共中央办公厅", "中央", "全国"),
    ("国家发展改革委", "中央", "全国"),
    ("财政部", "中央", "全国"),
    ("云岭省人民政府", "省", "云岭省"),
    ("中共云岭省委办公厅", "省", "云岭省"),
    ("云岭省交通运输厅", "省", "云岭省"),
    ("北京市人民政府", "省", "北京市"),
    ("兰南市人民政府", "市", "兰南市"),
    ("白岭州人民政府", "市", "白岭州"),
    ("白岭自治州人民政府", "市", "白岭自治州"),
    ("兰溪县人民政府", "县", "兰溪县"),
    ("松江新区管委会", "县", "松江新区"),
    ("白岭自治县人民政府", "县", "白岭自治县"),
    ("北原旗人民政府", "县", "北原旗"),
    ("栗口镇人民政府", "乡", "栗口镇"),
    ("栗口街道办事处", "乡", "栗口街道"),
    ("某办公室", None, ""),
]


@pytest.mark.parametrize(("name", "level", "region"), LEVELS)
def test_level_and_region(name: str, level: str | None, region: str) -> None:
    assert level_and_region(name) == (level, region)


DATES = [
    ("2025年3月1日", date(2025, 3, 1)),
    ("２０２５年３月１日", date(2025, 3, 1)),
    ("2025-03-01", date(2025, 3, 1)),
    ("2025.3.1", date(2025, 3, 1)),
    ("二〇二五年三月一日", date(2025, 3, 1)),
    ("二○二五年十二月三十一日", date(2025, 12, 31)),
    ("二零零八年十月二十日", date(2008, 10, 20)),
    ("一九九九年十一月十一日", date(1999, 11, 11)),
    ("2025年2月30日", None),
    ("2025年3月", None),
]


@pytest.mark.parametrize(("written", "day"), DATES)
def test_dates(written: str, day: date | None) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize("written", ["2025年3月1日", "二〇二五年三月一日", "（2025年3月1日）", "2025 年 3 月 1 日"])
def test_signing_date_is_a_line_of_its_own(written: str) -> None:
    found = metadata_of(f"公路养护实施方案\n{BODY}\n兰溪县人民政府\n{written}")
    assert (found.signed, found.issuers, found.level, found.region) == (
        date(2025, 3, 1),
        ("兰溪县人民政府",),
        "县",
        "兰溪县",
    )


def test_a_date_in_the_text_is_no_signing_date() -> None:
    assert metadata_of(f"兰溪县人民政府关于加强公路养护的意见\n{BODY}\n2.2025年3月1日召开会议部署。").signed is None


def test_labels_at_the_head_of_a_page() -> None:
    found = metadata_of(
        f"发文机关：兰溪县人民政府\n发文字号：兰政发〔2025〕3号\n成文日期：2025年3月1日\n发布日期：2025年3月9日\n{BODY}"
    )
    assert (found.issuers, found.number) == (("兰溪县人民政府",), "兰政发〔2025〕3号")
    assert (found.signed, found.published) == (date(2025, 3, 1), date(2025, 3, 9))


def test_relative_deadlines_count_from_signing_else_from_publishing() -> None:
    assert Metadata(published=date(2025, 3, 9)).issued == date(2025, 3, 9)
    assert Metadata(signed=date(2025, 3, 1), published=date(2025, 3, 9)).issued == date(2025, 3, 1)


STATED_TEXT = f"兰溪县人民政府关于加强公路养护的意见\n兰政发〔2025〕3号\n{BODY}\n兰溪县人民政府\n2025年3月1日"
STATED = [
    # what a manifest states                           what holds                           what problems.csv tells
    (Metadata(title="公路养护方案"), {"title": "公路养护方案"}, ["兰溪县人民政府关于加强公路养护的意见"]),
    (Metadata(number="兰政发〔2025〕4号"), {"number": "兰政发〔2025〕4号"}, ["兰政发〔2025〕3号"]),
    (Metadata(signed=date(2025, 4, 1)), {"signed": date(2025, 4, 1)}, ["2025-03-01"]),
    (Metadata(level="市", region="澜安市"), {"level": "市", "region": "澜安市"}, ["县", "兰溪县"]),
    (Metadata(issuers=("云岭省财政厅",)), {"level": "省", "region": "云岭省"}, ["兰溪县人民政府"]),
    (Metadata(issuers=("云岭省财政厅",), level="市"), {"level": "市", "region": "云岭省"}, ["兰溪县人民政府", "县"]),
    (Metadata(number="兰政发[2025]3号", title="兰溪县人民政府 关于加强公路养护的意见"), {}, []),
    (Metadata(title="关于加强公路养护的意见"), {"title": "关于加强公路养护的意见"}, []),
    (Metadata(), {"title": "兰溪县人民政府关于加强公路养护的意见", "level": "县"}, []),
]


@pytest.mark.parametrize(("stated", "holds", "told"), STATED)
def test_what_a_manifest_states_holds_and_each_difference_is_told(
    stated: Metadata, holds: dict[str, object], told: list[str]
) -> None:
    data = STATED_TEXT.encode("utf-8")
    document = build_document(read_bytes(data), name="例文", data=data, supplied=Supplied(stated))
    assert {key: getattr(document.metadata, key) for key in holds} == holds
    notes = [dict(note.fields) for note in document.notes if note.code == "manifest_overrules"]
    assert [note["read"] for note in notes] == told


def test_a_date_for_all_files_is_for_those_that_state_none() -> None:
    assumed = Metadata(signed=date(2020, 1, 1))
    plain = f"兰溪县人民政府关于加强公路养护的意见\n{BODY}"
    published = f"发布日期：2025年3月9日\n{plain}"
    of_manifest = Supplied(Metadata(signed=date(2025, 4, 1)), assumed)
    assert metadata_of(plain, Supplied(assumed=assumed)).issued == date(2020, 1, 1)
    assert metadata_of(STATED_TEXT, Supplied(assumed=assumed)).issued == date(2025, 3, 1)
    assert metadata_of(published, Supplied(assumed=assumed)).issued == date(2025, 3, 9)
    assert metadata_of(STATED_TEXT, of_manifest).issued == date(2025, 4, 1)


def test_a_stated_title_leaves_the_parts_of_the_text_as_they_are() -> None:
    text = (
        "兰溪县人民政府关于印发公路养护实施方案的通知\n各镇人民政府：\n现将《公路养护实施方案》印发给你们，请认真贯彻执行。\n"
        "兰溪县人民政府\n2025年3月1日\n公路养护实施方案\n一、主要任务\n1.由县交通局牵头改造农村公路。"
    )
    data = text.encode("utf-8")
    plain, stated = (
        build_document(read_bytes(data), name="例文", data=data, supplied=supplied).parts
        for supplied in (Supplied(), Supplied(Metadata(title="养护方案")))
    )
    assert stated == plain and len(plain) == 2


ADDRESSED = [
    ("各镇人民政府，县直各部门：", ("各镇人民政府", "县直各部门")),
    (
        "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
        ("各省、自治区、直辖市人民政府", "国务院各部委、各直属机构"),
    ),
    ("各科室：", ("各科室",)),
    ("各县（市、区）政府：", ("各县（市、区）政府",)),
    ("责任单位：", ()),
    ("各镇要做好以下工作：", ()),
]


@pytest.mark.parametrize(("line", "addressees"), ADDRESSED)
def test_addressees(line: str, addressees: tuple[str, ...]) -> None:
    assert (
        metadata_of(f"兰溪县人民政府关于加强农村公路养护的意见\n{line}\n现将有关事项通知如下。").addressees
        == addressees
    )


CITED = [
    ("根据《云岭省公路办法》（云政发〔2021〕4号）制定。", ("云政发〔2021〕4号",)),
    ("落实云政发[2021] 4 号和（岭办函（2020）第7号）要求。", ("云政发〔2021〕4号", "岭办函〔2020〕7号")),
    ("见云政发〔2021〕4号。今年再次重申岭政发〔2021〕4号。", ("云政发〔2021〕4号",)),
    ("到2021年修建4号桥。", ()),
]


@pytest.mark.parametrize(("sentence", "cites"), CITED)
def test_numbers_of_other_documents(sentence: str, cites: tuple[str, ...]) -> None:
    assert (
        metadata_of(f"兰溪县人民政府关于公路养护的意见\n兰政发〔2025〕3号\n{sentence}\n兰政发〔2025〕3号").cites
        == cites
    )
