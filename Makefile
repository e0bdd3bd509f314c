# Three commands do most of what you need: `make lab` to learn, `make test` and `make outputs` to change things.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb))
FIRST := $(firstword $(wildcard notebooks/00_*.ipynb))
BENCHMARKS := $(sort $(wildcard benchmarks/[a-z]*.py))
PYTEST = $(BIN)/python -m pytest --junitxml=$(REPORTS)/$@.xml
REPORTS := .cache/reports
COPIES = .cache/notebooks
NBVAL = --nbval --nbval-current-env --nbval-cell-timeout=60 --nbval-sanitize-with tools/sanitize.cfg $(COPIES)
# As many processes as processors, and no more than four; each has one thread for linear algebra.
PARALLEL := -n logical --maxprocesses 4
# A browser waits for pages and kernels a third of the time: two processors have enough for three.
BROWSERS := $(if $(filter 2,$(shell nproc 2>/dev/null)),-n 3,$(PARALLEL)) --dist loadfile
export OPENBLAS_NUM_THREADS ?= 1
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
# JupyterLab's extras, e.g. `make lab LAB_ARGS="--no-browser --port 9000"`
LAB_ARGS ?=
WHICH := -m 'not slow'
REST := -m 'slow or oracle' --durations=10

.PHONY: help
help:
	@printf '%s\n' \
	'sgdlab: stochastic gradient descent and backpropagation, told apart.' \
	'' \
	'  make lab        open the notebooks in JupyterLab   <- start here' \
	'  make test       everything a change must pass: style and documents, types, front end, units, notebooks, browser' \
	'  make rest       what is slow, or needs PyTorch, scikit-learn or Dask (skipped without); make test-all: both' \
	'  make lowest     the notebooks and claims with the lowest versions allowed; make newest: with the newest' \
	'  make shaken     all claims as other processors compute them, and the outputs; e.g. with KERNELS="Haswell Nehalem"' \
	'  make coverage   print how much of sgdlab/ the units reach' \
	'  make outputs    run the notebooks and store their outputs (after you changed one)' \
	'  make site       build the documentation site: course, labs, reference, search (site/index.html)' \
	'  make front-end  build what draws the labs, from front_end/ (after you changed it; needs npm)' \
	'  make picture    record the moving picture of the README (after you changed how the race looks)' \
	'  make lite       build the course for JupyterLite, where Python runs in the browser (lite/index.html)' \
	'  make pyodide    all claims under the Python of that site, in Node (downloads it; needs npm)' \
	'  make format     let ruff lay out the code' \
	'  make bench      measure (the scripts in benchmarks/)' \
	'  make mutants    change the code at random and show what no test notices, e.g. with MUTANTS="--number 200 --only labs"' \
	'  make peers      run the tests of autograd and micrograd on sgdlab (downloads them); with MYGRAD=path also those of MyGrad' \
	'  make pins       newest versions into requirements/pins.txt (needs uv)' \
	'  make clean      remove the environment and every cache; what you wrote stays' \
	'' \
	'Each creates the environment ($(VENV)) by itself the first time, with uv or with venv and pip.' \
	'Needed: Python 3.11 or newer. Without make: pip install -e ".[lab,test]", then jupyter lab.'

# The environment is made once, and again only when what it depends on has changed.  In it JupyterLab doesn't ask
# about its news, over the first lab.
$(READY): pyproject.toml requirements/pins.txt tools/environment.sh
	@tools/environment.sh $(VENV) requirements/pins.txt --editable ".[lab,test,docs]"
	@$(BIN)/jupyter labextension disable --log-level=ERROR @jupyterlab/apputils-extension:announcements
	@touch $@

.PHONY: env
env: $(READY)

.PHONY: lab
lab: $(READY)
	$(BIN)/jupyter lab $(AS_ROOT) $(if $(FIRST),--LabApp.default_url=/lab/tree/$(FIRST)) $(LAB_ARGS)

# What waits for pages and kernels leaves a third of the processors to the units, which are printed when both ended.
# `test` needs what the README names; `rest` is what is slow, and what is compared with libraries that nobody needs.
.PHONY: test rest test-all
test: BESIDE := style types front-end-check notebooks browser
rest: BESIDE := browser
rest: WHICH := $(REST)
rest: REPORTS := .cache/reports/rest
test rest: UNITS = $(REPORTS)/units.txt
test rest: $(READY)
	@mkdir -p $(REPORTS)
	@again="$(MAKE) --no-print-directory --keep-going REPORTS=$(REPORTS)"; failed=0; \
	$$again units WHICH="$(WHICH)" >$(UNITS) 2>&1 & units=$$!; trap "kill $$units" INT TERM; \
	$$again $(BESIDE) WHICH="$(WHICH)" || failed=1; \
	wait $$units || failed=1; \
	cat $(UNITS); exit $$failed
	@$(BIN)/python -m tools.skipped $@ $(patsubst %,$(REPORTS)/%.xml,units $(filter-out types,$(BESIDE)))

test-all:
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory rest

.PHONY: style
style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(PYTEST) -q tools --ignore=tools/front_end

.PHONY: types
types: $(READY)
	$(BIN)/mypy

# Types, style and units of what draws the labs, and whether the committed build is its own.  Skipped where npm is not.
.PHONY: front-end-check
front-end-check: $(READY)
	$(PYTEST) -q tools/front_end

.PHONY: units
units: $(READY)
	$(PYTEST) $(PARALLEL) --dist worksteal $(WHICH) --ignore=tests/browser

