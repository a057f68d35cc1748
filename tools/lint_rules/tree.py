"""What the rules look at: the files of the checkout, read once, and the findings they report."""

import os
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lint_rules import scanner

TEXT_SUFFIXES = {".hpp", ".cpp", ".js", ".mjs", ".css", ".html", ".py", ".sh", ".md", ".yaml", ".yml", ".json", ".cmake", ".txt", ".toml", ".sql", ".svg"}
SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__", ".demo"}


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    rule: str
    text: str
    is_warning: bool = False

    def __str__(self):
        kind = "warning" if self.is_warning else "error"
        return f"{self.path}:{self.line}: {kind}: {self.text} [{self.rule}]"


@dataclass
class Source:
    """One text file. `code` has comments and literals blanked, with every line break in its place."""

    path: str
    text: str

    @property
    def is_cpp(self):
        return self.path.endswith((".hpp", ".cpp"))

    @property
    def is_test(self):
        return self.path.startswith("tests/")

    @property
    def folder(self):
        return os.path.dirname(self.path)

    @cached_property
    def lines(self):
        return self.text.split("\n")

    @cached_property
    def code(self):
        return scanner.blank(self.text)

    @cached_property
    def code_lines(self):
        return self.code.split("\n")

    @cached_property
    def without_comments(self):
        return scanner.blank(self.text, keep_literals=True)

    @cached_property
    def blocks(self):
        return scanner.blocks(self.code)

    @cached_property
    def functions(self):
        return [block for block in self.blocks if block.kind == "function"]


@dataclass
class Tree:
    root: Path
    paths: list = field(default_factory=list)
    sources: list = field(default_factory=list)

    @property
    def cpp(self):
        return [source for source in self.sources if source.is_cpp]


def listed_paths(root):
    """Tracked and new files, as git sees them; the whole folder where there is no git."""
    if (root / ".git").exists():
        answer = subprocess.run(["git", "-C", str(root), "ls-files", "-coz", "--exclude-standard"], capture_output=True, check=False)
        if answer.returncode == 0:
            return sorted(path for path in answer.stdout.decode().split("\0") if path and (root / path).is_file())
    found = []
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name not in SKIPPED_FOLDERS]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in files]
    return sorted(found)


def load(root):
    tree = Tree(Path(root))
    tree.paths = listed_paths(tree.root)
    for path in tree.paths:
        if Path(path).suffix in TEXT_SUFFIXES or path in ("dev", ".ci/run"):
            raw = (tree.root / path).read_bytes()
            if b"\0" not in raw:
                tree.sources.append(Source(path, raw.decode("utf-8", "replace")))
    return tree
