"""Annexes that a file names and does not hold: what its text lists and what its page links to."""

import pytest

from pipeline.extract import extract_bytes
from pipeline.readers import read_bytes

PLAN = "公路养护方案\n一、任务\n县交通局要改造路面。\n"
SIGNED = "县交通局\n2024年3月5日\n"
ANNEX = "任务分工表\n一、路面\n县交通局要改造。\n"


def named(data: bytes) -> list[str]:
    """The annexes that are said not to be in a file."""
    problems = [p for p in extract_bytes(data, name="例文").problems if p.code == "annexes_not_in_file"]
    assert all(problem.severity == "note" for problem in problems)
    return [name for problem in problems for name in dict(problem.fields)["names"].split("；")]


LISTED = [
    # form, text, annexes that are not there
    ("one", f"{PLAN}附件：任务分工表\n{SIGNED}", ["任务分工表"]),
    ("two lines", f"{PLAN}附件：1.任务分工表\n2．考核办法\n{SIGNED}", ["任务分工表", "考核办法"]),
    ("two on a line", f"{PLAN}附件：1.任务分工表 2.考核办法\n", ["任务分工表", "考核办法"]),
    ("one of two", f"{PLAN}附件：1.任务分工表\n2.考核办法\n县交通局\n附件1\n{ANNEX}", ["考核办法"]),
    ("there without a label", f"{PLAN}附件：任务分工表\n{SIGNED}{ANNEX}", []),
    ("there, its line cut", f"{PLAN}附件：农村公路养护任务分\n工表\n附件\n农村公路养护{ANNEX}", []),
    ("left out on purpose", f"{PLAN}附件：（略）\n", []),
    ("none", PLAN, []),
]


@pytest.mark.parametrize(("text", "names"), [case[1:] for case in LISTED], ids=[case[0] for case in LISTED])
def test_annexes_that_the_text_lists(text: str, names: list[str]) -> None:
    assert named(text.encode()) == names


def page(links: str, inside: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in PLAN.splitlines())
    site = '<div class="nav"><a href="/a.pdf">导航手册</a></div>'
    return f'<html><body>{site}<div id="zoom">{body}{inside}</div>{links}</body></html>'.encode()


LINKS = [
    # form, what stands below the text, names of attachments
    ("text of the link", '<p>附件：<a href="/files/1.xls">任务分工表.xls</a></p>', ("任务分工表.xls",)),
    (
        "outside the body",
        '<div class="fj"><a href="P02.doc">附件1：任务分工表</a><a href="P03.pdf">2.考核办法</a></div>',
        ("附件1：任务分工表", "2.考核办法"),
    ),
    ("title of the link", '<a href="x.docx" title="任务分工表.docx"><img src="w.gif"></a>', ("任务分工表.docx",)),
    ("name of the file", '<a href="http://a.cn/%E5%88%86%E5%B7%A5%E8%A1%A8.xlsx?v=1"></a>', ("分工表.xlsx",)),
    ("download without an ending", '<a href="/download.jsp?id=9">附件：任务分工表</a>', ("附件：任务分工表",)),
    ("a button", '<a href="/all.pdf">下载PDF</a>', ()),
    ("another page", '<a href="/2024/t1.html">县交通局要闻</a>', ()),
    ("nowhere", '<a href="#a">附件</a><a href="javascript:void(0)">附件</a><a href="http://[">附件</a>', ()),
]


@pytest.mark.parametrize(("links", "names"), [case[1:] for case in LINKS], ids=[case[0] for case in LINKS])
def test_attachments_that_a_page_links_to(links: str, names: tuple[str, ...]) -> None:
    assert read_bytes(page(links)).attachments == names


def test_a_page_that_lists_and_links_names_each_annex_once() -> None:
    links = '<p>附件：1.任务分工表</p><p>2.考核办法</p><p>3.联系表</p><p><a href="1.xls">附件1.任务分工表.xls</a></p>'
    assert named(page("", links)) == ["附件1.任务分工表.xls", "考核办法", "联系表"]
