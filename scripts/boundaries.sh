#!/usr/bin/env bash
# The page must not carry the engine, nor the engine the page: the crates of each build, by name.
set -euo pipefail
cd "$(dirname "$0")/.."

crates() { cargo tree -e normal --prefix none --target wasm32-unknown-unknown --no-default-features --features "$1"; }
absent() {
  if found=$(crates "$1" | grep -E "^($2)[a-z_-]* " | sort -u); then
    printf 'built with feature `%s`, but there is:\n%s\n' "$1" "$found" >&2
    exit 1
  fi
  echo "  feature $1: no crate like $2"
}
absent engine 'yew|gloo|web-sys'
absent app 'rquickjs|oxc'
