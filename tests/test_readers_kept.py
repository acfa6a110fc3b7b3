"""What each format keeps: the table in README, and the test that holds each of its cells."""

import importlib
from pathlib import Path

import pytest

README = Path(__file__).resolve().parent.parent / "README.md"
KINDS = (".docx", ".pdf", ".html", ".xlsx", ".csv", ".txt", ".ofd", ".doc .wps .rtf", ".zip", ".jpg .png .tif")
SAME = "formats.test_the_plan_says_the_same_in_every_format"
SHEET = "formats.test_its_table_says_the_same_in_every_spreadsheet"
OLD = "formats.test_the_plan_says_the_same_as_an_old_word_file"
OLD_TABLE = "office.test_doc_and_wps_keep_numbers_tables_and_merged_cells"
OLD_MARKS = "office.test_old_word_files_keep_what_word_files_keep"
OLD_BOXES = "office.test_text_boxes_in_old_files_are_read"
BOXES = "sheets.test_text_boxes_stand_before_or_behind_the_table_they_lie_over"
LEADS = "formats.test_every_one_of_24_rows_keeps_its_merged_lead"
PLACE = "formats.test_every_obligation_knows_its_place_in_the_file"
REFUSED = "txt.test_what_cannot_be_read_says_why"
PICTURE = "ocr.test_a_picture_says_what_its_page_says"
BROKEN = "ocr.test_a_picture_without_the_option_and_a_broken_one_are_named"
NEVER = "txt.test_no_reader_raises_anything_else_for_any_bytes"

