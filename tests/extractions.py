"""Extractions made by hand, for tests of what comes after the extraction."""

import hashlib
import os
import re
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline.readers.errors import UnreadableFile
from schemas.document import Block, Metadata, Section
from schemas.manifest import FileOptions, ManifestEntry
from schemas.obligation import Extraction, Obligation, Party, Target
from schemas.problem import Problem
from schemas.source import Place

TASKS = ("加快补齐污水处理设施短板", "每月20日前报送进展情况", "严禁新增隐性债务", "=严格落实责任")


def sample(name: str = "云岭省/方案.docx", *, tasks: tuple[str, ...] = TASKS) -> Extraction:
    """A document of the fictional province 云岭省 with an obligation for each task and one problem."""
    text = "云岭省行动方案\n" + "\n".join(tasks) + "\n"
    obligations = tuple(_obligation(name, number, task, text.index(task)) for number, task in enumerate(tasks, 1))
    first = obligations[0]
    return Extraction(
        document=name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        kind="docx",
        text=text,
        metadata=Metadata(
            title="云岭省行动方案",
            number="云政发〔2022〕3号",
            issuers=("云岭省人民政府",),
            level="省",
            signed=date(2022, 3, 1),
        ),
        blocks=tuple(_blocks(text)),
        sections=(Section(start=0, end=len(text), kind="heading", heading_start=0, heading_end=7, depth=1),),
        obligations=obligations,
        problems=(
            Problem(code="unknown_department", quote="省编班", start=first.start, end=first.start + 3),
            Problem(code="page_without_text", severity="note", place=Place(page=2)),
        ),
    )


def _blocks(text: str) -> Iterator[Block]:
    start = 0
    for number, line in enumerate(text.splitlines(), 1):
        yield Block(start=start, end=start + len(line), kind="paragraph", place=Place(paragraph=number))
        start += len(line) + 1


def _obligation(name: str, number: int, task: str, start: int) -> Obligation:
    end = start + len(task)
    here = {"start": start, "end": end}
    return Obligation(
        document=name,
        number=number,
        text=task,
        **here,
        section=("二、重点任务", f"（{number}）"),
        parties=(
            Party(name="省财政厅", role="lead", kind="organ", line="财政", level="省", **here),
            Party(name="各市（州）、县（市、区）", role="support", kind="collective", **here),
        )[: number % 3],
        due=(None, "2022-12-31", "XXXX-09-30")[number % 3],
        due_text=(None, "年底前", "9月底前")[number % 3],
        rrule="FREQ=MONTHLY;BYMONTHDAY=20" if "每月" in task else None,
        targets=(
            Target(op=">=", value=95.5, unit="%", indicator="办结率", **here),
            Target(op="=", value=50000, unit="元", indicator="", baseline=9, **here),
        )[: number % 3],
        modality="prohibit" if "严禁" in task else "must",
        place=Place(page=1, box=(1.0, 2.0, 3.5, 4.0), paragraph=number + 1),
        rules=("item-lead", "year-end"),
    )


def lines_as_obligations(data: bytes, *, name: str, manifest: ManifestEntry | None = None) -> Extraction:
    """An extraction for tests of the run: every line of a text file is an obligation; ``.doc`` cannot be read."""
    if name.endswith(".doc"):
        raise UnreadableFile("unsupported_kind", {"kind": "doc"})
    if name.endswith(".bug"):
        raise RuntimeError("no such thing")
    tasks = tuple(line for line in data.decode("utf-8").splitlines() if line)
    plain = sample(name, tasks=tasks)
    if manifest is None:
        return plain
    day = manifest.issued or (manifest.date_of_run if isinstance(manifest, FileOptions) else None)
    metadata = plain.metadata.model_copy(update={"title": manifest.title, "signed": day})
    return plain.model_copy(update={"metadata": metadata})


def with_trouble(data: bytes, *, name: str, manifest: ManifestEntry | None = None) -> Extraction:
    """As ``lines_as_obligations``, for files that say what goes wrong with the process that reads them."""
    said = data.decode("utf-8").strip()
    if said == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if said.startswith("killed once "):
        seen = Path(said.removeprefix("killed once "))
        if not seen.exists():
            seen.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    while said == "loops":
        pass
    if said == "hangs in C":
        re.fullmatch("(a|a)*b", "a" * 60)  # holds the interpreter for years
    if said == "takes all memory":
        bytearray(1 << 40)
    return lines_as_obligations(data, name=name, manifest=manifest)
