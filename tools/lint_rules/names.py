"""Names of files, types, constants, macros and functions."""

import os
import re

from lint_rules.tree import Finding

_FILE_NAME = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")
_FOREIGN_SUFFIXES = (".h", ".cc", ".cxx", ".hh", ".hxx", ".ipp")
_VAGUE = re.compile(r"^(utils?|common|misc|helpers?|managers?)$|(?:^|_)(utils?|helpers?|manager)(?:_|$)")
_TYPE = re.compile(r"\b(?:class|struct|union|enum(?:\s+class)?)\s+(?:\[\[[^\]]*\]\]\s*)?((?:\w+::)*\w+)\s*(?:final\s*)?(?=:(?!:)|\{|$)", re.M)
_VAGUE_TYPE = re.compile(r"(Manager|Helper|Utils?|Misc|Common)$|^(Manager|Helper)")
_GET = re.compile(r"(?<![\w.>:])get_\w+\s*\(")
_STD_GET = ("get_if", "get_id", "get_deleter", "get_allocator", "get_time", "get_money", "get_future")
_CONSTANT = re.compile(r"^\s*(?:inline\s+|static\s+)*constexpr\s+[^;=({]*?\b(\w+)(?:\[[^\]]*\])*\s*[={]", re.M)
_MACRO = re.compile(r"^\s*#\s*define\s+(\w+)", re.M)
_OUR_MACROS = re.compile(r"^(TRY|TRY_VOID|MUST|PRATIQUE_\w+|IMGUI_\w+|SDL_MAIN_HANDLED|GL_GLEXT_PROTOTYPES|_GNU_SOURCE)$")
_SINGLETON = re.compile(r"\b(?:static\s+)?[\w:]+\s*&\s*(instance|singleton)\s*\(\s*\)")
_TODO = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_CODE = (".hpp", ".cpp", ".js", ".mjs", ".css", ".html", ".py", ".sh", ".cmake")


def check(tree):
    for path in tree.paths:
        yield from _path(path)
    for source in tree.cpp:
        yield from _cpp(source)
    for source in tree.sources:
        if source.path.endswith(_CODE) and not source.path.startswith(("tools/lint_rules/", "tools/tests/")):
            for match in _TODO.finditer(source.text):
                yield _at(source, match, "todo", f"“{match.group(1)}”: do it or write it down where work is planned")


def _path(path):
    name = os.path.basename(path)
    if path.endswith(_FOREIGN_SUFFIXES):
        yield Finding(path, 1, "file-name", "C++ files end in .hpp and .cpp")
    if "/" in path and path.endswith(_CODE) and not _FILE_NAME.match(name):
        yield Finding(path, 1, "file-name", f"“{name}” is not snake_case")
    for word in (*os.path.dirname(path).split("/"), name.split(".")[0]):
        if _VAGUE.search(word):
            yield Finding(path, 1, "vague-name", f"“{word}” says nothing; name what it does")
            break


def _cpp(source):
    code = source.code
    for match in _TYPE.finditer(code):
        name = match.group(1).split("::")[-1]
        if match.group(1).startswith("std::") or "(" in code[match.start() : match.end()]:
            continue
        if _VAGUE_TYPE.search(name):
            yield _at(source, match, "vague-name", f"“{name}” says nothing; name what it does")
        if not name[0].isupper() or "_" in name:
            yield _at(source, match, "type-name", f"type “{name}” is not PascalCase")
    for match in _GET.finditer(code):
        if not match.group(0).startswith(_STD_GET):
            yield _at(source, match, "get", f"“{match.group(0).rstrip('( ')}”: say what it answers, without get_")
    for match in _MACRO.finditer(code):
        if not _OUR_MACROS.match(match.group(1)):
            yield _at(source, match, "macro", f"macro “{match.group(1)}”: only TRY and MUST; use a function or a constant")
    for match in _SINGLETON.finditer(code):
        yield _at(source, match, "singleton", "no singletons: main_*.cpp composes and passes references")
    yield from _constants(source)


def _constants(source):
    spans = [(block.open_at, block.close_at) for block in source.functions]
    for match in _CONSTANT.finditer(source.code):
        at = match.start(1)
        if any(begin < at < end for begin, end in spans):
            continue
        name = match.group(1)
        if name != "operator" and not re.match(r"^k[A-Z0-9]", name):
            yield _at(source, match, "constant-name", f"constant “{name}” is not kName", at)


def _at(source, match, rule, text, at=None):
    start = match.start() + len(match.group(0)) - len(match.group(0).lstrip()) if at is None else at
    return Finding(source.path, source.text.count("\n", 0, start) + 1, rule, text)
