# `make` alone lists what there is. Everything is built with cargo; nothing else has to be installed
# but rustup's stable toolchain, make, a C compiler and Node with npm.

CARGO ?= cargo
TARGET := $(or $(CARGO_TARGET_DIR),target)
BIN := $(TARGET)/release/workflow-readiness
WASM := wasm32-unknown-unknown
# With its metadata, X.509 included: every policy server compiles the module at its start.
WASM_BUDGET := 283600
# The module compiled ahead of time; harness/build.rs takes it in.
export POLICY_CWASM := $(abspath $(TARGET))/policy.cwasm

.DEFAULT_GOAL := help
WEB := policy/faces/web

.PHONY: help setup setup-web setup-browser web web-build test-web build run test ci fmt lint policy.wasm annotated-policy.wasm dist sbom bench bless audit reproducible coverage mutants fuzz fuzz-short setup-fuzz soak size fixtures new-rule

help: ## List the targets
	@grep -hE '^[a-z. -]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z.-]+)[^:]*:.*## (.*)/  make \1\t\2/' | expand -t 24

setup: ## Add what is missing of the toolchain
	@command -v $(CARGO) >/dev/null || { echo "make: cargo is missing; install Rust's stable toolchain with https://rustup.rs"; exit 1; }
	@command -v cc >/dev/null || { echo "make: a C compiler is missing; install gcc or clang"; exit 1; }
	@command -v rustup >/dev/null || { echo "make: rustup is missing; it adds the target $(WASM), see https://rustup.rs"; exit 1; }
	@rustup target list --installed | grep -qx $(WASM) || rustup target add $(WASM) || { echo "make: the target $(WASM) cannot be added; without it there is no policy.wasm"; exit 1; }
	@$(CARGO) clippy --version >/dev/null 2>&1 || rustup component add clippy
	@$(CARGO) fmt --version >/dev/null 2>&1 || rustup component add rustfmt

setup-web: setup ## Add Node and the packages that the module and the page are built with
	@command -v node >/dev/null && command -v npm >/dev/null || { apt-get update --quiet && apt-get install --yes --quiet nodejs npm; } || { echo "make: Node 20 or newer with npm is missing; install it from your system's packages"; exit 1; }
	@node -e 'process.exitCode = Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0' || { echo "make: Node 20 or newer is needed, this is $$(node --version)"; exit 1; }
	@cmp -s $(WEB)/package-lock.json $(WEB)/node_modules/.lock || { npm --prefix $(WEB) ci --ignore-scripts && cp $(WEB)/package-lock.json $(WEB)/node_modules/.lock; }

setup-browser: setup-web ## Add Chromium, for the page's tests
	@test -x "$${CHROMIUM:-/usr/bin/chromium}" || { apt-get update --quiet && apt-get install --yes --quiet chromium; } || { echo "make: Chromium is missing; install it from your system's packages, or name one with CHROMIUM=PATH"; exit 1; }

build: setup-web ## Build the command workflow-readiness, and the module in it
	$(CARGO) build --release --locked --package harness --bin dev
	$(TARGET)/release/dev compile $(POLICY_CWASM)
	$(CARGO) build --release --locked --package harness --bin workflow-readiness

run: build ## Review a fixture cluster
	@$(BIN) review fixtures/clusters/deis-quickstart; test $$? -le 1

test: build test-web ## Run every test
	$(CARGO) test --release --locked --workspace --quiet

test-web: build web-build setup-browser ## Run the tests of the page and the npm package
	npm --prefix $(WEB) run --silent test

fmt: ## Check the format of the sources
	$(CARGO) fmt --all -- --check
	$(CARGO) fmt $(BENCH) -- --check

lint: setup-web ## Check the sources with clippy, for every target
	$(CARGO) clippy --release --locked --workspace --all-targets -- --deny warnings
	$(CARGO) clippy --profile wasm --locked --target $(WASM) --package policy-wapc --package shim --package accept -- --deny warnings
	$(CARGO) clippy --profile web --locked --target $(WASM) --package policy-web --package policy-render -- --deny warnings

# What it costs is measured here and not in the tests: those depend on no clock.
web: web-build ## Build the page and the npm package, in dist/
	npm --prefix $(WEB) run --silent budgets

