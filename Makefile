# Verbs: make demo, make test, make setup, make quick, make accuracy, make figures, make fit-diff, make bench,
# make bench-diff, make bench-views, make pkuseg, make ocr, make clean.
# Each works first and alone on a machine with Python 3.11 or later and make.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup test quick demo accuracy figures fit-diff bench bench-diff bench-views pkuseg ocr clean

setup: $(READY)

$(READY): pyproject.toml .ci/constraints.txt
	@$(BIN)/python -c '' 2>/dev/null || .ci/make_venv $(VENV)
	@echo 'Installing duban into $(VENV), which takes about half a minute ...'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c .ci/constraints.txt -e '.[dev]'
	@touch $@

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

quick: $(READY)
	$(BIN)/python -m pytest -m 'not slow'

bench-views: $(READY)
	@$(BIN)/python -m tests.bench_views

demo: $(READY)
	@rm -rf outputs/demo
	@$(BIN)/duban run corpus/documents --manifest corpus/documents/manifest.csv --out outputs/demo

accuracy: $(READY)
	@.ci/accuracy

# the weights of `duban diff`: fitted anew, and how pairs come out that were left out of the fitting
fit-diff: $(READY)
	@$(BIN)/python -m pipeline.diff.fit
	@$(BIN)/python -m pipeline.diff.fit check

# `duban diff` beside TF-IDF and rapidfuzz on the same obligations
bench-diff: $(READY)
	@$(BIN)/python .ci/bench_diff.py

bench: $(READY)
	@$(BIN)/python .ci/bench.py

figures: $(READY)
	@$(BIN)/python .ci/figures.py
	@$(BIN)/python .ci/notebooks.py

# pkuseg comes as source that needs numpy and Cython before it can say what it needs, and a C++ compiler. The model that
# it carries is for research use alone.
pkuseg: $(READY)
	@echo 'Building pkuseg (a C++ compiler, about a minute) ...'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c .ci/constraints.txt cython numpy 'setuptools>=77'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c .ci/constraints.txt --no-build-isolation -e '.[pkuseg]'

# What duban run --ocr needs; the tests of recognised pages are skipped without it.
ocr: $(READY)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c .ci/constraints.txt -e '.[ocr]'

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis outputs/demo outputs/accuracy
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
