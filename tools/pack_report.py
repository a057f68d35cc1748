#!/usr/bin/env python3
"""Packs the bookmarklet, the report window and the page that sets the button up: pack_report.py OUT_DIR   (tools/pack_portal.py does it for the node)

OUT_DIR/r/ gets index.html, install/index.html, install/sample.html and their scripts and styles, named by content, with .br and .gz siblings.
Prints the sizes, apart from the portal's, and fails above 30 KB for the report window (all of it, as transferred) or 6 KB for the bookmarklet (its script).
"""
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import brotli

import pack_portal
from pack_portal import ROOT, WEB

BOOKMARKLET_BYTES = 6 * 1024
WINDOW_BYTES = 30 * 1024
_TARGET = "--target=chrome96,firefox100,safari15.4"
_FLAGS = ["--bundle", "--minify", "--legal-comments=none", "--log-level=warning", _TARGET]


def make_shim(esbuild: Path) -> str:
    """The bookmarklet's script; ORIGIN, VERSION and WORDS are left for the install page."""
    return subprocess.run([esbuild, WEB / "bookmarklet" / "shim.js", "--format=iife", "--charset=utf8", *_FLAGS], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def tokens_used(styles: str) -> str:
    """The custom properties of tokens.css that these styles name, and no other: half of the window would be colours else."""
    tokens = json.loads((ROOT / "assets" / "themes" / "tokens.json").read_text())
    used = set(re.findall(r"var\((--[\w-]+)\)", styles))
    css = pack_portal.css_tokens(tokens).replace(":root{", f":root{{--brand-staff:{tokens['brand']['mark']['staff']};", 1)
    return re.sub(r"(--[\w-]+):[^;}]*;", lambda match: match.group(0) if match.group(1) in used else "", css)


def bundle(esbuild: Path, folder: Path, out: Path) -> dict[str, str]:
    """Source name -> address."""
    meta_file = folder / "meta.json"
    subprocess.run([esbuild, "report/report.js", "report/report.css", "report/install/install.js", "report/install/install.css", "--format=esm", "--charset=utf8", *_FLAGS,
                    "--loader:.txt=text", "--entry-names=[name]-[hash]", f"--metafile={meta_file}", f"--outdir={out}"], cwd=folder, check=True)
    outputs = json.loads(meta_file.read_text())["outputs"]
    return {f"/r/{Path(about['entryPoint']).name}": f"/r/{Path(output).name}" for output, about in outputs.items() if about.get("entryPoint")}


def page(source: Path, names: dict[str, str], version: str) -> str:
    html = source.read_text().replace('<meta name="pratique-button" content="">', f'<meta name="pratique-button" content="{version}">')
    for name, address in names.items():
        html = html.replace(f'="{name}"', f'="{address}"')
    return re.sub(r">\n\s*<", "><", html)


def pack(esbuild: Path, out: Path) -> dict[str, int]:
    """Gives the bytes of the bookmarklet's script and of the report window."""
    shim = make_shim(esbuild)
    version = hashlib.sha256(shim.encode()).hexdigest()[:8]
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="pratique-report-") as temporary:
        folder = Path(temporary).resolve()
        shutil.copytree(WEB / "report", folder / "report")
        for source in WEB.glob("*.js"):
            shutil.copy(source, folder)
        (folder / "report" / "install" / "shim.txt").write_text(shim)
        styles = "".join(path.read_text() for path in (WEB / "report").rglob("*.css"))
        (folder / "report" / "tokens.css").write_text(tokens_used(styles))
        names = bundle(esbuild, folder, out)
    (out / "install").mkdir()
    (out / "index.html").write_text(page(WEB / "report" / "index.html", names, version))
    (out / "install" / "index.html").write_text(page(WEB / "report" / "install" / "index.html", names, version))
    shutil.copy(WEB / "report" / "install" / "sample.html", out / "install")
    window = [path.read_bytes() for path in out.iterdir() if path.is_file() and not path.name.startswith("install")]
    return {"bookmarklet": len(shim.encode()), "window": sum(len(brotli.compress(content)) for content in window), "window_unpacked": sum(map(len, window))}


def check(sizes: dict[str, int]) -> None:
    print(f"report: the bookmarklet {sizes['bookmarklet']:,} of {BOOKMARKLET_BYTES:,} bytes; the window {sizes['window']:,} of {WINDOW_BYTES:,} as transferred, {sizes['window_unpacked']:,} unpacked")
    for name, limit in (("bookmarklet", BOOKMARKLET_BYTES), ("window", WINDOW_BYTES)):
        if sizes[name] > limit:
            sys.exit(f"pack_report: the {name} has {sizes[name]:,} bytes; the limit is {limit:,}")


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1]).resolve() / "r"
    shutil.rmtree(out, ignore_errors=True)
    sizes = pack(pack_portal.install_bundler(), out)
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        pack_portal.compress(path)
    check(sizes)


if __name__ == "__main__":
    main()
