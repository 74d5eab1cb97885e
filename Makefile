# The commands of this project; each does its own set-up on a fresh machine (Python 3.11, pip, git, make).
PORT ?= 8501
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run test check bench screenshots sample

run: .venv/ready  ## the dashboard, on the sample while nothing else is published
	$(BIN)/python -m analytics publish --if-empty || [ $$? = 1 ]  # 1 = published, with findings
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: .venv/ready browser  ## everything: units, SQL against reference answers, pages, real browser
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

check: .venv/ready  ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/ready  ## measured speed, one line per figure
	$(BIN)/python -m tests.bench

screenshots: .venv/ready browser  ## the pictures of the README, from the running product
	$(BIN)/python -m pytest tests/e2e/screenshots.py

sample: .venv/ready  ## write the sample deliveries and the data dictionary anew
	$(BIN)/python -m analytics sample
	$(BIN)/python -m analytics dictionary

.venv/ready: requirements.txt
	$(PYTHON) -m venv .venv || { apt-get update && apt-get install -y python3-venv && $(PYTHON) -m venv .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.PHONY: browser
browser: .venv/ready  ## Chromium for the browser tests: the system's, else Debian's package, else Playwright's own
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq chromium; \
	else $(BIN)/playwright install chromium; fi
