"""Deadlines and recurrences, phrase by phrase; a document's date of issue stands beside the phrase where it matters."""

import time
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.calendar_dates import count_on, edtf, month_end
from extractors.deadline_meanings import DECOY, MEANINGS
from extractors.deadlines import find_deadlines
from extractors.rules import load_rules
from schemas.document import Block
from schemas.source import Place
from tests.conftest import document_of

DUE = [
    # phrase                                      issued         due
    # a day
    ("2020年6月30日前完成", None, "2020-06-30"),
    ("6月30日前报送", None, "XXXX-06-30"),
    ("6月30日前报送", "2019-03-01", "2019-06-30"),
    ("6月30日之前报送", "2019-03-01", "2019-06-30"),
    ("10月15日以前完成", None, "XXXX-10-15"),
    ("明年6月30日前完成", "2017-09-29", "2018-06-30"),
    ("今年6月30日前完成", "2017-03-29", "2017-06-30"),
    ("次年1月31日前完成决算", "2017-03-29", "2018-01-31"),
    ("后年6月底前完成", "2017-03-29", "2019-06-30"),
    ("当年12月20日前拨付", "2017-03-29", "2017-12-20"),
    ("明年6月30日前完成", None, "XXXX-06-30"),
    ("２０２０年６月３０日前完成", None, "2020-06-30"),
    ("2020 年 6 月 30 日前完成", None, "2020-06-30"),
    ("二〇二〇年六月三十日前完成", None, "2020-06-30"),
    ("二○二○年十二月二十一日前完成", None, "2020-12-21"),
    ("二零二五年十月十日前完成", None, "2025-10-10"),
    ("2020.06.30前完成", None, "2020-06-30"),
    ("2020-06-30前完成", None, "2020-06-30"),
    ("2020/6/30前完成", None, "2020-06-30"),
    ("2020.6前完成", None, "2020-06-30"),
    ("2020年前三季度完成投资80%", "2019-03-10", "2020-09-30"),
    ("2020年上半年投用", "2019-03-10", "2020-06-30"),
    ("2019年计划完成投资10亿元", "2019-03-10", "2019-12-31"),
    ("今年新开工改造小区100个", "2019-03-10", "2019-12-31"),
    ("于6月20日18:00前上报", "2014-06-01", "2014-06-20"),
    ("于6月20日18：00前上报", "2014-06-01", "2014-06-20"),
    ("6月20日下午5点前上报", "2014-06-01", "2014-06-20"),
    ("9月30日(星期五)前上报", "2016-09-01", "2016-09-30"),
    ("不迟于2020年6月30日完成", None, "2020-06-30"),
    ("最迟6月30日完成", "2020-01-01", "2020-06-30"),
    ("申报截止时间为9月30日", "2020-01-01", "2020-09-30"),
    ("执行期限延长至2020年12月31日", "2018-11-16", "2020-12-31"),
    ("政策执行至2021年3月15日", "2020-11-16", "2021-03-15"),
    ("12月20日前将总结报送市政府办公室", "2018-11-16", "2018-12-20"),
    ("6月30日完成验收", "2018-01-16", "2018-06-30"),
    ("于12月5日报送自查报告", "2018-01-16", "2018-12-05"),
    ("完成时限：2020年6月30日", None, "2020-06-30"),
    ("（市教育局牵头，9月20日前完成）", "2018-01-16", "2018-09-20"),
    ("（三）总结阶段（12月2日前）。", "2018-01-16", "2018-12-02"),
    ("第一步：自查（6月30日）。", "2018-01-16", "2018-06-30"),
    ("2020年2月29日前完成", None, "2020-02-29"),
    ("2月29日前完成", None, "XXXX-02-29"),
    # a month
    ("9月底前完成", None, "XXXX-09-30"),
    ("9月底前完成", "2018-08-01", "2018-09-30"),
    ("９月底前完成", None, "XXXX-09-30"),
    ("九月底前完成", None, "XXXX-09-30"),
    ("2025年6月底前完成", "2024-11-02", "2025-06-30"),
    ("2020年2月底前完成", None, "2020-02-29"),
    ("2019年2月底前完成", None, "2019-02-28"),
    ("2月底前完成", None, "XXXX-02-28"),
    ("2月底前完成", "2020-01-02", "2020-02-29"),
    ("12月底之前完成", None, "XXXX-12-31"),
    ("12月底除质保金外支出进度达到100%", None, "XXXX-12-31"),
    ("12月末全部完工", None, "XXXX-12-31"),
    ("2018年7月底前修订完善考核方案", None, "2018-07-31"),
    ("6月底起草方案", None, "XXXX-06-30"),
    ("9月底前审议通过", None, "XXXX-09-30"),
    ("2020年底前全部通过验收", None, "2020-12-31"),
    ("12月月底前全部完工", None, "XXXX-12-31"),
    ("二〇二〇年六月底前完成", None, "2020-06-30"),
    ("到2020年6月底，完成改造", None, "2020-06-30"),
    ("明年3月底前完成", "2019-10-01", "2020-03-31"),
    ("9月前完成", None, "XXXX-09-30"),
    ("2020年9月份之前完成", None, "2020-09-30"),
    ("6月内完成", "2019-01-02", "2019-06-30"),
    ("到2020年6月，建成", None, "2020-06-30"),
    ("到明年6月，建成", "2019-10-01", "2020-06-30"),
    ("2020年6月完成", None, "2020-06-30"),
    ("6月份完成", "2019-10-01", "2019-06-30"),
    ("6月上旬完成", None, "XXXX-06-10"),
    ("6月中旬前完成", "2019-01-02", "2019-06-20"),
    ("6月下旬完成", "2019-01-02", "2019-06-30"),
    ("2020年2月下旬完成", None, "2020-02-29"),
    ("9月初前完成", None, "XXXX-09-10"),
    ("6月中前完成", None, "XXXX-06-15"),
    ("（一）准备阶段（9月底前）。", None, "XXXX-09-30"),
    ("(一)准备阶段(2019年3月)。", None, "2019-03-31"),
    ("本月底前完成", "2019-02-11", "2019-02-28"),
    ("月底前完成", "2019-02-11", "2019-02-28"),
    ("完成时限：2020年6月", None, "2020-06-30"),
    # quarters and halves
    ("第一季度完成", None, "XXXX-03-31"),
    ("一季度末完成", "2019-01-02", "2019-03-31"),
    ("2020年二季度前完成", None, "2020-06-30"),
    ("第三季度末前完成", None, "XXXX-09-30"),
    ("明年一季度前完成", "2019-10-02", "2020-03-31"),
    ("2021年4季度内完成", None, "2021-12-31"),
    ("（2020年第三季度）", None, "2020-09-30"),
    ("上半年完成", None, "XXXX-06-30"),
    ("2020年上半年完成", None, "2020-06-30"),
    ("今年上半年，出台方案", "2019-02-02", "2019-06-30"),
    ("上半年前完成", "2019-02-02", "2019-06-30"),
    ("下半年启动", "2019-02-02", "2019-12-31"),
    ("年中前完成", "2019-02-02", "2019-06-30"),
    # a year
    ("年底前完成", None, "XXXX-12-31"),
    ("年底前完成", "2019-02-02", "2019-12-31"),
    ("力争年底前全部入住", None, "XXXX-12-31"),
    ("2020年底前完成", None, "2020-12-31"),
    ("2020年年底前完成", None, "2020-12-31"),
    ("今年底前完成", "2019-02-02", "2019-12-31"),
    ("今年年底之前完成", "2019-02-02", "2019-12-31"),
    ("明年年底前完成", "2019-02-02", "2020-12-31"),
    ("年末前完成", "2019-02-02", "2019-12-31"),
    ("到2025年底，建成", None, "2025-12-31"),
    ("2025年末建成", None, "2025-12-31"),
    ("二〇二〇年底建成", None, "2020-12-31"),
    ("到年底，全面建成", "2019-02-02", "2019-12-31"),
    ("年底完成", "2019-02-02", "2019-12-31"),
    ("年底前对全部危房进行排查", None, "XXXX-12-31"),
    ("年底前完成全县的危房改造", None, "XXXX-12-31"),
    ("在2020年以前持续享受优惠政策", None, "2020-12-31"),
    ("2020年前完成", None, "2020-12-31"),
    ("年内完成", None, "XXXX-12-31"),
    ("年内完成", "2018-01-05", "2018-12-31"),
    ("列入全省计划年内改造完成", None, "XXXX-12-31"),
    ("年内打造一批有影响力的品牌", "2018-01-05", "2018-12-31"),
    ("年内解决群众反映强烈的问题", "2018-01-05", "2018-12-31"),
    ("（某局牵头，年内持续推进）", "2018-01-05", "2018-12-31"),
    ("2020年内完成", None, "2020-12-31"),
    ("今年内完成", "2018-01-05", "2018-12-31"),
    ("年度内完成", "2018-01-05", "2018-12-31"),
    ("到2020年实现脱贫", None, "2020-12-31"),
    ("到2020年，实现脱贫", None, "2020-12-31"),
    ("确保到2020年全镇710户全部脱贫", "2019-04-25", "2020-12-31"),
    ("到2019年基本解决", "2019-04-25", "2019-12-31"),
    ("力争2025年建成", None, "2025-12-31"),
    ("到2035年，基本实现现代化", "2021-01-01", "2035-12-31"),
    ("2018年全面完成危房改造", None, "2018-12-31"),
    ("2020年初步建成300个基地", "2019-01-24", "2020-12-31"),
    ("2025年达到60%", None, "2025-12-31"),
    ("今年完成", "2019-01-24", "2019-12-31"),
    ("明年建成", "2019-01-24", "2020-12-31"),
    ("2022年，覆盖率达到90%", "2019-01-24", "2022-12-31"),
    ("至2025年，规模达到1000亿元", None, "2025-12-31"),
    ("到2022年、2025年分别达到60%、80%", "2021-01-01", "2025-12-31"),
    ("完成时限：2020年", None, "2020-12-31"),
    # five-year plans
    ("“十四五”期间，新建10个", None, "2025-12-31"),
    ("“十四五”末，覆盖率达到90%", None, "2025-12-31"),
    ("到“十三五”末，实现", "2016-05-01", "2020-12-31"),
    ("“十五五”时期，基本建成", None, "2030-12-31"),
    ("“十二五”期末达到", "2011-05-01", "2015-12-31"),
    ("十四五期间建成", None, "2025-12-31"),
    # from … to …
    ("2019年1月1日至12月31日，返还标准可按50%确定", "2018-11-16", "2019-12-31"),
    ("2019年1月1日至2020年12月31日，给予补贴", "2018-11-16", "2020-12-31"),
    ("5月15日—20日，组织检查", None, "XXXX-05-20"),
    ("5月15日-6月20日，组织检查", "2020-03-01", "2020-06-20"),
    ("10月16日至12月底，组织验收", None, "XXXX-12-31"),
    ("9月至11月，集中整治", None, "XXXX-11-30"),
    ("3-5月，集中整治", "2020-03-01", "2020-05-31"),
    ("11月至次年3月，集中整治", "2020-03-01", "2021-03-31"),
    ("11月至3月，集中整治", "2020-03-01", "2021-03-31"),
    ("2019年11月至3月，集中整治", None, "2020-03-31"),
    ("2019年11月至次年3月，集中整治", None, "2020-03-31"),
    ("2018年10月至2020年12月，分步实施", None, "2020-12-31"),
    ("2018年9月-10月，分步实施", None, "2018-10-31"),
    ("2019—2020年，每县新建2所", None, "2020-12-31"),
    ("2018年至2020年，分步实施", None, "2020-12-31"),
    ("2021-2025年期间，分步实施", None, "2025-12-31"),
    ("（二）整改阶段（2019年5月1日至6月30日）。", None, "2019-06-30"),
    ("第二阶段（9月-10月）：全面整治", "2020-03-01", "2020-10-31"),
    ("即日起至9月30日，集中整治", "2020-03-01", "2020-09-30"),
    ("2019.03.01-2020.06.30，分步实施", None, "2020-06-30"),
    ("2019.10—2020.06，分步实施", None, "2020-06-30"),
    # counted from the day of issue
    ("在本意见印发之日起30日内，制定实施办法", "2018-11-16", "2018-12-16"),
    ("自印发之日起三个月内制定细则", "2018-11-30", "2019-02-28"),
    ("本通知印发后60天内制定细则", "2018-11-01", "2018-12-31"),
    ("自发布之日起半年内完成清理", "2018-11-01", "2019-05-01"),
    ("本办法施行之日起一年内完成清理", "2020-02-29", "2021-02-28"),
    ("本方案印发后一个月内出台细则", "2018-11-01", "2018-12-01"),
    ("三年内完成改造", "2018-11-01", "2021-11-01"),
    ("力争3年内实现全覆盖", "2018-11-01", "2021-11-01"),
    ("用三年时间，建成体系", "2018-11-01", "2021-11-01"),
    ("用三年左右时间，建成体系", "2018-11-01", None),
    ("经过5—10年左右时间，基本完成转变", "2019-01-24", None),
    ("利用2-3年时间，建立健全体系", "2022-11-21", None),
    # holidays with a day of their own
    ("国庆节前完成", "2019-01-24", "2019-09-30"),
    ("“五一”前完成", "2019-01-24", "2019-04-30"),
    ("“七一”前完成", "2021-01-24", "2021-06-30"),
    ("元旦前完成", "2021-01-24", "2021-12-31"),
]

