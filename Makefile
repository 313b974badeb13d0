# Aozora: what can be done here. `make help` lists it.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
SOURCES ?= sample
MONTH ?=
PORT ?= 8080
CORPUS ?= ../shared/corpus

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run airflow airflow-month test test-system check format eval bench lock sample-docs clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@echo "Installing what the lock names (about a minute the first time) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: .venv/.installed ## make .venv and install what running needs
setup-dev: .venv/.installed-dev ## and what testing needs

run: setup ## the whole job on the sample (SOURCES=live MONTH=2026-10: on the real sites)
	@.venv/bin/aozora run --set $(SOURCES) $(MONTH)

airflow: setup ## Airflow with its pages, on the same data (PORT=8080)
	@.venv/bin/aozora airflow --set $(SOURCES) --port $(PORT)

test: setup-dev ## tests in pure Python: no internet, no browser
	@$(PY) -m pytest -q -m "not system" -n auto --dist loadfile

test-system: setup-dev ## tests that need a browser and fonts; says what to install
	@$(PY) -m tests.system.needs
	@$(PY) -m pytest -q -m system

airflow-month: setup-dev ## a month in a running Airflow: rejected, approved over its API, mailed (about ten minutes)
	@$(PY) -m tests.system.airflow_month

check: setup-dev ## format, lint, types
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy

format: setup-dev ## put code into the house's form
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

eval: setup-dev ## figures on real pages and texts (CORPUS=folder)
	@$(PY) -m tests.eval $(CORPUS)

bench: setup-dev ## how fast the parts are on this machine
	@$(PY) -m tests.bench $(TOPICS)

lock: setup-dev ## make both locks again from pyproject.toml
	@.venv/bin/uv pip compile pyproject.toml -p 3.11.7 --universal --generate-hashes --no-header -q -o requirements.lock
	@.venv/bin/uv pip compile pyproject.toml --extra dev -p 3.11.7 --universal --generate-hashes --no-header -q -c requirements.lock -o requirements-dev.lock

sample-docs: setup-dev run ## render docs/sample and its pictures again (needs Chromium)
	@$(PY) docs/sample/make.py data

clean: ## remove what was made here, data included
	rm -rf .venv data build *.egg-info .mypy_cache .pytest_cache .ruff_cache
