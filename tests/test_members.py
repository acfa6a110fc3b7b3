"""Entities in whole documents: who the members of a body are, what is noted as unresolved, and the shared documents."""

import csv
from pathlib import Path

import pytest

from extractors.settings import Setting, setting_of
from extractors.shadow import shadow
from pipeline.extract import extract_bytes
from pipeline.members import Membership, find_members, members_of
from pipeline.settings import document_setting
from schemas.document import Metadata
from schemas.manifest import ManifestEntry
from schemas.obligation import Extraction, Party

NAMES = Path(__file__).parent / "department_names.csv"
COUNTY = setting_of("县", "岚溪县")

PLAN = """岚溪县就业工作方案

县就业工作领导小组成员单位：县教育局、县财政局、县人社局、团县委。

一、工作任务

（一）领导小组各成员单位要按职责分工完善措施。

（二）由县人社局牵头，县社会事务办公室配合，12月底前完成培训1000人。
"""


def read(text: str, manifest: ManifestEntry | None = None) -> Extraction:
    return extract_bytes(text.encode(), name="plan.txt", manifest=manifest)


def parties(extraction: Extraction) -> dict[str, Party]:
    return {party.name: party for each in extraction.obligations for party in each.parties}


LISTED = [
    ("成员单位：县教育局、县财政局、县人社局。", "岚溪县教育局 岚溪县财政局 岚溪县人力资源和社会保障局"),
    ("领导小组成员单位包括县教育局、财政局、人社局等部门。", "岚溪县教育局 岚溪县财政局 岚溪县人力资源和社会保障局"),
    ("工作专班由县水利局、公安局、自然资源局组成。", "岚溪县水利局 岚溪县公安局 岚溪县自然资源局"),
    ("各成员单位要密切配合、形成合力、抓好落实。", ""),
    ("领导小组由县长任组长、副县长任副组长。", ""),
]


@pytest.mark.parametrize(("text", "members"), LISTED)
def test_lists_of_members(text: str, members: str) -> None:
    found = find_members(text, shadow(text), COUNTY)
    assert [" ".join(each.members) for each in found] == ([members] if members else [])


def test_members_are_those_of_the_body_that_is_meant() -> None:
    work, flood = Membership("就业工作领导小组", ("甲",)), Membership("防汛指挥部", ("乙",))
    assert members_of("县就业工作领导小组成员单位", [work, flood]) == ("甲",)
    assert members_of("防汛指挥部各成员单位", [work, flood]) == ("乙",)
    assert members_of("各成员单位", [work, flood]) == ()
    assert members_of("各成员单位", [work]) == ("甲",)
    assert members_of("县就业工作领导小组", [work]) == ()


def test_a_collective_carries_the_members_that_its_document_lists() -> None:
    party = parties(read(PLAN))["领导小组各成员单位"]
    assert party.kind == "collective"
    assert party.members == ("岚溪县教育局", "岚溪县财政局", "岚溪县人力资源和社会保障局", "岚溪县团委")


def test_what_does_not_resolve_is_noted_once_a_document() -> None:
    extraction = read(PLAN)
    (note,) = [each for each in extraction.problems if each.code == "organs_without_line"]
    assert (note.severity, dict(note.fields)) == ("note", {"count": "1", "names": "县社会事务办公室"})
    assert parties(extraction)["县社会事务办公室"].entity == "岚溪县社会事务办公室"
    assert "organs_without_place" not in {each.code for each in extraction.problems}


def test_a_document_without_a_place_says_so_and_the_manifest_cures_it() -> None:
    text = "工作方案\n\n一、工作任务\n\n（一）由省卫计委牵头，省财政厅配合，12月底前完成体检1000人。\n"
    bare = read(text)
    (note,) = [each for each in bare.problems if each.code == "organs_without_place"]
    assert dict(note.fields)["count"] == "2"
    assert {party.entity for party in parties(bare).values()} == {"省卫计委", "省财政厅"}
    stated = read(text, ManifestEntry(file="plan.txt", level="省", region="江西省"))
    assert {party.entity for party in parties(stated).values()} == {"江西省卫生计生委", "江西省财政厅"}
    assert "organs_without_place" not in {each.code for each in stated.problems}


SETTINGS = [
    (Metadata(level="市", region="商丘市"), ("市", "商丘市"), "河南省"),
    (Metadata(title="首页>>通知 江西省扶贫开发领导小组关于印发方案的通知"), ("省", "江西省"), "江西省"),
    (Metadata(level="乡", region="镇头镇", title="首页 > 浏阳市政府 > 镇头镇"), ("乡", "镇头镇"), "湖南省"),
    (Metadata(level="乡", region="栎口镇"), ("乡", "栎口镇"), ""),
    (Metadata(title="实施方案"), (None, ""), ""),
]


@pytest.mark.parametrize(("metadata", "place", "province"), SETTINGS)
def test_a_document_speaks_from_its_place(metadata: Metadata, place: tuple[str | None, str], province: str) -> None:
    found: Setting = document_setting(metadata)
    assert (found.level, found.region, found.place("省", "省")[0]) == (*place, province)


def test_names_in_the_shared_documents_resolve_as_checked_by_hand(shared: Path) -> None:
    with NAMES.open(encoding="utf-8", newline="") as file:
        wanted = {(row["place"], row["name"]): (row["line"], row["level"]) for row in csv.DictReader(file)}
    wrong, met = [], 0
    for path in sorted((shared / "gold").glob("*.jsonl")):
        text = next(found for found in shared.rglob(f"{path.stem}.txt") if found.is_file())
        extraction = extract_bytes(text.read_bytes(), name=text.name)
        place = document_setting(extraction.metadata).region
        for party in parties(extraction).values():
            checked = wanted.get((place, party.name)) or wanted.get((place[:2] + place[-1:], party.name))
            met += checked is not None
            if checked not in (None, (party.line or "", party.level or "")):
                wrong.append((party.name, party.line, party.level, checked))
    assert met >= 280
    assert len(wrong) <= 0.02 * met, wrong
