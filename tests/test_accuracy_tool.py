"""The accuracy tool on small measures made by hand: floors, figures, gains and losses, precision of rules."""

from pathlib import Path

import pytest

from pipeline.accuracy import Floors, figure_lines, floor_lines, main, precision_table, report, rule_counts
from pipeline.evaluate import MEASURES, Count, Difference, right_fields
from pipeline.gain_lines import changes, gains_and_losses
from pipeline.gold import GoldUnit
from pipeline.measuring import FLOORS, Measured, Measures, foreign_modules
from schemas.obligation import Extraction
from tests.extractions import sample

TASK = "加快修缮农村公路"
FULL = Count(10, 10, 10)
WORSE = Count(5, 10, 10)


def measured(*differences: Difference, **counts: Count) -> Measured:
    return Measured(counts=dict.fromkeys(MEASURES, FULL) | counts, differences=differences)


def measures(document: Measured, not_plans: dict[str, int] | None = None) -> Measures:
    return Measures(sets={"plans": {"甲方案": document}}, not_plans=not_plans or {})


LEAD = Difference("lead", TASK, "县财政局、县教育局", "")
HALF = Difference("lead", TASK, "县财政局、县教育局", "县财政局")
OTHER = Difference("lead", TASK, "县财政局、县教育局", "县民政局")
MISSED = Difference("missed", TASK)
EXTRA = Difference("extra", TASK)

CHANGES = [
    # before       after          field, better
    ([], [LEAD], [("lead", False)]),
    ([LEAD], [], [("lead", True)]),
    ([LEAD], [HALF], [("lead", True)]),
    ([HALF], [OTHER], [("lead", False)]),
    ([LEAD], [OTHER], []),  # wrong before and after
    ([LEAD], [LEAD], []),
    ([LEAD], [MISSED], [("units", False)]),
    ([MISSED], [LEAD], [("units", True)]),
    ([], [EXTRA], [("units", False)]),
    ([EXTRA], [], [("units", True)]),
    ([], [Difference("modality", TASK, "must", "strive")], [("modality", False)]),
]


@pytest.mark.parametrize(("before", "after", "wanted"), CHANGES)
def test_a_sentence_gets_better_or_worse(
    before: list[Difference], after: list[Difference], wanted: list[tuple[str, bool]]
) -> None:
    found = list(changes("甲方案", measured(*before), measured(*after)))
    assert [(change.field, change.better) for change in found] == wanted


def test_losses_come_first_and_quote_sentence_gold_before_and_after() -> None:
    deadline = Difference("deadline", "年底前\n完工", "due 2025-12-31", "")
    told = list(gains_and_losses({"甲方案": measured(deadline)}, {"甲方案": measured(LEAD)}))
    assert told == [
        "Losses: 1",
        "  甲方案 · lead",
        f"    “{TASK}”",
        "    gold: 县财政局、县教育局   before: 县财政局、县教育局   after: (nothing)",
        "",
        "Gains: 1",
        "  甲方案 · deadline",
        "    “年底前 完工”",
        "    gold: due 2025-12-31   before: (nothing)   after: due 2025-12-31",
    ]


def test_a_unit_that_is_found_now_says_what_is_still_wrong() -> None:
    (change,) = changes("甲方案", measured(MISSED), measured(LEAD))
    assert (change.before, change.after) == ("missed", "found, but wrong in lead")


def test_floors_that_do_not_hold_are_named_and_end_with_an_error() -> None:
    floors: Floors = {"plans": {"lead": 0.9, "core": 0.4, "document_core": 0.6}, "not_plans": {"公告.html": 3}}
    now = measures(measured(lead=WORSE, core=WORSE), {"公告.html": 4})
    assert [said for holds, said in floor_lines(now, floors) if not holds] == [
        "plans lead 0.500 (floor 0.900)",
        "plans core of 甲方案 0.500 (floor 0.600)",
        "公告.html gives 4 obligations (at most 3)",
    ]
    holds, text = report(None, now, floors)
    assert not holds and text.startswith("Floors (tests/floors.toml): 1 of 4 hold.\n  BROKEN  plans lead")
    assert report(None, measures(measured()), floors)[0]


