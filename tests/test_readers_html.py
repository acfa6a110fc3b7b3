"""Web pages: the document comes in whole, the site around it stays out."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile
from pipeline.readers.html_templates import load_templates
from schemas.source import RawBlock, Reading

BODY = "".join(
    f"<p>　　{number}、<span>加强农</span><b>村公路</b>养护，由县交通局牵头，&nbsp;县财政局配合，年底前完成。</p>"
    for number in "一二三四"
)
PLAIN = [f"{number}、加强农村公路养护，由县交通局牵头，\u00a0县财政局配合，年底前完成。" for number in "一二三四"]
LINKS = "".join(f'<li><a href="/{i}">云岭县人民政府要闻动态第{i}条</a></li>' for i in range(30))


def page(inner: str, head: str = "") -> Reading:
    return read_bytes(f'<html><head><meta charset="utf-8">{head}</head><body>{inner}</body></html>'.encode())


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def cells(reading: Reading) -> list[RawBlock]:
    return [block for block in reading.blocks if block.kind == "cell"]


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="TRS_Editor">{}</div>',
        '<div id="zoom">{}</div>',
        '<td class="b12c" id="UCAP-CONTENT">{}</td>',
        '<div class="main"><div class="left"><div class="some-unknown-name">{}</div></div></div>',
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        '<form id="form1"><div class="header">{}</div></form>',
    ],
)
def test_the_body_is_found_in_any_frame(frame: str) -> None:
    site = f'<div class="nav">首页</div><ul>{LINKS}</ul>'
    after = '<div class="footer">主办单位：云岭县人民政府办公室</div><div class="share">分享到：</div>'
    assert texts(page(site + frame.format(BODY) + after)) == PLAIN


def test_gb2312_pages_are_gb18030() -> None:
    data = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>{BODY}<p>玥镕㙟</p>'
    assert texts(read_bytes(data.encode("gb18030"))) == [*PLAIN, "玥镕㙟"]


def test_text_behind_the_first_end_of_a_page_is_read() -> None:
    assert texts(page(f"{BODY}</body></html><p>附件另发，请各单位遵照执行。</p>"))[-1] == "附件另发，请各单位遵照执行。"


def test_scripts_and_hidden_elements_stay_out() -> None:
    hidden = '<div style="display: none">隐藏</div><p hidden>隐藏</p><script>var 隐藏=1</script><style>隐藏</style>'
    assert texts(page(hidden + BODY)) == PLAIN


def test_an_annex_beside_the_body_is_kept_and_the_foot_is_not() -> None:
    rows = "<tr><th>任务</th><th>单位</th></tr><tr><td>甲</td><td>乙</td></tr>"
    annex = f"<div><p>附件：任务分工表</p><table>{rows}</table></div>"
    foot = "<div>承办：云岭县政务服务中心　备案号〇〇一</div>"
    reading = page(f"<div><div><p>{PLAIN[0] * 30}</p><p>{PLAIN[1] * 30}</p></div>{annex}</div>{foot}")
    assert texts(reading)[2:] == ["附件：任务分工表", "任务", "单位", "甲", "乙"]


METADATA = {
    "table": "<table><tr><td>索 引 号：</td><td>A001/2021-1</td><td>发文机关：</td><td>云岭县人民政府</td></tr>"
    "<tr><td>成文日期：</td><td>2021年5月6日</td><td>主 题 词：</td><td></td></tr></table>",
    "no colons": "<table><tr><th>索引号</th><td>A001/2021-1</td></tr><tr><th>发文机关</th><td>云岭县人民政府</td></tr>"
    "<tr><th>成文日期</th><td>2021年5月6日</td></tr><tr><th>主题词</th><td></td></tr></table>",
    "list": "<ul><li><b>索引号：</b>A001/2021-1</li><li>发文机关：云岭县人民政府</li>"
    "<li><b>成文日期：</b><span>2021年5月6日</span></li><li>主题词：</li></ul>",
    "brackets": "<div><span>[ 索 引 号 ]：A001/2021-1</span><br>[发文机关]：云岭县人民政府<br>"
    "[成文日期]：2021年5月6日<br>[主题词]：</div>",
}


@pytest.mark.parametrize("form", METADATA)
def test_the_metadata_table_is_stated_and_not_text(form: str) -> None:
    reading = page(f"<div>{METADATA[form]}</div><div>{BODY}</div>")
    assert reading.stated == (
        ("索引号", "A001/2021-1"),
        ("发文机关", "云岭县人民政府"),
        ("成文日期", "2021年5月6日"),
        ("主题词", ""),
    )
    assert texts(reading) == PLAIN


TITLE = "云岭县人民政府关于加强农村公路养护的意见"


@pytest.mark.parametrize(
    ("head", "before"),
    [
        (f"<title>{TITLE}_云岭县人民政府</title>", ""),
        (f'<meta name="ArticleTitle" content="{TITLE}">', ""),
        ("<title>云岭县人民政府门户网站</title>", f"<h1>{TITLE}</h1>"),
        ("", f'<div class="article-title">{TITLE}</div>'),
    ],
)
def test_a_title_outside_the_body_comes_in(head: str, before: str) -> None:
    reading = page(f'{before}<div class="TRS_Editor">{BODY}</div>', head)
    assert texts(reading) == [TITLE, *PLAIN]
    assert (reading.blocks[0].kind, reading.blocks[0].level) == ("heading", 1)


def test_a_title_in_the_body_comes_once() -> None:
    reading = page(f'<div id="zoom"><p>{TITLE[:9]}</p><p>{TITLE[9:]}</p>{BODY}</div>', f"<title>{TITLE}</title>")
    assert texts(reading) == [TITLE[:9], TITLE[9:], *PLAIN]


def test_bylines_buttons_and_what_follows_stay_out() -> None:
    inner = (
        f"<p>发布时间：2021-05-06　来源：县政府办　浏览次数：12</p>{BODY}<p>【打印】【关闭】</p>"
        "<p>扫一扫在手机打开当前页</p><p>相关文档</p><p>某文件解读</p>"
    )
    reading = page(f'<div id="zoom">{inner}</div>')
    assert texts(reading) == PLAIN
    assert ("发布时间", "2021-05-06") in reading.stated


def test_a_data_table_becomes_a_grid() -> None:
    table = (
        "<table border=1><caption>任务分工表</caption><thead><tr><th>序号</th><th colspan=2>任务</th>"
        "<th>责任单位</th></tr></thead><tr><td rowspan='2'>1</td><td>甲</td><td>乙<br>丙</td>"
        "<td rowspan=2>县交通局</td></tr><tr><td>丁</td><td>&nbsp;</td></tr></table>"
    )
    reading = page(f"<div>{BODY}{table}<p>附则另行规定。</p></div>")
    assert [(b.place.row, b.place.column, b.row_span, b.column_span, b.text) for b in cells(reading)] == [
        (1, 1, 1, 1, "序号"),
        (1, 2, 1, 2, "任务"),
        (1, 4, 1, 1, "责任单位"),
        (2, 1, 2, 1, "1"),
        (2, 2, 1, 1, "甲"),
        (2, 3, 1, 1, "乙\n丙"),
        (2, 4, 2, 1, "县交通局"),
        (3, 2, 1, 1, "丁"),
        (3, 3, 1, 1, ""),
    ]
    assert texts(reading)[4] == "任务分工表"
    assert texts(reading)[-1] == "附则另行规定。"


def test_a_frame_of_one_column_is_paragraphs() -> None:
    frame = "<table><tr><td>专栏1　重点工程</td></tr><tr><td><p>道路工程。</p><p>桥梁工程。</p></td></tr></table>"
    assert texts(page(BODY + frame))[4:] == ["专栏1　重点工程", "道路工程。", "桥梁工程。"]


def test_breaks_end_paragraphs_and_source_lines_do_not() -> None:
    assert texts(page("<p>加强养\n   护工作，<br>按 期完成 5 km。<br/></p>")) == ["加强养护工作，", "按 期完成 5 km。"]


def test_lines_pasted_without_markup_are_paragraphs() -> None:
    pasted = "各乡镇：\n现将有关事项通知如下。\n<b>一、总体要求</b>\n坚持问题导向，狠抓落实。\n特此通知。"
    assert texts(page(f"<div>{pasted}</div>")) == pasted.replace("<b>", "").replace("</b>", "").split("\n")


def test_headings_carry_their_level() -> None:
    block = page(f"<div><h2>一、总体要求</h2>{BODY}</div>").blocks[0]
    assert (block.text, block.kind, block.level) == ("一、总体要求", "heading", 2)


def test_every_row_of_the_table_proves_itself() -> None:
    for rule in load_templates().rules:
        whole = regex.compile(rule.pattern, regex.IGNORECASE)
        proves = whole.search if rule.means == "site" else whole.fullmatch
        assert all(proves(phrase) for phrase in rule.matches), rule.id
        assert not any(proves(phrase) for phrase in rule.ignores), rule.id


SAMPLE = f"<html><body>{METADATA['table']}<div id=zoom>{BODY}<table><tr><td>1</table></div></body>".encode()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(SAMPLE)), st.binary(max_size=8))
def test_damaged_pages_never_crash(at: int, noise: bytes) -> None:
    try:
        read_bytes(b"<html>" + SAMPLE[:at] + noise + SAMPLE[at + 1 :])
    except UnreadableFile as refused:
        assert refused.code


def test_deep_nesting_is_read() -> None:
    assert texts(page("<div>" * 1500 + BODY + "</div>" * 1500)) == PLAIN


def test_list_numbers_are_written_out() -> None:
    reading = read_bytes("<html><body><ol start='3'><li>加强领导。</li><li>落实责任。</li></ol></body></html>".encode())
    assert [block.text for block in reading.blocks] == ["3. 加强领导。", "4. 落实责任。"]
