"""Exports for review: tasks tile the document, every obligation is in one, each tool reads back what was written."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from label_studio_tools.core.label_config import parse_config
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.extract import extract_file, extract_text
from pipeline.messages import Lang, UserError
from pipeline.outputs.brat import to_lines, write_brat
from pipeline.outputs.doccano import to_records, write_doccano
from pipeline.outputs.exports import Tool, write_export
from pipeline.outputs.label_studio import to_config, to_record, write_label_studio
from pipeline.outputs.review import LONGEST, SHORTEST, Elsewhere, MarkKind, Task, to_tasks
from pipeline.outputs.review_labels import for_browsers, kind_labels, load_labels
from pipeline.outputs.rows import target_text
from pipeline.store import FileRecord, open_store
from schemas.mention import Modality
from schemas.obligation import Extraction
from tests.extractions import sample

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(path for path in (ROOT / "corpus" / "documents").iterdir() if path.suffix in {".txt", ".html"})
LANGS: tuple[Lang, ...] = get_args(Lang)
TOOLS: tuple[Tool, ...] = get_args(Tool)
ITEMS = "\n".join(f"（{number}）由省水利厅牵头，年底前完成{number}座水厂改造。" for number in range(1, 41))
LONG = "\n".join(["云岭省行动方案", *(f"{number}、重点工作\n{ITEMS}" for number in "一二三四五"), "=省政府𠮷办公室"])


@cache
def extractions() -> tuple[Extraction, ...]:
    return (*(extract_file(path, name=path.name) for path in DOCUMENTS), extract_text(LONG, name="云岭省/长文.docx"))


@cache
def tasks() -> tuple[Task, ...]:
    return tuple(to_tasks(extractions()))


# ---- tasks


@pytest.mark.parametrize("extraction", extractions(), ids=lambda extraction: extraction.document)
def test_tasks_tile_the_document_and_cut_no_obligation(extraction: Extraction) -> None:
    found = list(to_tasks([extraction]))
    assert "".join(task.text for task in found) == extraction.text
    assert [extraction.text[task.start :].startswith(task.text) for task in found] == [True] * len(found)
    kept = [obligation for task in found for obligation in task.obligations.values()]
    assert sorted(kept, key=lambda each: each.number) == list(extraction.obligations)


def test_a_long_document_is_cut_at_its_sections() -> None:
    found = [task for task in tasks() if task.extraction.document == "云岭省/长文.docx"]
    assert len(found) >= 5
    assert max(len(task.text) for task in found) <= LONGEST
    assert {task.section[0] for task in found if task.section} >= {"一、重点工作", "五、重点工作"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 900), max_size=30))
def test_lines_of_any_length_are_tiled_too(lengths: list[int]) -> None:
    text = "\n".join("字" * length for length in lengths)
    found = list(to_tasks([sample().model_copy(update={"text": text, "sections": (), "obligations": ()})]))
    assert "".join(task.text for task in found).strip() == text.strip()
    assert all(len(task.text) <= LONGEST + SHORTEST for task in found)


def test_no_cut_falls_inside_an_obligation_of_two_lines() -> None:
    text = f"{'甲' * 1000}\n{'乙' * 1000}"
    one = extractions()[0].obligations[0].model_copy(update={"start": 900, "end": 1101, "text": text[900:1101]})
    plain = sample().model_copy(update={"text": text, "sections": (), "obligations": ()})
    assert [len(task.text) for task in to_tasks([plain])] == [1001, 1000]
    assert [len(task.text) for task in to_tasks([plain.model_copy(update={"obligations": (one,)})])] == [2001]


def test_every_part_of_an_obligation_is_marked_or_told() -> None:
    for task in tasks():
        for index, obligation in task.obligations.items():
            linked = [task.marks[part] for mark, part in task.links if mark == index]
            told = [(mark.kind, mark.value) for mark in linked]
            told += [(part.kind, part.value) for part in task.elsewhere if part.obligation == obligation.number]
            wanted: list[tuple[MarkKind, str | None]] = [(party.role, party.name) for party in obligation.parties]
            wanted += [("metric", target_text(target)) for target in obligation.targets]
            wanted += [("deadline", obligation.due or obligation.rrule)] if obligation.due_text else []
            assert set(wanted) <= set(told)


def test_what_stands_in_another_section_is_told() -> None:
    """A department named at the beginning leads tasks a long way down, where no mark can stand."""
    extraction = extractions()[-1]
    last = extraction.obligations[-1]
    far = last.parties[0].model_copy(update={"start": 0, "end": 3})
    moved = extraction.model_copy(update={"obligations": (last.model_copy(update={"parties": (far,)}),)})
    found = list(to_tasks([moved]))
    assert [part for task in found for part in task.elsewhere] == [Elsewhere(last.number, "lead", 0, 3, "省水利厅")]
    records = list(to_records(found, "zh"))
    assert records[-1]["elsewhere"] == f"{last.number} 牵头 省水利厅"
    assert [line for task in found for line in to_lines(task, "zh") if line.endswith("牵头 省水利厅")]


# ---- the labels


def test_every_kind_and_modality_has_one_label_with_a_key_of_its_own() -> None:
    named = [(label.kind, label.value) for label in load_labels()]
    wanted = [("obligation", modality) for modality in get_args(Modality)]
    wanted += [(kind, None) for kind in get_args(MarkKind) if kind != "obligation"]
    assert sorted(map(str, named)) == sorted(map(str, wanted))
    for values in ([label.key for label in load_labels()], [label.colour for label in load_labels()]):
        assert len(set(values)) == len(values)
    assert [label.kind for label in kind_labels()] == list(get_args(MarkKind))


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_offsets_are_the_same_in_a_browser(text: str) -> None:
    shown = for_browsers(text)
    assert len(shown) == len(text)
    assert len(shown.encode("utf-16-le", errors="surrogatepass")) == 2 * len(shown)


# ---- doccano: what its import asks for (data_import/pipeline/label.py: SpanLabel, RelationLabel)

DOCCANO = {
    "type": "object",
    "required": ["text", "entities", "relations"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "entities": {
            "type": "array",
            "items": {
                "required": ["id", "label", "start_offset", "end_offset"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "integer"},
                    "label": {"type": "string", "minLength": 1, "maxLength": 100},
                    "start_offset": {"type": "integer", "minimum": 0},
                    "end_offset": {"type": "integer", "minimum": 1},
                },
            },
        },
        "relations": {
            "type": "array",
            "items": {
                "required": ["from_id", "to_id", "type"],
                "properties": {"from_id": {"type": "integer"}, "to_id": {"type": "integer"}},
            },
        },
    },
}


@pytest.mark.parametrize("lang", LANGS)
def test_doccano_takes_every_line(tmp_path: Path, lang: Lang) -> None:
    names = write_doccano(tmp_path, tasks(), lang)
    lines = (tmp_path / names[0]).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) == len(tasks())
    ids = [entity["id"] for record in records for entity in record["entities"]]
    assert len(set(ids)) == len(ids)
    spans, relations = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in names[1:])
    for record, task in zip(records, tasks(), strict=True):
        Draft202012Validator(DOCCANO).validate(record)
        own = {entity["id"] for entity in record["entities"]}
        assert {relation[end] for relation in record["relations"] for end in ("from_id", "to_id")} <= own
        assert {entity["label"] for entity in record["entities"]} <= {label["text"] for label in spans}
        assert {relation["type"] for relation in record["relations"]} <= {label["text"] for label in relations}
        marked = [record["text"][each["start_offset"] : each["end_offset"]] for each in record["entities"]]
        assert marked == [for_browsers(task.text[mark.start : mark.end]) for mark in task.marks]


# ---- Label Studio: its own parser of configurations, and the results against what that finds


@pytest.mark.parametrize("lang", LANGS)
def test_label_studio_takes_every_task(tmp_path: Path, lang: Lang) -> None:
    names = write_label_studio(tmp_path, tasks(), lang, "duban 1")
    records = json.loads((tmp_path / names[0]).read_text(encoding="utf-8"))
    config = parse_config((tmp_path / names[1]).read_text(encoding="utf-8"))
    assert set(config) == {"label", "modality"}
    assert config["label"]["inputs"] == [{"type": "Text", "value": "text"}]
    assert len(records) == len(tasks())
    for record, task in zip(records, tasks(), strict=True):
        results = record["predictions"][0]["result"]
        check_label_studio(record["data"]["text"], results, config)
        assert len([each for each in results if each["type"] == "labels"]) == len(task.marks)
        assert len([each for each in results if each["type"] == "relation"]) == len(task.links)
        assert len([each for each in results if each["type"] == "choices"]) == len(task.obligations)


def check_label_studio(text: str, results: list[dict[str, Any]], config: dict[str, Any]) -> None:
    regions = {each["id"] for each in results if each["type"] == "labels"}
    for each in results:
        if each["type"] == "relation":
            assert {each["from_id"], each["to_id"]} <= regions
            continue
        control, value = config[each["from_name"]], each["value"]
        assert (each["type"], [each["to_name"]]) == (control["type"].lower(), control["to_name"])
        assert set(value[each["type"]]) <= set(control["labels"])
        assert text[value["start"] : value["end"]] == value["text"]
        assert each["id"] in regions


def test_an_empty_run_gives_an_empty_list(tmp_path: Path) -> None:
    assert write_label_studio(tmp_path, [], "zh", "")
    assert json.loads((tmp_path / "label-studio.json").read_text(encoding="utf-8")) == []


# ---- brat: read by the grammar of https://brat.nlplab.org/standoff.html


class Standoff(NamedTuple):
    spans: dict[str, tuple[str, list[tuple[int, int]], str]]
    relations: list[tuple[str, str, str]]
    attributes: list[tuple[str, str, str]]
    notes: list[tuple[str, str]]


def read_ann(lines: Iterator[str]) -> Standoff:
    """A ``.ann`` file; a line that is not of brat's grammar is an error."""
    found = Standoff({}, [], [], [])
    for line in lines:
        if match := re.fullmatch(r"(T\d+)\t([\w-]+) (\d+ \d+(?:;\d+ \d+)*)\t([^\t\n]+)", line):
            places = [tuple(map(int, place.split())) for place in match[3].split(";")]
            found.spans[match[1]] = (match[2], places, match[4])  # type: ignore[assignment]
        elif match := re.fullmatch(r"R\d+\t([\w-]+) Arg1:(T\d+) Arg2:(T\d+)", line):
            found.relations.append((match[1], match[2], match[3]))
        elif match := re.fullmatch(r"A\d+\t([\w-]+) (T\d+) ([\w-]+)", line):
            found.attributes.append((match[1], match[2], match[3]))
        elif match := re.fullmatch(r"#\d+\tAnnotatorNotes (T\d+)\t([^\t\n]+)", line):
            found.notes.append((match[1], match[2]))
        else:
            raise AssertionError(line)
    return found


