# ShopDesk. `make run` on a fresh machine sets everything up and opens the program; the other targets set up likewise.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test lint bench soak clean

VENV := .venv
BIN := $(VENV)/bin
PROGRAM := $(VENV)/.program-set-up
TOOLS := $(VENV)/.tools-set-up
RECIPE := pyproject.toml requirements.lock .ci/set-up .ci/system-packages
PARALLEL ?= 2

# Tests and tools need no screen; a person's `make run` does.
test lint bench soak: export QT_QPA_PLATFORM := offscreen

run: $(PROGRAM)
	@.ci/open-program $(BIN)/shopdesk

$(PROGRAM): $(RECIPE)
	@.ci/set-up $(VENV)
	@touch $@

$(TOOLS): $(RECIPE)
	@.ci/set-up $(VENV) tools
	@touch $(PROGRAM) $@

lint: $(TOOLS)
	@echo "── format";  $(BIN)/ruff format --check .
	@echo "── lint";    $(BIN)/ruff check .
	@echo "── types";   $(BIN)/mypy
	@echo "── rooms";   $(BIN)/lint-imports

test: lint
	@echo "── tests";   $(BIN)/pytest -n $(PARALLEL) -m "not soak"

# One row at a time: figures measured beside each other are not figures. `make bench TICKETS=1000000` for a big shop.
bench: $(TOOLS)
	$(BIN)/python -m benchmarks $(TICKETS)

soak: $(TOOLS)
	$(BIN)/pytest -m soak -p no:randomly

clean:
	rm -rf $(VENV) build dist tour .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
