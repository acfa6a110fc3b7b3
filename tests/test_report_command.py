"""``duban report`` and the report of ``duban run``: where it is written, what it leaves out, what wrong use says."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import pipeline.cli
from pipeline.outputs.summary import run_summary
from pipeline.run import RunReport
from pipeline.store import FileRecord, open_store
from tests.extractions import sample


def call(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(pipeline.cli.app, ["report", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    folder.mkdir()
    with open_store(folder) as store:
        for name in ("甘肃/甲.txt", "甘肃/乙.txt", "江西/丙.txt"):
            store.put(FileRecord(name=name), sample(name))
    return folder


def test_the_report_stands_beside_the_other_outputs_unless_told_otherwise(results: Path, tmp_path: Path) -> None:
    said = call(results)
    assert said.exit_code == 0 and str(results / "report.html") in said.stdout and "3 份文件" in said.stdout
    assert call(results, "--out", tmp_path / "one.html", "--document", "江西/*", "--lang", "en").exit_code == 0
    page = (tmp_path / "one.html").read_text(encoding="utf-8")
    assert 'lang="en"' in page and "丙" in page and "甘肃" not in page.split('id="index"')[0]


def test_a_report_that_leaves_documents_out_says_so(results: Path) -> None:
    said = call(results, "--most", "2")
    assert said.exit_code == 0 and "3 份文件中的前 2 份" in said.stdout


def test_the_summary_of_a_run_says_what_its_report_leaves_out() -> None:
    counts = dict.fromkeys(
        (
            *("reused", "earlier", "renamed", "removed", "failures", "doubles", "obligations", "departments"),
            *("without_lead", "without_deadline", "with_problems"),
        ),
        0,
    )
    names: dict[str, tuple[str, ...]] = {"written": ("report.html",)}
    report = RunReport(out="results", documents=9, in_report=4, failed=(), same=(), **names, **counts)
    *_, last = run_summary(report, "zh")
    assert "9 份文件中的前 4 份" in str(last) and "duban report results" in str(last)


def test_pictures_are_written_beside(results: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="the extra duban[pictures] is not installed")
    said = call(results, "--pictures", tmp_path / "new" / "pictures")
    assert said.exit_code == 0 and "units.svg" in said.stdout
    assert (tmp_path / "new" / "pictures" / "network.png").stat().st_size > 1000


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--document", "海南/*"), "没有符合条件的文件"),
        (("--region", "海南"), "没有符合条件的文件"),
        (("--level", "市"), "没有符合条件的文件"),
        (("--level", "国"), "国"),
        (("--most", "0"), "--most"),
    ],
)
def test_wrong_use_is_named_and_leaves_the_report_as_it_was(
    results: Path, options: tuple[str, ...], named: str
) -> None:
    (results / "report.html").write_text("as it was", encoding="utf-8")
    said = call(results, *options)
    assert said.exit_code == 2 and named in said.stderr
    assert (results / "report.html").read_text(encoding="utf-8") == "as it was"


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    said = call(tmp_path)
    assert said.exit_code == 2 and "duban.db" in said.stderr


def test_help_says_what_is_needed_with_an_example() -> None:
    said = call("--help")
    assert said.exit_code == 0 and "duban report " in said.stdout and "Exit code" in said.stdout
