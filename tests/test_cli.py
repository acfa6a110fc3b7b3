"""The run and the command line: what is read, what is said, and that no mistake of a user ends in a traceback."""

import json
import os
import re
import stat
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import pipeline.cli
import pipeline.run
from pipeline.collect import collect, readable_name
from pipeline.run import RunReport, run
from pipeline.store import STORE_NAME, open_store
from tests.extractions import lines_as_obligations
from tests.runs import small_run

read = partial(run, extract=lines_as_obligations)
Call = Callable[..., Result]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    for name, text in {
        "乙.txt": "加快补齐短板\n严禁新增债务\n",
        "市/甲.txt": "每月报送进展\n",
        "市/旧.doc": "x",
        ".hidden/x.txt": "x",
        ".x.txt": "x",
        "~$甲.txt": "x",
        "gold/乙.txt": "x",
        "manifest.csv": "文件,标题,成文日期\n乙.txt,云岭省方案,2020-01-02\n没有.txt,,\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setattr(pipeline.run, "run", read)

    def invoke(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(pipeline.cli.app, [str(argument) for argument in arguments])
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


def failures(report: RunReport) -> list[tuple[str, str | None]]:
    return [(record.name, record.code) for record in report.failed]


def test_a_folder_is_read_recursively_in_order_without_what_is_no_document(documents: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    report = read([documents], tmp_path / "out", progress=lambda *state: seen.append(state))
    assert [state[:2] for state in seen] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert {name for _, _, name in seen} == {"", "乙.txt", "市/旧.doc", "市/甲.txt"}
    assert failures(report) == [("市/旧.doc", "unsupported_kind"), ("没有.txt", "manifest_file_missing")]
    assert (report.documents, report.obligations, report.departments) == (2, 3, 2)
    assert (report.without_lead, report.without_deadline, report.with_problems) == (0, 0, 2)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*report.written, STORE_NAME}


def test_the_outputs_in_a_folder_that_is_read_are_no_documents(documents: Path) -> None:
    first, again = (read([documents], documents / "out") for _ in range(2))
    assert (again.documents, failures(again)) == (first.documents, failures(first))


def test_what_a_browser_saved_beside_a_page_is_no_document(tmp_path: Path) -> None:
    for name in ("页.html", "页_files/logo.txt", "旧.htm", "旧.files/a.css", "台账_files/丙.txt", "页/乙.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = {item.name for item in collect([tmp_path], skip=tmp_path / "out").inputs}
    assert found == {"页.html", "旧.htm", "台账_files/丙.txt", "页/乙.txt"}


def test_the_version_names_program_and_rules(call: Call) -> None:
    assert re.fullmatch(r"duban [\d.]*, rules [0-9a-f]{12}\n", call("--version").stdout)


def test_running_again_keeps_what_is_the_same_and_replaces_what_changed(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert read([documents], out).reused == 0
    before = (out / "obligations.jsonl").read_bytes()
    assert read([documents], out).reused == 2 and (out / "obligations.jsonl").read_bytes() == before
    (documents / "乙.txt").write_text("只有一件\n", encoding="utf-8")
    report = read([documents], out)
    assert (report.reused, report.documents, report.obligations) == (1, 2, 2)


def test_a_new_date_of_issue_reads_the_document_again(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    read([documents / "乙.txt"], out, manifest=documents / "manifest.csv")
    (documents / "manifest.csv").write_text("文件,标题,成文日期\n乙.txt,云岭省方案,2020-01-02\n", encoding="utf-8")
    (documents / "manifest.csv").rename(documents / "facts.csv")
    assert read([documents / "乙.txt"], out).reused == 0
    assert read([documents / "乙.txt"], out, manifest=documents / "facts.csv").reused == 0
    with open_store(out) as store:
        metadata = store.get("乙.txt").metadata
    assert (metadata.title, str(metadata.signed)) == ("云岭省方案", "2020-01-02")


def test_the_date_of_issue_is_for_files_that_the_manifest_gives_none(documents: Path, tmp_path: Path) -> None:
    manifest = documents / "manifest.csv"
    read([documents], tmp_path / "out", manifest=manifest, issued=date(2021, 5, 6))
    with open_store(tmp_path / "out") as store:
        dates = {one.document: str(one.metadata.signed) for one in store.extractions()}
    assert dates == {"乙.txt": "2020-01-02", "市/甲.txt": "2021-05-06"}


def test_a_manifest_beside_the_files_is_used_for_its_folder(documents: Path, tmp_path: Path) -> None:
    (documents / "市" / "manifest.csv").write_text("文件,成文日期\n甲.txt,2019-03-04\n", encoding="utf-8")
    read([documents], tmp_path / "out")
    with open_store(tmp_path / "out") as store:
        dates = {one.document: str(one.metadata.signed) for one in store.extractions()}
    assert dates == {"乙.txt": "2020-01-02", "市/甲.txt": "2019-03-04"}


def test_a_manifest_row_without_its_file_is_reported(documents: Path, tmp_path: Path) -> None:
    report = read([documents], tmp_path / "out", manifest=documents / "manifest.csv")
    assert ("没有.txt", "manifest_file_missing") in failures(report)
    assert "第 3 行" in (tmp_path / "out" / "problems.csv").read_text(encoding="utf-8-sig")


def test_a_failure_is_forgotten_once_the_file_is_gone(documents: Path, tmp_path: Path) -> None:
    read([documents], tmp_path / "out")
    (documents / "市" / "旧.doc").unlink()
    assert failures(read([documents], tmp_path / "out")) == [("没有.txt", "manifest_file_missing")]


def test_a_fault_of_the_program_costs_one_file_and_is_named(documents: Path, tmp_path: Path) -> None:
    (documents / "a.bug").write_text("x", encoding="utf-8")
    report = read([documents], tmp_path / "out")
    assert ("a.bug", "internal_error") in failures(report) and report.documents == 2


def test_documents_of_earlier_runs_stay_and_are_counted(documents: Path, tmp_path: Path) -> None:
    read([documents / "乙.txt"], tmp_path / "out")
    report = read([documents / "市" / "甲.txt"], tmp_path / "out")
    assert (report.documents, report.earlier) == (2, 1)


def test_files_of_one_name_from_different_folders_stay_apart(tmp_path: Path) -> None:
    for place in ("a/x", "b/x"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "甲.txt").write_text(place, encoding="utf-8")
    found = collect([tmp_path / "a" / "x", tmp_path / "b" / "x"], skip=tmp_path / "out")
    assert [item.name for item in found.inputs] == ["a/x/甲.txt", "b/x/甲.txt"]
    twice = collect([tmp_path / "a", tmp_path / "a" / "x" / "甲.txt"], skip=tmp_path / "out")
    assert [item.name for item in twice.inputs] == ["x/甲.txt"]


def test_file_names_out_of_a_chinese_archive_are_read() -> None:
    assert readable_name(os.fsdecode("方案.txt".encode("gb18030"))) == "方案.txt"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and links")
def test_a_dangling_link_and_a_pipe_are_named_and_do_not_block(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    named = [("gone.txt", "cannot_open"), ("pipe.txt", "no_file")]
    assert failures(read([tmp_path / "in"], tmp_path / "out")) == named


def test_the_summary_says_counts_and_for_each_failed_file_reason_and_remedy(
    call: Call, documents: Path, tmp_path: Path
) -> None:
    result = call("run", documents, "--out", tmp_path / "out")
    assert result.exit_code == 1
    for part in ("读取的文件", "市/旧.doc", "不能读取 doc 文件。", "另存为 .docx", "没有.txt", "matrix.xlsx"):
        assert part in result.stdout, part


def test_the_summary_is_english_on_request(call: Call, documents: Path, tmp_path: Path) -> None:
    result = call("run", documents / "乙.txt", "--out", tmp_path / "out", "--lang", "en", "--issued", "2020年1月2日")
    assert result.exit_code == 0
    assert "without a lead" in result.stdout and "Written to" in result.stdout
    assert (tmp_path / "out" / "obligations.csv").read_text(encoding="utf-8-sig").startswith("index,document")


WRONG_USE = [
    # arguments                                              what the message names
    (("run", "{d}/nothing.txt", "--out", "{o}"), "nothing.txt"),
    (("run", "{d}", "--out", "{o}", "--issued", "去年"), "去年"),
    (("run", "{d}", "--out", "{o}", "--manifest", "{d}/none.csv"), "none.csv"),
    (("run", "{d}", "--out", "{o}", "--manifest", "{d}/乙.txt"), "乙.txt"),
    (("run", "{d}", "--out", "{d}/乙.txt"), "乙.txt"),
    (("run", "{d}", "--out", "{d}/乙.txt/below"), "below"),
    (("run", "{d}"), "--out"),
    (("run", "{d}", "--out", "{o}", "--lang", "fr"), "fr"),
    (("run", "{d}", "--out", "{o}", "--manifest", "{d}/none.csv"), "找不到"),
    (("run", "{d}", "--out", "{d}/乙.txt"), "同名的文件"),
    (("run", "{d}", "--out", "{o}", "--workers", "-1"), "--workers 的值不能使用"),
    (("run", "{d}", "--out", "{o}", "--workers", "-1", "--lang", "en"), "The value of --workers cannot be used"),
    (("run", "{d}", "--out", "{o}", "--wokers", "1"), "没有“--wokers”这个选项"),
    (("run", "--out", "{o}"), "缺少 PATH"),
    (("rnu", "{d}"), "rnu"),
    (("evaluate", "{o}", "{d}"), "duban.db"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG_USE)
def test_wrong_use_is_named_and_exits_with_2(
    call: Call, documents: Path, tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    result = call(*(argument.format(d=documents, o=tmp_path / "out") for argument in arguments))
    assert result.exit_code == 2
    assert named in result.stderr
    assert not (tmp_path / "out" / STORE_NAME).exists()


def test_a_folder_with_nothing_to_read_is_named(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = call("run", tmp_path / "empty", "--out", tmp_path / "out")
    assert result.exit_code == 1 and "empty" in result.stdout and "没有可以读取的文件" in result.stdout


def test_a_broken_store_is_named(call: Call, documents: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / STORE_NAME).write_text("no database " * 100, encoding="utf-8")
    result = call("run", documents, "--out", tmp_path / "out")
    assert result.exit_code == 2 and STORE_NAME in result.stderr


def test_an_empty_store_is_no_run(call: Call, tmp_path: Path) -> None:
    (tmp_path / STORE_NAME).touch()
    result = call("status", tmp_path)
    assert result.exit_code == 2 and "没有运行结果" in result.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may be refused")
def test_a_folder_that_may_not_be_written_is_named(call: Call, documents: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    result = call("run", documents, "--out", tmp_path / "out")
    assert result.exit_code == 2 and "不能写入" in result.stderr


def test_an_output_that_cannot_be_replaced_is_named(call: Call, documents: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "matrix.xlsx").mkdir(parents=True)
    result = call("run", documents, "--out", tmp_path / "out")
    assert result.exit_code == 2 and "matrix.xlsx" in result.stderr and "Excel" in result.stderr


def test_evaluate_shows_a_table_and_the_differences(call: Call, documents: Path, tmp_path: Path) -> None:
    read([documents / "乙.txt"], tmp_path / "out")
    gold = tmp_path / "乙.jsonl"
    gold.write_text(json.dumps({"text": "加快补齐短板", "lead": ["省教育厅"]}, ensure_ascii=False), encoding="utf-8")
    result = call("evaluate", tmp_path / "out", gold, "--show")
    assert result.exit_code == 0
    for part in ("乙.txt", "0.667", "省教育厅", "省财政厅", "多出", "严禁新增债务"):
        assert part in result.stdout, part


@pytest.mark.parametrize("command", ["run", "evaluate", "graph", "matrix", "tables"])
def test_help_says_what_is_needed_with_an_example(call: Call, command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0 and f"duban {command} " in result.stdout and "Exit code" in result.stdout


def test_views_of_a_run_are_written_into_folders_of_their_own(call: Call, tmp_path: Path) -> None:
    with small_run(tmp_path / "run"):
        pass
    run = str(tmp_path / "run")
    assert "对牵头—配合关系" in call("graph", run).stdout
    assert "日历" in call("matrix", run).stdout
    assert "obligations.dta" in call("tables", run).stdout
    folders = {path.name: len(list(path.iterdir())) for path in (tmp_path / "run").iterdir() if path.is_dir()}
    assert folders == {"graph": 16, "matrix": 6, "tables": 13}
    one = call("matrix", run, "--department", "省水利厅", "--format", "md", "--out", str(tmp_path / "one"))
    assert one.exit_code == 0 and [path.name for path in (tmp_path / "one").iterdir()] == ["responsibility.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("matrix", "--department", "省水利局"), "水利"),
        (("matrix", "--issued", "去年"), "去年"),
        (("matrix", "--issued", "2019..2017"), "晚于终点"),
        (("matrix", "--issued", "2019-05..2018"), "晚于终点"),
        (("matrix", "--level", "国"), "中央"),
        (("graph", "--share", "7"), "7"),
    ],
)
def test_wrong_use_of_views_is_named(call: Call, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    with small_run(tmp_path):
        pass
    command, *options = arguments
    result = call(command, str(tmp_path), *options)
    assert result.exit_code == 2 and said in result.stderr and "Traceback" not in result.stderr