# A test for each kind in the order of KINDS; "–": the format has no such thing; "○": there, and not kept.
KEPT: dict[str, tuple[str, ...]] = {
    "Paragraphs in order, lines rejoined": (
        *("word.test_paragraphs_and_tables_come_in_order_with_places",),
        *("pdf.test_lines_become_paragraphs_by_indent_and_short_last_line",),
        *("html.test_breaks_end_paragraphs_and_source_lines_do_not", "–", "–"),
        *("txt.test_lines_wrapped_at_a_width_become_paragraphs",),
        *("ofd.test_lines_become_paragraphs_over_pages_without_page_numbers", OLD, "–"),
        PICTURE,
    ),
    "Headings with the level that the file states": (
        *("word.test_paragraphs_and_tables_come_in_order_with_places", "–"),
        *("html.test_headings_carry_their_level", "–", "–", "–", "–", OLD_TABLE, "–"),
        "–",
    ),
    "Automatic numbers written out": (
        *(
            "word.test_automatic_numbers_are_written_out_and_restart",
            "–",
            "html.test_list_numbers_are_written_out",
            "–",
            "–",
            "–",
            "–",
            OLD_TABLE,
            "–",
        ),
        "–",
    ),
    "Tables, merged cells filled": (
        LEADS,
        LEADS,
        LEADS,
        LEADS,
        LEADS,
        LEADS,
        LEADS,
        OLD_TABLE,
        "–",
        "ocr.test_ruled_tables_keep_their_cells",
    ),
    "Tables over page breaks": (
        *("–", "pdf_tables.test_a_table_goes_on_over_a_page_without_its_repeated_head"),
        *("–", "–", "–", "–", LEADS, "–", "–"),
        "–",
    ),
    "Titles and notes around a table": (
        *(SAME, SAME, SAME),
        *("sheets.test_a_task_list_keeps_titles_two_row_heads_merged_cells_and_places",),
        *("sheets.test_csv_with_titles_separator_line_and_text_numbers",),
        *("sheets.test_a_table_held_apart_by_tabs_inside_a_text", SAME, OLD, "–"),
        "–",
    ),
    "Numbers and dates as shown": (
        *(SAME, SAME, SAME, "sheets.test_numbers_and_dates_are_as_shown", SHEET, SAME, SAME, OLD, "–"),
        PICTURE,
    ),
    "Tracked changes accepted": (
        *("word.test_tracked_changes_are_accepted", "–", "–", "–", "–", "–", "–", OLD_MARKS, "–"),
        "–",
    ),
    "Footnotes behind the text": (
        *("word.test_footnotes_come_behind_the_text_with_the_place_that_refers_to_them",),
        *("notes.test_a_note_stands_behind_the_text_and_its_mark_is_gone", "–", "–", "–", "–"),
        *("notes.test_notes_of_ofd", OLD_MARKS, "–"),
        "–",
    ),
    "Text boxes, content controls": (
        *("word.test_text_boxes_come_once_and_contents_do_not", "–", "–", BOXES, "–", "–", "–", OLD_BOXES, "–"),
        "–",
    ),
    "Running heads, page numbers, site furniture left out": (
        *("word.test_headers_and_footers_are_left_out", "pdf.test_running_heads_are_left_out"),
        *("html.test_bylines_buttons_and_what_follows_stay_out", "–", "–", "–"),
        *("ofd.test_lines_become_paragraphs_over_pages_without_page_numbers", OLD_MARKS, "–"),
        "–",
    ),
    "Hidden text left out": (
        *("word.test_links_controls_breaks_and_hidden_text", "–", "html.test_scripts_and_hidden_elements_stay_out"),
        *("sheets.test_sheets_that_are_no_task_list_are_read_and_hidden_ones_named", "–", "–"),
        *("ofd.test_text_turned_by_its_matrix_and_hidden_text", OLD_MARKS, "–"),
        "–",
    ),
    "Metadata table (索引号, 发文机关, 成文日期)": (
        *("–", "–", "html.test_the_metadata_table_is_stated_and_not_text", "–", "–", "–", "–", "–", "–"),
        "–",
    ),
    "Encodings (UTF-8, GB 18030, UTF-16)": (
        *("–", "–", "html.test_gb2312_pages_are_gb18030", "–"),
        *("sheets.test_csv_in_every_encoding_with_every_delimiter", "txt.test_every_encoding_reads_the_same"),
        *("–", "–", "archive.test_names_in_gb18030_are_decoded"),
        "–",
    ),
    "Place of every obligation in the file": (
        *(
            PLACE,
            PLACE,
            PLACE,
            PLACE,
            PLACE,
            PLACE,
            PLACE,
            OLD_MARKS,
            "formats.test_the_plan_says_the_same_from_an_archive",
        ),
        "ocr.test_boxes_are_those_of_the_page",
    ),
    "Damaged, encrypted, empty files named": (
        *("word.test_damaged_files_say_so", "pdf.test_encrypted_files_say_so", REFUSED),
        *("sheets.test_bombs_and_damage_are_refused", "sheets.test_an_empty_table_is_empty", REFUSED),
        *("ofd.test_scans_damage_and_bombs_are_named", "office.test_damage_is_named_and_noise_is_not_read_as_text"),
        *("archive.test_an_archive_that_cannot_be_opened_is_named_itself",),
        BROKEN,
    ),
    "Scanned pages named": (
        *("–", "pdf.test_a_scanned_page_among_others_is_noted", "–", "–", "–", "–"),
        *("ofd.test_scans_damage_and_bombs_are_named", "–", "–"),
        BROKEN,
    ),
    "Scanned pages recognised (`--ocr`)": (
        *(
            "–",
            "ocr.test_obligations_are_kept",
            "–",
            "–",
            "–",
            "–",
            "ocr.test_a_scanned_page_of_an_ofd_is_read_from_its_pieces",
            "–",
            "–",
        ),
        PICTURE,
    ),
    "Limits against bombs and hanging": (
        *("word.test_a_part_that_would_fill_the_memory_is_refused", NEVER, "html.test_deep_nesting_is_read"),
        *("sheets.test_a_part_that_would_fill_the_memory_is_refused", NEVER, NEVER),
        *("ofd.test_scans_damage_and_bombs_are_named", "office.test_a_conversion_that_hangs_is_ended"),
        *("archive.test_bombs_are_refused",),
        "ocr.test_a_picture_that_would_fill_the_memory_is_refused",
    ),
}


def markdown() -> str:
    """The table for README."""
    rows = [("---", *(":-:" for _ in KINDS))]
    rows += [(what, *(cell if len(cell) == 1 else "●" for cell in cells)) for what, cells in KEPT.items()]
    head = "".join(f" `{kind}` |" for kind in KINDS)
    return "\n".join([f"| |{head}", *(f"| {' | '.join(row)} |" for row in rows)])


@pytest.mark.parametrize("what", KEPT)
def test_every_cell_is_held_by_a_test(what: str) -> None:
    assert len(KEPT[what]) == len(KINDS)
    for cell in KEPT[what]:
        if len(cell) > 1:
            module, _, name = cell.partition(".")
            assert hasattr(importlib.import_module(f"tests.test_readers_{module}"), name), cell


def test_the_table_in_readme_is_this_one() -> None:
    text = README.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith(("| | `.docx`", *(f"| {what} |" for what in KEPT)))]
    assert rows == [row for row in markdown().splitlines() if not row.startswith("| ---")]


def test_the_chinese_readme_says_the_same_of_each_format() -> None:
    text = README.with_name("README.zh-CN.md").read_text(encoding="utf-8")
    head, _, *said = text[text.index("| | `.docx`") :].partition("\n\n")[0].splitlines()
    wanted, _, *rows = markdown().splitlines()
    assert head == wanted
    assert [row.split("|")[2:] for row in said] == [row.split("|")[2:] for row in rows]
