"""The closing line of `./dev test` counts what ran, and never calls a broken run good."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import test_report  # noqa: E402
from test_report import Counts  # noqa: E402

CATCH2 = '<?xml version="1.0"?><Catch2TestRun><OverallResults successes="40" failures="0"/><OverallResultsCases successes="{}" failures="{}" expectedFailures="0" skips="1"/></Catch2TestRun>'


class CountingTest(unittest.TestCase):
    def test_catch2(self):
        self.assertEqual(test_report.count_catch2(CATCH2.format(12, 2)), Counts(12, 2, 1))

    def test_catch2_that_crashed_left_half_a_file(self):
        self.assertIsNone(test_report.count_catch2("<?xml version='1.0'?><Catch2TestRun><TestCase>"))

    def test_unittest(self):
        self.assertEqual(test_report.count_unittest("Ran 43 tests in 0.3s\n\nOK\n"), Counts(43))
        self.assertEqual(test_report.count_unittest("Ran 5 tests in 0.3s\n\nFAILED (failures=1, errors=2, skipped=1)\n"), Counts(1, 3, 1))

    def test_node(self):
        self.assertEqual(test_report.count_node("ℹ tests 5\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n"), Counts(3, 2, 0))
        self.assertEqual(test_report.count_node("# pass 2\n# fail 0\n# pass 3\n# fail 0\n"), Counts(5))


class SummaryTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def group(self, name, log, status=0, xml=None):
        (self.folder / f"{name}.log").write_text(log)
        (self.folder / f"{name}.tsv").write_text(f"{name}\t3\t4\t{status}\n")
        if xml is not None:
            (self.folder / f"{name}.xml").write_text(xml)

    def summarise(self, *groups):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = test_report.summary(self.folder, groups)
        return status, out.getvalue().rstrip("\n").split("\n")[-1]

    def test_all_good(self):
        self.group("lint", "lint: 10 files, 0 errors, 2 warnings, 0.1 s\n")
        self.group("base", "All tests passed", xml=CATCH2.format(12, 0))
        self.assertEqual(self.summarise("lint", "base"), (0, "13 passed, 0 failed, 1 skipped"))

    def test_a_crash_is_a_failure_though_no_case_failed(self):
        self.group("base", "AddressSanitizer: heap-use-after-free", status=134, xml="<Catch2TestRun><TestCase>")
        self.assertEqual(self.summarise("base"), (1, "0 passed, 1 failed"))

    def test_a_bad_end_after_good_cases_is_a_failure(self):
        self.group("tools", "Ran 3 tests in 1s\n\nOK\n", status=1)
        self.assertEqual(self.summarise("tools"), (1, "3 passed, 1 failed"))

    def test_running_nothing_is_a_failure(self):
        self.group("e2e", "", status=0)
        self.assertEqual(self.summarise("e2e"), (1, "0 passed, 1 failed"))

    def test_a_group_that_left_no_line_failed(self):
        self.assertEqual(self.summarise("node"), (1, "0 passed, 1 failed"))

    def test_failed_cases_count_once(self):
        self.group("base", "", status=1, xml=CATCH2.format(12, 2))
        self.assertEqual(self.summarise("base"), (1, "12 passed, 2 failed, 1 skipped"))


if __name__ == "__main__":
    unittest.main()
