# Two commands matter: `make serve` and `make test`. Both set up what is missing first.
SHELL := /bin/bash
.SHELLFLAGS := -eo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8080
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export CHROMIUM ?= $(or $(shell command -v chromium),$(shell command -v chromium-browser),$(shell command -v google-chrome))

ENGINE := --no-default-features --features engine
PAGE := --no-default-features --features app
WASM := --target wasm32-unknown-unknown

.PHONY: help setup serve build editor library test boundaries format lint native modules fuzz sizes wasm site bench screenshots clean

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## install what is missing: target, trunk, wasm-bindgen, npm packages
	@echo '> set-up'
	@bash scripts/setup.sh

serve: build ## build the site and serve it at http://127.0.0.1:8080 (PORT=… for another)
	@node scripts/serve.mjs dist $(PORT)

build: editor library ## build the site into dist
	@echo '> site: page and engine, release, into dist'
	@env -u NO_COLOR trunk build --release

editor: setup static/vendor/editor.js

static/vendor/editor.js: $(wildcard editor/*.mjs) package-lock.json
	@echo '> editor bundle'
	@npm run --silent editor

library: setup static/library/lodash.js

static/library/lodash.js: $(wildcard library/*.* library/replaced/*) package-lock.json
	@echo '> modules that scripts can require'
	@npm run --silent library

test: boundaries format lint native modules fuzz build sizes wasm site ## everything that must hold
	@echo '> all of it holds'

boundaries: setup ## the page is free of the engine, the engine of Yew
	@echo '> boundaries between page and engine'
	@bash scripts/boundaries.sh

format: setup
	@echo '> formatting'
	@cargo fmt --all --check

lint: library
	@echo '> clippy: native with all features, browser with each'
	@cargo clippy --quiet --all-features --all-targets -- -D warnings
	@cargo clippy --quiet $(WASM) $(ENGINE) --lib --bin engine -- -D warnings
	@cargo clippy --quiet $(WASM) $(PAGE) --lib --bin claimscope-page -- -D warnings

native: library
	@echo '> native tests'
	@cargo test --quiet --all-features --no-fail-fast

# The three targets side by side, each for a minute of its own.
fuzz: library
	@echo '> fuzzing: a minute each for scenarios, scripts and URLs'
	@FUZZ_SECONDS=60 cargo test --quiet --all-features --test fuzz -- --test-threads=3

modules: library
	@echo '> modules, clients and globals of scripts, and whole logins: the same as in Node'
	@node tests/library/run.mjs
	@node tests/doubles/run.mjs

sizes: build
	@echo '> sizes against the budget'
	@node scripts/sizes.mjs

wasm: build
	@echo '> the worker module under Node: same bytes as native'
	@cargo build --quiet --bin claimscope
	@node tests/wasm/run.mjs

site: build
	@echo '> the built site in Chromium'
	@node --test --test-reporter=spec --test-concurrency=1 tests/site/*.test.mjs

bench: build ## measure simulate against bare node:vm and quickjs-emscripten, and the sizes
	@node bench/run.mjs
	@node scripts/sizes.mjs

screenshots: build ## pictures of the page, into out
	@node tests/site/screenshots.mjs

clean: ## remove what was built, keep the tools
	@rm -rf dist out static/vendor static/library
	@cargo clean