# The notebooks run in a copy: what somebody has answered beside them changes what they say.
.PHONY: copied
copied:
	@rm -rf $(COPIES) && mkdir -p $(COPIES) $(if $(NOTEBOOKS),&& cp $(NOTEBOOKS) $(COPIES))

# The stored outputs are compared with what the cells print today (pictures by their descriptions).
.PHONY: notebooks
notebooks: $(READY) copied
ifeq ($(NOTEBOOKS),)
	@echo "notebooks: there is none in notebooks/, so none was run"
else
	$(PYTEST) $(PARALLEL) --dist loadfile $(NBVAL)
endif

.PHONY: browser
browser: $(READY)
	$(PYTEST) $(BROWSERS) $(WHICH) tests/browser

# The package as a wheel, with the lowest versions that pyproject.toml allows and with the newest there are.  What the
# extras bring is newest in the pins; at their lowest, what uses them is tried (the oldest ipywidgets and Matplotlib warn).
# A claim that fails is an error of its cell, so the command itself needs one notebook only: that of the wheel.
.PHONY: lowest newest
lowest: CONSTRAINTS := requirements/lowest.txt
newest: CONSTRAINTS := /dev/null
lowest: EXTRAS := lab,test,sweep,docs
newest: EXTRAS := test
lowest: ALSO := tests/sweep tests/autodiff/rules/test_ranks.py tests/browser/test_race.py tests/browser/test_site.py \
	-W "ignore:Deprecated in traitlets" -W ignore::pyparsing.warnings.PyparsingDeprecationWarning
lowest: COPIES := .cache/lowest-notebooks
newest: COPIES := .cache/newest-notebooks
lowest newest: copied
	rm -rf .cache/$@
	tools/environment.sh .cache/$@ $(CONSTRAINTS) ".[$(EXTRAS)]"
	.cache/$@/bin/sgdlab claims 00
	.cache/$@/bin/python -m pytest $(NBVAL)
	$(if $(ALSO),.cache/$@/bin/python -m pytest $(ALSO))

# The claims take half a minute of a processor for each kernel.  The stored outputs are compared under STORED alone,
# which takes a minute and a half; STORED= leaves them out.
STORED ?= Haswell
shaken: COPIES := .cache/shaken-notebooks
.PHONY: shaken
shaken: $(READY) copied
	$(BIN)/python -m tools.shaken $(KERNELS)
	$(if $(STORED),$(BIN)/python -m tools.shaken $(STORED) --run $(PYTEST) $(NBVAL))

.PHONY: coverage
coverage: $(READY)
	$(BIN)/python -m pytest $(PARALLEL) --dist worksteal -m "not slow" --ignore=tests/browser \
		--cov --cov-report=term --cov-fail-under=0

.PHONY: outputs
outputs: $(READY)
	$(BIN)/python -m tools.outputs $(NOTEBOOKS)

# The course with its labs, the gallery and the reference, without a kernel or a network; opened from site/index.html.
.PHONY: site
site: $(READY)
	$(BIN)/python -m tools.website site

# What draws the labs: its modules joined into the file that is committed in the package, so nobody else needs Node.
NODE_TOOLS := front_end/node_modules/.package-lock.json
$(NODE_TOOLS): front_end/package-lock.json
	npm ci --prefix front_end --no-audit --no-fund
	@touch $@
.PHONY: front-end
front-end: $(NODE_TOOLS)
	npm run --prefix front_end --silent build

# The race on two moons, recorded from a saved page in Chromium.
.PHONY: picture
picture: $(READY)
	$(BIN)/python -m tools.moving_picture docs/race.webp

# Its tools stay out of $(VENV): JupyterLab would load their kernel, which works in no server.
LITE := .cache/lite
.PHONY: lite
lite: $(READY)
	test -x $(LITE)/bin/python || $(BIN)/python -m venv $(LITE)
	$(LITE)/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements/pins.txt ".[lite]"
	$(LITE)/bin/python -m tools.lite lite

# All claims under Pyodide, the Python of that site, in Node: NumPy and Matplotlib come from Pyodide's own servers.
PYODIDE := .cache/pyodide
.PHONY: pyodide
pyodide: $(READY)
	test -x $(LITE)/bin/python || $(BIN)/python -m venv $(LITE)
	$(LITE)/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements/pins.txt ".[lite]"
	rm -rf $(PYODIDE)
	$(LITE)/bin/python -c 'from tools.lite import wheels; wheels("$(PYODIDE)/wheels")'
	version=$$($(LITE)/bin/python -c 'from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION; print(PYODIDE_VERSION)'); \
	npm install --prefix $(PYODIDE) --no-audit --no-fund "pyodide@$$version"
	node tools/pyodide.mjs $(PYODIDE)/node_modules/pyodide $(PYODIDE)/wheels

.PHONY: format
format: $(READY)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# One BLAS thread: at these sizes more threads only add noise.
.PHONY: bench
bench: $(READY)
	@$(if $(BENCHMARKS),,echo "bench: there is no script in benchmarks/")
	@for script in $(BENCHMARKS); do echo "== $$script"; OPENBLAS_NUM_THREADS=1 $(BIN)/python $$script; done

.PHONY: mutants
mutants: $(READY)
	$(BIN)/python -m tools.mutants $(MUTANTS)

# Other libraries' own tests, which come with their sources: only these are downloaded, and nothing is installed.
PEERS := .cache/peers
.PHONY: peers
peers: $(READY)
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary autograd,micrograd --dest $(PEERS) \
		autograd==1.9.1 micrograd==0.1.0
	$(PYTEST) tests/peers

.PHONY: pins
pins:
	tools/pins.sh

.PHONY: clean
clean:
	rm -rf $(VENV) front_end/node_modules .cache .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
