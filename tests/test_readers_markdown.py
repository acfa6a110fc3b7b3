"""Markdown as crawlers write it: headings and tables are read, marks are no words, numbers stay with their lines."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import extract_file
from pipeline.readers.markdown import is_markdown, markdown_blocks
from pipeline.readers.txt import read_txt
from schemas.source import Place

PLAN = """# 松岭市污染防治实施方案

## 一、任务分解

| 序号 | 工作任务 | 责任单位 | 完成时限 |
|:---|---|---|---:|
| 1 | 建成乡镇污水处理厂3座。<br>开展排查。 | 市住建局、**市水利局** | 2024年6月底前 |
|   | 淘汰燃煤锅炉20台。 | [市发改委](http://example.org) | 2024年底前 |

**（一）加强领导。** 各县区要成立专班。
1. 市财政局要安排资金。
2. 市审计局要加强监督。

- 市水利局要巡查河道。
"""


def test_a_plan_in_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(PLAN, encoding="utf-8")
    found = extract_file(path, name="a.md")
    assert found.metadata.title == "松岭市污染防治实施方案"
    assert [(each.text, each.names("lead"), each.due) for each in found.obligations] == [
        ("建成乡镇污水处理厂3座", ["市住建局", "市水利局"], "2024-06-30"),
        ("开展排查", ["市住建局", "市水利局"], "2024-06-30"),
        ("淘汰燃煤锅炉20台", ["市发改委"], "2024-12-31"),
        ("各县区要成立专班", ["各县区"], None),
        ("市财政局要安排资金", ["市财政局"], None),
        ("市审计局要加强监督", ["市审计局"], None),
        ("市水利局要巡查河道", ["市水利局"], None),
    ]


def test_places_are_lines_of_the_file_and_cells_of_the_table() -> None:
    blocks = read_txt(PLAN.encode()).blocks
    assert [(block.text, block.kind, block.level) for block in blocks[:2]] == [
        ("松岭市污染防治实施方案", "heading", 1),
        ("一、任务分解", "heading", 2),
    ]
    assert next(block.place for block in blocks if block.text == "2024年底前") == Place(
        paragraph=8, table=1, row=3, column=4
    )
    assert [block.place.paragraph for block in blocks[-4:]] == [10, 11, 12, 14]


@pytest.mark.parametrize("text", [PLAN, "# 通知\n\n## 一、要求\n", "甲 | 乙\n--|--\n1 | 2\n"])
def test_what_is_markdown(text: str) -> None:
    assert is_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "关于印发方案的通知\n一、要求\n1.市财政局要安排资金。\n",
        "# 号文件\n由市财政局牵头。\n",  # one such line alone
        "序号 | 任务\n1 | 建成水厂\n",
        "————————\n抄送：市委办公室\n--------\n",
        "",
    ],
)
def test_what_is_plain_text(text: str) -> None:
    assert not is_markdown(text)


@given(st.text(alphabet="市财政局要。1.、（一）*_#-\n >`<br>~&;\t"))
def test_no_ideograph_is_lost(text: str) -> None:
    read = "".join(block.text for block in markdown_blocks(text))
    assert [char for char in read if char in "市财政局要一"] == [char for char in text if char in "市财政局要一"]
