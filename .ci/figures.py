"""Write the figures of the READMEs anew, from what the commands print on this tree: `make figures`.

A figure stands between `<!-- NAME -->` and `<!-- /NAME -->`.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.evaluate import MEASURES, Score, evaluate, total  # noqa: E402
from pipeline.messages import Lang, say  # noqa: E402
from pipeline.store import open_store  # noqa: E402

SETS = {"corpus": ROOT / "corpus" / "gold", "shared": ROOT.parent / "shared" / "gold"}
READMES: dict[str, Lang] = {"README.md": "en", "README.zh-CN.md": "zh"}
HEADS = {
    "zh": (
        "样例文件（{corpus} 份，{corpus_units} 条）",
        "真实文件（{shared} 份，{shared_units} 条）",
        "精确率",
        "召回率",
    ),
    "en": (
        "sample documents ({corpus}, {corpus_units} units)",
        "real documents ({shared}, {shared_units} units)",
        "P",
        "R",
    ),
}


def demo(lang: Lang) -> str:
    """What `make demo` prints."""
    out = "outputs/demo"
    command = [
        ".venv/bin/duban",
        "run",
        "corpus/documents",
        "--manifest",
        "corpus/documents/manifest.csv",
        "--out",
        out,
    ]
    environment = os.environ | {"COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run([*command, "--lang", lang], cwd=ROOT, env=environment, capture_output=True, check=True)
    lines = "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").splitlines())
    return f"```\n{lines}\n```"


def accuracy(scores: dict[str, list[Score]], lang: Lang) -> str:
    """A row for each measure, with F1, precision and recall on both sets."""
    sums = {name: total(found) for name, found in scores.items()}
    counts = {name: len(found) for name, found in scores.items()}
    counts |= {f"{name}_units": sums[name]["units"].wanted for name in scores}
    corpus, shared, precision, recall = (head.format(**counts) for head in HEADS[lang])
    lines = [
        f"| | {corpus} F1 | {precision} | {recall} | {shared} F1 | {precision} | {recall} |",
        "|---|" + "---:|" * 6,
    ]
    for measure in MEASURES:
        cells = [f"{value:.3f}" for name in SETS for value in figures(sums[name][measure])]
        lines.append(f"| {say(f'measure.{measure}', lang)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def figures(count: object) -> tuple[float, float, float]:
    return count.f1, count.precision, count.recall  # type: ignore[attr-defined]


def main() -> None:
    subprocess.run([ROOT / ".ci" / "accuracy"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    scores = {}
    for name, gold in SETS.items():
        with open_store(ROOT / "outputs" / "accuracy" / name, create=False) as store:
            scores[name] = evaluate(store, [gold])
    for readme, lang in READMES.items():
        path = ROOT / readme
        text = path.read_text(encoding="utf-8")
        for mark, figure in (("demo", demo(lang)), ("accuracy", accuracy(scores, lang))):
            pattern = re.compile(rf"(<!-- {mark} -->\n).*?(\n<!-- /{mark} -->)", re.DOTALL)
            text = pattern.sub(lambda match, figure=figure: match[1] + figure + match[2], text)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
