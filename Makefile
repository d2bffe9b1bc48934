# The few verbs of this repository; `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
export VIRTUAL_ENV := $(CURDIR)/.venv
# A file stays in one process: tests that build projects of one name share a target folder.
PARALLEL := --numprocesses=auto --dist=loadfile
MKDOCS := NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
SOURCES := Cargo.toml Cargo.lock $(shell find src -name '*.rs')

.PHONY: help demo test test-all check docs fix gen bench template-release clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/core ## make a project with default answers, build its wheel, run its tests, check it
	PATH="$(CURDIR)/$(BIN):$$PATH" PYTHON=$(PYTHON) sh scripts/demo.sh

test: .venv/core ## all tests that a change must pass
	cargo test --locked
	$(BIN)/python -m pytest $(PARALLEL)

test-all: test ## and the laws on many more documents, projects, texts that nobody wrote, and histories of updates
	IRONWHEEL_DOCUMENTS=20000 IRONWHEEL_PROJECTS=50000 IRONWHEEL_INPUTS=20000 \
		cargo test --locked --release --test core -- fix_laws project_laws fuzz
	IRONWHEEL_BINARIES=1000000 cargo test --locked --release --test core -- hostile
	IRONWHEEL_BREAKS=all $(BIN)/python -m pytest tests/test_killed_commands.py tests/test_killed_calls.py
	IRONWHEEL_SEQUENCES=3000 $(BIN)/python -m pytest tests/test_update_machine.py
	IRONWHEEL_DRAWN=300 $(BIN)/python -m pytest tests/test_promise.py
	IRONWHEEL_SHAPES=all $(BIN)/python -m pytest tests/test_built_shapes.py tests/test_built_extras.py \
		tests/test_built_upkeep.py tests/test_update_extras.py
	IRONWHEEL_CLONE=1 $(BIN)/python -m pytest tests/test_fresh_clone.py

check: .venv/core ## formatters, linters, types, stubs, and our own check on ourselves
	cargo fmt --check
	cargo clippy --locked --all-targets --features python -- -D warnings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest ironwheel._core
	$(BIN)/scaffold check --extend-select info .
	$(MKDOCS)

docs: .venv/tools ## build the documentation site into target/site, with warnings as errors
	$(MKDOCS)

fix: .venv/core ## fix what tools can fix
	cargo fmt
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/scaffold check --fix .

gen: .venv/tools ## write what is generated: the catalogue, the pages of rules and commands, the schemas, the rendered project
	$(BIN)/python scripts/generate.py
	$(BIN)/python scripts/classifiers.py
	$(BIN)/python scripts/stable_abi.py
	$(BIN)/python scripts/template_questions.py
	IRONWHEEL_REWRITE=1 cargo test --locked --quiet --lib output
	$(MAKE) .venv/core
	$(BIN)/python scripts/pictures.py
	IRONWHEEL_REWRITE=1 $(BIN)/python -m pytest -q tests/test_generated.py tests/test_template.py tests/test_shapes.py tests/test_new_terminal.py -m "not slow"

bench: .venv/core ## compare speeds, as ratios within one run
	$(BIN)/python scripts/bench.py

template-release: .venv/core ## make template-release VERSION=0.2.0: add the template as a new version
	$(BIN)/python scripts/template_release.py $(VERSION)
	$(BIN)/python scripts/template_questions.py

clean: ## remove what was built
	rm -rf .venv target dist build

.venv/tools: pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

.venv/core: .venv/tools $(SOURCES)
	PIP_QUIET=1 $(BIN)/maturin develop --quiet --locked
	touch $@
