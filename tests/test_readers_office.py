"""Old files of Word, Excel and WPS and .rtf, read through LibreOffice where it is installed."""

import difflib
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import nsdecls

from pipeline.extract import extract_bytes, extract_file
from pipeline.messages import say, say_more
from pipeline.readers import office, read_bytes
from pipeline.readers.errors import UnreadableFile
from schemas.obligation import Extraction, Obligation
from tests.plans import ROWS, as_xlsx
from tests.test_readers_word import element, run, saved, with_part

needs_libreoffice = pytest.mark.skipif(office.find_libreoffice() is None, reason="LibreOffice is not installed")

LINES = ["云岭县道路养护方案", "由县交通局牵头，2025年6月底前完成改造。"]


def rtf_text(text: str) -> str:
    """A text as .rtf writes it."""
    return "".join(f"\\u{ord(char)}?" for char in text)


RTF = "{\\rtf1\\ansi " + "".join(f"{rtf_text(line)}\\par " for line in LINES) + "}"
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(600)
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600)


@needs_libreoffice
def test_rtf_is_read() -> None:
    reading = read_bytes(RTF.encode("ascii"))
    assert (reading.kind, [block.text for block in reading.blocks]) == ("rtf", LINES)


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["doc", "wps"])
def test_doc_and_wps_keep_numbers_tables_and_merged_cells(tmp_path: Path, suffix: str) -> None:
    document = docx.Document()
    document.add_heading("一、重点任务", level=1)
    document.add_paragraph("改造公路。", style="List Number")
    table = document.add_table(rows=3, cols=2)
    for row, lead in enumerate(("责任单位", "县交通局", "")):
        table.cell(row, 0).text, table.cell(row, 1).text = f"任务{row}", lead
    table.cell(1, 1).merge(table.cell(2, 1))
    document.add_paragraph("附则。")
    document.save(str(tmp_path / "a.docx"))
    made = convert(tmp_path / "a.docx", "doc").rename(tmp_path / f"b.{suffix}")
    reading = read_bytes(made.read_bytes())
    assert reading.kind == "doc"
    assert [(b.text, b.kind) for b in reading.blocks[:2]] == [
        ("一、重点任务", "heading"),
        ("1.改造公路。", "paragraph"),
    ]
    assert ("县交通局", 2) in [(b.text, b.row_span) for b in reading.blocks if b.kind == "cell"]


