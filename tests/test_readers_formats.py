"""One plan in every format: the obligations agree field by field, and no merged lead is lost."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from pipeline.extract import extract_bytes, extract_file
from pipeline.readers.archive import expand
from pipeline.readers.office import find_libreoffice
from schemas.obligation import Obligation
from tests import plans

Facts = tuple[object, ...]
WHOLE = {"html": plans.as_html, "pdf": plans.as_pdf, "txt": plans.as_txt, "ofd": plans.as_ofd}
TABLES = {"xlsx": plans.as_xlsx, "csv": plans.as_csv}
ALL = {"docx": plans.as_docx, **WHOLE, **TABLES}


def facts(obligation: Obligation, *, section: bool = True) -> Facts:
    return (
        "".join(obligation.text.split()),
        tuple(obligation.names("lead")),
        tuple(obligation.names("support")),
        obligation.due,
        obligation.due_kind,
        obligation.rrule,
        tuple((target.indicator, target.op, target.value, target.unit) for target in obligation.targets),
        obligation.modality,
        obligation.degree_words,
        obligation.section if section else (),
    )


def of(data: bytes, name: str, *, section: bool = True) -> list[Facts]:
    return [facts(found, section=section) for found in extract_bytes(data, name=name).obligations]


@pytest.fixture(scope="module")
def word() -> list[Facts]:
    """What the plan says, from the Word file."""
    found = of(plans.as_docx(), "a.docx")
    assert len(found) == plans.ROWS + 5
    return found


@pytest.mark.parametrize("kind", WHOLE)
def test_the_plan_says_the_same_in_every_format(kind: str, word: list[Facts]) -> None:
    assert of(WHOLE[kind](), f"a.{kind}") == word


@pytest.mark.parametrize("kind", TABLES)
def test_its_table_says_the_same_in_every_spreadsheet(kind: str, word: list[Facts]) -> None:
    table = [fact[:-1] for fact in word if str(fact[0]).startswith("完成第")]
    assert [fact[:-1] for fact in of(TABLES[kind](), f"a.{kind}", section=False)] == table


@pytest.mark.parametrize("kind", ALL)
def test_every_one_of_24_rows_keeps_its_merged_lead(kind: str) -> None:
    found = extract_bytes(ALL[kind](), name=f"a.{kind}").obligations
    told = [obligation.names("lead") for obligation in found if obligation.text.startswith("完成第")]
    assert told == [[plans.LEADS[row // 3]] for row in range(plans.ROWS)]


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_the_plan_says_the_same_as_an_old_word_file(tmp_path: Path, kind: str, word: list[Facts]) -> None:
    (tmp_path / "a.docx").write_bytes(plans.as_docx())
    profile = (tmp_path / "profile").as_uri()
    command = [str(find_libreoffice()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True)
    assert of((tmp_path / f"a.{kind}").read_bytes(), f"a.{kind}") == word


def test_the_plan_says_the_same_from_an_archive(tmp_path: Path, word: list[Facts]) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("方案.docx", plans.as_docx())
    (member,) = expand(tmp_path / "a.zip")
    assert [facts(found) for found in extract_file(member, name="a").obligations] == word


PLACES = {
    "docx": ("table", "row", "column"),
    "html": ("table", "row", "column"),
    "pdf": ("page", "box", "table", "row", "column"),
    "ofd": ("page", "box", "table", "row", "column"),
    "xlsx": ("sheet", "table", "row", "column"),
    "csv": ("table", "row", "column"),
    "txt": ("table", "row", "column"),
}


@pytest.mark.parametrize("kind", PLACES)
def test_every_obligation_knows_its_place_in_the_file(kind: str) -> None:
    found = extract_bytes(ALL[kind](), name=f"a.{kind}").obligations
    places = [obligation.place.model_dump(exclude_none=True) for obligation in found]
    assert {tuple(place) for place, o in zip(places, found, strict=True) if o.text.startswith("完成第")} == {
        PLACES[kind]
    }
    outside = {"page", "paragraph"} if kind in ("pdf", "ofd") else {"paragraph"}
    assert all(outside <= set(place) for place, o in zip(places, found, strict=True) if not o.text.startswith("完成第"))
