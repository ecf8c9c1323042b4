#!/usr/bin/env bash
# Brings a fresh machine to where `make` can build and test. Each step looks first and is skipped when it is done.
set -euo pipefail
cd "$(dirname "$0")/.."

TRUNK=0.21.14
WASM_BINDGEN=0.2.130

say() { printf '  %s\n' "$*"; }
need() { printf 'make: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

has cargo && has rustup || need "install Rust with rustup (rustup.rs), then run this again"
has node && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || need "install Node.js 20 or newer, with npm, then run this again"

# Packages of the system: a C compiler that knows WebAssembly (the engine is C), and a browser for the tests.
wanted=()
has clang || wanted+=(clang)
has llvm-ar || wanted+=(llvm)
has "${CHROMIUM:-chromium}" || wanted+=(chromium)
if [ ${#wanted[@]} -gt 0 ]; then
  if has apt-get && [ "$(id -u)" = 0 ]; then
    say "installing ${wanted[*]} with apt-get"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
  else
    need "install ${wanted[*]} (Debian or Ubuntu: sudo apt-get install ${wanted[*]}; a browser elsewhere: set CHROMIUM to its path), then run this again"
  fi
fi

# The compiler that rust-toolchain.toml names, and its browser target.
if ! rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown || ! cargo clippy --version >/dev/null 2>&1 || ! cargo fmt --version >/dev/null 2>&1; then
  channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
  say "installing Rust $channel with its browser target"
  rustup toolchain install "$channel" --profile minimal --component rustfmt --component clippy >/dev/null
  rustup target add --toolchain "$channel" wasm32-unknown-unknown >/dev/null
fi

# Trunk would fetch its tools by itself: built here from the registry instead, as debug builds, which take a third of the time.
at() { [ -x ".tools/bin/$1" ] && .tools/bin/"$1" --version 2>/dev/null | grep -qF " $2"; }
if ! at trunk "$TRUNK"; then
  say "building trunk $TRUNK into .tools (about three minutes, once)"
  # Locked: it does not compile with the newest versions of its dependencies.
  CARGO_TARGET_DIR=target/tools cargo install --quiet --debug --root .tools --locked trunk@"$TRUNK"
fi
if ! at wasm-bindgen "$WASM_BINDGEN"; then
  say "building wasm-bindgen $WASM_BINDGEN into .tools (about one minute, once)"
  # Not locked: its lock file names a version that the registry no longer has.
  CARGO_TARGET_DIR=target/tools cargo install --quiet --debug --root .tools wasm-bindgen-cli@"$WASM_BINDGEN"
fi

# Trunk builds without the network, so the crates have to be there: those for this machine and for the browser.
cargo fetch --quiet --locked --target wasm32-unknown-unknown --target "$(rustc -vV | sed -n 's/^host: //p')"

stamp=node_modules/.claimscope
lock=$(sha256sum package-lock.json .npmrc | sha256sum)
if [ "$(cat $stamp 2>/dev/null)" != "$lock" ]; then
  say "installing the npm packages of package-lock.json"
  # No package's install script is needed, so none is run.
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  echo "$lock" >$stamp
fi
say "tools are in place"
