"""One count of departments: run, workbook, graph, tables, and the queries that the READMEs give."""

import csv
import re
import sqlite3
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from pipeline.outputs.forms import TableForm
from pipeline.outputs.network.write import NetworkReport, write_network
from pipeline.outputs.tally import Tally
from pipeline.outputs.write import write_outputs
from schemas.obligation import Extraction
from tests.runs import small_run

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def written(out: Path) -> tuple[Tally, NetworkReport, list[Extraction]]:
    with small_run(out) as store:
        tally = write_outputs(store, out, "zh").tally
        network = write_network(store, out, "zh", successions=(), share=0.5, formats=[TableForm.CSV])
        return tally, network, list(store.extractions())


def leads(out: Path) -> dict[str, int]:
    with (out / "departments.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["单位"]: int(row["牵头数"]) for row in csv.DictReader(file) if row["牵头数"] != "0"}


def queries(readme: str) -> list[str]:
    return re.findall(r'`sqlite3 results/duban\.db "(.*?)"`', (ROOT / readme).read_text(encoding="utf-8"))


def test_run_graph_and_workbook_count_the_same_departments(
    out: Path, written: tuple[Tally, NetworkReport, list[Extraction]]
) -> None:
    tally, network, extractions = written
    parties = [party for each in extractions for one in each.obligations for party in one.parties]
    assert {party.name for party in parties} != {party.entity for party in parties}  # else nothing is shown
    assert tally.departments == network.departments == len({party.entity for party in parties})
    sheet = openpyxl.load_workbook(out / "matrix.xlsx")["责任矩阵"]
    names, counts = ([cell.value for cell in sheet[row]][4:] for row in (1, 2))
    found = {str(name).replace("\n", ""): count for name, count in zip(names, counts, strict=True) if count}
    assert found == leads(out)
    marked = Counter(
        str(sheet.cell(1, cell.column).value).replace("\n", "")
        for row in sheet.iter_rows(min_row=4, min_col=5)
        for cell in row
        if cell.value == "●"
    )
    assert marked == found


def test_both_readmes_give_the_same_queries() -> None:
    assert queries(READMES[0]) == queries(READMES[1]) != []


def test_the_queries_of_the_readme_count_as_the_graph_does(
    out: Path, written: tuple[Tally, NetworkReport, list[Extraction]]
) -> None:
    with sqlite3.connect(out / "duban.db") as database:
        by_entity, by_line, unowned = (database.execute(query).fetchall() for query in queries(READMES[0]))
    assert dict(by_entity) == leads(out)
    extractions = written[2]
    obligations = [one for each in extractions for one in each.obligations]
    lines = Counter(
        line
        for one in obligations
        for line in {party.current_line for party in one.parties if party.role == "lead" and party.current_line}
    )
    assert dict(by_line) == lines
    assert len(unowned) == sum(not one.names("lead") for one in obligations) > 0
