# Executable documentation: every target is the real tool on a line or two. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES = $(wildcard samverkan/*/locale/sv/LC_MESSAGES/django.po)
export SAMVERKAN_DATA_DIR ?= $(CURDIR)/var
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo test quick lint types contracts translations messages unit postgres browser docs bench lock clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(VENV)/.installed: requirements.txt pyproject.toml setup.py $(CATALOGUES) # building compiles the catalogues
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.developer: $(VENV)/.installed requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.installed ## Set everything up and serve the demo city
	$(BIN)/samverkan demo

test: $(VENV)/.developer lint types contracts unit postgres browser ## Everything a change must pass
	@$(BIN)/python tests/skipped.py

quick: $(VENV)/.developer translations ## The fast tests, while typing
	$(BIN)/pytest -m "not browser" -n 2

lint: $(VENV)/.developer ## Style and common faults
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.developer ## Strict types
	$(BIN)/mypy samverkan tests conftest.py manage.py setup.py

contracts: $(VENV)/.developer ## Which package may import which
	$(BIN)/lint-imports --no-cache

translations: $(VENV)/.developer ## Compile the Swedish catalogues
	@for catalogue in $(CATALOGUES); do $(BIN)/pybabel -q compile -f -l sv -i $$catalogue -o $${catalogue%po}mo; done

messages: $(VENV)/.developer ## Gather new texts into the Swedish catalogues
	$(BIN)/python -m tests.messages

unit: $(VENV)/.developer translations ## All tests but the browser's, on SQLite
	$(BIN)/pytest -m "not browser" -n 2

postgres: $(VENV)/.developer translations ## The tests that touch the database, on PostgreSQL, if it is installed
	@tests/with_postgres.sh $(BIN)/pytest -m "database and not browser" -n 2

browser: $(VENV)/.developer translations ## The journeys in Chromium, if it is installed
	$(BIN)/pytest -m browser

docs: $(VENV)/.developer translations ## Draw the generated pages of docs/ and take the guide's pictures
	DOCS=write $(BIN)/pytest tests/test_docs.py tests/journeys

bench: $(VENV)/.installed ## Figures of speed and size
	$(BIN)/samverkan bench

lock: ## Pin the dependencies anew, with hashes (needs uv)
	uv pip compile -q pyproject.toml --extra dev --extra postgres --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -o requirements-dev.txt
	uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -c requirements-dev.txt -o requirements.txt

clean: ## Remove what the other targets made
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