def test_figures_show_before_and_after_only_where_they_differ() -> None:
    head, everything, plans, document = figure_lines(measures(measured(lead=WORSE)), measures(measured()))
    assert head.split() == ["F1", "units", "lead", "support", "deadline", "metrics", "modality", "core"]
    for line, title in ((everything, "all (1 documents)"), (plans, "plans (1 documents)"), (document, "  甲方案")):
        assert line.startswith(title) and line.count("→") == 1 and "0.500 → 1.000" in line


def test_a_document_without_change_has_no_line_of_its_own() -> None:
    same = measures(measured())
    assert len(list(figure_lines(same, same))) == 3
    assert report(same, same, {})[1].endswith("Losses: 0\n\nGains: 0\n")


def test_the_command_compares_files_and_says_by_its_exit_code_if_floors_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / FLOORS
    floors.parent.mkdir()
    floors.write_text("[plans]\nlead = 0.9\n", encoding="utf-8")
    paths = [tmp_path / "before.json", tmp_path / "after.json"]
    for path, lead in zip(paths, (FULL, WORSE), strict=True):
        path.write_text(measures(measured(lead=lead)).model_dump_json(), encoding="utf-8")
    before, after = map(str, paths)
    assert main(["compare", before, after], tmp_path) == 1
    assert "1.000 → 0.500" in capsys.readouterr().out
    assert main(["compare", after, before], tmp_path) == 0
    assert main(["compare"], tmp_path) == 2
    assert "compare [BEFORE.json] AFTER.json" in capsys.readouterr().err


def test_modules_of_another_tree_are_noticed(tmp_path: Path) -> None:
    assert foreign_modules(Path(__file__).parent.parent) == []
    assert "pipeline.extract" in foreign_modules(tmp_path)


# ---- precision of rules


def by_hand() -> tuple[Extraction, list[GoldUnit]]:
    """Two tasks that name their rules: the first as in the gold but for its modality, the second not in the gold."""
    plain = sample(tasks=("甲任务要办好", "乙任务要办好"))
    rules = ("deadlines.year-end", "modality.strive", "role_cues.leads", "role_cues.supports", "unit.sentence")
    obligations = tuple(each.model_copy(update={"rules": rules}) for each in plain.obligations)
    first = obligations[0]
    unit = GoldUnit(text=first.text, lead=("省财政厅",), due=first.due, metrics=(), modality="strive")
    metrics = [{"op": each.op, "value": each.value, "unit": each.unit} for each in first.targets]
    gold = GoldUnit.model_validate(unit.model_dump() | {"metrics": metrics})
    return plain.model_copy(update={"obligations": obligations}), [gold]


def test_what_is_right_of_each_obligation() -> None:
    assert right_fields(*by_hand()) == [{"unit", "lead", "support", "deadline", "metrics"}, set()]


def test_a_rule_is_credited_for_the_field_it_gives_where_the_obligation_has_one() -> None:
    counts = rule_counts([by_hand()])
    assert counts["unit"] == {"unit.sentence": (1, 2)}
    assert counts["lead"] == {"role_cues.leads": (1, 2)}
    assert counts["support"] == {"role_cues.supports": (0, 1)}
    assert counts["modality"] == {"modality.strive": (0, 2)}
    assert counts["metrics"] == {}


def test_the_table_is_sorted_and_says_how_it_was_made() -> None:
    table = precision_table({"lead": {"subject.shape": (1, 2), "heading.actor": (3, 3)}}, "1 sample plan")
    head, _, rows = table.partition("\n[lead]\n")
    assert all(line.startswith("# ") for line in head.splitlines()) and "1 sample plan" in head
    assert rows == '"heading.actor" = [3, 3]\n"subject.shape" = [1, 2]\n'
