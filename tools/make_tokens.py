#!/usr/bin/env python3
"""Makes ui/theme/tokens_generated.hpp from assets/themes/tokens.json.

    python3 tools/make_tokens.py            writes it
    python3 tools/make_tokens.py --check    fails when the committed one is out of date (run by ./dev test)
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOKENS = ROOT / "assets/themes/tokens.json"
HEADER = ROOT / "ui/theme/tokens_generated.hpp"
TONES = ["spam", "phish", "virus", "bulk", "policy", "unsure", "allowed", "blocked"]
GROUPS = ["surface", "text", "line", "accent", "positive", "warning", "danger", "skeleton", "meter"]


def snake(name):
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def constant(name):
    return "k" + name[0].upper() + name[1:]


def number(value):
    return f"{float(value):g}F" if "." in f"{float(value):g}" else f"{float(value):g}.0F"


def color(text, alpha=1.0):
    return f"rgb(0x{text[1:]}" + ("" if alpha == 1.0 else f", {number(alpha)}") + ")"


def palette_struct(theme):
    lines = ["struct Palette {"]
    for group in GROUPS:
        fields = ", ".join(snake(name) for name in theme[group])
        lines.append(f"  struct {constant(group)[1:]} {{ Color {fields}; }} {group};")
    series = ", ".join(name for name in theme["chart"] if name != "brushAlpha")
    lines += [f"  struct Chart {{ Color {series}; float brush_alpha; }} chart;",
              "  Color focus, scrim, shadow;  // scrim and shadow carry their alpha",
              "  struct Badge { Color bg, fg; };",
              "  std::array<Badge, kTones> badge;  // by Tone",
              "  bool badge_outline;",
              "};"]
    return lines


def palette_value(name, theme):
    lines = [f"inline constexpr Palette {constant(name)}{{"]
    for group in GROUPS:
        lines.append(f"    .{group} = {{" + ", ".join(f".{snake(key)} = {color(value)}" for key, value in theme[group].items()) + "},")
    chart = theme["chart"]
    lines.append("    .chart = {" + ", ".join(f".{key} = {color(value)}" for key, value in chart.items() if key != "brushAlpha")
                 + f", .brush_alpha = {number(chart['brushAlpha'])}}},")
    lines.append(f"    .focus = {color(theme['focus'])}, .scrim = {color(**unpack(theme['scrim']))}, .shadow = {color(**unpack(theme['shadow']))},")
    badges = ", ".join("{" + color(theme["badge"][tone]["bg"]) + ", " + color(theme["badge"][tone]["fg"]) + "}" for tone in TONES)
    lines.append("    .badge = {{" + badges + "}},")
    lines.append(f"    .badge_outline = {'true' if theme.get('badgeOutline') else 'false'}}};")
    return lines


def unpack(pair):
    return {"text": pair["color"], "alpha": pair["alpha"]}


def sizes(name, tree):
    """A namespace per group, a constant per number."""
    lines = [f"namespace {snake(name)} {{"]
    plain = [f"{constant(key)} = {number(value)}" for key, value in tree.items() if isinstance(value, (int, float))]
    if plain:
        lines.append("inline constexpr float " + ", ".join(plain) + ";")
    for key, value in tree.items():
        if isinstance(value, dict):
            lines += sizes(key, value)
    return [*lines, f"}}  // namespace {snake(name)}"]


def type_scale(tokens):
    scale = tokens["type"]["scale"]
    lines = ["enum class Type : unsigned char { " + ", ".join(constant(name)[1:] for name in scale) + " };",
             "struct TypeStyle { float size, line; bool semibold, mono; };",
             "inline constexpr TypeStyle kTypeScale[] = {"]
    for name, style in scale.items():
        semibold, mono = ("true" if style["weight"] == 600 else "false"), ("true" if name == "mono" else "false")
        lines.append(f"    {{{number(style['size'])}, {number(style['line'])}, {semibold}, {mono}}},  // {name}")
    return [*lines, "};", f"inline constexpr float kTouchDelta = {number(tokens['type']['touchDelta'])};"]


def motion(tokens):
    values = ", ".join(f"{constant(key)} = {value}" for key, value in tokens["motion"].items() if isinstance(value, int))
    return ["namespace motion {  // milliseconds", f"inline constexpr int {values};", "}  // namespace motion"]


def elevation(tokens):
    levels = {key: value for key, value in tokens["elevation"].items() if isinstance(value, dict)}
    values = [f"inline constexpr Elevation {constant(key)}{{{value['layers']}, {number(value['y'])}}};" for key, value in levels.items()]
    return ["struct Elevation { int layers; float y; };", "namespace elevation {", *values, "}  // namespace elevation"]


def header(tokens):
    themes = tokens["themes"]
    tones = ", ".join(tone[0].upper() + tone[1:] for tone in TONES)
    lines = ["// Made by tools/make_tokens.py from assets/themes/tokens.json; do not edit. The only place with literal colours and sizes.",
             "// Sizes are logical pixels, times milliseconds. Constants; any thread.",
             "#pragma once", "// clang-format off", "", "#include <array>", "", '#include "ui/theme/color.hpp"', "", "namespace pratique::theme {", "",
             f"enum class Tone : unsigned char {{ {tones} }};  // what a badge or tile says about a message",
             f"inline constexpr std::size_t kTones = {len(TONES)};", "", *palette_struct(themes["light"]), ""]
    for name, theme in themes.items():
        lines += [*palette_value(name, theme), ""]
    for group in ("space", "radius", "stroke", "size", "breakpoints"):
        lines += [*sizes(group, tokens[group]), ""]
    mark = ", ".join(f"{constant(part)} = {color(value)}" for part, value in tokens["brand"]["mark"].items())
    lines += ["namespace brand_mark {", f"inline constexpr Color {mark};", "}  // namespace brand_mark", ""]
    lines += [*type_scale(tokens), "", *motion(tokens), "", *elevation(tokens), "", "}  // namespace pratique::theme", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    text = header(json.loads(TOKENS.read_text()))
    if "--check" in sys.argv[1:]:
        if HEADER.read_text() != text:
            sys.exit("ui/theme/tokens_generated.hpp is out of date: run tools/make_tokens.py")
    else:
        HEADER.write_text(text)
