"""Time and memory of ``duban graph`` and ``duban matrix`` on a made-up run: ``python -m tests.bench_views [COUNT]``.

COUNT obligations (100,000 if not given) in documents of 100, from 330 jurisdictions with 30 departments each.
Prints seconds on the clock, seconds of processor time, and the peak of memory.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from pipeline.store import FileRecord, Store, open_store
from schemas.document import Metadata
from schemas.obligation import Extraction, Obligation, Party, Target

LINES = (
    "财政 教育 民政 水利 农业农村 交通运输 住房和城乡建设 卫生健康 生态环境 发展改革 工业和信息化 公安 商务 审计 统计 "
    "司法 科技 自然资源 应急管理 文化和旅游 市场监管 医疗保障 退役军人 林业 体育 乡村振兴 信访 国资 税务 气象"
)
A_DOCUMENT = 100
RULES = (None, None, None, "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=20")


def fill(store: Store, count: int) -> None:
    """Put documents into a store until it holds ``count`` obligations."""
    chance = random.Random(0)
    for number in range(count // A_DOCUMENT):
        extraction = document(number, chance)
        store.put(FileRecord(name=extraction.document), extraction)


def document(number: int, chance: random.Random) -> Extraction:
    """A plan of one of 330 places with an obligation a line."""
    place, level = (f"第{number % 30}省", "省") if number % 11 == 0 else (f"第{number % 300}市", "市")
    lines = [f"第{task}项：健全第{number}号工作机制，按期完成年度目标任务并报送情况" for task in range(A_DOCUMENT)]
    starts = [sum(len(line) + 1 for line in lines[:task]) for task in range(A_DOCUMENT)]
    name = f"{number:05}.txt"
    obligations = [
        obligation(name, task + 1, line, start, place, level, chance)
        for task, (line, start) in enumerate(zip(lines, starts, strict=True))
    ]
    said = {"title": f"{place}第{number}号方案", "number": f"政发〔{2015 + number % 8}〕{number}号", "region": place}
    issued = {"level": level, "signed": date(2015 + number % 8, 3, 1), "issuers": (f"{place}人民政府",)}
    metadata = Metadata.model_validate(said | issued)
    text = "\n".join(lines)
    return Extraction(
        document=name, sha256="0" * 64, kind="txt", text=text, metadata=metadata, obligations=tuple(obligations)
    )


def obligation(
    name: str, number: int, text: str, start: int, place: str, level: str, chance: random.Random
) -> Obligation:
    """A line with up to five departments of the place, two in five with a deadline, three in ten with a metric."""
    here = {"start": start, "end": start + len(text)}
    chosen = chance.sample(LINES.split(), chance.randint(0, 5))
    parties = [
        Party.model_validate(
            {
                "name": f"{level}{line}局",
                "entity": f"{place}{line}局",
                "jurisdiction": place,
                "line": line,
                "kind": "organ",
            }
            | {"role": "support" if at else "lead", "level": level, "organ": "政府部门", "current_line": line}
            | here
        )
        for at, line in enumerate(chosen)
    ]
    due = f"20{chance.randint(16, 25)}-{chance.randint(1, 12):02}-28" if chance.random() < 0.4 else None
    target = Target(op=">=", value=95, unit="%", indicator="完成率", **here)
    return Obligation(
        **here,
        document=name,
        number=number,
        text=text,
        section=("二、重点任务", f"（{number // 10 + 1}）第{number // 10 + 1}类"),
        parties=tuple(parties),
        due=due,
        due_text="月底前" if due else None,
        rrule=None if due else chance.choice(RULES),
        targets=(target,) if chance.random() < 0.3 else (),
        rules=("item-lead",),
    )


def run(*arguments: str) -> None:
    """Run a command and print what it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "pipeline.cli", *arguments], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    clock = time.perf_counter() - began
    print(f"duban {arguments[0]}: {clock:.1f} s, {spent:.1f} s of processor time, peak {after.ru_maxrss // 1024} MB")


def main() -> None:
    """Make the run and time the commands."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder)) as store:
            fill(store, count)
        for command in ("matrix", "graph"):
            run(command, folder)


if __name__ == "__main__":
    main()