def test_brat_reads_every_file_back(tmp_path: Path) -> None:
    write_brat(tmp_path, tasks(), "zh")
    conf = (tmp_path / "brat" / "annotation.conf").read_text(encoding="utf-8")
    assert re.findall(r"^\[(\w+)\]$", conf, re.MULTILINE) == ["entities", "relations", "events", "attributes"]
    files = sorted((tmp_path / "brat").glob("*.ann"))
    assert len(files) == len(tasks())
    for file, task in zip(files, tasks(), strict=True):
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        ann = read_ann(iter(file.read_text(encoding="utf-8").split("\n")[:-1]))
        assert len(ann.spans) == len(task.marks)
        for kind, places, quoted in ann.spans.values():
            assert " ".join(text[start:end] for start, end in places) == quoted
            assert f"\n{kind}\n" in conf
        assert {ann.spans[one][0] for _, one, _ in ann.relations} <= {"Obligation"}
        assert len(ann.attributes) == len(task.obligations)
        assert all(name in ann.spans for name, _ in ann.notes)


def test_a_stretch_over_a_line_break_is_written_in_fragments() -> None:
    task = tasks()[0]
    mark = task.marks[0]._replace(start=0, end=5)
    broken = task._replace(text="甲乙\n丙丁戊", marks=(mark,), links=(), obligations={})
    assert next(iter(to_lines(broken, "zh"))) == "T1\tObligation 0 2;3 5\t甲乙 丙丁"


