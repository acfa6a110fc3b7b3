"""Every message exists in both languages, and every code that the program can raise has one."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from pipeline.messages import Lang, Message, UserError, load_messages, problem_fields, say, say_more
from pipeline.outputs.codebook import CSV_COLUMNS, LEDGER_COLUMNS, OUTPUTS, PROBLEM_COLUMNS, codebook_lines
from pipeline.outputs.network.tables import NETWORK_VARIABLES
from pipeline.outputs.responsibility.items import By, columns
from pipeline.outputs.tables.obligations import RUN_VARIABLES
from pipeline.readers.errors import CODES
from schemas.problem import Problem

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = load_messages()
LANGS: tuple[Lang, ...] = get_args(Lang)
# What gets a code as its first argument, or as ``code=``.
TAKES_CODE = {"Problem", "ReadingNote", "UnreadableFile", "UserError", "FileRecord", "say", "say_more"}

VARIABLES = NETWORK_VARIABLES | RUN_VARIABLES

PROBLEMS = (
    "unknown_department",
    "doubtful_lead",
    "deadline_without_task",
    "page_without_text",
    "odd_characters",
    "tables_not_read",
    "hidden_sheets",
    "copied_table_doubtful",
    "copied_table_not_read",
    "hidden_cells",
    "folded_cells",
    "hanging_marks",
    "open_deadline",
    "assignment_without_task",
    "no_obligations",
    "no_date",
)


def blanks(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=lambda message: message.code)
def test_a_message_is_there_in_both_languages(message: Message) -> None:
    assert message.zh and message.en
    assert bool(message.zh_more) == bool(message.en_more)
    assert blanks(message.zh + message.zh_more) == blanks(message.en + message.en_more)
    if message.kind in ("file", "problem", "use", "column"):
        assert message.zh_more, "says no remedy or meaning"


def codes_in_source() -> Iterator[tuple[str, str]]:
    for path in sorted(path for folder in ("extractors", "pipeline") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from ((f"{path.name}:{node.lineno}", code) for code in codes_of(node))


def codes_of(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    if name in TAKES_CODE:
        given += call.args[:1]
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
            yield value.value


def test_every_code_in_the_source_has_a_message() -> None:
    codes = list(codes_in_source())
    assert len(codes) > 30, "the search no longer finds the codes"
    assert [(where, code) for where, code in codes if code not in MESSAGES] == []


def test_every_code_of_the_readers_has_a_message() -> None:
    assert {code for code in CODES if code not in MESSAGES or MESSAGES[code].kind != "file"} == set()


def test_every_problem_that_a_document_can_have_has_a_message() -> None:
    codes = {code for code in PROBLEMS if code not in MESSAGES or MESSAGES[code].kind != "problem"}
    assert codes == set()


def test_every_column_and_output_is_explained() -> None:
    keys = {column.key for column in (*CSV_COLUMNS, *LEDGER_COLUMNS, *PROBLEM_COLUMNS)}
    keys |= {variable.key for table in VARIABLES.values() for variable in table}
    keys |= {key for by in get_args(By) for key in columns(by)}
    wanted = {f"column.{key}" for key in keys} | {f"codebook.{name}" for name in OUTPUTS}
    assert wanted - set(MESSAGES) == set()
    assert {code for code in MESSAGES if code.startswith("column.")} == {f"column.{key}" for key in keys}
    assert not [name for lang in LANGS for name, _ in codebook_lines(lang) if "unlisted" in name]


def test_a_code_without_a_message_still_says_its_name() -> None:
    assert "brand_new" in say("brand_new", "zh")
    assert "brand_new" in say_more("brand_new", "en")


def test_blanks_are_filled_and_an_unfilled_one_shows_as_dots() -> None:
    problem = Problem(code="unknown_department", quote="省编班")
    assert "省编班" in say(problem.code, "zh", problem_fields(problem, "甲.txt"))
    assert say("unsupported_kind", "en") == "Files of type … cannot be read."


def test_braces_in_a_document_are_only_text() -> None:
    assert "{x}" in say("unknown_department", "zh", {"quote": "{x}"})


def test_an_error_for_the_user_reads_as_what_and_what_to_do() -> None:
    assert str(UserError("path_missing", path="甲")) == "找不到 甲。 请检查路径拼写；路径中有空格时要加引号。"
