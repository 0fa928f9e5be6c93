# Python 3.11 or newer and make are all that is needed; everything else goes into .venv.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PY := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

# $(call install,run|dev|bench): the packages that pyproject.toml names, once per content of that file. uv, where it can be
# had, takes 8 seconds instead of pip's 30.
define install
	@set -e; \
	sum=$$(cksum < pyproject.toml | tr ' ' '-'); \
	case $(1) in run) enough='run dev bench' ;; dev) enough='dev bench' ;; *) enough=bench ;; esac; \
	for each in $$enough; do if [ -x $(PY) ] && [ -e ".venv/.$$each-$$sum" ]; then exit 0; fi; done; \
	python=; \
	for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed, and none was found. Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; fi; \
	if ! $(PY) -c '' 2>/dev/null; then \
		echo "Preparing .venv (once) ..." >&2; \
		rm -rf .venv; \
		if ! "$$python" -m venv .venv >/dev/null 2>&1 && ! uv venv -q --seed --python "$$python" .venv 2>/dev/null; then \
			rm -rf .venv; \
			echo "$$python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
		fi; \
	fi; \
	case $(1) in run) what=. ;; dev) what='.[dev]' ;; bench) what='.[dev,bench]' ;; esac; \
	pip="$(PY) -m pip install -q --disable-pip-version-check"; \
	uv=uv; command -v uv >/dev/null 2>&1 || { uv="$(PY) -m uv"; $$uv --version >/dev/null 2>&1 || $$pip uv >/dev/null 2>&1 || true; }; \
	$$uv pip install -q --python $(PY) -e "$$what" 2>/dev/null || $$pip -e "$$what"; \
	rm -f .venv/.run-* .venv/.dev-* .venv/.bench-*; : > ".venv/.$(1)-$$sum"
endef

.PHONY: help up test check fix bench chaos soak clean run-packages dev-packages bench-packages

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

run-packages:
	$(call install,run)

dev-packages:
	$(call install,dev)

up: run-packages ## start everything here and say where to click; Ctrl-C stops it
	@exec $(PY) -m wellcheck up

# Every check is run whatever the others said, and pytest last: its closing line is the last one.
test: dev-packages ## check style, types and import contracts, then run the tests
	@bad=0; $(MAKE) --no-print-directory check || bad=1; \
	$(PY) -m pytest -m "not slow" -n 5 --dist worksteal || bad=$$?; exit $$bad

check: dev-packages ## style, types and import contracts alone
	@bad=0; \
	$(PY) -m ruff check . || bad=1; \
	$(PY) -m ruff format --check -q . || bad=1; \
	$(PY) -m mypy || bad=1; \
	.venv/bin/lint-imports || bad=1; \
	exit $$bad

fix: dev-packages ## let ruff put right what it can
	@$(PY) -m ruff check -q --fix . ; $(PY) -m ruff format -q .

bench-packages:
	$(call install,bench)

bench: bench-packages ## measure speed and memory (takes minutes)
	@$(PY) -m bench

chaos: dev-packages ## the long tests: kills, outages, random faults
	@$(PY) -m pytest -m slow -n 2 --dist worksteal

MINUTES ?= 60
soak: dev-packages ## an hour of check-ins with light faults (MINUTES=5 for less): nothing is lost and nothing grows
	@$(PY) -m tests.chaos.soak --minutes $(MINUTES)

clean: ## remove what was built here; data of the installation stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
