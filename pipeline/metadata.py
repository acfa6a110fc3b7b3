"""What a document says of itself: title, 文号, issuer with level and region, signing and publishing dates."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise, zip_longest

import regex

from extractors.divisions import chain_at_start
from extractors.shadow import shadow
from pipeline.references import find_addressees, find_cites
from schemas.document import Block, Level, Metadata

_DATE = regex.compile(r"((?:19|20)\d\d)\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_HAN_DATE = regex.compile(
    r"([二一][○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {char: value for value, char in enumerate("○一二三四五六七八九")} | {"零": 0}
_NUMBER = regex.compile(r"[\u4e00-\u9fff]{1,12}[\[(](?:19|20)\d\d[\])]\s*(?:第\s*)?\d{1,5}\s*号")
_NUMBER_BRACKETS = str.maketrans("[]()", "〔〕〔〕", " \t")
_TITLE = regex.compile(
    r".{0,80}(?:关于.{2,100}的?(?:通知|意见|决定|批复|函|报告|通报|公告|通告|命令|议案|请示|纪要)|(?:方案|规划|计划|办法|规定|细则|意见|要点|清单|纲要|条例|预案|措施|分工|制度|标准|指南|决定|通知|考核细则|(?:任务|责任|目标|指标|项目|工作|要点|重点|措施|职责|报告)分解|(?:分解|分工|任务|责任|计划|安排|清单|目标|指标|进度|推进|时间|整改|考核|包联|包抓|包保|包案|挂钩|调度|督办|明细)一?览?表|一览表|矩阵|任务书|责任书|台账)”?"
    r"|(?![一二三四五六七八九十]{1,3}、|\().{0,40}(?:19|20)\d\d年[^,。;]{0,24}(?:任务|重点工作|实事|事项|安排|目标|分解)"
    r"|[^ ]{4,90}(?:答复|复函|政策解读|会议纪要|工作报告|的讲话|公告|通告|公示))"
    r"(?:[(].{1,30}[)])?"
)
_ISSUER_IN_TITLE = regex.compile(
    r"^(?!关于)((?:中共)?[\u4e00-\u9fff]{2,30}?(?:、[\u4e00-\u9fff]{2,30}?)*?)(?:印发|转发|批转|公布)?(?:关于|《)"
)
# two organs that a space alone parts; not the letters of one name set wide, and not 县人民政府 办公室
_SIDE_BY_SIDE = regex.compile(
    r"(?<=[\u4e00-\u9fff]{3}[局委办部厅院会室府队所司站行社心校团])[^\S\n]+"
    r"(?=[\u4e00-\u9fff]{4})(?!关于|印发|转发|批转|办公|人民政府|党委|文件|各)"
)
_PUBLISHES = regex.compile(r"^关于(?:印发|转发|公布|调整)?[《<]?")
_PLACE = regex.compile(r"[\u4e00-\u9fff]{2,7}?(?:特别行政区|自治[区州县旗]|省|市|州|盟|地区|县|区|旗|镇|乡|街道)")
_TOWN = regex.compile(r"[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道)(?=人民政府|党委|党工委|委|办事处)")
_PROVINCE_LEVEL = ("北京市", "天津市", "上海市", "重庆市", "北京", "天津", "上海", "重庆")
_CENTRAL = regex.compile(
    r"^(?:国务院|中共中央|中央|国家|全国|最高人民|中华人民共和国|[\u4e00-\u9fff]{2,8}部(?:办公厅)?$|人民银行|中国)"
)
_STATED = {
    "title": ("标题", "名称", "文件名称", "公开事项名称"),
    "number": ("发文字号", "文号", "发文文号", "文件编号"),
    "issuer": ("发文机关", "发布机构", "发文单位", "发布单位", "信息来源", "发布机关", "制定机关"),
    "signed": ("成文日期", "发文日期", "生成日期", "印发日期", "签发日期"),
    "published": ("发布日期", "公开日期", "发布时间", "公布日期", "日期"),
}


def read_metadata(text: str, blocks: Sequence[Block], stated: Sequence[tuple[str, str]]) -> Metadata:
    """The metadata of a document: what its page states, then what its text shows."""
    shadowed = shadow(text)
    lines = [shadowed[block.start : block.end].strip() for block in blocks if block.kind != "cell"]
    facts = {key: _stated(stated, labels) or _labelled(lines, labels) for key, labels in _STATED.items()}
    title = facts["title"] or _title(text, blocks, shadowed)
    issuers = _issuers(facts["issuer"], title, lines)
    level, region = level_and_region(issuers[0] if issuers else title)
    number = _number(facts["number"]) or next((n for line in lines[:40] if (n := _number(line, whole=True))), "")
    return Metadata(
        title=title,
        number=number,
        issuers=issuers,
        level=level,
        region=region,
        signed=parse_date(facts["signed"]) or _signing_date(lines),
        published=parse_date(facts["published"]),
        addressees=find_addressees([text[block.start : block.end].strip() for block in blocks if block.kind != "cell"]),
        cites=find_cites(shadowed, number),
    )


def parse_date(text: str) -> date | None:
    """The first full date in a text, in Arabic or Chinese numerals; ``None`` where there is none or it is no day."""
    if match := _DATE.search(shadow(text)):
        year, month, day = (int(group) for group in match.groups())
    elif match := _HAN_DATE.search(shadow(text)):
        year = int("".join(str(_DIGITS[char]) for char in match[1]))
        month, day = _small_numeral(match[2]), _small_numeral(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small_numeral(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + (_DIGITS[ones] if ones else 0)


def _stated(stated: Sequence[tuple[str, str]], labels: Sequence[str]) -> str:
    found: Mapping[str, str] = {label: value for label, value in reversed(stated) if value.strip()}
    return next((found[label].strip() for label in labels if label in found), "")


def _labelled(lines: Sequence[str], labels: Sequence[str]) -> str:
    """A label and its value on one line or on two, in the first lines of a page saved as text."""
    head = lines[:40]
    for line, after in zip_longest(head, head[1:], fillvalue=""):
        bare = "".join(line.split())
        for label in labels:
            if bare.startswith(f"{label}:"):
                return regex.split(r"\s{1,}\S{2,6}:", bare[len(label) + 1 :] or after)[0].strip()
    return ""


def _title(text: str, blocks: Sequence[Block], shadowed: str) -> str:
    """The first line, or two lines together, that reads as a title does."""
    head = [block for block in blocks if block.kind != "cell"][:40]
    for block, after in zip_longest(head, head[1:]):
        line = shadowed[block.start : block.end].strip()
        if 6 <= len(line) <= 120 and line[-1] not in "。;:," and ">" not in line and _TITLE.fullmatch(line):
            return text[block.start : block.end].strip()
        if after and 4 <= len(line) <= 60 and line[-1] not in "。;:," and ">" not in line:
            both = line + shadowed[after.start : after.end].strip()
            if len(both) <= 120 and _TITLE.fullmatch(both) and "关于" in both:
                return text[block.start : block.end].strip() + text[after.start : after.end].strip()
    return ""


def _number(line: str, *, whole: bool = False) -> str:
    shadowed = shadow(line).strip().strip("()")
    match = _NUMBER.fullmatch(shadowed) if whole else _NUMBER.search(shadowed)
    return match[0].translate(_NUMBER_BRACKETS) if match else ""


def _issuers(stated: str, title: str, lines: Sequence[str]) -> tuple[str, ...]:
    if stated:
        return tuple(name for name in regex.split(r"[、,;\s]+", shadow(stated)) if name)
    if match := _ISSUER_IN_TITLE.match("".join(_SIDE_BY_SIDE.sub("、", shadow(title)).split())):
        return tuple(match[1].split("、"))
    for line, after in pairwise(lines):
        if parse_date(after) and len(after) <= 14 and 3 <= len(line) <= 30 and line[-1] not in "。;:,":
            return tuple(regex.sub(r"\s", "", name) for name in _SIDE_BY_SIDE.split(line))
    return ()


def _signing_date(lines: Sequence[str]) -> date | None:
    """A line that is a date and nothing else: the signature's."""
    return next((parse_date(line) for line in lines if is_date_line(line)), None)


