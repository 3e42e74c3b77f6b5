#!/usr/bin/env bash
# A real Neovim, set up as the example says, gets the diagnostics of a CDK file and applies a fix:
#
#     tests/acceptance/neovim/run.sh PLIMSOLL
set -euo pipefail

here=$(dirname "$(realpath "$0")")
scratch=$(realpath "$(mktemp -d)")
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/app"
ln -s "$(realpath "$1")" "$scratch/bin/plimsoll"

cat >"$scratch/app/service.ts" <<'PROGRAM'
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { App, Stack } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'Größe 🚢');
/* 🚢 */ new ecr.Repository(stack, 'Store', { imageScanOnPush: false });
PROGRAM
cp "$scratch/app/service.ts" "$scratch/before"

export EXAMPLE=$here/../../../examples/editors/neovim
export SOURCE=$scratch/app/service.ts RULE=ecr/scan-disabled OUTPUT=$scratch/output PATH=$scratch/bin:$PATH
export HOME=$scratch XDG_CONFIG_HOME=$scratch XDG_DATA_HOME=$scratch XDG_STATE_HOME=$scratch
timeout 180 nvim --headless -i NONE -u "$here/init.lua" -c "luafile $here/session.lua" \
  </dev/null >"$scratch/log" 2>&1 || {
  cat "$scratch/log"
  echo "Neovim did not end by itself"
  exit 1
}
cat >"$scratch/expected" <<'LINES'
found ecr/scan-disabled at 5:66
applied Scan images when they are pushed
gone
ended
LINES
diff --text "$scratch/expected" "$scratch/output" || { cat "$scratch/log"; exit 1; }
diff --text <(sed 's/imageScanOnPush: false/imageScanOnPush: true/' "$scratch/before") "$scratch/app/service.ts"
nvim --version | head -1
