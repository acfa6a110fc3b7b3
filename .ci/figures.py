"""Write the figures of the READMEs anew, from what the commands print on this tree: ``make figures``.

A figure stands between ``<!-- NAME -->`` and ``<!-- /NAME -->``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.accuracy import total  # noqa: E402
from pipeline.evaluate import MEASURES, Count  # noqa: E402
from pipeline.measuring import SETS, Measured, measure  # noqa: E402
from pipeline.messages import Lang, say  # noqa: E402

READMES: dict[str, Lang] = {"README.md": "en", "README.zh-CN.md": "zh"}
HEADS = {
    "zh": ("F1（精确率、召回率）", "样例方案 {} 份，{} 条", "样例（少见写法）{} 份，{} 条", "真实文件 {} 份，{} 条"),
    "en": ("F1 (precision, recall)", "{} sample plans, {} units", "{} of rare forms, {}", "{} real documents, {}"),
}


def demo(lang: Lang) -> str:
    """What ``make demo`` prints."""
    shutil.rmtree(ROOT / "outputs" / "demo", ignore_errors=True)
    folder = "corpus/documents"
    command = [".venv/bin/duban", "run", folder, "--manifest", f"{folder}/manifest.csv", "--out", "outputs/demo"]
    environment = os.environ | {"COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run([*command, "--lang", lang], cwd=ROOT, env=environment, capture_output=True, check=True)
    lines = "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").splitlines())
    return f"```\n{lines}\n```"


def accuracy(sets: list[list[Measured]], lang: Lang) -> str:
    """A row for each measure, a column for each set of documents."""
    sums = [total(scores) for scores in sets]
    corner, *names = HEADS[lang]
    named = [
        name.format(len(scores), each["units"].wanted) for name, scores, each in zip(names, sets, sums, strict=True)
    ]
    lines = [row([corner, *named]), "|---|" + "---|" * len(sets)]
    lines += [row([say(f"measure.{measure}", lang), *(cell(each[measure]) for each in sums)]) for measure in MEASURES]
    return "\n".join(lines)


def row(cells: list[str]) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def cell(count: Count) -> str:
    """What the table says of a count."""
    return f"{count.f1:.3f} ({count.precision:.2f}, {count.recall:.2f})"


def replace(text: str, mark: str, figure: str) -> str:
    """The text with one figure put in anew."""
    before, opened, rest = text.partition(f"<!-- {mark} -->\n")
    _, closed, after = rest.partition(f"<!-- /{mark} -->")
    if not (opened and closed):
        sys.exit(f"No place for the figure {mark}.")
    return f"{before}{opened}{figure}\n{closed}{after}"


def main() -> None:
    """Measure once and write both files."""
    measured = measure(ROOT).sets
    if set(measured) != set(SETS):
        sys.exit("The figures need the shared documents beside the project.")
    sets = [list(measured[kind].values()) for kind in SETS]
    for readme, lang in READMES.items():
        path = ROOT / readme
        text = path.read_text(encoding="utf-8")
        text = replace(replace(text, "demo", demo(lang)), "accuracy", accuracy(sets, lang))
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
