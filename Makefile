# The verbs of this project. `make run` and `make test` do everything on a fresh machine with python3, venv and make.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all:
GROUP := not slow

# Compiled once and kept: else every process that begins compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-long check pictures bench lock clean

run: .venv/run.done
	@$(BIN)/python -m bot run $(if $(FRESH),--fresh)

test: .venv/dev.done
	$(BIN)/python -m pytest -n 3 -m "$(GROUP)"

test-long: .venv/dev.done
	$(BIN)/python -m pytest -n 2 -m slow --ignore=tests/browser --ignore=tests/benchmarks
	$(BIN)/python -m pytest -m slow tests/browser tests/benchmarks

check: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m bot check

# The pictures in docs/pictures, after a change that they show.
pictures: .venv/dev.done
	QA_PICTURES=1 $(BIN)/python -m pytest -m slow tests/browser/test_pictures.py

bench: .venv/dev.done
	$(BIN)/python -m tests.benchmarks

# After a change to pyproject.toml: newest versions within its bounds, with hashes and no index address.
lock: .venv/dev.done
	$(BIN)/uv pip compile --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
		--quiet --output-file requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
		--quiet --constraint requirements/run.txt --output-file requirements/dev.txt --group dev pyproject.toml

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Plumbline needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run.done: requirements/run.txt .venv/made
	@echo "Installing what Plumbline runs on (once) ..."
	@$(PIP) -r requirements/run.txt
	@touch $@

.venv/dev.done: requirements/dev.txt .venv/run.done
	@echo "Installing what its tests need (once) ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@
