"""The evaluation: what counts as the same, what is counted, and the same numbers as the shared scorer."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.table import Table

from pipeline.evaluate import MEASURES, Count, Difference, Score, evaluate, score, total
from pipeline.gold import GoldUnit, read_gold
from pipeline.matching import find_in_order, pair, squeeze_text
from pipeline.messages import UserError
from pipeline.outputs.jsonl import to_record
from pipeline.outputs.rows import to_rows
from pipeline.outputs.summary import score_tables
from pipeline.store import FileRecord, open_store
from schemas.obligation import Extraction, Obligation, Party, Target
from tests.extractions import sample

# A text with its gold, read with a fault of every kind: see ``with_faults``.
COMPARED = ("jingbian-county", "gansu-province-rectification", "zhentou-town-2019")


def gold_of(obligation: Obligation) -> dict[str, Any]:
    metrics = [{"op": target.op, "value": target.value, "unit": target.unit} for target in obligation.targets]
    names = {"lead": obligation.names("lead"), "support": obligation.names("support")}
    plain = obligation.model_dump(include={"text", "due", "rrule", "modality"})
    return {**plain, **names, "metrics": metrics}


def write_gold(path: Path, units: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units), encoding="utf-8")
    return path


def test_a_run_that_equals_its_gold_scores_full_marks() -> None:
    extraction = sample()
    units = [GoldUnit.model_validate(gold_of(obligation)) for obligation in extraction.obligations]
    result = score(extraction, units)
    assert {measure: result.counts[measure].f1 for measure in MEASURES} == dict.fromkeys(MEASURES, 1.0)
    assert result.counts["units"] == Count(4, 4, 4) and result.differences == ()


def test_differences_name_the_field_both_sides_and_the_sentence() -> None:
    extraction = sample(tasks=("甲任务要办好", "乙任务要办好"))
    first = gold_of(extraction.obligations[0]) | {"lead": ["省教育厅"], "modality": "strive"}
    absent = {"text": "别的文件中的任务", "lead": []}
    result = score(extraction, [GoldUnit.model_validate(unit) for unit in (first, absent)])
    assert result.differences == (
        Difference("lead", "甲任务要办好", "省教育厅", "省财政厅"),
        Difference("modality", "甲任务要办好", "strive", "must"),
        Difference("not_in_document", "别的文件中的任务"),
        Difference("extra", "乙任务要办好"),
    )
    assert result.counts["units"] == Count(1, 2, 2) and result.counts["lead"] == Count(0, 2, 1)
    assert result.counts["tuple"] == Count(0, 2, 2) and result.counts["modality"] == Count(0, 1, 1)


def test_width_and_white_space_never_count() -> None:
    extraction = sample(tasks=("任务（甲） 要 ，办好",))
    unit = GoldUnit.model_validate(
        gold_of(extraction.obligations[0]) | {"text": "任务(甲)要,办好", "lead": ["省 财政厅"]}
    )
    assert score(extraction, [unit]).counts["tuple"] == Count(1, 1, 1)


PAIRS = [
    # gold            found             pairs
    ([(0, 10)], [(0, 10)], [(0, 0)]),
    ([(0, 10)], [(5, 10)], [(0, 0)]),  # exactly half
    ([(0, 10)], [(6, 10)], []),
    ([(0, 10)], [(0, 6), (0, 9)], [(0, 1)]),  # best first
    ([(0, 10), (0, 10)], [(0, 10)], [(1, 0)]),  # one to one
    ([None, (0, 4)], [(0, 4), (8, 9)], [(1, 0)]),
    ([(0, 4)], [(2, 2)], []),
]


@pytest.mark.parametrize(("gold", "found", "pairs"), PAIRS)
def test_units_pair_by_overlap(
    gold: list[tuple[int, int] | None], found: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> None:
    assert pair(gold, found) == pairs


def test_repeated_texts_are_taken_in_order() -> None:
    assert find_in_order(["乙", "甲", "甲", "甲", ""], "甲乙甲") == [(1, 2), (2, 3), (0, 1), None, None]


def test_offsets_follow_characters_that_change_length() -> None:
    assert squeeze_text("㎡ ５") == ("m25", [0, 2, 2, 3])


NAMES = [
    # gold file         documents of the run                   those it is for, or the error
    ("方案.jsonl", ["省/方案.html", "甲方案2022.txt"], ["省/方案.html"]),
    ("a.jsonl", ["aa.txt"], "gold_without_document"),
    ("a.txt.jsonl", ["a.txt", "aa.txt"], ["a.txt"]),
    ("甲.jsonl", ["甲.docx", "甲.pdf"], ["甲.docx", "甲.pdf"]),  # one document in two formats
    ("甲.jsonl", ["省/甲.txt", "市/甲.txt"], "gold_of_several"),
    ("市/甲.jsonl", ["省/甲.txt", "市/甲.txt"], ["市/甲.txt"]),
    ("Ä.jsonl", ["A\u0308.txt"], ["A\u0308.txt"]),  # as a Mac writes names into archives
]


@pytest.mark.parametrize(("gold", "documents", "found"), NAMES)
def test_a_gold_file_is_for_the_document_of_its_name(
    tmp_path: Path, gold: str, documents: list[str], found: list[str] | str
) -> None:
    path = tmp_path / "标注" / gold
    path.parent.mkdir(parents=True)
    write_gold(path, [gold_of(obligation) for obligation in sample().obligations])
    (tmp_path / "out").mkdir()
    with open_store(tmp_path / "out") as store:
        for name in documents:
            store.put(FileRecord(name=name), sample(name))
        if isinstance(found, str):
            with pytest.raises(UserError) as caught:
                evaluate(store, [tmp_path / "标注"])
            assert caught.value.code == found
        else:
            scores = evaluate(store, [tmp_path / "标注"])
            assert [one.name for one in scores] == found
            assert total(scores)["units"] == Count(4 * len(found), 4 * len(found), 4 * len(found))


def test_gold_of_a_double_is_for_the_document_that_counts(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "乙.jsonl", [gold_of(obligation) for obligation in sample().obligations])
    with open_store(tmp_path) as store:
        store.put(FileRecord(name="甲.txt"), sample("甲.txt"))
        store.put(FileRecord(name="乙.txt", state="same", same_as="甲.txt"), None)
        scores = evaluate(store, [gold])
    assert [(one.name, one.counts["units"]) for one in scores] == [("乙.txt = 甲.txt", Count(4, 4, 4))]


def test_gold_of_a_file_that_was_not_read_is_told(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "甲.jsonl", [])
    with open_store(tmp_path) as store:
        store.put(FileRecord(name="甲.pdf", state="failed", code="encrypted_file"), None)
        with pytest.raises(UserError) as caught:
            evaluate(store, [gold])
    assert caught.value.code == "gold_of_unread"


UNCODED = [
    # keys that the gold lacks            counts that are left out
    (("support",), {"support": Count()}),
    (("due", "rrule", "modality"), {"deadline": Count(), "modality": Count()}),
    (("lead", "due", "rrule", "metrics"), {"lead": Count(), "tuple": Count(), "core": Count()}),
]


@pytest.mark.parametrize(("keys", "left_out"), UNCODED)
def test_what_the_gold_does_not_code_is_left_out_on_both_sides(
    keys: tuple[str, ...], left_out: dict[str, Count]
) -> None:
    extraction = sample(tasks=("甲任务要办好", "乙任务要办好"))
    plain = [{key: value for key, value in gold_of(each).items() if key not in keys} for each in extraction.obligations]
    for units in (plain, plain[:1]):  # with and without an obligation that the gold does not have
        result = score(extraction, [GoldUnit.model_validate(unit) for unit in units])
        assert {measure: result.counts[measure] for measure in left_out} == left_out
        assert {difference.kind for difference in result.differences} <= {"extra"}
        assert set(dict(result.uncoded)) >= set(left_out) - {"tuple", "core"}


def test_a_unit_that_codes_less_than_the_others_is_left_out_alone() -> None:
    extraction = sample(tasks=("甲任务要办好", "乙任务要办好"))
    first, second = map(gold_of, extraction.obligations)
    del second["lead"]
    result = score(extraction, [GoldUnit.model_validate(unit) for unit in (first, second)])
    assert result.counts["lead"] == Count(1, 1, 1) and result.uncoded == (("lead", 1),)
    assert result.counts["units"] == result.counts["tuple"] == Count(2, 2, 2)


GOLD_FAULTS = [
    ('{"text": "甲"}\n\nnot json\n', "gold_line_wrong", "3"),
    ('{"lead": []}\n', "gold_line_wrong", "text"),
    ('{"text": "甲", "due": "2021-13"}\n', "gold_line_wrong", "due"),
    ('{"text": "甲", "modality": "必须"}\n', "gold_line_wrong", "modality"),
    ('{"text": "甲", "metrics": [{"op": ">="}]}\n', "gold_line_wrong", "metrics.0.value"),
]


@pytest.mark.parametrize(("content", "code", "named"), GOLD_FAULTS)
def test_a_broken_gold_file_is_named_with_its_line(tmp_path: Path, content: str, code: str, named: str) -> None:
    path = tmp_path / "甲.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_gold(path)
    assert caught.value.code == code and named in str(caught.value)


def test_gold_without_document_and_folders_without_gold_are_named(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "乙.jsonl", [])
    (tmp_path / "empty").mkdir()
    with open_store(tmp_path) as store:
        store.put(FileRecord(name="甲.txt"), sample("甲.txt"))
        codes = {gold: "gold_without_document", tmp_path / "empty": "gold_none", tmp_path / "no": "path_missing"}
        for path, code in codes.items():
            with pytest.raises(UserError) as caught:
                evaluate(store, [path])
            assert caught.value.code == code


@pytest.mark.parametrize("name", COMPARED)
def test_the_numbers_are_those_of_the_shared_scorer(shared: Path, name: str) -> None:
    scorer = load_scorer(shared / "gold" / "score.py")
    text = (shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
    units = read_gold(shared / "gold" / f"{name}.jsonl")
    extraction = with_faults(name, text, units)
    mine = score(extraction, units).counts
    records = [to_record(row) for row in to_rows([extraction])]
    theirs = scorer.score(scorer.squeeze(text), scorer.read_jsonl(shared / "gold" / f"{name}.jsonl"), records)
    assert mine["units"].right > 10 and 0.2 < mine["tuple"].f1 < 0.95
    for measure in MEASURES:
        expected = Count(theirs[f"{measure}.tp"], theirs[f"{measure}.pred"], theirs[f"{measure}.gold"])
        assert mine[measure] == expected, measure


def load_scorer(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location("shared_score", path)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def with_faults(name: str, text: str, units: list[GoldUnit]) -> Extraction:
    """The gold as an extraction, with units left out, cut short or long, and fields wrong, by turns."""
    obligations: list[Obligation] = []
    cursor = 0
    for turn, unit in enumerate(units):
        start = text.find(unit.text, cursor)
        if start < 0 or turn % 9 == 4:
            continue
        cursor = start + 1
        cut = (0, 0, len(unit.text) // 4, 0, 0, 3 * len(unit.text) // 4)[turn % 6]
        span = {"start": start + cut, "end": start + len(unit.text), "text": unit.text[cut:]}
        obligations.append(_faulty(unit, turn, document=name, number=len(obligations) + 1, section=(), **span))
    return sample(name, tasks=("甲",)).model_copy(
        update={"text": text, "obligations": tuple(obligations), "problems": ()}
    )


def _faulty(unit: GoldUnit, turn: int, **plain: Any) -> Obligation:
    here = {"start": plain["start"], "end": plain["end"]}
    leads = [*unit.lead, *(["省编班"] if turn % 5 == 1 else [])][turn % 7 == 3 :]
    named = [("lead", name) for name in leads] + [("support", name) for name in unit.support]
    metrics = [metric.model_dump() | {"indicator": "", **here} for metric in unit.metrics]
    return Obligation.model_validate(
        plain
        | {"parties": tuple(Party(name=name, role=role, kind="organ", **here) for role, name in named)}
        | {"targets": tuple(Target(**(metric | ({"op": "~"} if turn % 4 == 2 else {}))) for metric in metrics)}
        | {"due": None if turn % 8 == 5 else unit.due, "rrule": unit.rrule}
        | {"modality": "strive" if turn % 10 == 7 else "must"}
    )


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (Count(3, 4, 6), ["0.600", "0.750", "0.500"]),
        (Count(0, 4, 6), ["0.000", "0.000", "0.000"]),
        (Count(0, 0, 6), ["0.000", "—", "0.000"]),
        (Count(0, 0, 0), ["—", "—", "—"]),
    ],
)
def test_where_there_is_nothing_to_divide_by_a_dash_is_shown(count: Count, shown: list[str]) -> None:
    counts = dict.fromkeys(MEASURES, count)
    table = next(iter(score_tables([Score("甲", counts)], "zh")))
    assert isinstance(table, Table)
    assert [next(iter(column.cells)) for column in table.columns[1:4]] == shown
