"""What is made from tokens.json and committed is up to date."""
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Generated(unittest.TestCase):
    def check(self, tool):
        done = subprocess.run([sys.executable, ROOT / "tools" / tool, "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_design_tokens_in_cpp_are_those_of_the_json(self):
        self.check("make_tokens.py")

    def test_every_icon_role_has_its_glyph(self):
        self.check("make_fonts.py")

    def test_the_fonts_stay_within_their_budget(self):
        fonts = ROOT / "assets/fonts"
        size = {path.stem: path.stat().st_size for path in fonts.glob("*.woff2")}
        self.assertLessEqual(size["inter-regular"] + size["inter-semibold"], 50 * 1024)
        self.assertLessEqual(size["icons"], 19 * 1024)
        self.assertLessEqual(size["jetbrains-mono"], 25 * 1024)


if __name__ == "__main__":
    unittest.main()
