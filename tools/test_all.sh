# Sourced by ./dev: every test, cheapest first. `./dev test FILTER` runs one group.
test_all() {
  local filter=${1:-}
  wanted() { [ -z "$filter" ] || [ "$filter" = "$1" ]; }
  if wanted lint; then inside python3 tools/lint.py; fi
  if wanted tools; then inside python3 -m unittest discover -s tools/tests -v; fi
  local group
  for group in base api client ui golden node contract; do
    wanted "$group" || continue
    build native "${group}_tests"
    inside ctest --test-dir build/native --output-on-failure -L "^${group}\$"
  done
  if wanted e2e; then build_demo; inside bash tests/e2e/run.sh; fi
}
