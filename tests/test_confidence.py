"""The confidence of a row, the table of measured precision behind it, and the leads that a person should check."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from extractors.rules import load_rules, load_table
from pipeline import confidence
from pipeline.bindings import Form
from pipeline.confidence import FIELDS, Precision, credits, doubtful_lead, load_precision, produces, rated
from pipeline.messages import problem_fields, say
from pipeline.outputs.write import write_outputs
from pipeline.store import FileRecord, open_store
from schemas.obligation import Obligation
from schemas.problem import Problem
from tests.extractions import sample
from tests.forms import extract

TASK = "1.改造农村公路120公里，完善公交站点设施。"
DATED = "\n2025年3月1日"
MEASURED = {
    "unit": {"unit.sentence": Precision(98, 98)},
    "lead": {"role_cues.leads": Precision(8, 8), "scope.label": Precision(1, 4), "heading.actor": Precision(0, 2)},
    "support": {"scope.label": Precision(4, 8)},
    "deadline": {"deadlines.year-end": Precision(3, 8)},
    "metrics": {},
    "modality": {},
}


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "load_precision", lambda: MEASURED)


def obligation(*rules: str, number: int = 1) -> Obligation:
    """The first sample has a lead and a deadline, the third nobody and no deadline."""
    return sample().obligations[number - 1].model_copy(update={"rules": rules})


PRODUCES = [
    ("scope.row", ("lead", "support")),
    ("role_cues.leads", ("lead",)),
    ("role_cues.supports", ("support",)),
    ("columns.support-unit", ("support",)),
    ("columns.by-content", ("lead", "support")),
    ("labels.responsible-unit", ("lead", "support")),
    ("subject.shape", ("lead", "support")),
    ("deadlines.month-end", ("deadline",)),
    ("metrics.bare", ("metrics",)),
    ("modality.may", ("modality",)),
    ("unit.cell", ("unit",)),
    ("brand-new", ()),
]


@pytest.mark.parametrize(("rule", "fields"), PRODUCES)
def test_a_rule_gives_fields(rule: str, fields: tuple[str, ...]) -> None:
    assert produces(rule) == fields


def test_a_rule_counts_only_for_the_fields_that_are_there() -> None:
    rules = ("deadlines.year-end", "scope.label", "unit.sentence")
    wanted = [("deadline", "deadlines.year-end"), ("lead", "scope.label"), ("unit", "unit.sentence")]
    assert list(credits(obligation(*rules))) == wanted
    assert list(credits(obligation(*rules, number=3))) == wanted[2:]


CONFIDENCE = [
    (("unit.sentence",), 0.99),
    (("role_cues.leads", "unit.sentence"), 0.9),
    (("deadlines.year-end", "role_cues.leads", "unit.sentence"), 0.4),
    (("modality.may",), None),
    ((), None),
]


@pytest.mark.parametrize(("rules", "wanted"), CONFIDENCE)
def test_a_row_is_as_good_as_the_weakest_of_its_rules(
    measured: None, rules: tuple[str, ...], wanted: float | None
) -> None:
    assert rated(obligation(*rules)).confidence == wanted


def test_few_cases_draw_the_share_towards_one_half() -> None:
    assert [Precision(n, n).smoothed for n in (0, 1, 98)] == [0.5, 2 / 3, 0.99]


DOUBTS = [
    (("role_cues.leads",), None),
    (("scope.label", "role_cues.leads"), "scope.label"),
    (("heading.actor",), None),  # two cases say too little
    (("subject.listed",), None),
    (("scope.label", "subject.shape"), "subject.shape"),
]


@pytest.mark.parametrize(("rules", "rule"), DOUBTS)
def test_a_lead_is_doubtful_by_its_rules(measured: None, rules: tuple[str, ...], rule: str | None) -> None:
    assert doubtful_lead(obligation(*rules)) == rule
    assert doubtful_lead(obligation(*rules, number=3)) is None, "nobody leads"


# ---- in a document


def doubts(text: str) -> list[Problem]:
    return [problem for problem in extract(text).problems if problem.code == "doubtful_lead"]


def test_an_actor_known_by_its_shape_alone_is_to_be_checked_once() -> None:
    text = f"1.民政助理员要在6月底前完成摸底，9月底前完成建档。\n2.县民政局要公布救助电话。{DATED}"
    assert [each.names("lead") for each in extract(text).obligations] == [["民政助理员"], ["民政助理员"], ["县民政局"]]
    (problem,) = doubts(text)
    assert problem.quote == "民政助理员" and problem.severity == "warning"
    said = say(problem.code, "zh", problem_fields(problem, "甲.txt"))
    assert "“民政助理员”" in said and "subject.shape" in said and "…" not in said


LISTED = [f"1.县民政局要公布救助电话。{DATED}", f"{TASK}（县交通局牵头）{DATED}", f"{TASK}{DATED}"]


@pytest.mark.parametrize("text", LISTED)
def test_a_known_lead_raises_no_doubt(text: str) -> None:
    assert doubts(text) == []


def test_rules_tell_a_known_subject_from_a_mere_shape() -> None:
    found = extract(f"1.民政助理员要走访困难群众。\n2.县民政局要公布救助电话。{DATED}").obligations
    assert [[rule for rule in each.rules if rule.startswith("subject")] for each in found] == [
        ["subject.shape"],
        ["subject.listed"],
    ]
    assert all(each.confidence is not None and 0 < each.confidence < 1 for each in found)


def test_the_confidence_goes_through_the_store_into_both_tables(tmp_path: Path) -> None:
    plain = sample(tasks=("甲任务要办好", "乙任务要办好"))
    first, second = plain.obligations
    rows = plain.model_copy(update={"obligations": (first.model_copy(update={"confidence": 0.9048}), second)})
    with open_store(tmp_path) as store:
        store.put(FileRecord(name=plain.document), rows)
        write_outputs(store, tmp_path, "zh")
    lines = (tmp_path / "obligations.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["confidence"] for line in lines] == [0.9048, None]
    with (tmp_path / "obligations.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["可信度"] for row in csv.DictReader(file)] == ["0.90", ""]


# ---- the table


def known_ids() -> Iterator[str]:
    for table in ("deadlines", "metrics", "modality", "role_cues", "labels"):
        yield from (f"{table}.{rule.id}" for rule in load_rules(table))
    yield from (f"columns.{rule.id}" for rule in load_rules("labels"))
    yield from (f"scope.{form}" for form in get_args(Form))
    yield from (
        "bracket.names",
        "columns.by-content",
        "heading.actor",
        "subject.listed",
        "subject.shape",
        "unit.cell",
        "unit.sentence",
    )


def test_the_table_names_rules_that_exist_under_fields_that_they_give() -> None:
    known = set(known_ids())
    for field, rules in load_precision().items():
        assert {rule for rule in rules if rule not in known or field not in produces(rule)} == set(), field
        assert list(rules) == sorted(rules)
        assert all(0 <= right <= used and used > 0 for right, used in rules.values())


def test_the_table_has_every_field_in_order_and_nothing_else() -> None:
    assert tuple(load_table("precision")) == FIELDS
