"""Write the figures of the READMEs anew, from what the commands print on this tree: ``make figures``.

A figure stands between ``<!-- NAME -->`` and ``<!-- /NAME -->``.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.evaluate import MEASURES, Count, Score, evaluate, total  # noqa: E402
from pipeline.messages import Lang, say  # noqa: E402
from pipeline.store import open_store  # noqa: E402

SETS = {"corpus": ROOT / "corpus" / "gold", "shared": ROOT.parent / "shared" / "gold"}
READMES: dict[str, Lang] = {"README.md": "en", "README.zh-CN.md": "zh"}
HEADS = {
    "zh": ("样例 {corpus} 份，{corpus_units} 条", "真实文件 {shared} 份，{shared_units} 条", "精确率", "召回率"),
    "en": (
        "{corpus} sample documents, {corpus_units} units",
        "{shared} real ones, {shared_units} units",
        "P",
        "R",
    ),
}


def demo(lang: Lang) -> str:
    """What ``make demo`` prints."""
    folder = "corpus/documents"
    command = [".venv/bin/duban", "run", folder, "--manifest", f"{folder}/manifest.csv", "--out", "outputs/demo"]
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
    heads = ["", f"{corpus}: F1", precision, recall, f"{shared}: F1", precision, recall]
    lines = [row(heads), "|---|" + "---:|" * 6]
    for measure in MEASURES:
        cells = [f"{value:.3f}" for name in SETS for value in figures(sums[name][measure])]
        lines.append(row([say(f"measure.{measure}", lang), *cells]))
    return "\n".join(lines)


def row(cells: list[str]) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def figures(count: Count) -> tuple[float, float, float]:
    """What a table says of a count."""
    return count.f1, count.precision, count.recall


def replace(text: str, mark: str, figure: str) -> str:
    """The text with one figure put in anew."""
    before, opened, rest = text.partition(f"<!-- {mark} -->\n")
    _, closed, after = rest.partition(f"<!-- /{mark} -->")
    if not (opened and closed):
        sys.exit(f"No place for the figure {mark}.")
    return f"{before}{opened}{figure}\n{closed}{after}"


def main() -> None:
    """Measure once and write both files."""
    if not SETS["shared"].is_dir():
        sys.exit("The figures need the shared documents beside the project.")
    subprocess.run([ROOT / ".ci" / "accuracy"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    scores = {}
    for name, gold in SETS.items():
        with open_store(ROOT / "outputs" / "accuracy" / name, create=False) as store:
            scores[name] = evaluate(store, [gold])
    for readme, lang in READMES.items():
        path = ROOT / readme
        text = path.read_text(encoding="utf-8")
        text = replace(replace(text, "demo", demo(lang)), "accuracy", accuracy(scores, lang))
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
