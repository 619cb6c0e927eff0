# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PYTHON_VERSION := $(shell $(PYTHON) -c 'import platform; print(platform.python_version())')
VENV := .venv
RUN := $(VENV)/bin/python
# Another Python makes another environment.
DEMO := $(VENV)/.demo-$(PYTHON_VERSION)
DEV := $(VENV)/.dev-$(PYTHON_VERSION)
COLLECTIONS := .build/collections
TREE := $(COLLECTIONS)/ansible_collections/octopus/deploy
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/$(COLLECTIONS)
export PYTHONPATH := $(CURDIR)/tests:$(CURDIR)/tests/tools

.PHONY: help demo test lint kinds interop emulator bench docs build matrix clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(DEMO): requirements/demo.txt requirements/page.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3.11")'
	@test -e $@ || rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check -r $<
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps -r requirements/page.txt
	@touch $@

# Not compiled here: the tools keep what Python compiles elsewhere (tests/tools/checks.py), and load a part of this only.
$(DEV): requirements/dev.txt $(DEMO)
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-compile -r $<
	@touch $@

$(TREE):
	@mkdir -p $(dir $@)
	@ln -sfn ../../../.. $@

demo: $(DEMO) | $(TREE) ## Make a space and deliver a release on an emulated server (or on OCTOPUS_URL), each twice
	@$(RUN) tests/tools/demo.py

emulator: $(DEMO) ## Serve an emulated Octopus Server until Control-C (ARGUMENTS=--help shows its options)
	@$(RUN) -m emulator $(ARGUMENTS)

test: $(DEV) | $(TREE) ## Run everything that tests (ARGUMENTS=--coverage to measure what it runs as well)
	@$(RUN) tests/tools/test.py $(ARGUMENTS)

lint: $(DEV) | $(TREE) ## Check format, types, sanity, Ansible's rules, documentation and changelog
	@$(RUN) tests/tools/lint.py

kinds: $(DEV) | $(TREE) ## Write what follows from the kinds: registry, action group, doors, lists, docs/kinds.md, schema
	@$(RUN) tests/tools/kinds.py

interop: $(DEV) | $(TREE) ## Let programs that others wrote judge the emulator, and write docs/conformance.md (ARGUMENTS="--terraform --octoterra": two more)
	@$(RUN) tests/tools/judges.py $(ARGUMENTS)

bench: $(DEMO) | $(TREE) ## Count requests, measure seconds and memory, and write docs/benchmarks.md (ARGUMENTS=--quick for less)
	@PYTHONPATH=$(CURDIR)/tests:$(CURDIR)/tests/tools $(RUN) -m bench $(ARGUMENTS)

docs: $(DEV) | $(TREE) ## Build the documentation as HTML in .build/docs
	@$(RUN) tests/tools/docs.py

build: $(DEMO) | $(TREE) ## Build the collection's tarball in .build
	@$(VENV)/bin/ansible-galaxy collection build --force --output-path .build .

matrix: $(DEV) | $(TREE) ## Test with every Python and ansible-core that is found (ARGUMENTS=--help shows how to choose)
	@$(RUN) tests/tools/matrix.py $(ARGUMENTS)

clean: ## Remove what the other targets made
	rm -rf $(VENV) .build .coverage .coverage.* .mypy_cache .ruff_cache .hypothesis
