#!/usr/bin/env python3
"""Makes assets/fonts/*.woff2 and ui/theme/icons_generated.hpp. The results are committed: run it only after changing tokens.json or a pinned version.

    ./dev shell python3 tools/make_fonts.py            all of them (fetches lucide-static from npm)
    ./dev shell python3 tools/make_fonts.py --check    icons_generated.hpp and icons.woff2 agree with tokens.json

Inter and JetBrains Mono are Debian's packages. Figures are made tabular in cmap, because the UI applies no OpenType features.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = pathlib.Path(__file__).resolve().parent.parent
FONTS = ROOT / "assets/fonts"
TOKENS = ROOT / "assets/themes/tokens.json"
ICONS_HEADER = ROOT / "ui/theme/icons_generated.hpp"
LUCIDE_VERSION = "1.62.0"
INTER = pathlib.Path("/usr/share/fonts/opentype/inter")
MONO = pathlib.Path("/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf")

# What nearly every screen shows, and what is fetched with the first letter of it: web/page.css and web/text_engine.js name the same ranges.
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x178, *range(0x2010, 0x2028), *range(0x202F, 0x2060), 0x20AC, 0x2116, 0x2122, *range(0x2190, 0x219A),
         0x2212, 0xFFFD]
MORE = [*range(0x100, 0x152), *range(0x154, 0x178), *range(0x179, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00), *range(0x20A0, 0x20AC), *range(0x20AD, 0x20C0)]
LATIN_MONO = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x400, 0x460), 0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
              0x2026, 0x20AC, 0x21B5, 0xFFFD]
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "MATH", "STAT", "DSIG", "gasp", "meta"]


FIGURES = {*range(0x30, 0x3A), 0x2B, 0x2212}  # digits, plus and minus; `tnum` also has punctuation, which would gape in words


def tabular_figures(font):
    """cmap of the figures pointed at their `tnum` forms."""
    table = font["GSUB"].table
    lookups = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum" for i in record.Feature.LookupListIndex}
    forms = {}
    for index in lookups:
        for subtable in table.LookupList.Lookup[index].SubTable:
            forms.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap = {code: forms.get(name, name) if code in FIGURES else name for code, name in cmap.cmap.items()}
    return len(forms)


def shrink(font, code_points, family, style):
    """Only these code points, no layout tables, no hints, short names."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.name_IDs = []
    options.drop_tables += DROPPED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    names = font["name"]
    names.names = []
    for name_id, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}".replace(" ", ""))):
        names.setName(text, name_id, 3, 1, 0x409)


def save(font, name):
    FONTS.mkdir(parents=True, exist_ok=True)
    font.flavor = "woff2"
    path = FONTS / f"{name}.woff2"
    font.save(path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")


def make_inter():
    for style in ("Regular", "SemiBold"):
        for code_points, family, suffix in ((LATIN, "Inter Pratique", ""), (MORE, "Inter Pratique More", "-more")):
            font = TTFont(INTER / f"Inter-{style}.otf", recalcTimestamp=False)
            tabular_figures(font)
            shrink(font, code_points, family, style)
            save(font, f"inter-{style.lower()}{suffix}")


def make_mono():
    font = TTFont(MONO, recalcTimestamp=False)
    shrink(font, LATIN_MONO, "JetBrains Mono Pratique", "Regular")
    save(font, "jetbrains-mono")


def roles():
    return json.loads(TOKENS.read_text())["icons"]["use"]


def fetch_lucide(folder):
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, f"lucide-static@{LUCIDE_VERSION}"], check=True)
    return pathlib.Path(folder) / "node_modules/lucide-static/font"


def make_icons():
    with tempfile.TemporaryDirectory() as folder:
        source = fetch_lucide(folder)
        code_points = json.loads((source / "codepoints.json").read_text())
        missing = sorted({name for name in roles().values() if name not in code_points})
        if missing:
            sys.exit(f"lucide-static {LUCIDE_VERSION} has no icon named {', '.join(missing)}")
        font = TTFont(source / "lucide.ttf", recalcTimestamp=False)
        shrink(font, sorted({code_points[name] for name in roles().values()}), "Pratique Icons", "Regular")
        save(font, "icons")
    ICONS_HEADER.write_text(icons_header(code_points))


def constant(role):
    return role[0].upper() + role[1:]


def icons_header(code_points):
    lines = ["// Made by tools/make_fonts.py from assets/themes/tokens.json and lucide-static " + LUCIDE_VERSION + "; do not edit.",
             "// What an icon is for, and its code point in assets/fonts/icons.woff2 (text::Face::Icons).",
             "#pragma once", "// clang-format off", "", "namespace pratique::theme {", "", "enum class Icon : char32_t {", "  None = 0,"]
    lines += [f"  {constant(role)} = 0x{code_points[name]:X},  // {name}" for role, name in roles().items()]
    return "\n".join([*lines, "};", "", "}  // namespace pratique::theme", ""])


def check():
    """Without the network: every role is in the header, by its Lucide name, and its code point is in the font."""
    found = {role: (int(code, 16), name) for role, code, name in re.findall(r"^  (\w+) = 0x([0-9A-F]+),  // (\S+)$", ICONS_HEADER.read_text(), re.M)}
    wanted = {constant(role): name for role, name in roles().items()}
    problems = [f"{role}: tokens.json says {name}" for role, name in wanted.items() if found.get(role, (0, ""))[1] != name]
    problems += [f"{role} is no role of tokens.json" for role in found if role not in wanted]
    cmap = TTFont(FONTS / "icons.woff2").getBestCmap()
    problems += [f"{role}: U+{code:X} is not in icons.woff2" for role, (code, _) in found.items() if code not in cmap]
    for problem in problems:
        print(f"icons_generated.hpp: {problem}; run tools/make_fonts.py", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(check())
    make_inter()
    make_mono()
    make_icons()
