"""Members that a list of departments gains from what stands around it: further places, posts, brackets, duties."""

from collections.abc import Sequence

from extractors.rules import pattern_of
from pipeline.actor_names import unlisted
from schemas.mention import Department

_TABLE = "actors"


def more_places(text: str, shadowed: str, members: Sequence[Department], end: int) -> list[Department]:
    """The members of a list of places that go on behind its last one: 夏水县、清水县可…"""
    found = list(members)
    pattern = pattern_of(_TABLE, "more-places")
    while found and found[-1].kind == "collective" and (match := pattern.match(shadowed, found[-1].end, end)):
        more = unlisted(text, match.start("name"), match.end("name"), "collective")
        which = pattern_of(_TABLE, "which-provinces").match(found[0].name + more.name)
        found.append(more.model_copy(update={"name": which[0] + more.name}) if which else more)
    return found


def joined_post(text: str, members: Sequence[Department]) -> list[Department]:
    """A post right behind the organs it belongs to makes one name with them: 各级党委和政府主要负责同志."""
    last = members[-1]
    if len(members) > 1 and (shared := pattern_of(_TABLE, "post-shared").fullmatch(last.name)):
        return _sharing(members, shared["post"])
    if len(members) < 2 or members[-2].end != last.start:
        return list(members)
    if last.kind == "post":
        return [unlisted(text, members[0].start, last.end, "post")]
    if members[-2].name.startswith("各") and pattern_of(_TABLE, "organ-of-each").fullmatch(last.text):
        return [*members[:-2], unlisted(text, members[-2].start, last.end, "collective")]
    return list(members)


def _sharing(members: Sequence[Department], post: str) -> list[Department]:
    """各 of the first and the post of the last belong to all of them: 各部门、单位主要负责人."""
    if not all(member.name.startswith("各") and member.kind == "collective" for member in members[:-1]):
        return list(members)
    holders = [member.model_copy(update={"name": member.name + post}) for member in members[:-1]]
    last = members[-1]
    return [*holders, last.model_copy(update={"name": "各" + last.name.removeprefix("各")})]


def with_bracket(text: str, shadowed: str, members: Sequence[Department], end: int) -> list[Department]:
    """A bracket that belongs to the name of a collective is kept (guideline rule 9): 各公司党委（党支部）要."""
    last = members[-1]
    match = pattern_of(_TABLE, "bracket-of-a-name").match(shadowed, last.end, end) if "各" in last.name[:1] else None
    if match is None:
        return list(members)
    whole = {"end": match.end(), "text": text[last.start : match.end()]}
    return [*members[:-1], last.model_copy(update={**whole, "name": last.name + text[last.end : match.end()]})]


def named_by_duty(text: str, shadowed: str, members: Sequence[Department], end: int) -> list[Department]:
    """A government and the duty of one of its departments name that department: 县人民政府管理专利工作的部门."""
    last = members[-1]
    match = (
        pattern_of(_TABLE, "named-by-its-duty").match(shadowed, last.end, end) if last.text.endswith("政府") else None
    )
    if match is None:
        return list(members)
    added = text[last.end : match.end()]
    whole = {"end": match.end(), "text": last.text + added, "name": last.name + added}
    return [*members[:-1], last.model_copy(update=whole)]
