#!/usr/bin/env python3
"""Adds up what tools/test_all.sh ran: one line a group, and a closing line that counts test cases.

    tools/test_report.py summary FOLDER GROUP…     exits with 1 when anything failed, or when a group ran nothing
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def count_catch2(xml_text):
    """The totals of Catch2's XML reporter; None when the program broke off before it wrote them."""
    try:
        totals = ElementTree.fromstring(xml_text).find("OverallResultsCases")
    except ElementTree.ParseError:
        return None
    if totals is None:
        return None
    return Counts(int(totals.get("successes")), int(totals.get("failures")) + int(totals.get("expectedFailures", 0)), int(totals.get("skips", 0)))


def count_unittest(log):
    ran = re.findall(r"^Ran (\d+) tests? in", log, re.M)
    if not ran:
        return None
    closing = re.findall(r"^(?:OK|FAILED)(?: \((.*)\))?$", log, re.M)
    parts = dict(re.findall(r"(\w[\w ]*)=(\d+)", closing[-1] if closing else ""))
    failed = sum(int(parts.get(key, 0)) for key in ("failures", "errors", "unexpected successes"))
    skipped = int(parts.get("skipped", 0))
    return Counts(int(ran[-1]) - failed - skipped, failed, skipped)


def count_node(log):
    """The totals of node:test, by its spec or TAP reporter; several runs in one log add up."""
    found = re.findall(r"^(?:ℹ|#) (pass|fail|cancelled|skipped|todo) (\d+)", log, re.M)
    if not found:
        return None
    sums = {}
    for key, value in found:
        sums[key] = sums.get(key, 0) + int(value)
    return Counts(sums.get("pass", 0), sums.get("fail", 0) + sums.get("cancelled", 0), sums.get("skipped", 0) + sums.get("todo", 0))


def count_lint(log):
    return Counts(passed=1) if re.search(r"^lint: \d+ files, 0 errors", log, re.M) else None


def count_group(folder, group, status):
    """What a group ran. Ending badly, or running nothing, is one failure more than its own count says."""
    log_path, xml_path = folder / f"{group}.log", folder / f"{group}.xml"
    log = log_path.read_text(errors="replace") if log_path.exists() else ""
    if group == "lint":
        counts = count_lint(log)
    elif xml_path.exists():
        counts = count_catch2(xml_path.read_text(errors="replace"))
    else:
        parts = [part for part in (count_unittest(log), count_node(log)) if part]
        counts = sum(parts, Counts()) if parts else None
    counts = counts or Counts()
    ran_nothing = counts.passed + counts.failed == 0
    if (status != 0 and counts.failed == 0) or ran_nothing:
        counts = counts + Counts(failed=1)
    return counts


def summary(folder, groups):
    total, lines = Counts(), []
    for group in groups:
        line = folder / f"{group}.tsv"
        _, built, ran, status = line.read_text().split("\t") if line.exists() else (group, "0", "0", "1")
        counts = count_group(folder, group, int(status))
        total = total + counts
        skipped = f", {counts.skipped} skipped" if counts.skipped else ""
        verdict = "FAILED" if counts.failed else "passed"
        lines.append(f"  {group:<9} {verdict}  {counts.passed:>5} passed, {counts.failed} failed{skipped:<12}  built in {built} s, ran in {ran} s")
    print("\n".join(["", *lines]))
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    print(f"{total.passed} passed, {total.failed} failed{skipped}")
    return 1 if total.failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] != "summary":
        sys.exit(__doc__)
    sys.exit(summary(Path(sys.argv[2]), sys.argv[3:]))
