# make run    the guide, from nothing: environment, weights, places, then the model and the service
# make test   format, lint, types and tests        make check  without the tests
# make studio LangGraph Studio's server, offline   (docs/howto/studio.md)
# make clean  the environment and caches           make distclean  the data and weights too
#
# Every target says what it does, does only what is left to do, and may be killed and run again: a stamp is
# written when a step is whole. The service's own code is installed as a link, so changing it costs nothing.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# Settings of one's own: GUIDE_… = … lines, handed to every program.
-include .env
export

# make run WORKERS=4: that many processes answer, beside one model endpoint.
ifdef WORKERS
GUIDE_WORKERS := $(WORKERS)
endif

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Nothing is compiled ahead: what is used compiles at its first import, and most of it never is.
PIP := $(PY) -m pip --disable-pip-version-check install --no-compile -c constraints.txt
SAY := @printf '\n▸ %s\n'

.PHONY: help run test check lint types studio clean distclean weights constraints

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

run:
	@$(MAKE) -j2 $(VENV)/.service weights
	$(SAY) 'Loading places into the index (python -m ingest)'
	@$(PY) -m ingest
	$(SAY) 'Starting the model and the service (Ctrl-C stops both)'
	@exec $(PY) -m serving up

test:
	@$(MAKE) -j2 $(VENV)/.develop weights
	@$(MAKE) lint types
	$(SAY) 'Tests (pytest)'
	@$(PY) -m pytest

check: $(VENV)/.develop
	@$(MAKE) lint types

studio: $(VENV)/.develop
	$(SAY) 'LangGraph Studio: the address is told below (Ctrl-C stops it)'
	@LANGSMITH_TRACING=false LANGGRAPH_CLI_NO_ANALYTICS=1 exec $(VENV)/bin/langgraph dev --no-browser --no-reload $(STUDIO)

lint: $(VENV)/.develop
	$(SAY) 'Lint and format (ruff)'
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(VENV)/.develop
	$(SAY) 'Types (mypy)'
	@$(PY) -m mypy

# Beside pip: fetching needs two small packages only. Through cat its bar becomes lines, which mix with pip's.
weights: $(VENV)/.fetch
	$(SAY) 'Weights: bringing what is not here yet (python -m serving fetch)'
	@$(PY) -m serving fetch 2>&1 | cat

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Python 3.11 or newer is needed: $(PYTHON) is missing or older. Try make PYTHON=python3.12 …' >&2; exit 1; }
	$(SAY) 'Environment: $(VENV)'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.fetch: constraints.txt | $(VENV)/.python
	$(SAY) 'Installing what the download of weights needs'
	@$(PIP) -q numpy tqdm
	@touch $@

$(VENV)/.service: pyproject.toml constraints.txt | $(VENV)/.fetch
	$(SAY) 'Installing the service (about 350 MB, a minute or two)'
	@$(PIP) -e .
	@touch $@

$(VENV)/.develop: pyproject.toml constraints.txt | $(VENV)/.fetch
	$(SAY) 'Installing the service and the tools that check it (about 400 MB, a minute or two)'
	@$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.service

# The whole environment as resolved today. Without its local label, torch is whichever build is at hand.
constraints:
	@work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	$(PYTHON) -m venv "$$work/venv"; \
	"$$work/venv/bin/python" -m pip install -e '.[dev]'; \
	{ sed '/^[^#]/,$$d' constraints.txt; \
	  "$$work/venv/bin/python" -m pip freeze --exclude-editable | sed 's/^\(torch==[^+]*\)+.*/\1/'; } > "$$work/new"; \
	cp "$$work/new" constraints.txt

clean:
	$(SAY) 'Removing the environment and caches (weights and places stay)'
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	$(SAY) 'Removing .data'
	@rm -rf .data
