# Each target sets up what it needs; done once, it is quick the next time.
#
#   make run          the site with demo data on http://127.0.0.1:8000 (PORT= changes it)
#   make test         every test            make check   lint, types, contracts, migrations
#   make test-long    what takes long, and other examples of what Hypothesis makes up
#                     (PUBLIC_LISTS= a folder of the lists that CMS publishes)
#   make coverage     what of the code the tests run (TESTS= some of them), with a floor
#   make mutate       whether tests notice a changed rule (RULES= some modules), in 20 minutes
#   make client       build/acoms-cli.pyz, the program for people's own machines, in one file
#   make fuzz         the API, asked at random as its description allows, at length
#   make bench        the benchmarks (BENCH= some of them)
#   make lock         new versions into requirements/
#   make screenshots  the README's pictures
#   make translations  what is to be translated into locale/, and what is compiled of it
#   make baseline     each app's first migration anew, until the first release

SHELL := /bin/bash
MAKEFLAGS += --no-builtin-rules
PYTHON := .venv/bin/python
UV := 0.13.9
export UV

.PHONY: run test test-long fuzz coverage mutate check client bench screenshots translations baseline setup assets \
	chromium lock clean
.DEFAULT_GOAL := run

run: setup
	@exec $(PYTHON) manage.py run_local --end-with-parent

test: setup chromium
	@$(PYTHON) scripts/cpu_of.py .venv/bin/pytest -n 2 --dist loadfile --durations=15

coverage: setup chromium
	@scripts/measure-coverage $(TESTS)

mutate: setup
	@$(PYTHON) -m tests.mutation $(RULES)

fuzz: setup
	.venv/bin/pytest -m long -k at_length tests/api/v1

test-long: setup
	.venv/bin/pytest -m 'long or hypothesis' --hypothesis-profile=others --durations=5

check: setup build/production-venv/.installed
	@scripts/check

# It needs Python and nothing else, as the program that it makes.
client:
	@python3 scripts/make-client build/acoms-cli.pyz

bench: setup
	$(PYTHON) -m benchmarks $(BENCH)

screenshots: setup chromium
	$(PYTHON) -m acoms.local.throw_away $(PYTHON) scripts/screenshots.py

translations: setup
	@$(PYTHON) -m tests.translations --write

baseline: setup
	$(PYTHON) -m acoms.local.throw_away $(PYTHON) scripts/baseline.py

setup: .venv/.installed build/assets/.built
assets: build/assets/.built

# Each stamp lies in what it vouches for, and goes with it.
.venv/.installed: requirements/dev.txt scripts/make-venv
	scripts/make-venv requirements/dev.txt
	@touch $@

build/assets/.built: package.json package-lock.json acoms/site/assets.py scripts/make-assets | .venv/.installed
	scripts/make-assets
	@touch $@

build/production-venv/.installed: requirements/production.txt scripts/make-production-venv | .venv/.installed
	scripts/make-production-venv
	@touch $@

# Without a browser the tests that need one say why they are skipped.
chromium:
	@scripts/find-chromium >/dev/null || true

# What production installs is what was tested: its versions are those of dev.txt.
LOCK := .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --quiet pyproject.toml
UPGRADE := --upgrade

lock: .venv/.installed
	$(LOCK) $(UPGRADE) --group dev --output-file requirements/dev.txt
	$(LOCK) $(UPGRADE) --group production --constraint requirements/dev.txt \
		--output-file requirements/production.txt

clean:
	rm -rf build .venv node_modules
