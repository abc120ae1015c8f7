# Two commands do all of their own set-up: `make run` and `make test`. The others are for those who change things.
# Needed: Python 3.11 or newer, and make. uv is used where there is one, else venv and pip.
PYTHON ?= python3
BIN = .venv/bin
READY = .venv/.ready

.PHONY: run test test-all lint check words lock benchmark clean

run: $(READY)
	$(BIN)/quizapp run

test: $(READY)
	$(BIN)/python -m pytest -n 2

test-all: $(READY) lint
	$(BIN)/python -m pytest -n 2 -m "not benchmark"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: $(READY)
	$(BIN)/quizapp check

benchmark: $(READY)
	$(BIN)/python -m pytest -m benchmark -s -p no:xdist tests/benchmarks

words: $(READY)
	$(BIN)/pybabel extract -F pyproject.toml --no-location --omit-header --sort-output -o .venv/messages.pot quizapp
	$(BIN)/pybabel update --no-fuzzy-matching --omit-header -i .venv/messages.pot -d quizapp/translations
	$(BIN)/pybabel compile -d quizapp/translations

lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev --extra postgres pyproject.toml -o requirements.lock

# The locked versions, checked by hash, then this checkout itself without fetching anything more.
$(READY): requirements.lock pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python '>=3.11' .venv && \
	  uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "quizapp needs Python 3.11 or newer; set PYTHON=python3.11"; exit 1; } ; \
	  $(PYTHON) -m venv .venv || { echo "the venv module is missing; on Debian: apt install python3-venv"; exit 1; } ; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $(READY)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
