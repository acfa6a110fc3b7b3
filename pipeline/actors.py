"""Subjects that no table of departments can list, found by their shape (``extractors/tables/actors.toml``)."""

from extractors.divisions import stem_named
from extractors.names import parse_list
from extractors.rules import load_rules, pattern_of
from pipeline.actor_names import acts, names_of, unlisted
from schemas.mention import Department

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
    sound = sound and (names[-1].kind != "unknown" or acts(names[-1].text) or bool(match["etc"]))
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
    return [unlisted(text, *part, "collective") for part in parts], match.end()


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
    return names if all(acts(name.text) and not barred.fullmatch(name.text) for name in names) else []
