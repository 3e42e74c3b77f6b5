#!/usr/bin/env bash
# Makes the seeds of every target from the fixtures of the project: seeds.sh FOLDER
set -euo pipefail
seeds=$(realpath -m "${1:?usage: seeds.sh FOLDER}")
cd "$(dirname "$0")/.."

# Files larger than this only slow the fuzzer down.
limit=6k

# Copies the files whose names match to a target.
plain() {
  local target=$1 number=0
  shift
  mkdir -p "$seeds/$target"
  while IFS= read -r file; do
    cp "$file" "$seeds/$target/$((number += 1))"
  done < <(find rules tests examples -type f -size "-$limit" \( "$@" \) | LC_ALL=C sort)
}

# Several files in one seed, each behind a line with its name.
together() {
  local seed=$1 folder=$2
  shift 2
  for file in "$@"; do
    printf '=== %s\n' "${file#"$folder"/}"
    cat "$file"
  done >"$seed"
}

markup=(-name '*.yaml' -o -name '*.yml' -o -name '*.json' -o -name '*.template')
plain yaml "${markup[@]}"
plain json -name '*.json'
plain typescript -name '*.ts'
plain javascript -name '*.js' -o -name '*.mjs'
plain python -name '*.py'
plain java -name '*.java'
plain csharp -name '*.cs'
plain go -name '*.go'
plain template "${markup[@]}"
plain npmrc -name '*npmrc*' -not -name '*.md'
plain buildspec -name '*buildspec*.yml' -o -name '*buildspec*.yaml'
plain output -name '*.txt' -o -name '*.expect'

# Every case of a rule, and every file that is to be fixed.
mkdir -p "$seeds/project" "$seeds/fix" "$seeds/image"
number=0
for case in rules/*/*/fixtures/*; do
  mapfile -t files < <(find "$case" -type f -size "-$limit" -not -name '*.expect' | LC_ALL=C sort | head -8)
  [ "${#files[@]}" -gt 0 ] || continue
  folder=$case
  [ -d "$case" ] || folder=$(dirname "$case")
  together "$seeds/project/$((number += 1))" "$folder" "${files[@]}"
  cp "$seeds/project/$number" "$seeds/fix/$number"
done
while IFS= read -r file; do
  together "$seeds/fix/$((number += 1))" tests/fix/before "$file"
done < <(find tests/fix/before -type f -size "-$limit" | LC_ALL=C sort)

# References as they stand in templates, sixteen to a seed.
grep -rhoE '(Image|image|ImageUri)"?: *"?[^ "]+' rules examples --include='*.yaml' --include='*.json' |
  sed -E 's/^[^:]*"?: *"?//' | LC_ALL=C sort -u | split -l 16 - "$seeds/image/"
