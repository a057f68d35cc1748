#!/usr/bin/env bash
# End-to-end tests against the built node and portal, by ./dev test e2e; --shots [DIR] and --bench [NAME…]
# are for ./dev shots and ./dev bench, which need the same set-up.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
[ -x "$root/build/native-release/pratique-node" ] || { echo "pratique: build the node first: ./dev build native-release pratique-node" >&2; exit 1; }
[ -f "$root/build/portal/index.html" ] || { echo "pratique: build the portal first: ./dev build portal" >&2; exit 1; }

# playwright-core drives the Chromium that is installed; it brings no browser of its own.
lock=$(sha256sum package-lock.json | cut -c1-16)
if [ "$(cat node_modules/.lock 2>/dev/null)" != "$lock" ]; then
  npm ci --no-audit --no-fund --loglevel=error
  echo "$lock" >node_modules/.lock
fi

case "${1:-}" in
  --shots) cd "$root" && exec node tests/e2e/shots.mjs "${2:-build/shots}" ;;
  --bench) shift; cd "$root" && exec python3 tests/bench/run.py "$@" ;;
esac

status=0
python3 -m unittest discover -s . -p '*_test.py' -v || status=1
node --test --test-concurrency=1 --test-timeout=600000 --test-reporter=spec ${PRATIQUE_E2E_FILTER:+--test-name-pattern="$PRATIQUE_E2E_FILTER"} ./*_test.mjs || status=1
exit $status
