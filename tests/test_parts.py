"""Several documents in one file: letters with their plans, annexes, plans in a row; and what is one document."""

from datetime import date

import pytest

from pipeline.extract import extract_bytes
from schemas.manifest import ManifestEntry
from schemas.obligation import Extraction

LETTER = (
    "兰溪县人民政府办公室关于印发兰溪县农村公路养护方案的通知\n兰政办发〔2024〕7号\n各乡镇人民政府，县直各部门：\n"
    "《兰溪县农村公路养护方案》已经县政府同意，现印发给你们，请认真组织实施。\n"
)
SIGNED = "兰溪县人民政府办公室\n2024年3月5日\n（此件公开发布）\n"
PLAN = (
    "兰溪县农村公路养护方案\n为加强养护，制定本方案。\n一、改造路面\n县交通局自印发之日起30日内改造路面。\n"
    "二、修缮桥梁\n县水利局要修缮桥梁。\n"
)
OTHER = (
    "兰溪县公交线路优化方案\n为方便出行，制定本方案。\n一、增开线路\n县公交公司要增开线路。\n"
    "二、更新车辆\n县公交公司要更新车辆。\n"
)
LIST = "任务清单\n一、改造站点\n县住建局要在年底前改造站点。\n"


def extract(text: str) -> Extraction:
    return extract_bytes(text.encode("utf-8"), name="例文")


def shown(text: str) -> list[str]:
    """Kind, what it is within, date, and title of each part."""
    return [
        f"{part.kind} {'-' if part.within is None else part.within} {part.signed or '-'} {part.title}"
        for part in extract(text).parts
    ]


NOTICE = "letter - 2024-03-05 兰溪县人民政府办公室关于印发兰溪县农村公路养护方案的通知"
ENCLOSED = "main 0 2024-03-05 兰溪县农村公路养护方案"
LISTED = "附件：1.任务清单\n2.考核办法\n"

