"""Where a document speaks from: what 省, 市 and 县 alone mean in it."""

from extractors.divisions import place_at_start
from extractors.entities import Setting, setting_of
from schemas.document import Metadata


def document_setting(metadata: Metadata) -> Setting:
    """By the document's level and region, else by the first province, prefecture or county that its title names."""
    if metadata.level or metadata.region:
        return setting_of(metadata.level, metadata.region)
    places = (place_at_start(metadata.title[at:]) for at in range(len(metadata.title)))
    return setting_of(None, next((place for place in places if place), ""))