def is_date_line(line: str) -> bool:
    """Is a line of the shadow a full date and nothing else?"""
    bare = line.strip("() ")
    return len(line) <= 20 and bool(_DATE.fullmatch(bare) or _HAN_DATE.fullmatch(bare))


def level_and_region(name: str) -> tuple[Level | None, str]:
    """Administrative level and region of an issuer, read off its name: 某省人民政府 → 省, 某省.

    A listed place has its true level and full name: 浏阳市人民政府 → 县, 阿坝州人民政府 → 阿坝藏族羌族自治州.
    """
    name = _PUBLISHES.sub("", name).removeprefix("中共")
    if _CENTRAL.match(name):
        return "中央", "全国"
    chain, end = chain_at_start(name)
    if chain and (town := _TOWN.match(name, end)):
        return "乡", town[0]
    if chain:
        return chain[-1].level, chain[-1].title
    levels: dict[str, Level] = {"省": "省", "区": "县", "市": "市", "州": "市", "盟": "市", "县": "县", "旗": "县"}
    match = _PLACE.match(name)
    if match is None:
        return None, ""
    place = match[0]
    if place in _PROVINCE_LEVEL or place.endswith(("自治区", "特别行政区")):
        return "省", place
    if place.endswith(("镇", "乡", "街道")):
        return "乡", place
    if place.endswith("地区"):
        return "市", place
    return levels[place[-1]], place