def test_brat_never_writes_over_what_a_reviewer_may_have_changed(tmp_path: Path) -> None:
    write_brat(tmp_path, tasks(), "zh")
    with pytest.raises(UserError) as caught:
        write_brat(tmp_path, tasks(), "zh")
    assert caught.value.code == "review_there"


# ---- the command


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    with open_store(folder) as store:
        for extraction in extractions():
            store.put(FileRecord(name=extraction.document), extraction)
    return folder


@pytest.mark.parametrize("tool", TOOLS)
def test_a_run_is_exported_with_the_same_bytes_each_time(tmp_path: Path, run: Path, tool: Tool) -> None:
    written = []
    for out in (tmp_path / "a", tmp_path / "b"):
        done = CliRunner().invoke(app, ["export", str(run), "--to", tool, "--out", str(out)])
        assert (done.exit_code, str(out) in done.output) == (0, True)
        written.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert written[0] == written[1] != {}


def test_the_usual_place_is_in_the_run(run: Path) -> None:
    assert CliRunner().invoke(app, ["export", str(run), "--to", "doccano"]).exit_code == 0
    assert (run / "review" / "doccano.jsonl").is_file()


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", str(tmp_path), "--to", "brat", "--lang", "en"])
    assert (done.exit_code, "holds no run" in done.output) == (2, True)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, run: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with open_store(run) as store, pytest.raises(UserError) as caught:
        write_export(store, tmp_path / "file" / "out", "doccano", "zh")
    assert caught.value.code == "out_is_a_file"


@pytest.mark.parametrize("lang", LANGS)
def test_text_of_a_document_is_data_in_every_format(lang: Lang) -> None:
    hostile = '<script>alert("1")</script>由省财政厅牵头，年底前完成</Text>改造\u202e]]>。'
    task = next(to_tasks([extract_text(hostile)]))
    assert to_record(task, lang, "")["data"]["text"] == hostile
    assert next(to_records([task], lang))["text"] == hostile
    assert parse_config(to_config(lang))
