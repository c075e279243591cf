# Needs Python >= 3.11, make and a network for the first installation; everything else is fetched.

PYTHON ?= python3
BIN := .venv/bin
PACKAGES := .venv/.installed
PORTAL := frontend_contract/portal
PORTAL_PACKAGES := $(PORTAL)/node_modules/.package-lock.json
ELEMENTS := frontend_contract/elements
ELEMENTS_PACKAGES := $(ELEMENTS)/node_modules/.package-lock.json
# The Node of the lock file, before any other that the machine may have.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## Serve admin, API and reference portal with the demo content on this machine
	$(BIN)/python -m scripts.run

# The many processes of the tests compile what pytest rewrites once, not each for itself.
test: install ## Run every test, those in headless Chromium included (ARGS=... goes to pytest)
	unset PYTHONDONTWRITEBYTECODE; CHROMIUM="$$($(BIN)/python -m scripts.browser)" \
		&& export CHROMIUM \
		&& $(BIN)/python -m pytest --numprocesses=auto $(ARGS)

install: $(PACKAGES) $(ELEMENTS_PACKAGES) $(PORTAL_PACKAGES) ## Install Python, Node and all packages of the lock files into the checkout

$(PACKAGES): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.lock)"
	$(BIN)/uv pip install --python $(BIN)/python --quiet --require-hashes -r requirements.lock
# Compiles what every command imports, once: also where Python is told to write no bytecode.
	-env -u PYTHONDONTWRITEBYTECODE $(BIN)/python manage.py check > /dev/null
	touch $@

$(PORTAL_PACKAGES) $(ELEMENTS_PACKAGES): %/node_modules/.package-lock.json: \
		%/package-lock.json $(PACKAGES)
	cd $* && npm install --no-save --no-progress --loglevel=error
	touch $@

check: install ## Check style, types, import directions, migrations and the published contract
	$(MAKE) --no-print-directory --jobs=2 types rules

types: install ## Check types alone
	$(BIN)/mypy

rules: install ## Check everything but types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py contract --check
	$(BIN)/python manage.py gbif_parameters --check

contract: install ## Write OpenAPI, JSON Schemas and TypeScript types from the code
	$(BIN)/python manage.py contract

portal: install ## Build the reference portal from a CMS that runs on port 8000
	$(BIN)/python -m scripts.portal

bench: install ## Measure reading and publishing beside a stock Wagtail (ARGS=--quick for a minute)
	$(BIN)/python -m scripts.bench $(ARGS)

demo: install ## Load the demo site into the development database
	$(BIN)/python manage.py migrate
	$(BIN)/python manage.py demo

lock: $(PACKAGES) ## Resolve pyproject.toml anew into requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --python-version 3.11 --universal --upgrade \
		--generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --output-file requirements.lock --quiet

.PHONY: help run test install check types rules contract portal bench demo lock
