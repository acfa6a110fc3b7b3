"""Where a document speaks from, by what it says of itself."""

from extractors.divisions import chain_at_start
from extractors.settings import Setting, setting_of
from schemas.document import Metadata


def document_setting(metadata: Metadata) -> Setting:
    """By the document's level and region; what these leave open by the first listed place of its issuers and title.

    A title that begins with the path of a website names the county of a town: 首页 > 浏阳市政府 > … > 镇头镇.
    """
    said = " ".join((*metadata.issuers, metadata.title))
    places = (said[at:] for at in range(len(said)))
    named = next((place for place in places if chain_at_start(place)[0]), "")
    if metadata.level or metadata.region:
        return setting_of(metadata.level, metadata.region, inside=named)
    return setting_of(None, named)
