"""Plans made up for tests of size: a province with as many obligations as one likes, and cities that hand them down."""


def listed(words: str) -> list[str]:
    """The words of a line."""
    return words.split()


OBJECTS = listed(
    "水库大坝 农村公路 中小学食堂 乡镇卫生院 农贸市场 内河码头 公交站台 果树苗圃 茶叶基地 "
    "渔港锚地 国有林场 中型灌区 孵化园区 湿地景区 养老食堂 危化仓库 煤矿井口 古城墙 图书馆 "
    "体育馆 污水管网 垃圾中转站 燃气管道 充电设施 路灯线路 桥梁隧道 防洪堤坝 粮食仓库 冷链车间 "
    "种子资源库 屠宰场 兽医站 气象雷达 地震台站 档案馆库 烈士陵园 革命旧址 戏曲剧院 传统村落 "
    "火车客站 民航机场 物流枢纽 跨境口岸 科研仪器 专利导航 技能学校 托育机构 康复中心 急救站点 "
    "血库网点 戒毒场所 社区矫正所 法律援助站 信访窗口 政务大厅 数据机房 通信基站 广播发射台 "
    "公墓用地 采砂河段"
)
ACTIONS = listed(
    "加固 拓宽 翻新 扩容 搬迁 清淤 登记 抽检 轮修 保洁 测绘 评级 招标 挂牌 亮化 消杀 绿化 "
    "上云 联网 限高 巡护 封育 监控 校准 验收 补种 退租 轮休 标识 直播 代管 认养 竞拍 托管 "
    "租赁 回购 置换 腾退 拆违 复垦 共享"
)
MEASURES = listed("达标率 合格率 覆盖率 完好率 满意率 及时率 入库率 办结率 利用率 巡查率 公开率 到位率 整改率")
ORGANS = listed("水利 交通运输 教育 卫生健康 农业农村 财政 住房城乡建设 林业 商务 民政 公安 司法 审计")


def obligation(number: int, *, raised: int = 0) -> str:
    """One task of its own, in object, action or measure unlike every other."""
    thing, action = OBJECTS[number % 60], ACTIONS[number * 7 % 41]
    measure = MEASURES[(number * 5 + number // 60) % 13]
    return f"对{thing}开展{action}，{thing}{action}{measure}不低于{60 + raised + number % 30}%"


def plan(title: str, level: str, numbers: list[int], *, raised: int = 0) -> str:
    """A plan with an item for each task; ``level`` is 省 or 市."""
    suffix = "厅" if level == "省" else "局"
    month = 11 if raised else 12
    items = [
        f"{n}.{obligation(number, raised=raised)}。（{level}{ORGANS[number % 13]}{suffix}牵头，{month}月底前完成）"
        for n, number in enumerate(numbers, 1)
    ]
    return "\n".join((f"{title}行动方案", "2024年3月1日", "一、重点任务", *items)) + "\n"


def cities(count: int, tasks: int) -> list[str]:
    """Plans of cities, each leaving out every fifth task of the province and adding as many of its own."""
    return [
        plan(f"第{city}市", "市", [n if (n + city) % 5 else 2000 + n for n in range(tasks)], raised=city % 3)
        for city in range(1, count + 1)
    ]
