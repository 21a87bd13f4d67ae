# qlikfleet.cloud: every command that developing it takes. Each target sets up what it needs by itself.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The Python that the environments are built on; another one is given with: make INTERPRETER=/usr/bin/python3.12 test
INTERPRETER ?= $(shell sh tests/tools/interpreter.sh)
PYTHON := .venv/bin/python
REQUIREMENTS := $(wildcard tests/requirements/*.txt)

export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/build/collections

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

.venv/.complete: $(REQUIREMENTS) tests/tools/environments.py
	@$(INTERPRETER) tests/tools/environments.py main

.PHONY: venv
venv: .venv/.complete ## Set up the main virtual environment, .venv
