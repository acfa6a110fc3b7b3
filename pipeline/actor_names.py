"""The names of those who act where no table of departments lists them, written out (guideline rule 9)."""

from extractors.department_table import words
from extractors.rules import pattern_of
from schemas.mention import Department, DepartmentKind

_TABLE = "actors"
_FIRM = "公司"
_OFFICE = "部门"
_UNLISTED = -1  # the list index of names that no list in the text holds


def names_of(text: str, shadowed: str, start: int, end: int) -> list[Department]:
    """The names of a stretch that is known to be about who acts, written out."""
    several = pattern_of(_TABLE, "several-names").fullmatch(shadowed[start:end])
    if not several and pattern_of(_TABLE, "one-name").fullmatch(shadowed[start:end]):
        return [unlisted(text, start, end, "body")]
    cuts = [match.span() for match in pattern_of(_TABLE, "and").finditer(shadowed, start, end)]
    if cuts and (others := pattern_of(_TABLE, "and-other-parties").search(shadowed, cuts[-1][1], end)):
        end = others.start()
    parts = list(zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True))
    shared = pattern_of(_TABLE, "shared-ending").search(text[slice(*parts[-1])])
    names = _at_levels(_each([unlisted(text, *part, "body") for part in parts if part[0] < part[1]]))
    if shared is None and len(names) > 1 and pattern_of(_TABLE, "shared-office").fullmatch(names[-1].text):
        return [_as_office(name) for name in names]
    if names and names[-1].name.endswith(_FIRM):  # 移动、电信、联通公司
        trade = words("utility")
        return [n.model_copy(update={"name": n.name + _FIRM}) if trade.fullmatch(n.name) else n for n in names]
    if shared is None:
        return names
    return [name if acts(name.text) else _with_ending(name, shared[0]) for name in names]


def _as_office(name: Department) -> Department:
    """运管 before 路政部门 shares 部门; 执法大队 does not."""
    whole = acts(name.text) or pattern_of(_TABLE, "office-alone").fullmatch(name.text)
    return name if whole else name.model_copy(update={"name": name.name + _OFFICE})


def _with_ending(name: Department, shared: str) -> Department:
    """水库 before 闸坝管理单位 shares 管理单位, 勘察 before 设计单位 only 单位."""
    party = pattern_of(_TABLE, "party-to-a-work").fullmatch(name.text)
    return name.model_copy(update={"name": name.name + (shared[-2:] if party else shared)})


def _each(names: list[Department]) -> list[Department]:
    """各 of the first member is given to the others: 各高校、科研院所 (guideline rule 9)."""
    if not names or not names[0].name.startswith("各"):
        return names
    of_unit = pattern_of(_TABLE, "post-of-each").fullmatch(names[0].name)
    if of_unit:  # 各科室主任、护士长
        bare = pattern_of(_TABLE, "bare-post")
        posts = [name.model_copy(update={"name": of_unit["unit"] + name.name}) for name in names]
        names = [post if bare.fullmatch(name.name) else name for name, post in zip(names, posts, strict=True)]
    own, each = pattern_of(_TABLE, "not-each"), "各级" if names[0].name.startswith("各级") else "各"
    return [name if own.match(name.name) else name.model_copy(update={"name": each + name.name}) for name in names]


def _at_levels(names: list[Department]) -> list[Department]:
    """The post of the last member is given to bare levels before it: 乡、村干部 → 乡干部, 村干部 (guideline rule 9)."""
    post = pattern_of(_TABLE, "post-of-a-level").match(names[-1].name) if len(names) > 1 else None
    if post is None:
        return names
    bare = pattern_of(_TABLE, "level-alone")
    shared = [name.name.removesuffix("级") + post["post"] if bare.match(name.name) else name.name for name in names]
    return [name.model_copy(update={"name": whole}) for name, whole in zip(names, shared, strict=True)]


def acts(name: str) -> bool:
    """Does a name say by its ending that somebody acts: 中心, 组, 员?"""
    return pattern_of(_TABLE, "acts").search(name) is not None


def unlisted(text: str, start: int, end: int, kind: DepartmentKind) -> Department:
    """A name as it stands in the text."""
    return Department(
        start=start,
        end=end,
        text=text[start:end],
        name=text[start:end],
        kind=kind,
        list_index=_UNLISTED,
    )
