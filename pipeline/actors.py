"""Subjects that no table of departments can list, found by their shape (``extractors/tables/actors.toml``)."""

from collections.abc import Sequence

from extractors.department_table import words
from extractors.divisions import stem_named
from extractors.names import parse_list
from extractors.rules import load_rules, pattern_of
from schemas.mention import Department, DepartmentKind

_TABLE = "actors"
_LONGEST_UNKNOWN = 10
_LONGEST_FUNCTION = 6
Found = tuple[list[Department], int]
_LONGEST_ACTING = 40  # with what follows
_FIRM = "公司"
_SUFFIX = 2  # 巡查队员
_LONGEST_SURE = 5  # 管理员, 督导组: names that begin as verbs do
_OFFICE = "部门"
_UNLISTED = -1  # the list index of names that no list in the text holds


def find_by_shape(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """The actors that begin at ``start`` by the first of the shapes that fits, and where they end."""
    able = {rule.id for rule in load_rules(_TABLE).possible(shadowed[start:end])}
    tried = (find(text, shadowed, start, end) for shape, find in _SHAPES.items() if shape in able)
    return next(filter(None, tried), None)


def _actor(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """The actors whose noun phrase is followed by a modal or role verb."""
    match = pattern_of(_TABLE, "actor").match(shadowed, start, end)
    if match is None or pattern_of(_TABLE, "not-an-actor").fullmatch(match["name"]):
        return None
    if pattern_of("predicates", "is-limited").match(shadowed, match.end("name"), end):
        return None
    return names_of(text, shadowed, match.start("name"), match.end("name")), match.end()


def find_acting(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """The people, posts and teams whose noun phrase begins at ``start`` and who plainly act: 村干部组织群众转移."""
    stop = min(end, start + _LONGEST_ACTING)
    match = pattern_of(_TABLE, "acting").match(shadowed, start, stop)
    if match is None and shadowed[start - 1 : start] != ",":  # 落实责任,每村明确1人 says how
        match = pattern_of(_TABLE, "each-one").match(shadowed, start, stop)
    if match is None or pattern_of(_TABLE, "not-an-actor").fullmatch(match["name"]):
        return None
    first = match["name"].partition("、")[0]
    verb = pattern_of("predicates", "verb").match(first)
    if verb and (len(first) > _LONGEST_SURE or len(first) - verb.end() > _SUFFIX):
        return None  # 培训农村实用人员按需就业, 培训护林员不少于300人次
    return names_of(text, shadowed, match.start("name"), match.end("name")), match.end()


def find_team(text: str, shadowed: str, start: int, end: int) -> list[Department]:
    """The team or post that a heading is about: 医疗救护组, 班主任职责. Empty where it is about something else."""
    match = pattern_of(_TABLE, "team").fullmatch(shadowed, start, end)
    if match is None:
        return []
    return names_of(text, shadowed, *(match.span("who") if match["who"] else match.span()))


def _each_told(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """Who must, named behind what they are told to deal with: 防汛物资各村居必须送交."""
    match = pattern_of(_TABLE, "each-told").search(shadowed, start, end)
    return (parse_list(text[match.start() : match.end()], match.start()), match.end()) if match else None


def _listed(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """The members of a list before a modal or role verb of which no rule may know each: 高新区、县农业局等单位要."""
    match = pattern_of(_TABLE, "listed-actors").match(shadowed, start, end)
    if match is None or pattern_of(_TABLE, "not-an-actor").fullmatch(match["name"]):
        return None
    names = parse_list(text[start : match.end("name")], start)
    known = sum(name.kind != "unknown" for name in names)
    sound = all(name.kind != "unknown" or (len(name.text) <= _LONGEST_UNKNOWN) for name in names)
    sound = sound and (names[-1].kind != "unknown" or _acts(names[-1].text) or bool(match["etc"]))
    return (names, match.end()) if len(names) > 1 and sound and 2 * known >= len(names) else None


def _offices(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """Functions that share 部门 and act, the first of them known: 公安、食品监管部门重点做好…"""
    match = pattern_of(_TABLE, "listed-offices").match(shadowed, start, end)
    if match is None:
        return None
    adverb = pattern_of("clauses", "adverb").match(shadowed, match.end(), end)
    if pattern_of("predicates", "verb").match(shadowed, adverb.end() if adverb else match.end(), end) is None:
        return None
    names = parse_list(text[start : match.end("name")], start)
    whole = [n if n.name.endswith(_OFFICE) else n.model_copy(update={"name": n.name + _OFFICE}) for n in names]
    known = parse_list(whole[0].name, 0)[0].kind != "unknown"
    return (whole, match.end()) if len(names) > 1 and known else None


def _with_others(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """A list that 等部门 ends, whatever follows; an unknown function shares the level: 市财政、规划等部门按照职责."""
    match = pattern_of(_TABLE, "listed-with-others").match(shadowed, start, end)
    if match is None or pattern_of(_TABLE, "not-an-actor").fullmatch(match["name"]):
        return None
    names = parse_list(text[start : match.end("name")], start)
    known = sum(name.kind != "unknown" for name in names)
    told = pattern_of("clauses", "told-to").match(shadowed, match.end(), end)
    short = told and all(len(name.text) <= _LONGEST_FUNCTION for name in names)
    if len(names) < 2 or not (short or (names[0].kind != "unknown" and 2 * known >= len(names))):
        return None
    level = pattern_of(_TABLE, "level").match(names[0].name)
    if level and names[0].kind == "collective":
        names = [n if n.kind != "unknown" else n.model_copy(update={"name": level[0] + n.name}) for n in names]
    return names, match.end()


def _assisting(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """Who stands before 协助 or 配合 in a clause that says nothing else, whatever the name: 保卫科协助."""
    match = pattern_of(_TABLE, "assisting").match(shadowed[start:end])
    if match is None or pattern_of(_TABLE, "not-an-actor").fullmatch(match["name"]):
        return None
    stop = start + match.end("name")
    return parse_list(text[start:stop], start), stop


def _cities(text: str, shadowed: str, start: int, end: int) -> Found | None:
    """Provinces and prefectures without their endings who do something: 江西、湖南要率先…, 南昌、九江继续推进…"""
    match = pattern_of(_TABLE, "places-alone").match(shadowed, start, end)
    if match is None:
        return None
    cuts = [each.span() for each in pattern_of(_TABLE, "and").finditer(shadowed, start, match.end("name"))]
    starts, ends = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), match.end("name")]
    parts = list(zip(starts, ends, strict=True))
    if not all(stem_named(shadowed[slice(*part)]) for part in parts):
        return None
    if len(parts) == 1 and not (match["etc"] or pattern_of("clauses", "told-to").match(shadowed, match.end(), end)):
        return None
    return [_department(text, *part, "collective") for part in parts], match.end()


_SHAPES = {
    "places-alone": _cities,
    "listed-with-others": _with_others,
    "each-told": _each_told,
    "actor": _actor,
    "listed-offices": _offices,
    "listed-actors": _listed,
    "assisting": _assisting,
}


def find_duty_holder(text: str, shadowed: str, start: int, end: int) -> list[Department]:
    """Whoever a stretch says the duties of, known or not: 电力公司主要工作任务, 领导小组职责是."""
    owed = pattern_of("clauses", "owed-by").fullmatch(shadowed, start, end)
    if owed:
        return names_of(text, shadowed, *owed.span("name"))
    match = pattern_of("clauses", "duties-of").fullmatch(shadowed, start, end)
    names = parse_list(text[match.start("name") : match.end("name")], match.start("name")) if match else []
    barred = pattern_of(_TABLE, "not-an-actor")
    return names if all(_acts(name.text) and not barred.fullmatch(name.text) for name in names) else []


def more_places(text: str, shadowed: str, members: Sequence[Department], end: int) -> list[Department]:
    """The members of a list of places that go on behind its last one: 夏水县、清水县可…"""
    found = list(members)
    pattern = pattern_of(_TABLE, "more-places")
    while found and found[-1].kind == "collective" and (match := pattern.match(shadowed, found[-1].end, end)):
        more = _department(text, match.start("name"), match.end("name"), "collective")
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
        return [_department(text, members[0].start, last.end, "post")]
    if members[-2].name.startswith("各") and pattern_of(_TABLE, "organ-of-each").fullmatch(last.text):
        return [*members[:-2], _department(text, members[-2].start, last.end, "collective")]
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


def names_of(text: str, shadowed: str, start: int, end: int) -> list[Department]:
    """The names of a stretch that is known to be about who acts, written out."""
    several = pattern_of(_TABLE, "several-names").fullmatch(shadowed[start:end])
    if not several and pattern_of(_TABLE, "one-name").fullmatch(shadowed[start:end]):
        return [_department(text, start, end, "body")]
    cuts = [match.span() for match in pattern_of(_TABLE, "and").finditer(shadowed, start, end)]
    if cuts and (others := pattern_of(_TABLE, "and-other-parties").search(shadowed, cuts[-1][1], end)):
        end = others.start()
    parts = list(zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True))
    shared = pattern_of(_TABLE, "shared-ending").search(text[slice(*parts[-1])])
    names = _at_levels(_each([_department(text, *part, "body") for part in parts if part[0] < part[1]]))
    if shared is None and len(names) > 1 and pattern_of(_TABLE, "shared-office").fullmatch(names[-1].text):
        return [_as_office(name) for name in names]
    if names and names[-1].name.endswith(_FIRM):  # 移动、电信、联通公司
        trade = words("utility")
        return [n.model_copy(update={"name": n.name + _FIRM}) if trade.fullmatch(n.name) else n for n in names]
    if shared is None:
        return names
    return [name if _acts(name.text) else _with_ending(name, shared[0]) for name in names]


def _as_office(name: Department) -> Department:
    """运管 before 路政部门 shares 部门; 执法大队 does not."""
    whole = _acts(name.text) or pattern_of(_TABLE, "office-alone").fullmatch(name.text)
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


def _acts(name: str) -> bool:
    return pattern_of(_TABLE, "acts").search(name) is not None


def _department(text: str, start: int, end: int, kind: DepartmentKind) -> Department:
    return Department(
        start=start,
        end=end,
        text=text[start:end],
        name=text[start:end],
        kind=kind,
        list_index=_UNLISTED,
    )
