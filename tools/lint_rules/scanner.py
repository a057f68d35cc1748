"""A small reader of C++ text: blanks comments and literals, and finds the blocks that braces make.

It knows no grammar. It is right for code that clang-format has laid out, which is the only code it meets.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""//[^\n]*(?:\\\n[^\n]*)*            # line comment
      | /\*.*?\*/                          # block comment
      | R"(?P<tag>[^()\s\\"]{0,16})\(.*?\)(?P=tag)"   # raw string
      | "(?:\\.|[^"\\\n])*"                # string
      | (?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'  # character, not a digit separator
    """,
    re.S | re.X,
)
_NOT_NEWLINE = re.compile(r"[^\n]")
_NAMED = re.compile(r"(?:([\w:~]*operator\s*[^\s\w(]{1,3}|[\w:~]*operator\s*\(\)|[\w:~]+))\s*$")
_CONTROL = {"if", "for", "while", "switch", "catch", "return", "else", "do", "constexpr", "requires", "decltype", "alignas", "noexcept"}


def blank(text, keep_literals=False):
    """The same text with comments (and the insides of literals) turned to blanks; positions do not move."""

    def replace(match):
        token = match.group(0)
        if token.startswith("//") or token.startswith("/*"):
            return _NOT_NEWLINE.sub(" ", token)
        if keep_literals:
            return token
        return token[0] + _NOT_NEWLINE.sub(" ", token[1:-1]) + token[-1]

    return _TOKEN.sub(replace, text)


@dataclass(frozen=True)
class Block:
    kind: str  # namespace, type, function, other
    name: str
    first_line: int  # of its heading, from 1
    last_line: int
    open_at: int  # offset of the brace
    close_at: int
    depth_in_function: int  # 0 = not inside a function

    @property
    def length(self):
        return self.last_line - self.first_line + 1


def blocks(code):
    """Every brace block in order of its closing."""
    code = _blank_directives(code)
    stack, found, heading_from, line_of = [], [], 0, _line_index(code)
    for at, char in enumerate(code):
        if char == "{":
            heading = code[heading_from:at]
            inside = sum(1 for entry in stack if entry[0] == "function")
            is_initialiser = heading[-1:].strip() != ""  # `size_{1}`: only a body has a blank before its brace
            in_list = bool(stack) and stack[-1][0] == "other"  # a table of values: nothing in it is a heading
            kind, name = ("other", "") if inside or is_initialiser or in_list else _classify(heading)
            start = heading_from + len(heading) - len(heading.lstrip())
            stack.append((kind, name, line_of(min(start, at)), at, inside, heading_from))
            heading_from = at + 1
        elif char == "}":
            if stack:
                kind, name, first, opened, inside, heading_before = stack.pop()
                found.append(Block(kind, name, first, line_of(at), opened, at, inside))
                # `Widget widget_{1};` and constructor initialisers go on after their brace
                heading_from = heading_before if kind == "other" and not inside else at + 1
        elif char == ";" and not _inside_parentheses(code, heading_from, at):
            heading_from = at + 1
    return found


def _classify(heading):
    text = " ".join(heading.split())
    text = re.sub(r"^(public|private|protected):\s*", "", text)
    while re.match(r"^template\s*<", text):
        text = _after_angle_brackets(text).lstrip()
    text = re.sub(r"^requires\s*\(.*?\)\s*(?=\w)", "", text)
    text = re.sub(r"\[\[.*?\]\]\s*", "", text)
    if re.match(r"^(inline )?namespace\b", text) or re.match(r'^extern "', text):
        return "namespace", text.split()[-1] if text.split() else ""
    if re.match(r"^(typedef )?(enum|class|struct|union)\b", text) and not re.search(r"\)\s*(const|noexcept|override|->.*)?$", text):
        match = re.match(r"^(?:typedef )?(?:enum class|enum|class|struct|union)\s+([\w:]+)", text)
        return "type", match.group(1) if match else ""
    name = _function_name(text)
    return ("function", name) if name else ("other", "")


def _function_name(text):
    """The name before the first parameter list, or empty when this heads no function."""
    depth = angle = 0
    for at, char in enumerate(text):
        if char == "<" and depth == 0 and at and (text[at - 1].isalnum() or text[at - 1] == "_"):
            angle += 1
        elif char == ">" and angle:
            angle -= 1
        elif char == "=" and depth == 0 and angle == 0 and "operator" not in text[:at]:
            return ""
        elif char == "(" and angle == 0:
            if depth == 0:
                match = _NAMED.search(text[:at])
                if match and match.group(1) and match.group(1).split("::")[-1] not in _CONTROL:
                    return match.group(1)
            depth += 1
        elif char == ")":
            depth -= 1
    return ""


def _after_angle_brackets(text):
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "<") - (char == ">" and text[at - 1] != "-")
        if char == ">" and depth == 0:
            return text[at + 1 :]
    return ""


def _blank_directives(code):
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda match: _NOT_NEWLINE.sub(" ", match.group(0)), code, flags=re.M)


def _inside_parentheses(code, begin, end):
    part = code[begin:end]
    return part.count("(") > part.count(")")


def _line_index(code):
    import bisect

    starts = [0] + [match.end() for match in re.finditer(r"\n", code)]
    return lambda at: bisect.bisect_right(starts, at)
