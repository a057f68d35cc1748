"""What stands at the top of the project, and how a file is laid out: header comment, #pragma once, blanks."""

import re

from lint_rules.sizes import README_LINES
from lint_rules.tree import Finding

TOP_FOLDERS = ("client", "ui", "shell", "web", "node", "assets", "tests", "docs", "tools")
OTHER_FOLDERS = ("cmake", ".ci", ".github")
TOP_FILES = {"CMakeLists.txt", "CMakePresets.json", "emsdk-env.sh", "dev", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
             "SECURITY.md", "LICENSE", "NOTICE", ".clang-format", ".gitignore", ".gitattributes", ".editorconfig"}
_EXACT_BYTES = ("tests/corpus/", "assets/", "docs/licences/")
_CODE_LIKE = re.compile(r"^\s*//+\s*(?:[\w:<>,&*\s]+\s+\w+\s*(?:=[^=].*|\(.*\))?;|[\w:.>\-]+\(.*\)\s*;|(?:if|for|while|switch)\s*\(.*\)\s*\{?|return\b.*;|\}|\}\s*else\s*\{|#include\b.*)\s*$")
_PROSE = re.compile(r"(?:\b[a-z]{2,}\b[ ,]+){3,}")


def check(tree):
    yield from _top(tree)
    for source in tree.sources:
        if source.path.startswith(_EXACT_BYTES) or source.path.endswith((".json", ".svg")):
            continue
        yield from _blanks(source)
        if source.is_cpp:
            yield from _header(source)
            yield from _dead_code(source)


def _top(tree):
    tops = {path.split("/")[0] for path in tree.paths if "/" in path}
    for name in sorted(tops - set(TOP_FOLDERS) - set(OTHER_FOLDERS)):
        yield Finding(name, 1, "top-folder", f"the project has no folder “{name}”; see ARCHITECTURE.md")
    for path in tree.paths:
        if "/" not in path and path not in TOP_FILES:
            yield Finding(path, 1, "top-file", f"“{path}” does not belong at the top")
    texts = {source.path: source for source in tree.sources}
    for folder in TOP_FOLDERS:
        if folder not in tops:
            continue
        readme = texts.get(f"{folder}/README.md")
        if readme is None:
            yield Finding(f"{folder}/README.md", 1, "readme", f"{folder}/ needs a README.md: what lives there and what does not")
        elif len(readme.text.rstrip("\n").split("\n")) > README_LINES:
            yield Finding(readme.path, README_LINES + 1, "readme", f"at most {README_LINES} lines")


def _blanks(source):
    for number, line in enumerate(source.lines, 1):
        if line.endswith("\r"):
            yield Finding(source.path, number, "line-end", "CRLF line end")
            break
        if line != line.rstrip():
            yield Finding(source.path, number, "trailing-blank", "blank at the end of the line")
        if "\t" in line:
            yield Finding(source.path, number, "tab", "tab character")
    if source.text and not source.text.endswith("\n"):
        yield Finding(source.path, len(source.lines), "last-line", "the last line has no line end")


def _header(source):
    opening = 0
    for line in source.lines:
        if not line.startswith("//"):
            break
        opening += 1
    if source.path.endswith(".hpp"):
        if opening == 0:
            yield Finding(source.path, 1, "header-comment", "a header opens with 2 to 6 lines: what for, who owns it, what may fail, which thread")
        elif opening > 12:
            yield Finding(source.path, 1, "header-comment", f"opens with {opening} lines; the long story belongs in docs/", is_warning=True)
        if not re.search(r"^#pragma once$", source.text, re.M):
            yield Finding(source.path, 1, "pragma-once", "#pragma once is missing")
    elif "#pragma once" in source.text:
        yield Finding(source.path, 1, "pragma-once", "#pragma once belongs in headers")


def _dead_code(source):
    """One such line may be an example; two in a row are code that somebody left."""
    run = 0
    for number, line in enumerate(source.lines, 1):
        run = run + 1 if _CODE_LIKE.match(line) and not _PROSE.search(line) else 0
        if run == 2:
            yield Finding(source.path, number - 1, "dead-code", "commented-out code: git remembers it")
