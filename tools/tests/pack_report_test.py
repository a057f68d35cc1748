"""The report window's packing: limits that fail, and colours that are there."""

import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pack_report  # noqa: E402

STYLES = [path.read_text() for path in sorted((pack_report.WEB / "report").rglob("*.css"))]


class PackReport(unittest.TestCase):
    def test_every_colour_that_the_styles_name_is_in_every_theme(self):
        used = set(re.findall(r"var\((--[\w-]+)\)", "".join(STYLES)))
        tokens = pack_report.tokens_used("".join(STYLES))
        for theme in ("light", "dark", "contrast"):
            [block] = re.findall(rf":root\[data-theme={theme}\]{{([^}}]*)}}", tokens)
            self.assertEqual({name for name in used if f"{name}:" not in block and not name.startswith("--brand")}, set(), theme)
        self.assertTrue(all(f"{name}:" in tokens for name in used))

    def test_no_colour_is_packed_that_nobody_names(self):
        tokens = pack_report.tokens_used("a { color: var(--text-link) }")
        self.assertEqual(set(re.findall(r"(--[\w-]+):", tokens)), {"--text-link"})

    def test_a_window_or_a_bookmarklet_over_its_limit_stops_the_packing(self):
        fits = {"bookmarklet": pack_report.BOOKMARKLET_BYTES, "window": pack_report.WINDOW_BYTES, "window_unpacked": 90_000}
        pack_report.check(fits)
        for name in ("bookmarklet", "window"):
            with self.assertRaises(SystemExit) as stopped:
                pack_report.check(fits | {name: fits[name] + 1})
            self.assertIn(name, str(stopped.exception))


if __name__ == "__main__":
    unittest.main()
