"""Who is who: what kind of organ a name means, and the department that its spellings share."""

from typing import Literal

from schemas.base import Model
from schemas.document import Level
from schemas.mention import DepartmentKind

# 党委, 政府, 人大政协: the committee, government, congress or conference itself; 党委部门, 政府部门: their organs.
# 垂管: organs of the centre in the provinces (税务, 海关, 气象, 人民银行 …). 派出机构: 管委会, 街道办事处.
OrganKind = Literal[
    "党委", "政府", "人大政协", "纪检监察", "党委部门", "政府部门", "议事协调机构", "派出机构", "群团", "垂管", "司法",
    "军队", "企业", "金融机构", "事业单位", "高校", "社会组织", "基层组织",
]  # fmt: skip


class Entity(Model):
    """The department that a name means, the same for all of its spellings.

    ``name`` is jurisdiction and unified name (江西省卫生健康委), or the name as written where ``resolved`` is false.
    ``jurisdiction`` is the place that it is the organ of (江西省, 靖边县; 全国 at the centre), for a collective
    (各县区) the place that its members are in; empty where unknown. ``level`` is that of the organ, by its name or,
    where that says none, by the document. ``line`` is the functional line (条线) that the name belongs to,
    ``current_line`` what became of it in the reforms since (卫生计生 → 卫生健康).
    """

    name: str
    kind: DepartmentKind
    jurisdiction: str = ""
    level: Level | None = None
    line: str | None = None
    current_line: str | None = None
    organ: OrganKind | None = None
    resolved: bool = True
