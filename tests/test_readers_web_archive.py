"""Pages saved as one file, letters, and the notices that a website sends in place of a document."""

import quopri
from base64 import encodebytes

import pytest

from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile

PAGE = (
    "<html><head><title>云岭县方案</title></head><body>"
    "<p>一、由县交通局牵头改造公路。</p><p>二、由县水利局修渠。</p></body></html>"
)
LINES = ["一、由县交通局牵头改造公路。", "二、由县水利局修渠。"]


def archive(page: bytes, charset: str) -> bytes:
    head = (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n------B\r\n'
        f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + quopri.encodestring(page) + b"\r\n------B--\r\n"


def letter(name: str = "") -> bytes:
    text = encodebytes("\n".join(LINES).encode()).decode()
    plain = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{text}"
    head = "From: a@b.cn\nSubject: x\nMIME-Version: 1.0\n"
    if not name:
        return (head + plain).encode()
    carried = f"Content-Type: application/pdf\nContent-Disposition: attachment; filename={name}\n\nx"
    return f"{head}Content-Type: multipart/mixed; boundary=B\n\n--B\n{plain}\n--B\n{carried}\n--B--\n".encode()


SAVED = [
    archive(PAGE.encode("utf-8"), ""),
    archive(PAGE.encode("gb18030"), "; charset=gb2312"),
    letter(),
    letter("plan.pdf"),
]


@pytest.mark.parametrize("data", SAVED, ids=["mht", "mht in GBK", "letter", "letter with a file"])
def test_the_page_in_a_message_is_read(data: bytes) -> None:
    reading = read_bytes(data, name="a.mht")
    assert reading.kind == "html" and [block.text for block in reading.blocks][-2:] == LINES


def test_files_that_a_letter_carries_are_named() -> None:
    assert read_bytes(letter("plan.pdf")).attachments == ("plan.pdf",)


def test_a_text_that_begins_with_a_label_is_no_message() -> None:
    assert read_bytes("Note: 一、由县交通局牵头改造公路。\n".encode()).kind == "txt"


NOTICES = [
    # title             body
    ("404 Not Found", "<h1>404 Not Found</h1><hr>nginx"),
    ("云岭县人民政府", "<p>抱歉，您访问的页面不存在或已删除！</p><a>返回首页</a>"),
    ("用户登录", "<form>用户名<input>密码<input></form><p>请登录后查看</p>"),
    ("", "<p>请输入验证码以继续访问</p>"),
    ("", "<p>您的请求过于频繁，请稍后再试</p>"),
]


@pytest.mark.parametrize(("title", "body"), NOTICES)
def test_what_a_website_sends_in_place_of_a_document_is_told(title: str, body: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode(), name="a.html")
    assert caught.value.code == "error_page"


def test_a_document_about_pages_is_a_document() -> None:
    body = "".join(f"<p>{number}.由县政务办牵头，对网站页面不存在的问题逐月清查。</p>" for number in range(1, 12))
    assert read_bytes(f"<html><body>{body}</body></html>".encode()).blocks
