# Two commands: `make run` shows Naast, `make test` checks it. The work itself is in src/naast/launch.
PYTHON ?= python3
PREPARE = $(PYTHON) -I src/naast/launch/prepare.py

.PHONY: run setup test stop assets translations pictures

run:
	@$(PREPARE) --quiet
	@exec .venv/bin/python -m naast.launch run

setup:
	@$(PREPARE)

test:
	@$(PREPARE) --tests --quiet
	@exec .venv/bin/python -m naast.launch check

stop:
	@.venv/bin/python -m naast.launch stop

assets translations:
	@.venv/bin/python -m naast.launch $@

pictures:
	@$(PREPARE) --tests --quiet
	@.venv/bin/python scripts/journey_pictures.py
