# qlikfleet.cloud: every command that developing it takes. Each target sets up what it needs by itself.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The Python that the environments are built on. Another one: make clean, then make INTERPRETER=/usr/bin/python3.12 test
INTERPRETER ?= $$(sh tests/tools/interpreter.sh)
PYTHON := .venv/bin/python
CHECKS := $(PYTHON) -m tests.tools.checks
REQUIREMENTS := $(wildcard tests/requirements/*.txt)

# Given to the command of the target: make unit ARGS='-k client', make simulator ARGS='--port 8443'
ARGS ?=

export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/build/collections

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: venv ## A fleet of 15 tenants on a simulated Qlik Cloud: created, converged, drifted, repaired
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(PYTHON) examples/demo/run.py $(ARGS)

.PHONY: story
story: venv ## The life of a region client: made, stored, recreated, and its left-over bots cleaned up
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(PYTHON) examples/story/run.py $(ARGS)

.PHONY: test
test: venv ## Every check that must hold, with each supported ansible-core
	@$(CHECKS) lint quality sanity unit integration $(ARGS)

.PHONY: quick
quick: venv ## While you work: lint, unit tests and what every kind promises, with the newest ansible-core
	@$(CHECKS) lint unit kinds --core newest $(ARGS)

.PHONY: trust
trust: venv ## Long series of killed and repeated runs, with a table of what was tried; up to 40 minutes
	@$(PYTHON) -m tests.tools.trust $(ARGS)

.PHONY: unit
unit: venv ## Tests without Ansible processes, with the newest ansible-core
	@$(CHECKS) unit --core newest $(ARGS)

.PHONY: integration
integration: venv ## Tests of playbooks on the simulator, with the newest ansible-core
	@$(CHECKS) integration --core newest $(ARGS)

.PHONY: lint
lint: venv ## Style, types, spelling, changelog, and that generated files are fresh
	@$(CHECKS) lint

.PHONY: quality
quality: venv ## ansible-lint, documentation and the checks of Ansible Galaxy's importer
	@$(CHECKS) quality

.PHONY: sanity
sanity: venv ## ansible-test sanity, all tests; some of them: make sanity ARGS='--test validate-modules'
	@$(PYTHON) -m tests.tools.sanity $(ARGS)

.PHONY: format
format: venv ## Lay out the Python files
	@.venv/bin/ruff check --quiet --fix-only plugins extensions tests examples
	@.venv/bin/ruff format plugins extensions tests examples

.PHONY: generate
generate: venv ## Write what follows from the declarations of kinds
	@PYTHONPATH=build/collections $(PYTHON) -m tests.tools.generate $(ARGS)

.PHONY: docs
docs: venv ## Reference pages of all modules, plugins and roles, in build/docs/html
	@$(PYTHON) -m tests.tools.documentation

.PHONY: simulator
simulator: venv ## A Qlik Cloud on this machine, until it is interrupted: make simulator ARGS=--help
	@exec $(PYTHON) tests/simulator $(ARGS)

.PHONY: bench
bench: venv ## What a converge costs beside the bare requests; a short look: make bench ARGS=--quick
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(PYTHON) tests/benchmark $(ARGS)

.PHONY: venv
venv: .venv/.complete ## Set up the main virtual environment, .venv
	@:

.venv/.complete: $(REQUIREMENTS) tests/tools/environments.py
	@$(INTERPRETER) tests/tools/environments.py main

.PHONY: requirements
requirements: venv ## Pin the newest releases of the development tools
	@$(PYTHON) -m tests.tools.requirements

.PHONY: clean
clean: ## Remove everything that these commands made
	rm -rf .venv build .ansible .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
