"""The file formats that outputs come in."""

from enum import StrEnum


class TableForm(StrEnum):
    """Formats of tables for statistics; csv needs no extra."""

    CSV = "csv"
    DTA = "dta"
    PARQUET = "parquet"


class MatrixForm(StrEnum):
    """Formats of the responsibility matrix, in the order in which they are named."""

    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"
    HTML = "html"
    MD = "md"
    ICS = "ics"
