"""Colours live in ui/theme (and the web's tokens file); views keep no hidden state."""

import re

from lint_rules.layers import within
from lint_rules.tree import Finding

_CPP_COLOUR = re.compile(r"\bIM_COL32\s*\(\s*\d|\bImColor\s*\(\s*[\d\"]|\bImVec4\s*\(\s*[\d.]+f?\s*,\s*[\d.]+f?\s*,\s*[\d.]+f?\s*,\s*[\d.]+f?\s*\)")
_RGBA = re.compile(r"0[xX][0-9A-Fa-f]{8}\b")
_COLOUR_WORD = re.compile(r"colou?r|rgba|_col\b|tint|fill|background", re.I)
_CSS_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}\b(?![^{]*\{)|\b(?:rgb|rgba|hsl|hsla|oklch)\(\s*\d")
_STATIC = re.compile(r"^\s*(static|thread_local)\s+(?!constexpr|_?assert|const\s+constexpr)", re.M)


def check(tree):
    for source in tree.sources:
        if source.is_cpp and within(source.path, ("ui", "shell", "web")) and not within(source.path, ("ui/theme", "ui/gallery")):
            yield from _cpp_colours(source)
        if source.path.endswith(".css") and within(source.path, ("web",)) and "tokens" not in source.path:
            yield from _css_colours(source)
        if source.is_cpp and within(source.path, ("ui/views", "ui/kit")):
            yield from _statics(source)


def _cpp_colours(source):
    for number, line in enumerate(source.code_lines, 1):
        plain = _CPP_COLOUR.search(line)
        # 0xFFFFFFFF and 0 are "as it is" and "nothing", not colours.
        packed = next((m for m in _RGBA.finditer(line) if m.group(0).lower() not in ("0xffffffff", "0x00000000")), None)
        if plain or (packed and _COLOUR_WORD.search(line)):
            yield Finding(source.path, number, "colour", f"literal colour “{(plain or packed).group(0)}”; take one from ui/theme")


def _css_colours(source):
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group(0)), source.text, flags=re.S)
    for number, line in enumerate(text.split("\n"), 1):
        match = _CSS_COLOUR.search(line)
        if match:
            yield Finding(source.path, number, "colour", f"literal colour “{match.group(0)}”; use a variable of the tokens file")


def _statics(source):
    for match in _STATIC.finditer(source.code):
        at = match.start(1)
        if any(block.open_at < at < block.close_at for block in source.functions):
            line = source.code.count("\n", 0, at) + 1
            yield Finding(source.path, line, "static-local", "no static locals in views and widgets: state belongs in ViewState")
