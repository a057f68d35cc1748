#!/usr/bin/env python3
"""Checks the project against the rules of ARCHITECTURE.md and CONTRIBUTING.md. Prints what is wrong, and exits with 1 when anything is.

    tools/lint.py [--root DIR] [--rule NAME]… [PATH…]     PATH limits the report to files under it
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lint_rules import formatting, layers, layout, look, names, sizes, tree  # noqa: E402

RULES = {"layers": layers, "sizes": sizes, "names": names, "layout": layout, "look": look, "format": formatting}


def lint(root, rules=RULES, under=()):
    """Findings in order of path and line."""
    checkout = tree.load(root)
    found = [finding for name in rules for finding in RULES[name].check(checkout)]
    if under:
        found = [finding for finding in found if layers.within(finding.path, tuple(path.rstrip("/") for path in under))]
    return sorted(set(found)), len(checkout.paths)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Checks the project against its own rules.")
    parser.add_argument("--root", default=Path(__file__).resolve().parent.parent, help="the checkout (default: this one)")
    parser.add_argument("--rule", action="append", choices=sorted(RULES), help="only this kind of rule; may be repeated")
    parser.add_argument("paths", nargs="*", help="report only what lies under these paths")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    found, files = lint(options.root, options.rule or RULES, options.paths)
    for finding in found:
        print(finding)
    errors = sum(not finding.is_warning for finding in found)
    print(f"lint: {files} files, {errors} errors, {len(found) - errors} warnings, {time.monotonic() - started:.1f} s")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