web-build: setup-web ## Build what the tests of the page need
	$(CARGO) build --release --locked --package web --bin dev-web
	$(TARGET)/release/dev-web $(TARGET)/web
	MODULES=$(abspath $(TARGET))/web npm --prefix $(WEB) run --silent build

policy.wasm annotated-policy.wasm: dist/policy.wasm ## Build dist/policy.wasm, ready for Kubewarden; annotated-policy.wasm too
dist/policy.wasm: build
	@mkdir -p dist
	$(TARGET)/release/dev policy dist/policy.wasm
	$(TARGET)/release/dev mutating-policy dist/policy-mutating.wasm

dist: build policy.wasm web sbom ## Build everything that is given away, in dist/
	cp $(BIN) dist/workflow-readiness
	cp policy/faces/wapc/metadata.yml policy/faces/wapc/questions-ui.yml docs/settings.schema.json docs/config.schema.json dist/
	dist/workflow-readiness man --dir dist/man
	mkdir -p dist/completions
	for shell in bash zsh fish elvish powershell; do dist/workflow-readiness completions $$shell > dist/completions/workflow-readiness.$$shell || exit 1; done
	cd dist && sha256sum policy.wasm policy-mutating.wasm workflow-readiness *.yml *.json > SHA256SUMS

sbom: setup ## Write the SBOMs, in dist/
	$(CARGO) cyclonedx --version >/dev/null 2>&1 || $(CARGO) install cargo-cyclonedx --locked
	@mkdir -p dist
	$(CARGO) cyclonedx --quiet --format json --spec-version 1.5 --target $(WASM) --manifest-path policy/faces/wapc/Cargo.toml --override-filename policy.cdx
	$(CARGO) cyclonedx --quiet --format json --spec-version 1.5 --manifest-path harness/Cargo.toml --override-filename workflow-readiness.cdx
	mv policy/faces/wapc/policy.cdx.json harness/workflow-readiness.cdx.json dist/
	sed -i 's#file://$(CURDIR)#file:///workspace#g' dist/*.cdx.json
	find policy harness fixtures/generator -name '*.cdx.json' -delete

size: policy.wasm ## Check the budgets of size
	@size=$$(wc -c < dist/policy.wasm); gz=$$(gzip -9c dist/policy.wasm | wc -c); \
	echo "policy.wasm: $$size bytes of $(WASM_BUDGET), $$gz gzipped"; test $$size -le $(WASM_BUDGET)

# A workspace of its own: what the module is compared with is built for this alone.
BENCH := --manifest-path harness/bench/Cargo.toml
bench: build ## Measure what the module costs, and write docs/performance.md
	$(CARGO) run --release --locked $(BENCH) --target-dir $(TARGET)

bless: build ## Write snapshots and generated files anew
	$(CARGO) run --release --locked --package fixtures
	UPDATE_EXPECT=1 $(CARGO) test --release --locked --workspace --quiet --no-fail-fast

fixtures: ## Check that the generated files are those that the generator writes
	$(CARGO) run --release --locked --quiet --package fixtures -- --check

new-rule: ## Scaffold a rule: make new-rule ID=routers-something SECTION=routers
	@$(CARGO) run --release --locked --quiet --package fixtures -- new-rule "$(ID)" "$(SECTION)"
	@$(CARGO) run --release --locked --quiet --package fixtures

# Fuzzing has a workspace of its own, and instruments everything. What is found is left in fuzz/artifacts; new inputs
# are kept in the target folder, beside the corpus of the repository.
FUZZ := source validate review settings certificates
# Seconds for each of them.
FUZZ_TIME := 3600
# So many runs, the same ones each time, are two minutes on two cores with the build.
RUNS_source := 20000
RUNS_validate := 4000
RUNS_review := 1000
RUNS_settings := 20000
RUNS_certificates := 2000
fuzz_run = mkdir -p $(2)/$(1) && $(CARGO) fuzz run --sanitizer none --target-dir $(TARGET)/fuzz $(1) \
	$(2)/$(1) fuzz/corpus/$(1) -- -max_len=4096 -timeout=20 -rss_limit_mb=2048 $(3)

setup-fuzz: setup ## Add cargo-fuzz
	@command -v $${CXX:-c++} >/dev/null || { echo "make: a C++ compiler is missing, which libFuzzer is built with; install g++ or clang"; exit 1; }
	@$(CARGO) fuzz --version >/dev/null 2>&1 || $(CARGO) install cargo-fuzz --locked

fuzz: setup-fuzz ## Look for inputs that break a promise: FUZZ_TIME=3600 seconds each
	@$(foreach one,$(FUZZ),$(call fuzz_run,$(one),$(TARGET)/fuzz-corpus,-max_total_time=$(FUZZ_TIME)) &&) true

fuzz-short: setup-fuzz ## Fuzz for two minutes, with the same inputs each time
	@rm -rf $(TARGET)/fuzz-short
	@$(foreach one,$(FUZZ),$(call fuzz_run,$(one),$(TARGET)/fuzz-short,-seed=1 -runs=$(RUNS_$(one)) -verbosity=0) &&) true

# What goes into the modules stands there once; advisories need the network, and nothing else does.
audit: setup ## Check licences, sources, duplicates and advisories of what is built in
	@$(CARGO) deny --version >/dev/null 2>&1 || $(CARGO) install cargo-deny --locked
	$(CARGO) deny --locked check bans licenses sources
	@for face in wapc web render; do $(CARGO) deny --locked --manifest-path policy/faces/$$face/Cargo.toml --exclude-dev --target $(WASM) --config deny.modules.toml check --allow unmatched-skip bans || exit 1; done
	@if words=$$($(CARGO) deny --locked fetch db 2>&1); then $(CARGO) deny --locked check --disable-fetch advisories; \
	else echo "advisories: NOT CHECKED ($$(echo "$$words" | tail -n 1))"; fi

# The sources in another folder, crates in another one, a target folder of its own.
ELSEWHERE := $(abspath $(TARGET))/elsewhere
HOME_OF_CARGO := $(or $(CARGO_HOME),$(HOME)/.cargo)
reproducible: policy.wasm ## Build dist/policy.wasm once more, elsewhere: the same bytes
	@rm -rf $(ELSEWHERE) && mkdir -p $(ELSEWHERE)/sources $(ELSEWHERE)/cargo/registry/src/mirror
	@git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents --target-directory=$(ELSEWHERE)/sources
	@ln -s $(HOME_OF_CARGO)/registry/index $(HOME_OF_CARGO)/registry/cache $(ELSEWHERE)/cargo/registry
	@ln -s $(HOME_OF_CARGO)/registry/src/* $(ELSEWHERE)/cargo/registry/src
	CARGO_HOME=$(ELSEWHERE)/cargo $(TARGET)/release/dev rebuilt-policy $(ELSEWHERE)/sources $(ELSEWHERE)/policy.wasm
	cmp dist/policy.wasm $(ELSEWHERE)/policy.wasm
	@rm -rf $(ELSEWHERE)

coverage: setup ## Measure which lines of the core its tests run
	@$(CARGO) llvm-cov --version >/dev/null 2>&1 || $(CARGO) install cargo-llvm-cov --locked
	@rustup component list --installed | grep -q llvm-tools || rustup component add llvm-tools
	$(CARGO) llvm-cov --locked --no-cfg-coverage --ignore-filename-regex '(^|/)(harness|tests|faces|render)/' $(foreach crate,policy json certificate words source proof,--package $(crate))

# Not in ci: each mutant is built and tested by itself. `.cargo/mutants.toml` says what is left out.
mutants: ## Change each line of the core, see the tests fail; hours: make mutants ONLY='--file policy/src/standing.rs'
	$(CARGO) mutants --version >/dev/null 2>&1 || $(CARGO) install cargo-mutants --locked
	@mkdir -p $(TARGET)
	@echo "make: some 3,600 mutants, a minute or so each; $(TARGET)/mutants.out has what survives so far"
	$(CARGO) mutants --package json --package certificate --package words --package policy --package source --output $(TARGET) $(ONLY)

# Both engines; TIMES=100 takes some two hours. Another SEED makes other clusters.
TIMES ?= 100
SEED ?= 1
soak: build ## Prove the properties of generated clusters at length: make soak TIMES=100 SEED=2
	PROOF_TIMES=$(TIMES) PROOF_SEED=$(SEED) $(CARGO) test --release --locked --package proof --quiet
	PROOF_TIMES=$(TIMES) PROOF_SEED=$(SEED) $(CARGO) test --release --locked --package harness --test harness --quiet -- generated

ci: fmt lint test fixtures size reproducible fuzz-short audit ## All that CI runs
