# Calls CMake and lists nothing. `make help` says what there is.
PREFIX ?= /usr/local
CMAKE ?= cmake
JOBS ?= $(shell nproc)
SETUP = cmake/install-packages.sh
TOOL = build/release/pipeline/tachado

.DEFAULT_GOAL := build
.PHONY: help setup build demo test test-slurm oracles deb lint format asan bench eval fuzz soak samples install clean FORCE

help:
	@echo 'make demo     installs what is missing, builds, reads samples/, prints what was found'
	@echo 'make test     installs what is missing, builds, runs all tests'
	@echo 'make test-slurm  the same batch on one machine and on a Slurm of two nodes that it starts, one of which dies'
	@echo 'make oracles  exports, numbers in words, RFC, CLABE and CURP before npm packages that are not ours'
	@echo 'make build    builds build/release'
	@echo 'make install  PREFIX=$(PREFIX) DESTDIR='
	@echo 'make deb      a Debian package in build/package'
	@echo 'make lint     clang-format and clang-tidy'
	@echo 'make format   lets clang-format rewrite the sources'
	@echo 'make asan     all tests under AddressSanitizer and UndefinedBehaviorSanitizer'
	@echo 'make fuzz     SECONDS=…: each of the libFuzzer targets for so long'
	@echo 'make soak     FILES=… KILLS=… CORPUS=…: a batch of hostile files while its processes are killed'
	@echo 'make bench    time and memory beside what one would use instead'
	@echo 'make eval     CORPUS=… EVAL=…: scores on labelled documents'
	@echo 'make samples  writes samples/ anew'
	@echo 'make clean    removes build/ and demo-out/'

setup:
	@$(SETUP) build runtime test

build/%/build.ninja: CMakePresets.json
	$(CMAKE) --preset $*
	@touch $@

# Quiet where there is nothing to do.
build: setup
	@$(MAKE) --silent --no-print-directory build/release/build.ninja
	@$(CMAKE) --build build/release --target tachado completions -- -j$(JOBS)

demo: build
	@$(MAKE) --no-print-directory demo-out/summary.csv
	@cmake/demo-table.py demo-out

# Some samples are damaged or encrypted on purpose: exit code 3 is what should come.
demo-out/summary.csv: $(TOOL) $(wildcard samples/*)
	$(TOOL) run samples -o demo-out --quiet || [ $$? -eq 3 ]
	@touch $@

$(TOOL): FORCE

test: setup
	@$(MAKE) --silent --no-print-directory build/release/build.ninja
	@$(CMAKE) --build build/release -- -j$(JOBS)
	ctest --test-dir build/release --output-on-failure --parallel $(JOBS) </dev/null

# On a loopback cluster of its own, in build/slurm; needs some two minutes.
test-slurm: setup
	@$(SETUP) slurm
	@$(MAKE) --silent --no-print-directory build/release/build.ninja
	@$(CMAKE) --build build/release --target tachado tachado_faulty generate_contracts -- -j$(JOBS)
	shellcheck cluster/*
	tests/slurm/slurm_test.py build/release </dev/null

# Exports before the validators of those who read them, and our answers beside what npm packages answer, on whole tables.
# `make test` uses the small tables that are committed.
oracles: setup
	@command -v npm >/dev/null || $(SETUP) oracles
	@$(CMAKE) --preset release -DTACHADO_ORACLES=ON >/dev/null
	@$(CMAKE) --build build/release --target tachado fields_test -- -j$(JOBS)
	ctest --test-dir build/release --output-on-failure --label-regex oracles </dev/null
	npm ci --prefix tests/oracles --ignore-scripts --no-audit --no-fund
	node tests/oracles/tables.mjs build/oracles
	TACHADO_ORACLES=$(CURDIR)/build/oracles build/release/tests/fields/fields_test --gtest_filter='Oracles.*'

asan: setup
	@$(MAKE) --silent --no-print-directory build/asan/build.ninja
	@$(CMAKE) --build build/asan -- -j$(JOBS)
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/leaks.supp ctest --test-dir build/asan --output-on-failure --parallel $(JOBS) </dev/null

# After a build, because some sources are made by it.
lint: build
	@$(SETUP) lint
	@cmake/lint.sh build/release $(JOBS)

format:
	@$(SETUP) lint
	git ls-files -z '*.cc' '*.h' | xargs -0 clang-format -i

bench: build
	@$(SETUP) bench
	bench/run.sh

eval: build
	@test -d '$(CORPUS)' && test -d '$(EVAL)' || { echo 'usage: make eval CORPUS=FOLDER EVAL=FOLDER' >&2; exit 2; }
	@$(SETUP) bench
	@$(CMAKE) --build build/release --target generate_contracts -- -j$(JOBS)
	bench/eval.sh '$(CORPUS)' '$(EVAL)'

fuzz: setup
	@$(SETUP) sanitize
	tests/fuzz/run.sh $(or $(SECONDS),60)

soak: setup
	@$(MAKE) --silent --no-print-directory build/release/build.ninja
	@$(CMAKE) --build build/release --target tachado_faulty -- -j$(JOBS)
	/usr/bin/python3 tests/soak/soak.py --faulty build/release/tests/pipeline/tachado_faulty --samples samples \
	  --schema schemas/document-1.schema.json \
	  $(if $(CORPUS),--corpus '$(CORPUS)') --files $(or $(FILES),2000) --kills $(or $(KILLS),60)

samples: setup
	@$(MAKE) --silent --no-print-directory build/release/build.ninja
	@$(CMAKE) --build build/release --target generate_samples -- -j$(JOBS)
	build/release/samples/generate_samples samples

install: build
	DESTDIR='$(DESTDIR)' $(CMAKE) --install build/release --prefix '$(PREFIX)'

deb: build
	@$(SETUP) deb
	@cd build/release && cpack -B '$(CURDIR)/build/package' >/dev/null
	@ls build/package/*.deb

clean:
	rm -rf build demo-out
