"""Plans made up for tests of size: a province with as many obligations as one likes, and cities that hand them down."""

PLACES = ("水库", "公路", "学校", "医院", "市场", "码头", "车站", "果园", "茶园", "渔港", "林场", "灌区", "园区", "景区", "社区")
WORKS = ("改造", "扩建", "巡查", "绿化", "清淤", "验收", "登记", "检测", "维护", "保洁", "测绘", "评估", "培训", "招标", "搬迁")
KINDS = ("老旧", "乡镇", "沿江", "山区", "城乡", "重点", "小型", "大型", "公益", "民办", "省级", "跨县", "备用", "临时", "智慧")
ORGANS = ("水利", "交通运输", "教育", "卫生健康", "农业农村", "财政", "住房城乡建设", "林业", "商务", "民政")


def obligation(number: int, *, raised: int = 0) -> str:
    """One task of its own, different from every other below 3,375."""
    place, work, kind = PLACES[number % 15], WORKS[number // 15 % 15], KINDS[number // 225 % 15]
    return f"对{kind}{place}{WORKS[(number * 7 + 3) % 15]}情况建档，完成{kind}{place}{work}，{place}{work}达标率不低于{60 + raised + number % 30}%"


def plan(title: str, level: str, numbers: list[int], *, raised: int = 0) -> str:
    """A plan with an item for each task; ``level`` is 省 or 市."""
    suffix = "厅" if level == "省" else "局"
    items = [
        f"{n}.{obligation(number, raised=raised)}。（{level}{ORGANS[number % 10]}{suffix}牵头，{12 if not raised else 11}月底前完成）"
        for n, number in enumerate(numbers, 1)
    ]
    return "\n".join((f"{title}行动方案", "2024年3月1日", "一、重点任务", *items)) + "\n"


def cities(count: int, tasks: int) -> list[str]:
    """Plans of cities, each leaving out some tasks of the province and adding as many of its own."""
    return [
        plan(f"第{city}市", "市", [n if (n + city) % 5 else 2000 + n for n in range(tasks)], raised=city % 3)
        for city in range(1, count + 1)
    ]
