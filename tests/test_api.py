"""The way in for Python: a run's obligations, selected, as models and as pandas tables."""

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

import pipeline
from pipeline.api import Run, TableName
from pipeline.messages import UserError
from pipeline.store import open_store
from schemas.mention import Modality

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    ROOT / "corpus" / "documents" / name
    for name in ("lanxi-county-2022-rural-water.txt", "forms-05-joint-notice.txt", "likou-town-straw.txt")
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run")
    pipeline.make_run(DOCUMENTS, out)
    return out


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    return pipeline.open_run(folder)


def test_all_obligations_come_in_the_order_of_the_store(folder: Path, run: Run) -> None:
    with open_store(folder, create=False) as store:
        assert list(run.obligations()) == list(store.obligations())
        assert [each.document for each in run.documents()] == store.documents()
    assert len(run.obligations()) > 80


def test_conditions_leave_what_meets_all_of_them(run: Run) -> None:
    everything = list(run.obligations())
    county = [each for each in everything if each.document.startswith("lanxi")]
    assert list(run.obligations(level="县")) == county
    assert list(run.obligations(lead=False)) == [each for each in everything if not each.names("lead")]
    assert list(run.obligations(modality="prohibit")) == [each for each in everything if each.modality == "prohibit"]
    assert list(run.obligations(metric=True)) == [each for each in everything if each.targets]
    assert list(run.obligations(deadline=True)) == [each for each in everything if each.due or each.rrule]
    both = run.obligations(level="县", deadline=True)
    assert list(both) == [each for each in county if each.due or each.rrule] != []
    assert len(run.obligations(level=("县", "乡"))) > len(county)


def test_departments_go_by_name_line_and_role(run: Run) -> None:
    water = run.obligations(line="水利")
    assert "县水利局" in {party.name for each in water for party in each.parties if party.line == "水利"}
    leads = run.obligations(department="县水利局", role="lead")
    assert list(leads) == [each for each in run.obligations() if "县水利局" in each.names("lead")] != []
    assert len(run.obligations(department="县水利局")) >= len(leads)
    supported = run.obligations(role="support")
    assert list(supported) == [each for each in run.obligations() if each.names("support")]


def test_a_line_is_found_under_its_name_of_then_and_of_today(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("由省扶贫办牵头，2015年底前完成改造。", encoding="utf-8")
    old = pipeline.make_run(str(tmp_path / "a.txt"), tmp_path / "out")
    assert [len(old.obligations(line=line)) for line in ("扶贫开发", "农业农村")] == [1, 1]


WRONG = [
    # condition                  what the message proposes
    ({"line": "水"}, "水利"),
    ({"department": "水利局"}, "县水利局"),
    ({"region": "岚西县"}, "岚溪县"),
    ({"issued": "2022年"}, "2017..2019"),
    ({"level": "区县"}, "县"),
    ({"modality": "必须"}, "must"),
    ({"role": "牵头"}, "lead"),
]


@pytest.mark.parametrize(("condition", "proposed"), WRONG)
def test_a_name_that_finds_nothing_is_said_with_those_that_do(run: Run, condition: Any, proposed: str) -> None:
    with pytest.raises(UserError, match=proposed):
        run.obligations(**condition)


PERIODS = [
    # period              found
    ("2022", True),
    ("2022-01..2022-12-31", True),
    ("..2021", False),
    ("2023..", False),
    ("", True),
]


@pytest.mark.parametrize(("period", "found"), PERIODS)
def test_periods_are_years_months_or_days(run: Run, period: str, found: bool) -> None:
    assert bool(len(run.obligations(region="岚溪", issued=period))) == found


def test_frames_are_the_tables_of_the_run(folder: Path, run: Run) -> None:
    with (folder / "obligations.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    frame = run.obligations().to_pandas(headers=True)
    assert [str(value).strip() for value in frame["任务"]] == [row["任务"].strip() for row in rows]
    plain = run.obligations().to_pandas()
    assert set(plain["year"].dropna()) >= {2022}
    assert plain["lead"].isna().sum() == len(run.obligations(lead=False))
    assert (plain["confidence"].dtype.kind, plain["issued"].dtype.kind) == ("f", "M")
    assert list(plain["modality"].cat.categories) == list(get_args(Modality))
    assert plain["number"].tolist() == [each.number for each in run.obligations()]


def test_frames_of_parties_and_targets_join_the_obligations(run: Run) -> None:
    chosen = run.obligations(level="县")
    obligations, parties, targets = (chosen.to_pandas(table) for table in ("obligations", "parties", "targets"))
    assert len(parties) == sum(len(each.parties) for each in chosen)
    assert len(targets) == sum(len(each.targets) for each in chosen)
    joined = parties.merge(obligations, on=["document", "number"], validate="many_to_one")
    assert len(joined) == len(parties) > 50
    assert chosen.to_pandas("documents")["obligations"].tolist() == [len(chosen)]


def test_the_frame_of_parties_holds_those_whom_the_conditions_mean(run: Run) -> None:
    assert set(run.obligations(role="lead").to_pandas("parties")["role"]) == {"lead"}
    water = run.obligations(line="水利", role="support").to_pandas("parties")
    assert {*zip(water["line"], water["role"], strict=True)} == {("水利", "support")}
    named = run.obligations(department="县水利局").to_pandas("parties")
    assert set(named["name"]) == {"县水利局"} and set(named["role"]) == {"lead", "support"}
    everybody = run.obligations().to_pandas("parties").merge(named[["document", "number"]].drop_duplicates())
    assert len(everybody) > len(named)


def test_another_table_is_said_with_those_that_there_are(run: Run) -> None:
    with pytest.raises(UserError, match="documents、obligations、parties、targets"):
        run.obligations().to_pandas("nope")  # type: ignore[arg-type]


def test_frames_filter_by_genre_and_part(run: Run) -> None:
    frame = run.obligations().to_pandas()
    assert set(frame["genre"].dropna()) >= {"plan"} and set(frame["part_kind"]) <= {"letter", "main", "annex"}
    assert frame["lead_entities"].notna().sum() == frame["lead"].notna().sum() > 0


def test_an_empty_selection_is_an_empty_frame_with_its_columns(run: Run) -> None:
    nothing = run.obligations(issued="1999")
    for table in get_args(TableName):
        frame = nothing.to_pandas(table)
        assert (len(frame), "document" in frame.columns) == (0, True)


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        pipeline.open_run(tmp_path)
    assert caught.value.code == "no_run"


def test_the_package_itself_stays_light() -> None:
    code = "import sys, pipeline; print([m for m in ('sqlalchemy', 'pandas', 'spacy', 'lxml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
    assert {"make_run", "open_run"} <= {*dir(pipeline)}
    with pytest.raises(AttributeError, match="no attribute"):
        pipeline.nothing  # noqa: B018
