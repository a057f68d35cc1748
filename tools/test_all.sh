# Sourced by ./dev: every test, cheapest first. `./dev test GROUP…` runs those groups only.
# Each group says what it ran in build/test-report/; the closing line counts test cases, and a group that could not
# be built, broke off or ran nothing counts as a failure.

TEST_GROUPS="lint tools base api client ui shell golden node contract fuzz web e2e"
FUZZ_SECONDS="${PRATIQUE_FUZZ_SECONDS:-30}"  # a target

test_all() {
  local wanted=("$@") group report=build/test-report
  mkdir -p "$report"
  for group in "${wanted[@]}"; do
    case " $TEST_GROUPS " in *" $group "*) ;; *) fail "there is no test group “$group”; there are: $TEST_GROUPS" ;; esac
  done
  [ ${#wanted[@]} -gt 0 ] || read -ra wanted <<<"$TEST_GROUPS"
  rm -f "$report"/*.tsv
  for group in "${wanted[@]}"; do run_test_group "$group" "$report"; done
  inside python3 tools/test_report.py summary "$report" "${wanted[@]}"
}

# Builds and runs one group and writes its line for the summary: group, seconds to build, seconds to run, exit status.
run_test_group() {
  local group=$1 report=$2 started=$SECONDS status=0 built=0
  say "Tests: $group"
  rm -f "$report/$group".*
  ( set -e; prepare_test_group "$group" ) || status=$?
  built=$((SECONDS - started)) started=$SECONDS
  if [ "$status" -eq 0 ]; then
    ( set -o pipefail; execute_test_group "$group" "$report" 2>&1 | tee "$report/$group.log" ) || status=$?
  else
    echo "pratique: the tests “$group” could not be built" | tee "$report/$group.log" >&2
  fi
  printf '%s\t%s\t%s\t%s\n' "$group" "$built" "$((SECONDS - started))" "$status" >"$report/$group.tsv"
}

has_fuzzer() { inside bash -c 'command -v clang++-19 >/dev/null && ls /usr/lib/llvm-19/lib/clang/19/lib/*/libclang_rt.fuzzer* >/dev/null 2>&1'; }

prepare_test_group() {
  case "$1" in
    lint | tools) ;;
    web) inside python3 tools/pack_portal.py --install ;;
    fuzz) ! has_fuzzer || build fuzz query_fuzz mime_fuzz report_fuzz ;;
    e2e)
      build_demo && build_fill || return
      # Real messages, where somebody has some, meet the parser under ASan and UBSan.
      [ -z "${PRATIQUE_MAIL_CORPUS:-}" ] || build native pratique-node ;;
    *) build native "$1_tests" ;;
  esac
}

execute_test_group() {
  local group=$1 report=$2
  case "$group" in
    lint) inside python3 tools/lint.py ;;
    tools) inside python3 -m unittest discover -s tools/tests -p '*_test.py' ;;
    fuzz)
      if has_fuzzer; then inside bash tests/fuzz/run.sh build/fuzz "$FUZZ_SECONDS"
      else echo "pratique: clang with libFuzzer (libclang-rt-19-dev) is missing, so nothing was fuzzed" >&2; return 1; fi ;;
    web) inside node --test --test-concurrency=1 --test-reporter=spec tests/web/ ;;
    e2e) inside bash tests/e2e/run.sh ;;
    *) inside env ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 "build/native/${group}_tests" \
      --reporter console --reporter "xml::out=$report/$group.xml" ;;
  esac
}
