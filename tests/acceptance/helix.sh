#!/usr/bin/env bash
# A real Helix, set up as the example says, shows the diagnostics of a CDK file and applies a fix. It runs in a terminal
# of tmux:
#
#     tests/acceptance/helix.sh PLIMSOLL [HX]
set -euo pipefail

example=$(dirname "$(realpath "$0")")/../../examples/editors/helix/languages.toml
scratch=$(realpath "$(mktemp -d)")
terminal() { tmux -S "$scratch/socket" -f /dev/null "$@"; }
trap 'terminal kill-server 2>/dev/null || true; rm -rf "$scratch"' EXIT
helix=$(realpath "$(command -v "${2:-hx}")")
mkdir -p "$scratch/bin" "$scratch/app" "$scratch/config/helix"
ln -s "$(realpath "$1")" "$scratch/bin/plimsoll"
cp "$example" "$scratch/config/helix"

cat >"$scratch/app/service.ts" <<'PROGRAM'
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { App, Stack } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'Größe 🚢');
/* 🚢 */ new ecr.Repository(stack, 'Store', { imageScanOnPush: false });
PROGRAM
cp "$scratch/app/service.ts" "$scratch/before"
cd "$scratch/app"

# Waits until the screen shows a text.
shows() {
  for _ in $(seq 600); do
    terminal capture-pane -p >"$scratch/screen" 2>/dev/null || true
    grep -q -- "$1" "$scratch/screen" && return
    sleep 0.1
  done
  cat "$scratch/screen"
  echo "Helix never shows: $1"
  exit 1
}

LANG=C.UTF-8 HOME=$scratch XDG_CONFIG_HOME=$scratch/config XDG_CACHE_HOME=$scratch/cache PATH=$scratch/bin:$PATH \
  terminal new-session -d -x 160 -y 40 "$helix" service.ts
# How many warnings there are stands in the last line.
shows '● 3'
terminal send-keys / 'false' Enter
shows 'ecr/scan-disabled'
terminal send-keys Space a
shows 'Scan images when they are pushed'
terminal send-keys Enter
shows 'imageScanOnPush: true'
shows '● 2'
terminal send-keys ':wq' Enter
for _ in $(seq 100); do
  terminal has-session 2>/dev/null || break
  sleep 0.1
done
diff --text <(sed 's/imageScanOnPush: false/imageScanOnPush: true/' "$scratch/before") service.ts
"$helix" --version
