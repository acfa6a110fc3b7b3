"""The manifest as Excel writes it, in both languages, and every way to get a row wrong."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.manifest import load_manifest, match_entries, read_date
from pipeline.messages import UserError
from schemas.manifest import ManifestEntry

ROW = "甲.docx,云岭省方案,云政发〔2022〕3号,云岭省人民政府,省,云岭省"
ROW = "甲.docx,云岭省方案,云政发〔2022〕3号,云岭省人民政府,省,云岭省"
CHINESE = f"文件,标题,文号,发文机关,层级,地区,成文日期\n{ROW},2022/3/1\n"
ENGLISH = f"file,title,number,issuer,level,region,issued\r\n{ROW},2022年3月1日\r\n"
ENTRY = ManifestEntry(
    file="甲.docx",
    title="云岭省方案",
    number="云政发〔2022〕3号",
    issuer="云岭省人民政府",
    level="省",
    region="云岭省",
    issued=date(2022, 3, 1),
)


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("sign", [";", "\t"])
def test_semicolons_and_tabs_part_columns_too(tmp_path: Path, sign: str) -> None:
    text = f"文件{sign}标题\n甲.txt{sign}一，二,三\n"
    assert load_manifest(write(tmp_path, text)) == {2: ManifestEntry(file="甲.txt", title="一，二,三")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
def test_a_manifest_reads_in_every_encoding_and_language(tmp_path: Path, text: str, encoding: str) -> None:
    assert load_manifest(write(tmp_path, text, encoding)) == {2: ENTRY}


@pytest.mark.parametrize("word", ["regulation", "法规"])
def test_a_kind_is_stated_by_its_code_or_its_name(tmp_path: Path, word: str) -> None:
    path = write(tmp_path, f"文件,文种\n甲.txt,{word}\n")
    assert load_manifest(path) == {2: ManifestEntry(file="甲.txt", genre="regulation")}


def test_everything_but_the_file_may_be_missing(tmp_path: Path) -> None:
    path = write(tmp_path, "标题,文件,,\n,.\\子\\甲.docx,,\n,,,\n方案,乙.pdf\n")
    assert load_manifest(path) == {
        2: ManifestEntry(file="子/甲.docx"),
        4: ManifestEntry(file="乙.pdf", title="方案"),
    }


WRONG = [
    # content                                   code                      what the message must name
    ("", "manifest_no_file_column", ["文件/file"]),
    ("标题,文号\n甲,乙\n", "manifest_no_file_column", ["标题、文号"]),
    ("文件,作者\n甲.txt,张\n", "manifest_unknown_column", ["作者"]),
    ("文件,file\n甲.txt,甲.txt\n", "manifest_column_twice", ["file"]),
    ("文件,层级\n甲.txt,省\n乙.txt,大区\n", "manifest_row_wrong", ["第 3 行", "大区", "中央 / 省"]),
    ("文件,成文日期\n甲.txt,去年\n", "manifest_row_wrong", ["第 2 行", "去年", "2024-11-02"]),
    ("文件,成文日期\n甲.txt,2022-02-30\n", "manifest_row_wrong", ["2022-02-30"]),
    ("文件,文种\n甲.txt,小说\n", "manifest_row_wrong", ["第 2 行", "小说", "法规/regulation"]),
    ("文件,标题\n,方案\n", "manifest_row_wrong", ["第 2 行", "文件/file"]),
    ("文件,标题\n甲.txt,方案,多\n", "manifest_row_cells", ["第 2 行", "3 格"]),
    ("文件\n甲.txt\n甲.txt\n", "manifest_file_twice", ["第 3 行", "甲.txt"]),
    ('文件\n"甲.txt\n', "manifest_unreadable", ["manifest.csv"]),
]


@pytest.mark.parametrize(("content", "code", "named"), WRONG)
def test_a_wrong_manifest_says_line_what_and_what_to_do(
    tmp_path: Path, content: str, code: str, named: list[str]
) -> None:
    with pytest.raises(UserError) as caught:
        load_manifest(write(tmp_path, content))
    assert caught.value.code == code
    assert all(name in str(caught.value) for name in named)
    assert "…" not in str(caught.value), "a blank of the message was not filled"


def test_a_workbook_in_place_of_a_csv_is_named(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(b"PK\x03\x04\x14\x00\x00\x00\xff\xfe")
    with pytest.raises(UserError) as caught:
        load_manifest(path)
    assert caught.value.code == "manifest_unreadable"


def test_a_manifest_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load_manifest(tmp_path / "manifest.csv")
    assert caught.value.code == "path_missing"


def test_a_bare_file_name_matches_in_a_folder_only_where_it_is_the_only_one() -> None:
    one, other = ManifestEntry(file="甲.txt"), ManifestEntry(file="省/乙.txt")
    names = ["市/甲.txt", "省/乙.txt", "县/丙.txt"]
    assert match_entries([one, other], names) == {"市/甲.txt": one, "省/乙.txt": other}
    assert match_entries([one], ["市/甲.txt", "省/甲.txt"]) == {}


@pytest.mark.parametrize("text", ["2024-11-02", "2024/11/2", "2024.11.2", "2024年11月2日", " 2024-11-2 "])
def test_dates_as_people_write_them(text: str) -> None:
    assert read_date(text) == date(2024, 11, 2)


@pytest.mark.parametrize("text", ["", "2024", "2024-13-01", "11/2/2024", "明年"])
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None
