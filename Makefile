# Verbs: make demo, make test, make setup, make quick, make accuracy, make bench, make figures, make clean.
# Each works first and alone on a machine with Python 3.11 or later and make.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup test quick demo accuracy bench figures clean

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

demo: $(READY)
	@rm -rf outputs/demo
	@$(BIN)/duban run corpus/documents --manifest corpus/documents/manifest.csv --out outputs/demo

accuracy: $(READY)
	@.ci/accuracy

bench: $(READY)
	@$(BIN)/python .ci/bench.py

figures: $(READY)
	@$(BIN)/python .ci/figures.py

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis outputs/demo outputs/accuracy
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
