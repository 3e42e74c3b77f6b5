#!/usr/bin/env bash
# The extension for Visual Studio Code is well typed and can be packed: tests/acceptance/vscode.sh [TOOLS]
#
# The packages come from npm into TOOLS, or into a folder that is removed again.
set -euo pipefail

example=$(dirname "$(realpath "$0")")/../../examples/editors/vscode
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tools=${1:-$scratch/tools}
mkdir -p "$tools"
if ! cmp --quiet "$example/package.json" "$tools/package.json"; then
  cp "$example/package.json" "$tools"
  npm install --prefix "$tools" --no-audit --no-fund --ignore-scripts --silent || { rm "$tools/package.json"; exit 1; }
fi
cp -R "$example/." "$scratch/extension"
ln -s "$(realpath "$tools")/node_modules" "$scratch/extension/node_modules"
cd "$scratch/extension"
npm run --silent package
python3 -m zipfile --list plimsoll-*.vsix | grep -q 'extension/dist/extension.js'
