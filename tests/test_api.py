"""The way in for Python: a run's obligations, selected, as models and as pandas tables."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.api import Obligations, Run
from pipeline.messages import UserError
from pipeline.store import open_store

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
    county = run.obligations(level="县")
    assert list(county) == [each for each in everything if each.document.startswith("lanxi")]
    assert list(run.obligations(lead=False)) == [each for each in everything if not each.names("lead")]
    assert list(run.obligations(modality="prohibit")) == [each for each in everything if each.modality == "prohibit"]
    assert list(run.obligations(metric=True)) == [each for each in everything if each.targets]
    dated = list(run.obligations(deadline=True))
    assert dated == [each for each in everything if each.due or each.rrule]
    assert 0 < len(county.where(deadline=True)) == len([each for each in dated if each.document.startswith("lanxi")])


def test_departments_go_by_name_line_and_role(run: Run) -> None:
    water = run.obligations(line="水利")
    names = {party.name for each in water for party in each.parties if party.line == "水利"}
    assert "县水利局" in names
    leads = run.obligations(department="县水利局", role="lead")
    assert list(leads) == [each for each in run.obligations() if "县水利局" in each.names("lead")] != []
    assert len(run.obligations(department="县水利局")) >= len(leads)


def test_a_line_that_does_not_exist_is_said_with_those_that_do(run: Run) -> None:
    with pytest.raises(UserError, match="扶贫开发"):
        run.obligations(line="扶贫")
    with pytest.raises(UserError, match="没有名为"):
        run.obligations().where(line="xyz")


def test_a_line_is_found_under_its_name_of_then_and_of_today(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("由省扶贫办牵头，2015年底前完成改造。", encoding="utf-8")
    old = pipeline.make_run([tmp_path / "a.txt"], tmp_path / "out")
    assert [len(old.obligations(line=line)) for line in ("扶贫开发", "农业农村", "教育")] == [1, 1, 0]


PERIODS = [
    # period                       found
    (("2022", "2022"), True),
    (("2022-01", "2022-12-31"), True),
    ((None, "2021"), False),
    (("2023", None), False),
    ((None, None), True),
]


@pytest.mark.parametrize(("period", "found"), PERIODS)
def test_periods_are_years_months_or_days(run: Run, period: tuple[str | None, str | None], found: bool) -> None:
    county = run.obligations(region="岚溪", issued=period)
    assert bool(len(county)) == found


def test_a_condition_that_does_not_exist_is_refused(run: Run) -> None:
    with pytest.raises(ValueError, match="Extra inputs"):
        run.obligations().where(colour="red")
    with pytest.raises(ValueError, match="level"):
        run.obligations(level="district")  # type: ignore[arg-type]


def test_a_frame_has_the_rows_and_heads_of_the_csv(folder: Path, run: Run) -> None:
    with (folder / "obligations.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    frame = run.obligations().to_pandas(headers=True)
    assert list(frame.columns) == list(rows[0])
    assert [str(value).strip() for value in frame["任务"]] == [row["任务"].strip() for row in rows]
    plain = run.obligations().to_pandas()
    assert {2022} <= set(plain["issued"].dropna().dt.year)
    assert plain["lead"].isna().sum() == len(run.obligations(lead=False))
    assert plain["confidence"].dtype.kind == "f"


def test_frames_of_parties_and_targets_join_the_obligations(run: Run) -> None:
    chosen = run.obligations(level="县")
    obligations, parties, targets = (chosen.to_pandas(table) for table in ("obligations", "parties", "targets"))
    assert len(parties) == sum(len(each.parties) for each in chosen)
    assert len(targets) == sum(len(each.targets) for each in chosen)
    joined = parties.merge(obligations, on=["document", "number"], validate="many_to_one")
    assert len(joined) == len(parties)
    assert {"entity", "line", "role", "jurisdiction"} <= set(parties.columns)


def test_an_empty_selection_is_an_empty_frame_with_its_columns(run: Run) -> None:
    nothing: Obligations = run.obligations(department="没有这个单位")
    for table in ("obligations", "parties", "targets"):
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
    with pytest.raises(AttributeError, match="no attribute"):
        pipeline.nothing  # noqa: B018
