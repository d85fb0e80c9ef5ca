# Everything a person or CI needs: `make demo` first, `make help` for the rest.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
NATIVE := .native/.made
PEERS := .bench-peers/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo chat test check fix bench lock

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: $(STAMP) $(NATIVE) ## install everything into .venv, exactly as locked

$(STAMP): requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Without a C compiler this says so and the matcher stays plain Python: the same, but slower.
$(NATIVE): $(wildcard knowledge/matching/*.py) knowledge/patterns.py $(wildcard knowledge/native/*.py) | $(STAMP)
	$(BIN)/python -m knowledge.native
	@mkdir -p $(@D) && touch $@

demo: setup ## 77 made-up interviews, and everything a manager would get
	$(BIN)/python -m bot demo

chat: setup ## be interviewed in this terminal
	$(BIN)/python -m bot chat

test: setup ## all tests
	$(BIN)/python -m pytest

check: setup ## format, lint, types, import contracts, tests with branch coverage
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered

fix: setup ## let the formatter and the linter mend what they can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup $(PEERS) ## measure beside what a user would pick instead (half an hour or more)
	$(BIN)/python -m benchmarks

# What cannot be installed is left out of the tables; the measurements go on.
$(PEERS): benchmarks/requirements.txt | $(STAMP)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target .bench-peers -r $< && touch $@

lock: setup ## compile the locked requirements anew
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 --extra postgres -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 --extra postgres --group dev -o requirements-dev.txt pyproject.toml