@needs_libreoffice
def test_old_word_files_keep_what_word_files_keep(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "云岭县人民政府公报"
    changed = (
        f'<w:p>{run("由县交通局")}<w:del w:id="1" w:author="a"><w:r><w:delText>负责</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a">{run("牵头")}</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    document.element.body.insert(0, element(changed))
    document.add_paragraph("附则。")
    notes = "".join(f'<w:footnote w:id="{at}"><w:p>{run(text)}</w:p></w:footnote>' for at, text in ((2, "脚注文字。"),))
    xml = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>"
    (tmp_path / "a.docx").write_bytes(with_part(saved(document), "footnotes", "footnotes", xml))
    reading = read_bytes(convert(tmp_path / "a.docx", "doc").read_bytes())
    found = [(block.text, block.place.paragraph) for block in reading.blocks]
    assert found == [("由县交通局牵头", 1), ("附则。", 2), ("脚注文字。", 1)]


BOX = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape type="#t" style="width:200pt;height:60pt">'
    f"<v:textbox><w:txbxContent><w:p>{run('由县财政局拨付资金。')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    f"{run('一、拨付资金')}</w:p>"
)


@needs_libreoffice
def test_text_boxes_in_old_files_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.element.body.insert(0, element(BOX))
    document.save(str(tmp_path / "a.docx"))
    boxed = f"{{\\sp{{\\sn shapeType}}{{\\sv 202}}}}{{\\shptxt {rtf_text('由县财政局拨付资金。')}\\par}}"
    shape = f"{{\\shp{{\\*\\shpinst{boxed}}}}}"
    rtf = f"{{\\rtf1\\ansi {shape}{rtf_text('一、拨付资金')}\\par}}"
    for data in (convert(tmp_path / "a.docx", "doc").read_bytes(), rtf.encode("ascii")):
        assert [block.text for block in read_bytes(data).blocks] == ["一、拨付资金", "由县财政局拨付资金。"]


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xls", "et"])
def test_old_spreadsheets_say_what_new_ones_say(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(as_xlsx())
    if not (old_file := convert(tmp_path / "a.xlsx", "xls")).exists():
        pytest.skip("LibreOffice is installed without Calc")
    made = old_file.rename(tmp_path / f"b.{suffix}")
    old, new = (extract_bytes(data, name="a") for data in (made.read_bytes(), as_xlsx()))
    assert old.kind == "xls"
    assert old.text == new.text
    assert old.obligations == new.obligations
    assert len(old.obligations) == ROWS


def convert(path: Path, kind: str) -> Path:
    program = shutil.which("soffice") or shutil.which("libreoffice") or ""
    profile = (path.parent / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir"]
    subprocess.run([*command, str(path.parent), str(path)], check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{kind}")


def refusal(data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(data)
    return refused.value


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_libreoffice", lambda: None)
    for data, kind in ((DOC, ".doc"), (XLS, ".xls"), (RTF.encode(), ".rtf")):
        refused = refusal(data)
        assert (refused.code, refused.fields) == ("needs_libreoffice", {"kind": kind})
    assert say(refused.code, "zh", refused.fields) == "读取 .rtf 文件需要 LibreOffice，本机没有安装。"
    assert "libreoffice-writer-nogui libreoffice-calc-nogui" in say_more(refused.code, "en", refused.fields)


@needs_libreoffice
@pytest.mark.parametrize("data", [DOC, XLS, b"{\\rtf1 " + bytes(40)], ids=["doc", "xls", "rtf"])
def test_damage_is_named_and_noise_is_not_read_as_text(data: bytes) -> None:
    assert refusal(data).code in ("conversion_failed", "empty_file")


def script(path: Path, *lines: str) -> str:
    path.write_text("\n".join(["#!/bin/sh", *lines]), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_conversion_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = script(tmp_path / "soffice", "sleep 60 & sleep 60")
    monkeypatch.setattr(office, "find_libreoffice", lambda: program)
    monkeypatch.setattr(office, "_SECONDS", 0.2)
    assert refusal(DOC).fields == {"kind": ".doc", "detail": "> 0.2 s"}


def test_a_conversion_that_makes_nothing_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = script(tmp_path / "soffice", "echo 'source file could not be loaded' >&2")
    monkeypatch.setattr(office, "find_libreoffice", lambda: program)
    refused = refusal(DOC)
    assert (refused.code, refused.fields["detail"]) == ("conversion_failed", "source file could not be loaded")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def facts(obligation: Obligation) -> tuple[object, ...]:
    return (
        bare(obligation.text),
        tuple(obligation.names("lead")),
        tuple(obligation.names("support")),
        obligation.due,
        obligation.rrule,
        tuple((target.op, target.value, target.unit) for target in obligation.targets),
        obligation.modality,
        tuple(map(bare, obligation.section)),
    )


@pytest.fixture(scope="module")
def both(shared: Path) -> tuple[Extraction, Extraction]:
    """One notice as .doc and .pdf. The printer of the .pdf lost 12 marks that hung beyond the right margin."""
    path = shared / "documents" / "unlabelled" / "hainan-2024-farm-machinery-subsidy"
    doc, pdf = (extract_file(path.with_suffix(suffix), name="a") for suffix in (".doc", ".pdf"))
    return doc, pdf


@needs_libreoffice
def test_doc_and_pdf_of_one_notice_differ_in_the_marks_that_its_pdf_lacks_alone(
    both: tuple[Extraction, Extraction],
) -> None:
    doc, pdf = (bare(extraction.text) for extraction in both)
    steps = difflib.SequenceMatcher(None, doc, pdf, autojunk=False).get_opcodes()
    other = [(doc[i:j], pdf[k:n]) for step, i, j, k, n in steps if step != "equal"]
    assert len(other) == 12
    assert all(in_doc in "，。、" and not in_pdf for in_doc, in_pdf in other)
    assert "hanging_marks" in {problem.code for problem in both[1].problems}


@needs_libreoffice
def test_doc_and_pdf_of_one_notice_give_the_same_obligations(both: tuple[Extraction, Extraction]) -> None:
    doc, pdf = ([facts(obligation) for obligation in extraction.obligations] for extraction in both)
    without_marks = {re.sub("[，。、]", "", str(fact[0])) for fact in doc}
    assert both[0].metadata == both[1].metadata
    assert len([fact for fact in pdf if fact in doc]) >= 0.9 * len(doc)
    # The rest holds a lost mark: the same characters, or two sentences run together.
    rest = [re.sub("[，。、]", "", str(fact[0])) for fact in pdf if fact not in doc]
    assert all(text in without_marks or any(text.startswith(start) for start in without_marks) for text in rest)
    # Apart from marks, three full stops at line ends cost a sentence each: 138 of 144 obligations are the same.
    same = {(re.sub("[，。、]", "", str(fact[0])), *fact[3:7]) for fact in doc} & {
        (re.sub("[，。、]", "", str(fact[0])), *fact[3:7]) for fact in pdf
    }
    assert len(pdf) == len(doc) - 3
    assert len(same) >= len(doc) - 6
