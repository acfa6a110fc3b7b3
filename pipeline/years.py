"""The year of a document, for views, which know results alone."""

from extractors.plan_year import plan_year
from schemas.obligation import Extraction


def year_of(extraction: Extraction) -> int | None:
    """The year of issue; of an undated document the one that its title, 文号 or signature shows."""
    issued = extraction.metadata.issued
    return issued.year if issued else plan_year(extraction)
