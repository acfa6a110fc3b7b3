"""Tables for statistics: every variable is explained, and Stata and Parquet give back what the store holds."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from pyarrow import parquet

from pipeline.messages import Lang, load_messages
from pipeline.outputs.csv_table import csv_file, header
from pipeline.outputs.forms import TableForm
from pipeline.outputs.jsonl import to_record
from pipeline.outputs.network.tables import NETWORK_VARIABLES
from pipeline.outputs.parquet import COLUMNS as PARQUET_COLUMNS
from pipeline.outputs.parquet import parquet_file
from pipeline.outputs.rows import to_rows
from pipeline.outputs.tables.codebook import values, write_variables
from pipeline.outputs.tables.files import write_table
from pipeline.outputs.tables.model import Table, Variable
from pipeline.outputs.tables.obligations import RUN_VARIABLES, due_parts, run_tables
from pipeline.store import Store
from schemas.mention import Modality
from tests.runs import small_run

VARIABLES = sorted({each for table in (RUN_VARIABLES | NETWORK_VARIABLES).values() for each in table})
# https://www.stata.com/manuals/u11.pdf, 11.3: words that no variable may be called
STATA_WORDS = re.compile(
    r"aggregate|array|boolean|break|byte|case|catch|class|colvector|complex|const|continue|default|delegate|delete|do|"
    r"double|else|eltypedef|end|enum|explicit|export|external|float|for|friend|function|global|goto|if|inline|int|local|"
    r"long|mata|matrix|namespace|new|numeric|operator|orgtypedef|pointer|polymorphic|pragma|private|protected|public|"
    r"quad|real|return|rowvector|scalar|short|signed|static|string|struct|super|switch|template|this|throw|transmorphic|"
    r"try|typedef|typename|union|unsigned|using|vector|version|virtual|void|volatile|while|with|str\d+"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_run(tmp_path_factory.mktemp("run")) as opened:
        yield opened


@pytest.fixture(scope="module")
def tables(store: Store) -> tuple[Table, ...]:
    return run_tables(store.extractions, lambda: to_rows(store.extractions()), "zh")


@pytest.fixture(scope="module")
def out(tables: tuple[Table, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    for table in tables:
        for form in TableForm:
            write_table(folder, table, form, "zh")
    write_variables(folder, tables, "zh")
    return folder


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.key)
def test_stata_takes_the_name_and_the_codebook_explains_it(variable: Variable) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", variable.key) and not STATA_WORDS.fullmatch(variable.key)
    assert f"column.{variable.key}" in load_messages()
    assert variable.label("zh") and variable.meaning("zh") and len(variable.label("en")) <= 80
    assert bool(variable.codes) == (variable.kind == "code")


def test_a_variable_is_of_one_kind_in_all_tables() -> None:
    kinds: dict[str, set[str]] = {}
    for variable in VARIABLES:
        kinds.setdefault(variable.key, set()).add(variable.kind)
    assert {key: found for key, found in kinds.items() if len(found) > 1} == {}


def test_every_form_has_as_many_rows_as_the_store(store: Store, out: Path) -> None:
    obligations = list(store.obligations())
    wanted = {
        "documents": len(store.documents()),
        "obligations": len(obligations),
        "parties": sum(len(each.parties) for each in obligations),
        "targets": sum(len(each.targets) for each in obligations),
    }
    for name, count in wanted.items():
        with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == count + 1
        assert len(pd.read_stata(out / f"{name}.dta")) == count > 0
        assert parquet.read_metadata(out / f"{name}.parquet").num_rows == count


def test_stata_gives_texts_numbers_dates_and_labelled_codes_back(store: Store, out: Path) -> None:
    first = next(store.obligations())
    with pd.read_stata(out / "obligations.dta", iterator=True) as reader:
        labels: dict[str, str] = reader.variable_labels()
        codes: dict[str, dict[int, str]] = reader.value_labels()
        rows: Any = reader.read(convert_categoricals=False)
    assert labels["lead"] == "牵头单位" and labels["due_kind"]
    assert codes["modality"] == {1: "必须", 2: "力争", 3: "鼓励", 4: "禁止"}
    assert rows["text"][0] == first.text and rows["char_end"][0] == first.end
    modalities = get_args(Modality)
    assert [modalities[int(code) - 1] for code in rows["modality"]] == [each.modality for each in store.obligations()]
    assert [int(count) for count in rows["targets"]] == [len(each.targets) for each in store.obligations()]
    issued = {each.metadata.issued for each in store.extractions() if each.obligations}
    assert {None if pd.isna(day) else day.date() for day in rows["issued"]} == issued


def test_parquet_keeps_types_and_labels(store: Store, out: Path) -> None:
    table = parquet.read_table(out / "obligations.parquet")
    assert table.schema.field("issued").type == "date32[day]" and str(table.schema.field("leads").type) == "int64"
    assert table.schema.field("text").metadata[b"label"].decode() == "任务"
    assert table.column("text").to_pylist() == [each.text for each in store.obligations()]
    assert set(table.column("modality").to_pylist()) <= {"必须", "力争", "鼓励", "禁止"}


@pytest.mark.parametrize("lang", get_args(Lang))
def test_the_table_of_obligations_holds_every_column_of_obligations_csv(
    store: Store, tmp_path: Path, lang: Lang
) -> None:
    tables = run_tables(store.extractions, lambda: to_rows(store.extractions()), lang)
    write_table(tmp_path, tables[1], TableForm.CSV, lang)
    with csv_file(tmp_path / "plain.csv", lang) as add:
        for row in to_rows(store.extractions()):
            add(row)
    plain, full = (
        [*csv.DictReader((tmp_path / name).open(encoding="utf-8-sig"))] for name in ("plain.csv", "obligations.csv")
    )
    assert {*plain[0]} <= {*full[0]}
    if lang == "en":
        assert [*full[0]] == [each.key for each in RUN_VARIABLES["obligations"]]
    shares = {header("confidence", lang)}  # of a different number of digits
    assert [{key: row[key] for key in plain[0] if key not in shares} for row in full] == [
        {key: row[key] for key in row if key not in shares} for row in plain
    ]


def test_parquet_says_missing_where_a_document_says_nothing(store: Store, out: Path, tmp_path: Path) -> None:
    with parquet_file(tmp_path / "plain.parquet") as add:
        for row in to_rows(store.extractions()):
            add(row)
    for path in (tmp_path / "plain.parquet", *out.glob("*.parquet")):
        frame = pd.read_parquet(path)
        assert [key for key in frame if "" in {*map(str, frame[key].dropna())}] == [], path.name
    assert pd.read_parquet(out / "obligations.parquet")["lead"].isna().any()
    assert {*to_record(next(to_rows(store.extractions())))} == {*PARQUET_COLUMNS}


def test_the_same_run_gives_the_same_bytes(tables: tuple[Table, ...], out: Path, tmp_path: Path) -> None:
    for table in tables:
        for form in TableForm:
            name = write_table(tmp_path, table, form, "zh")
            assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_the_codebook_has_a_row_for_every_variable(out: Path) -> None:
    with (out / "variables.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["表"], row["变量名"]) for row in rows] == [
        (name, each.key) for name, table in RUN_VARIABLES.items() for each in table
    ]
    row = next(row for row in rows if row["变量名"] == "modality")
    assert row["取值"] == "1 = 必须; 2 = 力争; 3 = 鼓励; 4 = 禁止" and row["英文标签"] == "modality"
    assert values(Variable("no_lead", "flag"), "en") == "0 = no; 1 = yes"


def test_long_texts_codes_missing_values_and_no_rows_at_all_survive_stata(tmp_path: Path) -> None:
    kinds = (
        Variable("text"),
        Variable("year", "int"),
        Variable("issued", "date"),
        Variable("modality", "code", ("must",)),
    )
    write_table(tmp_path, Table("long", kinds, lambda: [("长" * 3000, None, None, None)]), TableForm.DTA, "zh")
    row = pd.read_stata(tmp_path / "long.dta").iloc[0]
    assert row["text"] == "长" * 3000 and pd.isna(row["year"]) and pd.isna(row["issued"]) and pd.isna(row["modality"])
    for form in TableForm:
        write_table(tmp_path, Table("none", kinds, list), form, "zh")
    assert (
        len(pd.read_stata(tmp_path / "none.dta")) == 0 and parquet.read_table(tmp_path / "none.parquet").num_rows == 0
    )


DUES = [
    ("2022-06-30", (2022, 6)),
    ("XXXX-09-30", (None, 9)),
    ("2025", (2025, None)),
    (None, (None, None)),
    ("", (None, None)),
]


@pytest.mark.parametrize(("due", "parts"), DUES)
def test_year_and_month_of_a_deadline(due: str | None, parts: tuple[int | None, int | None]) -> None:
    assert due_parts(due) == parts
