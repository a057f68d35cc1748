"""How large a file or a function may grow."""

import ast

from lint_rules.tree import Finding

WARN_FILE_LINES, MAX_FILE_LINES = 400, 600
MAX_FUNCTION_LINES, MAX_VIEW_LINES, MAX_TEST_LINES = 60, 80, 100
README_LINES = 30
_COUNTED = (".hpp", ".cpp", ".js", ".mjs", ".css", ".html", ".py", ".sh", ".cmake", ".sql")


def check(tree):
    for source in tree.sources:
        if source.path.endswith(_COUNTED) or source.path == "dev":
            yield from _file(source)
        if source.is_cpp:
            yield from _cpp_functions(source)
        elif source.path.endswith(".py"):
            yield from _python_functions(source)


def _file(source):
    count = len(source.lines) - (source.lines[-1] == "")
    if count > MAX_FILE_LINES:
        yield Finding(source.path, count, "file-size", f"{count} lines; at most {MAX_FILE_LINES}. Split it by what it does")
    elif count > WARN_FILE_LINES:
        yield Finding(source.path, count, "file-size", f"{count} lines; is it one thing still?", is_warning=True)


def limit_for(path, name):
    if path.startswith("tests/"):
        return MAX_TEST_LINES
    return MAX_VIEW_LINES if name.split("::")[-1].endswith("_view") else MAX_FUNCTION_LINES


def _cpp_functions(source):
    for block in source.functions:
        limit = limit_for(source.path, block.name)
        if block.length > limit:
            yield Finding(source.path, block.first_line, "function-size", f"{block.name} has {block.length} lines; at most {limit}")


def _python_functions(source):
    try:
        module = ast.parse(source.text)
    except SyntaxError as error:
        yield Finding(source.path, error.lineno or 1, "python", f"does not parse: {error.msg}")
        return
    for node in ast.walk(module):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            limit = limit_for(source.path, node.name)
            if length > limit:
                yield Finding(source.path, node.lineno, "function-size", f"{node.name} has {length} lines; at most {limit}")
