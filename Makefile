# Needs Python >= 3.11, make and a network for the first installation; everything else is fetched.

PYTHON ?= python3
BIN := .venv/bin
PACKAGES := .venv/.installed
COMPILED := .venv/.compiled
FRONTENDS := frontend_contract
NODE_PACKAGES := $(FRONTENDS)/node_modules/.package-lock.json
# The Node of the lock file, before any other that the machine may have.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## Serve admin, API and reference portal with the demo content on this machine
	$(BIN)/python -m scripts.run

# The many processes of the tests compile what pytest rewrites once, not each for itself.
test: install ## Run every test, those in headless Chromium included (ARGS=... goes to pytest)
	unset PYTHONDONTWRITEBYTECODE; CHROMIUM="$$($(BIN)/python -m scripts.browser)" \
		&& export CHROMIUM \
		&& $(BIN)/python -m pytest --numprocesses=auto $(ARGS)

install: ## Install Python, Node and all packages of the lock files into the checkout
	@$(MAKE) --no-print-directory --jobs=2 $(COMPILED) $(NODE_PACKAGES)

$(PACKAGES): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.lock)"
	$(BIN)/uv pip install --python $(BIN)/python --quiet --require-hashes -r requirements.lock
	touch $@

# What every command imports, once: also where Python is told to write no bytecode.
$(COMPILED): $(PACKAGES)
	-env -u PYTHONDONTWRITEBYTECODE $(BIN)/python manage.py check > /dev/null
	touch $@

$(NODE_PACKAGES): $(FRONTENDS)/package-lock.json $(PACKAGES)
	cd $(FRONTENDS) && npm install --no-save --no-progress --loglevel=error
	touch $@

check: install ## Check style, types, import directions, migrations and the published contract
	$(MAKE) --no-print-directory --jobs=2 types rules

types: install ## Check types alone
	$(BIN)/mypy --num-workers=auto
	cd $(FRONTENDS) && npm run --silent check --workspace client --workspace elements

rules: install ## Check everything but types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/python -m scripts.check
	cd $(FRONTENDS)/client && npm run --silent types:check

contract: install ## Write OpenAPI, JSON Schemas and TypeScript types from the code
	$(BIN)/python manage.py contract
	cd $(FRONTENDS)/client && npm run --silent types

examples: install ## Write the golden documents of the contract from a fresh demo
	$(BIN)/python -m scripts.examples

portal: install ## Build the reference portal from a CMS that runs on port 8000
	$(BIN)/python -m scripts.portal

bench: bench-api bench-portal bench-translations ## Measure all three

bench-api: install ## Measure reading and publishing beside a stock Wagtail (ARGS=--quick for a minute)
	$(BIN)/python -m scripts.bench $(ARGS)

bench-portal: install ## Measure the portal's pages by Lighthouse, and its builds (ARGS=--quick to try)
	$(BIN)/python -m scripts.bench.website $(ARGS)

bench-translations: install ## Measure submitting, exporting and the memory (ARGS=--quick to try)
	$(BIN)/python -m scripts.bench.translating $(ARGS)

demo: install ## Load the demo site into the development database
	$(BIN)/python manage.py migrate
	$(BIN)/python manage.py demo

lock: $(PACKAGES) ## Resolve pyproject.toml anew into requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --python-version 3.11 --universal --upgrade \
		--generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --output-file requirements.lock --quiet

.PHONY: help run test install check types rules contract examples portal bench bench-api \
	bench-portal bench-translations demo lock
