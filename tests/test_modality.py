"""Modality of a unit by the guideline's rule 16, and that no number in front of a unit changes what it says."""

from typing import get_args

import pytest

from schemas.mention import Modality
from schemas.obligation import Obligation
from tests.forms import extract

PHRASES = {
    "strive": [
        "力争年内建成示范站点。",
        "努力实现粮食稳产增产。",
        "努力营造全社会参与的氛围。",
        "县发改局争取年底前完成审批。",
        "争取用三年时间改造完毕。",
        "力求取得实效。",
    ],
    "encourage": [
        "鼓励企业捐资养护公路。",
        "支持社会力量参与。",
        "引导农户自愿流转。",
        "可以采取购买服务的方式。",
        "倡导绿色出行。",
        "积极探索联合执法。",
    ],
    "prohibit": [
        "不得擅自占用公路。",
        "严禁焚烧秸秆。",
        "坚决杜绝弄虚作假。",
        "任何单位和个人不准私搭乱建。",
    ],
    "must": [
        "改造农村公路。",
        "争取上级资金支持。",
        "指导企业完成改造。",
        "推动可持续发展。",
        "加强巡查，不断提高养护水平。",
        "明确努力方向。",
        "完善支持保障措施。",
    ],
}
NUMBERS = ["1.", "1．", "1、", "（1）", "(1)", "①", "一是", "第八条　", "12. ", "2.1 "]
NUMBERED = ["力争改造农村公路120公里。", "鼓励企业捐资养护公路。", "固定资产投资增长15%左右。", "严禁焚烧秸秆。"]


def the_one(text: str) -> Obligation:
    (found,) = extract(text).obligations
    return found


def test_the_table_has_every_modality() -> None:
    assert set(PHRASES) == set(get_args(Modality))


@pytest.mark.parametrize(("wanted", "text"), [(wanted, text) for wanted, texts in PHRASES.items() for text in texts])
def test_modality(wanted: Modality, text: str) -> None:
    assert the_one(text).modality == wanted


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("text", NUMBERED)
def test_a_number_in_front_changes_nothing(number: str, text: str) -> None:
    bare, numbered = the_one(text), the_one(number + text)
    assert numbered.text == bare.text
    assert numbered.modality == bare.modality
    assert [(t.op, t.value, t.unit, t.indicator) for t in numbered.targets] == [
        (t.op, t.value, t.unit, t.indicator) for t in bare.targets
    ]
