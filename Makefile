# Putright's commands. `make help` lists them. Needs Python 3.11 to 3.13 with pip, make and git.
.NOTPARALLEL:
.DEFAULT_GOAL := help

V  := .venv
PY ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
PIP     := $(V)/bin/python -m pip --disable-pip-version-check
WORKERS ?= 2
PYTEST  := $(V)/bin/python -m pytest -q

# Install a lock file whose every line is checked by its hash: by uv where it runs, else by pip.
define install
@echo "Installing $(1)"
@{ [ -x $(V)/bin/uv ] && VIRTUAL_ENV=$(abspath $(V)) $(V)/bin/uv pip install -q --system-certs \
	--require-hashes -r $(1); } || $(PIP) install -q --require-hashes -r $(1)
endef

.PHONY: help run check lint test test-postgres test-full cover-core bench lock vendor pictures changes clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
		awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: $(V)/.run ## install what is needed and start the service at http://127.0.0.1:8000
	$(V)/bin/putright run

check: lint ## format, lint, types, import contracts, security, and the rules of the house
	$(PYTEST) tests/architecture

lint: export PUTRIGHT_HOME := out/lint
lint: $(V)/.dev
	$(V)/bin/ruff format --check .
	$(V)/bin/ruff check .
	$(V)/bin/mypy
	$(V)/bin/lint-imports
	$(V)/bin/bandit -q -c pyproject.toml -r putright
	$(V)/bin/python -W error -m django makemigrations --check --settings putright.config.settings

test: lint ## everything `check` does, and every test: on SQLite, then again on PostgreSQL
	$(PYTEST) -n $(WORKERS) $(addprefix --ignore=,$(OF_CORE))
	@$(MAKE) --no-print-directory cover-core
	@$(MAKE) --no-print-directory test-postgres

# The tests start a PostgreSQL of their own, and say so where none is installed.
ON_POSTGRES := tests/stores tests/casework tests/portal/test_many_forms.py $(if $(filter full,$(HYPOTHESIS_PROFILE)),tests/web)
test-postgres: $(V)/.dev ## the tests of tables and casework on PostgreSQL; of pages too in test-full
	$(PYTEST) -n $(WORKERS) --on postgresql $(ON_POSTGRES)

test-full: export HYPOTHESIS_PROFILE := full
test-full: test ## the same, with many more examples for each property

# Django's settings read the core before a run of many workers begins to count its lines, so the
# tests of the core run by themselves, and only they pay for the counting.
OF_CORE := tests/core tests/packs tests/replays
cover-core: $(V)/.dev ## the tests of the core: every line and branch of it is run
	$(PYTEST) -n $(WORKERS) --cov putright/core --cov-report term --cov-fail-under 100 $(OF_CORE)

bench: $(V)/.bench ## measure the engine against other rule and calendar libraries
	$(V)/bin/python bench/run.py

vendor: $(V)/.made ## fetch the front end again (needs npm; the users of Putright do not)
	$(V)/bin/python tools/vendor.py

pictures: $(V)/.dev ## take the pictures of every page again (needs Chromium)
	rm -rf out/pictures
	PUTRIGHT_PICTURES=out/pictures $(PYTEST) -n $(WORKERS) tests/journeys
	$(V)/bin/python tools/pictures.py out/pictures docs/pictures/pages

changes: $(V)/.dev ## show what the next entry of CHANGELOG.md will say
	$(V)/bin/towncrier build --draft

clean: ## remove what these commands made
	rm -rf $(V) out dist build .coverage .coverage.* htmlcov .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find putright tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Installing: each stamp file is remade only when what it stands on has changed --------------

$(V)/.made: requirements-build.lock requirements-uv.lock
	@[ -n "$(PY)" ] || { echo "Putright needs Python 3.11, 3.12 or 3.13: none was found."; exit 1; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || { \
		need=$$($(PY) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq $$need; \
		else \
			echo "Python's venv module is missing: run  sudo apt-get install $$need"; exit 1; \
		fi; }
	@$(PY) -m venv --clear $(V)
	@$(PIP) install -q --require-hashes -r requirements-uv.lock || \
		echo "uv did not install here: plain pip will do the work, more slowly."
	$(call install,requirements-build.lock)
	@touch $@

$(V)/.run: $(V)/.made requirements.lock pyproject.toml
	$(call install,requirements.lock)
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(V)/.dev: $(V)/.run requirements-dev.lock
	$(call install,requirements-dev.lock)
	@touch $@

$(V)/.bench: $(V)/.run requirements-bench.lock
	$(call install,requirements-bench.lock)
	@touch $@

# --- Locks: for Python 3.11 to 3.13 on every system, each file named by its hash ------------------

LOCK = $(V)/bin/uv pip compile -q --system-certs --universal --python-version 3.11 $(UPGRADE) \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

lock: $(V)/.made ## remake the lock files from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	$(LOCK) pyproject.toml --extra postgres -o requirements.lock
	$(LOCK) pyproject.toml --extra postgres -c requirements.lock --group test --group lint -o requirements-dev.lock
	$(LOCK) pyproject.toml --extra postgres -c requirements-dev.lock --group test --group bench \
		-o requirements-bench.lock
	$(LOCK) -c requirements-dev.lock --group build -o requirements-build.lock
	$(LOCK) --group fast -o requirements-uv.lock
