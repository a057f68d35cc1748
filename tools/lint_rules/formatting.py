"""clang-format, with the pinned version, over every C++ file: in parallel, and only files that changed since they were last found clean."""

import concurrent.futures
import hashlib
import os
import re
import shutil
import subprocess

from lint_rules.tree import Finding

PINNED = "19"
_BATCH = 24
_ERROR = re.compile(r"^(.*?):(\d+):\d+: error: code should be clang-formatted", re.M)


def check(tree):
    program = shutil.which(f"clang-format-{PINNED}") or shutil.which("clang-format")
    if program is None:
        yield Finding(".clang-format", 1, "format", "clang-format is not installed", is_warning=True)
        return
    kept = tree.root / "build" / "lint-clean"
    style = _digest(b"".join(_bytes(tree.root / name) for name in (".clang-format",)) + PINNED.encode())
    known = set(kept.read_text().split()) if kept.exists() else set()
    marks = {source.path: _digest(style.encode() + source.text.encode()) for source in tree.cpp}
    todo = [path for path, mark in marks.items() if mark not in known]
    batches = [todo[at : at + _BATCH] for at in range(0, len(todo), _BATCH)]
    dirty = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for answer in pool.map(lambda paths: _run(program, tree.root, paths), batches):
            for path, line in answer:
                if path not in dirty:
                    dirty.add(path)
                    yield Finding(path, line, "format", "not laid out by clang-format; run ./dev fmt")
    _remember(kept, {mark for path, mark in marks.items() if path not in dirty})


def _run(program, root, paths):
    answer = subprocess.run([program, "--dry-run", "-Werror", *paths], cwd=root, capture_output=True, text=True, check=False)
    found = [(match.group(1), int(match.group(2))) for match in _ERROR.finditer(answer.stderr)]
    if answer.returncode and not found:
        raise RuntimeError(f"clang-format failed: {answer.stderr[:400]}")
    return found


def _remember(kept, marks):
    try:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text("\n".join(sorted(marks)))
    except OSError:
        pass  # a read-only checkout only loses the speed-up


def _bytes(path):
    return path.read_bytes() if path.exists() else b""


def _digest(raw):
    return hashlib.sha256(raw).hexdigest()[:20]
