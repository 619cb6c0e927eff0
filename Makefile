# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
COLLECTIONS := .build/collections
TREE := $(COLLECTIONS)/ansible_collections/octopus/deploy
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/$(COLLECTIONS)
export PYTHONPATH := $(CURDIR)/tests

.PHONY: help demo test lint emulator bench docs build matrix clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.demo: requirements/demo.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.demo
	$(RUN) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(TREE):
	@mkdir -p $(dir $@)
	@ln -sfn "$(CURDIR)" $@

demo: $(VENV)/.demo | $(TREE) ## Make a space, twice, on an emulated server (or on OCTOPUS_URL) and say what happened
	@$(RUN) tests/tools/demo.py

emulator: $(VENV)/.demo ## Serve an emulated Octopus Server until Control-C
	@$(RUN) -m emulator $(ARGUMENTS)

test: $(VENV)/.dev | $(TREE) ## Run everything that tests
	$(RUN) tests/tools/test.py

lint: $(VENV)/.dev | $(TREE) ## Check format, types, sanity, Ansible's rules, documentation and changelog
	$(RUN) tests/tools/lint.py

bench: $(VENV)/.demo | $(TREE) ## Count requests and compare seconds
	@$(RUN) tests/bench/bench.py

docs: $(VENV)/.dev | $(TREE) ## Build the documentation as HTML in .build/docs
	$(RUN) tests/tools/docs.py

build: $(VENV)/.demo | $(TREE) ## Build the collection's tarball in .build
	$(VENV)/bin/ansible-galaxy collection build --force --output-path .build .

matrix: $(VENV)/.dev | $(TREE) ## Test with every Python and ansible-core that is found
	$(RUN) tests/tools/matrix.py

clean: ## Remove what the other targets made
	rm -rf $(VENV) .build .coverage .coverage.* .mypy_cache .ruff_cache .hypothesis