OPEN = [
    # a deadline, but nobody can say which day: no date of issue, or an event
    ("在本意见印发之日起30日内，制定实施办法", None),
    ("用三年左右时间，建成体系", None),
    ("汛期前完成加固", "2019-01-24"),
    ("春节前发放到位", "2019-01-24"),
    ("秋季学期开学前完成", "2019-01-24"),
    ("供暖期前完成", None),
    ("“两会”前完成", "2019-01-24"),
    ("2020年春节前发放到位", "2019-01-24"),
]

RECURRING = [
    ("每月20日前报送进展", "FREQ=MONTHLY;BYMONTHDAY=20"),
    ("每月 25 日前报送进展", "FREQ=MONTHLY;BYMONTHDAY=25"),
    ("每月5日、20日前报送进展", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
    ("每月二十日前报送进展", "FREQ=MONTHLY;BYMONTHDAY=20"),
    ("每月20日至25日报送进展", "FREQ=MONTHLY;BYMONTHDAY=25"),
    ("次月5日前报送上月进展", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("每月底报送进展", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("每月月底前报送进展", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("每月末报送进展", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("每月走访不少于1次", "FREQ=MONTHLY"),
    ("每个月走访一次", "FREQ=MONTHLY"),
    ("按月调度", "FREQ=MONTHLY"),
    ("逐月通报", "FREQ=MONTHLY"),
    ("实行月通报制度", "FREQ=MONTHLY"),
    ("坚持一月一调度", "FREQ=MONTHLY"),
    ("每半月报送一次", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
    ("每半个月报送一次", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
    ("每旬报送一次", "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"),
    ("每两个月召开一次会议", "FREQ=MONTHLY;INTERVAL=2"),
    ("每季度召开一次会议", "FREQ=MONTHLY;INTERVAL=3"),
    ("每季度末报送进展", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
    ("每季度末前报送进展", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
    ("按季度通报", "FREQ=MONTHLY;INTERVAL=3"),
    ("每季度首月10日前报送", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"),
    ("每半年评估一次", "FREQ=MONTHLY;INTERVAL=6"),
    ("半年一次专题研究", "FREQ=MONTHLY;INTERVAL=6"),
    ("每周报送进展", "FREQ=WEEKLY"),
    ("每周五前报送进展", "FREQ=WEEKLY;BYDAY=FR"),
    ("进展情况每周报", "FREQ=WEEKLY"),
    ("每两周会商一次", "FREQ=WEEKLY;INTERVAL=2"),
    ("建立周调度机制", "FREQ=WEEKLY"),
    ("每日巡查", "FREQ=DAILY"),
    ("每天巡查", "FREQ=DAILY"),
    ("实行日报告制度", "FREQ=DAILY"),
    ("每3天巡查一次", "FREQ=DAILY;INTERVAL=3"),
    ("每年组织一次培训", "FREQ=YEARLY"),
    ("每年定期组织培训", "FREQ=YEARLY"),
    ("一年一次体检", "FREQ=YEARLY"),
    ("按年度公布", "FREQ=YEARLY"),
    ("每年12月20日前报送总结", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"),
    ("每年 12 月 20 日前报送总结", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"),
    ("每年2月底前报送总结", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
    ("每年6月、12月各检查一次", "FREQ=YEARLY;BYMONTH=6,12"),
    ("每年6月、12月底前报送总结", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
    ("每年年底前报送总结", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    ("每年3月至5月集中整治", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1"),
    ("每年5月1日至10月1日实行禁渔", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1"),
    ("每年3月5日、12月5日前报送", "FREQ=YEARLY;BYMONTH=3,12;BYMONTHDAY=5"),
    ("每周一次例会", "FREQ=WEEKLY"),
    ("季度终了后10日内报送", "FREQ=MONTHLY;INTERVAL=3"),
    ("每两年评选一次", "FREQ=YEARLY;INTERVAL=2"),
    ("每5年修订1次目录", "FREQ=YEARLY;INTERVAL=5"),
]

NOT_DEADLINES = [
    "年底前已完成初验的项目转入运行",
    "对2020年12月31日前建成的房屋",
    "2018年、2019年脱贫人数分别为1万、2万",
    "2019年推进情况",
    "日常巡查",
    "2021年6月30日前签订合同的，按原标准执行",
    "2020年底前完成验收的项目，给予奖补",
    "2019年3月底前已安排资金",
    "“十四五”时期经济社会发展主要目标",
    "自通报之日起三个月内",
    "某政发〔2017〕14号",
    "开展百日行动",
    "两不愁三保障",
    "按照第六条执行",
    "16时召开会议",
    "投入资金2020万元",
    "2016年度光伏扶贫项目",
    "年内申请摘帽的县区",
    "3年以内的贷款",
    "贷款期限3年以内",
    "截至2018年底，已脱贫1000户",
    "截止2018年底已建成10个",
    "2016年以来，累计投入1亿元",
    "自2013年起实施",
    "从2019年1月1日起，实施见习计划",
    "2022年起不再招聘",
    "自2019年开始试点",
    "本办法自2019年3月1日起施行",
    "对2014—2017年脱贫人口全面落实政策",
    "2016-2017年财政专项资金使用情况",
    "为有需求的2014年脱贫户发放贷款",
    "落实《三年行动计划（2018—2020年）》",
    "某镇攻坚战行动工作方案（2019—2020年）",
    "做好2020年工作总结",
    "6月份工作安排",
    "年底考核",
    "上半年工作总结",
    "去年底前完成的项目",
    "去年12月底完成了改造",
    "已于2017年印发通知",
    "2018年9月6日市政府第23次常务会议通过",
    "对2016年底审计发现的疑似问题进行整改",
    "2018年底前建成的项目",
    "6月30日前未完成整改的单位",
    "2000年12月31日前参加工作的人员",
    "10个工作日内答复",
    "印发之日起10个工作日内备案",
    "自受理之日起20日内作出决定",
    "收到申请后5日内答复",
    "毕业2年内的高校毕业生",
    "实施3—12个月的就业见习",
    "补贴政策每人每年只享受一次",
    "每人每月补助500元",
    "每月500元的标准",
    "取消年内最高5万元限制",
    "2018年中央一号文件",
    "推进“十四五”规划编制",
    "“十三五”易地扶贫搬迁",
    "长期坚持",
    "持续推进",
    "定期不定期召开会议",
    "及时报送",
    "2月4日至10日放假调休",
    "5月1日放假",
    "有效期至2023年12月31日",
    "有效期5年",
    "2018年11月16日",
    "二〇一八年十一月十六日",
    "周边地区",
    "四季度假区",
    "节假日报告制度",
    "春节期间加强值守",
    "国庆节前后加强值守",
    "2019年要点",
    "新建2020年版目录",
    "按年龄分组",
    "按年度任务绘制地图",
    "提前介入",
]


SENTENCES = [
    # the year, or the month, stated earlier in the sentence holds for the rest of it
    (
        "2020年6月底前完成方案,9月底前完成招标,年底前全部开工。",
        "2019-03-10",
        ["2020-06-30", "2020-09-30", "2020-12-31"],
    ),
    ("2020年6月底前完成方案。9月底前完成招标。", "2019-03-10", ["2020-06-30", "2019-09-30"]),
    ("6月10日前完成自查,20日前完成整改。", "2019-03-10", ["2019-06-10", "2019-06-20"]),
    ("20日前完成整改。", "2019-03-10", []),
    ("全年完成造林20万亩。", "2019-03-10", ["2019-12-31"]),
    ("景区全年开放,去年全年完成接待100万人次。", "2019-03-10", []),
    ("2019年11月底前完成,次年3月底前验收。", "2018-03-10", ["2019-11-30", "2020-03-31"]),
    ("对2016年底审计发现的问题,9月底前整改到位。", "2019-03-10", ["2019-09-30"]),
    ("9月底前全面完成2017年搬迁户住房建设,力争年底前全部入住", None, ["XXXX-09-30", "XXXX-12-31"]),
    ("2018年全面完成改造任务,年内申请摘帽的县区同步消除", None, ["2018-12-31"]),
    # what lay behind the writer is a fact
    ("2017年完成改造1000户,2020年完成全部改造", "2019-03-10", ["2020-12-31"]),
    ("2017年完成改造1000户", None, ["2017-12-31"]),
    ("2004年8月5日至8日,赴某地调研", "2004-10-15", []),
    # recurrence and deadline side by side
    ("“十四五”期间,每年新增绿地100公顷", None, ["2025-12-31", "FREQ=YEARLY"]),
    ("进展情况每周报、全面工作按月报", None, ["FREQ=WEEKLY", "FREQ=MONTHLY"]),
    ("从2019年起,各部门于每年2月底前报送", None, ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"]),
    ("(发改委牵头,5月底前取得阶段性进展,年内持续推进)", "2019-03-10", ["2019-05-31", "2019-12-31"]),
]

CELLS = [
    ("2020年12月", "2020-12-31"),
    ("2020年", "2020-12-31"),
    ("12月底", "XXXX-12-31"),
    ("2020年6月30日", "2020-06-30"),
    ("2020.06.30", "2020-06-30"),
    ("2020.06", "2020-06-30"),
    ("第三季度", "XXXX-09-30"),
    ("2020年上半年", "2020-06-30"),
    ("2019年1月-2020年6月", "2020-06-30"),
    ("2019—2020年", "2020-12-31"),
]


@pytest.mark.parametrize(("phrase", "issued", "due"), DUE)
def test_due(phrase: str, issued: str | None, due: str) -> None:
    assert [(found.due, found.rrule) for found in find_deadlines(document_of(phrase, issued=issued))] == [(due, None)]


@pytest.mark.parametrize(("phrase", "issued"), OPEN)
def test_open(phrase: str, issued: str | None) -> None:
    assert [(found.due, found.rrule) for found in find_deadlines(document_of(phrase, issued=issued))] == [(None, None)]


@pytest.mark.parametrize(("phrase", "rrule"), RECURRING)
def test_recurring(phrase: str, rrule: str) -> None:
    found = find_deadlines(document_of(phrase, issued="2019-05-06"))
    assert [(deadline.due, deadline.rrule) for deadline in found] == [(None, rrule)]


@pytest.mark.parametrize("phrase", NOT_DEADLINES)
def test_not_a_deadline(phrase: str) -> None:
    assert find_deadlines(document_of(phrase)) == []


@pytest.mark.parametrize(("text", "issued", "expected"), SENTENCES)
def test_sentence(text: str, issued: str | None, expected: list[str]) -> None:
    assert [found.due or found.rrule for found in find_deadlines(document_of(text, issued=issued))] == expected


@pytest.mark.parametrize(("cell", "due"), CELLS)
def test_a_date_alone_in_a_cell(cell: str, due: str) -> None:
    text = f"完成改造\n{cell}"
    block = Block(start=5, end=len(text), kind="cell", place=Place(table=1, row=1, column=2))
    found = find_deadlines(document_of(text).model_copy(update={"blocks": (block,)}))
    assert [(deadline.text, deadline.due) for deadline in found] == [(cell, due)]


def test_a_cell_with_the_date_of_the_page_itself() -> None:
    text = "成文日期：\n2020年12月1日"
    block = Block(start=6, end=len(text), kind="cell", place=Place(table=1, row=1, column=2))
    assert find_deadlines(document_of(text).model_copy(update={"blocks": (block,)})) == []


def test_quotes_the_phrase_alone() -> None:
    found = find_deadlines(
        document_of("某局牵头，２０１８年全面完成改造，（市教育局，9月20日前完成）", issued="2018-01-01")
    )
    assert [deadline.text for deadline in found] == ["２０１８年", "9月20日前"]


def test_names_its_rule() -> None:
    assert [found.rule for found in find_deadlines(document_of("9月底前完成"))] == ["deadlines.month-end"]


def test_every_meaning_is_known_and_used() -> None:
    named = {rule.means for rule in load_rules("deadlines") if not rule.means[0].isdigit()}
    assert {means for means in named if not means.startswith("FREQ=")} == {*MEANINGS, DECOY}


def test_every_month_end() -> None:
    for year, month in product((1900, 2000, 2019, 2020), range(1, 13)):
        end = month_end(year, month)
        assert end is not None and edtf(year, month, int(end[-2:])) == end
        assert edtf(year, month, int(end[-2:]) + 1) is None


def test_days_that_no_calendar_has() -> None:
    assert [edtf(2019, 2, 29), edtf(None, 2, 30), edtf(2020, 13, 1), edtf(2020, 6, 0), month_end(None, 0)] == [None] * 5
    assert find_deadlines(document_of("2019年2月30日前完成")) == []


def test_counting_beyond_the_calendar() -> None:
    assert count_on(date(9999, 12, 1), 3, "年") is None
    assert count_on(date(9999, 12, 1), 90, "日") is None


PARTS = [
    *"0123456789一二三十○〇年月日底末前内至到—-、，。；：（）《》“”每季度旬周自起对已的第",
    "2020年",
    "6月",
    "30日",
    "完成",
    "\n",
    " ",
    "印发之日起",
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join), st.sampled_from([None, "2019-03-10", "9999-12-31"]))
@settings(max_examples=300, deadline=None)
def test_quotes_its_own_place(text: str, issued: str | None) -> None:
    found = find_deadlines(document_of(text, issued=issued))
    assert all(text[deadline.start : deadline.end] == deadline.text for deadline in found)
    assert [deadline.start for deadline in found] == sorted({deadline.start for deadline in found})
    assert not any(deadline.due and deadline.rrule for deadline in found)


@given(st.dates(), st.sampled_from(["年{}月{}日前完成", "年 {} 月 {} 日之前完成"]))
@settings(max_examples=200, deadline=None)
def test_reads_back_any_day(day: date, form: str) -> None:
    if 1900 <= day.year < 2100:
        text = f"{day.year}{form.format(day.month, day.day)}"
        assert [found.due for found in find_deadlines(document_of(text))] == [day.isoformat()]


@pytest.mark.parametrize(
    "part",
    [
        "2020年、",
        "6月至",
        "《",
        "《a",
        "对",
        "2020年12月",
        "每年6月、",
        "（2020年",
        "年内",
        "1",
        "一二三",
        "自2020年1月1日",
        "到",
        " ",
        "的年内",
    ],
)
def test_long_lines_take_linear_time(part: str) -> None:
    text = part * (30_000 // len(part))
    start = time.perf_counter()
    find_deadlines(document_of(text))
    assert time.perf_counter() - start < 10