FORMS = [
    # form, text, its parts
    ("letter, plan", LETTER + SIGNED + PLAN, [NOTICE, ENCLOSED]),
    (
        "letter without signature, plan",
        LETTER + PLAN,
        [NOTICE.replace("2024-03-05", "-"), ENCLOSED.replace("2024-03-05", "-")],
    ),
    (
        "title over two lines",
        LETTER + SIGNED + PLAN.replace("公路养护方案\n", "公路\n养护方案\n", 1),
        [NOTICE, ENCLOSED],
    ),
    (
        "letter, plan, annex",
        LETTER + SIGNED + PLAN + "附件1\n" + LIST,
        [NOTICE, ENCLOSED, "annex 1 2024-03-05 任务清单"],
    ),
    (
        "annexes listed below the letter, and their titles behind 附件N：",
        LETTER + LISTED + SIGNED + PLAN + f"附件1：{LIST}附件2：考核办法\n一、内容\n县交通局要按月考核。\n",
        [NOTICE, ENCLOSED, "annex 1 2024-03-05 任务清单", "annex 1 2024-03-05 考核办法"],
    ),
    (
        "the plan comes as an annex of its letter",
        LETTER + "附件：兰溪县农村公路养护方案\n" + SIGNED + "附件\n" + PLAN,
        [NOTICE, ENCLOSED],
    ),
    (
        "letter with two plans",
        LETTER.replace("养护方案》", "养护方案》《兰溪县公交线路优化方案》") + SIGNED + PLAN + OTHER,
        [NOTICE, ENCLOSED, "main 0 2024-03-05 兰溪县公交线路优化方案"],
    ),
    (
        "the letter names its plan otherwise",
        LETTER.replace("《兰溪县农村公路养护方案》", "").replace("兰溪县农村公路养护方案", "方案") + SIGNED + PLAN,
        [NOTICE.replace("兰溪县农村公路养护方案", "方案"), ENCLOSED],
    ),
    (
        "two plans, signed",
        PLAN + "兰溪县交通局\n2023年5月6日\n" + OTHER + "2024年2月1日\n",
        ["main - 2023-05-06 兰溪县农村公路养护方案", "main - 2024-02-01 兰溪县公交线路优化方案"],
    ),
    (
        "two plans, not signed",
        PLAN + OTHER,
        ["main - - 兰溪县农村公路养护方案", "main - - 兰溪县公交线路优化方案"],
    ),
    ("an annex alone", "附件2\n" + LIST, ["annex - - 任务清单"]),
    ("a notice with its annex", "关于加强公路养护的通知\n一、改造路面\n县交通局要改造路面。\n附表\n" + LIST,
     ["main - - 关于加强公路养护的通知", "annex 0 - 任务清单"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS])
def test_parts(text: str, parts: list[str]) -> None:
    assert shown(text) == parts


ONE = [
    ("a plan", PLAN),
    ("a plan with a list of annexes at its end", PLAN + LISTED + "兰溪县交通局\n2024年3月5日\n"),
    ("an annex that is only named", PLAN + "附件：任务清单\n"),
    ("a sentence that begins with 附件", PLAN + "附件材料一并报送县交通局。\n"),
    ("a page that repeats its title", "兰溪县农村公路养护方案\n发布日期：\n2024年3月8日\n" + PLAN),
    ("an unnumbered heading inside", PLAN + "保障措施\n三、加强领导\n县交通局要制定工作计划。\n"),
    ("numbered headings that read as titles", PLAN.replace("二、修缮桥梁", "二、制定桥梁修缮方案")),
    ("links below the text", PLAN + "2024年3月5日\n兰溪县公交线路优化方案\n兰溪县农村公路养护办法\n"),
    ("a notice that directs", LETTER.replace("现印发给你们", "现通知如下") + "一、任务\n县交通局要改造。"),
]  # fmt: skip


@pytest.mark.parametrize("text", [form[1] for form in ONE], ids=[form[0] for form in ONE])
def test_one_document(text: str) -> None:
    assert len(extract(text).parts) == 1, shown(text)


def test_parts_cover_the_text_without_gaps() -> None:
    for _, text, _ in FORMS:
        found = extract(text)
        bounds = [0, *(part.end for part in found.parts)]
        assert [part.start for part in found.parts] == bounds[:-1]
        assert bounds[-1] == len(found.text)


def test_obligations_name_their_part() -> None:
    found = extract(LETTER + SIGNED + PLAN + "附件1\n" + LIST).obligations
    assert [(o.text[-4:], o.part_kind, o.part) for o in found] == [
        ("改造路面", "main", "兰溪县农村公路养护方案"),
        ("修缮桥梁", "main", "兰溪县农村公路养护方案"),
        ("改造站点", "annex", "任务清单"),
    ]


def test_deadlines_count_from_the_letter() -> None:
    dated = PLAN + "2023年12月1日\n附件1\n" + LIST
    found = extract(LETTER + SIGNED + dated).obligations
    assert [o.due for o in found] == ["2024-04-04", None, "2024-12-31"]


def test_a_plan_of_its_own_counts_from_its_own_date() -> None:
    found = extract(PLAN + "2023年5月6日\n" + OTHER.replace("要增开", "要在年底前增开") + "2024年2月1日\n").obligations
    assert [o.due for o in found] == ["2023-06-05", None, "2024-12-31", None]


def test_a_date_that_is_supplied_counts_in_parts_without_one() -> None:
    entry = ManifestEntry(file="例文", issued=date(2022, 1, 5))
    found = extract_bytes((PLAN + OTHER.replace("要增开", "要在年底前增开")).encode(), name="例文", manifest=entry)
    assert [o.due for o in found.obligations] == ["2022-02-04", None, "2022-12-31", None]


def test_sections_do_not_reach_into_the_next_part() -> None:
    found = extract(PLAN + "附件\n任务清单\n县住建局要改造站点。\n").obligations
    assert found[-1].section == ("附件", "任务清单")


def test_a_line_of_labels_does_not_govern_the_part_before() -> None:
    text = "兰溪县农村公路养护方案\n要改造路面。\n附件\n任务清单\n改造站点，更新标志。\n责任单位：县住建局\n"
    found = {o.text: o.names("lead") for o in extract(text).obligations}
    assert found == {"要改造路面": [], "改造站点，更新标志": ["县住建局"]}


def test_several_documents_are_said_to_be_several() -> None:
    codes = {problem.code: dict(problem.fields) for problem in extract(PLAN + OTHER).problems}
    assert codes["several_documents"] == {"count": "2", "titles": "兰溪县农村公路养护方案；兰溪县公交线路优化方案"}
    assert "several_documents" not in {problem.code for problem in extract(LETTER + SIGNED + PLAN).problems}
