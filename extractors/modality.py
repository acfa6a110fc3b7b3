"""Cues of modality: 不得, 力争, 鼓励, 可 … at their places (guideline rule 16).

A cue counts where it is a predicate: at the head of a clause, after adverbs, a modal verb or its subject; prohibitions
and 可 also further in. Words inside quotation marks and book titles are names.
"""

import regex

from extractors.rules import find_matches, load_rules
from extractors.shadow import numbers_apart
from schemas.document import Document
from schemas.mention import Modality, ModalityCue

_QUOTED = regex.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,80}》|‘[^’\n]{0,60}’")
_BEFORE_PREDICATE = regex.compile(
    r"(?:.{0,30}(?:要|应当?|须|必须|可|将|组织|部门|单位|机构|企业|地区|各地|[局厅委办部县市区镇乡村府院会]|(?<!其)中|领域|方面))?"
    r"(?:并|且|同时|还|也|继续|进一步|积极|大力|主动|稳妥|全力|加快|着力|有序|逐步|稳步|充分|严格|切实|坚决|深入|广泛|鼓励|支持|引导|重视|规范|扶持|保护|动员|指导|组织|和|研究"
    r"|重点|合理|依法|统筹|因地制宜|结合实际|优先|不断|有效|多渠道)*"
)
_BREAKS = ",。;:!?\n)、"
_REACH = 44
_KINDS: dict[str, Modality] = {
    "anywhere-prohibit": "prohibit",
    "anywhere-encourage": "encourage",
    "strive": "strive",
    "encourage": "encourage",
}


def find_modalities(document: Document) -> list[ModalityCue]:
    """Every cue of modality, in reading order."""
    shadowed = _QUOTED.sub(lambda match: "□" * len(match[0]), numbers_apart(document))
    return [
        ModalityCue(
            start=match.start(),
            end=match.end(),
            text=document.text[match.start() : match.end()],
            modality=_KINDS[rule.means],
            rule=f"modality.{rule.id}",
        )
        for rule, match in find_matches(load_rules("modality"), shadowed)
        if rule.means.startswith("anywhere-") or _begins_predicate(shadowed, match.start())
    ]


def _begins_predicate(shadowed: str, start: int) -> bool:
    reach = max(start - _REACH, 0)
    head = max(shadowed.rfind(char, reach, start) for char in _BREAKS) + 1
    return _BEFORE_PREDICATE.fullmatch(shadowed, max(head, reach), start) is not None
