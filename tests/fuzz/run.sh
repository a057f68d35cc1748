#!/usr/bin/env bash
# Runs the libFuzzer targets: tests/fuzz/run.sh BUILD SECONDS [TARGET…]. Each starts from tests/corpus and, in runs of more than a minute,
# what earlier ones found in BUILD/fuzz_corpus; an input that breaks a promise is kept in BUILD/findings and ends the run with a failure.
# The closing lines are those that tools/test_report.py counts.
set -uo pipefail
build=$1 seconds=$2; shift 2
targets=("${@:-}"); [ -n "${targets[0]}" ] || targets=(query mime report)
declare -A longest=([query]=512 [mime]=20000 [report]=20000)
# In a short run the number of inputs is fixed, too: from the same seed and corpus every machine then tries the same ones, so a change is judged
# by what it changed and not by luck. Longer runs look for what nobody has seen yet.
declare -A short=([query]=40000 [mime]=15000 [report]=15000)
passed=0 failed=0
for target in "${targets[@]}"; do
  runs=-1
  if [ "$seconds" -le 60 ]; then runs=${short[$target]}; rm -rf "$build/fuzz_corpus/$target"; fi
  mkdir -p "$build/fuzz_corpus/$target" "$build/findings"
  log="$build/fuzz_$target.log"
  echo "fuzz: $target for $seconds s"
  ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 "$build/${target}_fuzz" \
    -seed=20261122 -runs="$runs" -max_total_time="$seconds" -timeout=120 -rss_limit_mb=3000 -max_len="${longest[$target]}" -len_control=20 \
    -dict="tests/fuzz/$target.dict" -artifact_prefix="$build/findings/$target-" -print_final_stats=1 \
    "$build/fuzz_corpus/$target" "tests/corpus/$target" >"$log" 2>&1
  status=$?
  if [ "$status" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); tail -n 60 "$log"; fi
  grep -E "stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)" "$log"
  grep -E "cov: " "$log" | tail -n 1
done
echo "# pass $passed"
echo "# fail $failed"
[ "$failed" -eq 0 ]
