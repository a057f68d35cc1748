#!/usr/bin/env python3
"""Packs the portal for the node: pack_portal.py BUILD_DIR OUT_DIR   (or --install: only what npm must bring)

Bundles web/ around BUILD_DIR/pratique.{mjs,wasm} with esbuild, names every asset by its content, rewrites index.html, and lays
.br and .gz siblings beside each file. OUT_DIR gets index.html, frame*.html, icon.svg, assets/ and manifest.json; r/ is tools/pack_report.py's; the same
input gives the same bytes. Prints what a first visit transfers and fails when that is over the budget.
"""
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
BUDGET_BYTES = 450_000
EMBED_BYTES = 5 * 1024  # embed.js as it is, not compressed
# What no first visit asks for (tests/web and tests/e2e see to it): the message frame's page, the font of headers and source.
LATER = {"embed.js": "in the pages of others", "assets/embedded": "in the pages of others", "r/": "with the first report from a webmail", "frame": "with the first message", "assets/texts-de": "for readers of German", "assets/jetbrains-mono": "with the first look at headers or source",
         "assets/inter-regular-more": "with the first letter beyond Western Europe's", "assets/inter-semibold-more": "with the first letter beyond Western Europe's"}
FONTS = ["inter-regular.woff2", "inter-semibold.woff2", "inter-regular-more.woff2", "inter-semibold-more.woff2", "icons.woff2", "jetbrains-mono.woff2"]
# The two names of the message frame differ only in the CSP that the node sends with them.
COPIED = {"frame.html": "frame.html", "frame-images.html": "frame.html", "icon.svg": "icon.svg"}
STAMP = WEB / "node_modules" / ".pratique-stamp"


def install_bundler() -> Path:
    """npm ci, once for each package-lock.json."""
    wanted = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    if not STAMP.exists() or STAMP.read_text() != wanted:
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=WEB, check=True)
        STAMP.write_text(wanted)
    return WEB / "node_modules" / ".bin" / "esbuild"


def kebab(name: str) -> str:
    return re.sub(r"([a-z])([A-Z])", r"\1-\2", name).lower()


def css_tokens(tokens: dict) -> str:
    """Custom properties of each theme, from the tokens that the canvas uses too."""

    def block(theme: str) -> str:
        lines = []
        for group, values in tokens["themes"][theme].items():
            if isinstance(values, str):
                lines.append(f"--{kebab(group)}:{values}")
            elif isinstance(values, dict):
                lines += [f"--{kebab(group)}-{kebab(name)}:{value}" for name, value in values.items() if isinstance(value, str)]
        scheme = "light" if theme == "light" else "dark"
        return ";".join(lines) + f";color-scheme:{scheme}"

    mark = tokens["brand"]["mark"]
    return (
        f":root{{--brand-tile:{mark['tile']};--brand-flag:{mark['flag']};{block('light')}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{block('dark')}}}}}\n"
        f"@media (prefers-contrast:more){{:root{{{block('contrast')}}}}}\n"
        + "".join(f":root[data-theme={theme}]{{{block(theme)}}}\n" for theme in ("light", "dark", "contrast"))
    )


def pack_texts(assets: Path) -> str:
    """The texts of the languages that are not part of the program; gives the file's name."""
    with tempfile.TemporaryDirectory(prefix="pratique-texts-") as temporary:
        program = Path(temporary) / "pack_texts"
        subprocess.run(["g++", "-std=c++23", "-O0", "-I", ROOT, ROOT / "tools" / "pack_texts.cpp", ROOT / "ui" / "strings" / "texts_de.cpp", "-o", program], check=True)
        content = subprocess.run([program], check=True, stdout=subprocess.PIPE).stdout
    name = f"texts-de-{hashlib.sha256(content).hexdigest()[:12]}.txt"
    (assets / name).write_bytes(content)
    return name


def stage(build: Path, folder: Path) -> None:
    for source in [*WEB.glob("*.js"), *WEB.glob("*.css")]:
        if source.name != "library_app.js":
            shutil.copy(source, folder / source.name)
    for font in FONTS:
        shutil.copy(ROOT / "assets" / "fonts" / font, folder / font)
    shutil.copy(build / "pratique.mjs", folder / "pratique.mjs")
    tokens = json.loads((ROOT / "assets" / "themes" / "tokens.json").read_text())
    (folder / "tokens.css").write_text(css_tokens(tokens))


def bundle(esbuild: Path, folder: Path, assets: Path) -> dict[str, str]:
    """Source name -> file name in assets/."""
    meta_file = folder / "meta.json"
    subprocess.run(
        [esbuild, "boot.js", "app.js", "page.css", "--bundle", "--format=esm", "--splitting", "--minify", "--target=chrome96,firefox100,safari15.4",
         "--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]", "--asset-names=[name]-[hash]", "--loader:.woff2=file", "--legal-comments=none",
         "--external:module", "--external:fs", "--log-level=warning", "--tree-shaking=true", f"--metafile={meta_file}", f"--outdir={assets}"],
        cwd=folder, check=True)
    names = {}
    for output, about in json.loads(meta_file.read_text())["outputs"].items():
        source = about.get("entryPoint") or (next(iter(about["inputs"])) if len(about["inputs"]) == 1 else "")
        if source:
            names[source] = Path(output).name
    return names


def add_wasm(build: Path, assets: Path) -> str:
    content = (build / "pratique.wasm").read_bytes()
    name = f"pratique-{hashlib.sha256(content).hexdigest()[:12]}.wasm"
    (assets / name).write_bytes(content)
    return name


def page(names: dict[str, str]) -> str:
    html = (WEB / "index.html").read_text()
    for source, name in names.items():
        html = re.sub(rf'(href|src)="{re.escape(source)}"', rf'\1="assets/{name}"', html)
    left = re.findall(r'(?:href|src)="(?!assets/|icon\.svg|/")([^"]*)"', html)
    if left:
        sys.exit(f"pack_portal: index.html refers to {', '.join(left)}, which is not among the packed files")
    return re.sub(r">\s+<", "><", html)


def compress(path: Path) -> dict[str, int]:
    content = path.read_bytes()
    sizes = {"bytes": len(content)}
    if path.suffix == ".woff2":  # compressed already
        return sizes | {"transfer": len(content)}
    packed = {".br": brotli.compress(content, quality=11, lgwin=22), ".gz": gzip.compress(content, 9, mtime=0)}
    for suffix, small in packed.items():
        path.with_name(path.name + suffix).write_bytes(small)
    return sizes | {"transfer": len(packed[".br"])}


def report(sizes: dict[str, dict[str, int]]) -> int:
    total = 0
    print(f"{'file':<44}{'bytes':>10}{'brotli':>10}")
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]["transfer"]):
        later = next((when for start, when in LATER.items() if name.startswith(start)), "")
        total += 0 if later else size["transfer"]
        print(f"{name:<44}{size['bytes']:>10,}{size['transfer']:>10,}  {later}".rstrip())
    print(f"{'first visit, everything counted':<44}{'':>10}{total:>10,}  of {BUDGET_BYTES:,}")
    return total


def main() -> None:
    if sys.argv[1:] == ["--install"]:
        install_bundler()
        return
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    esbuild = install_bundler()
    fresh = out.with_name(out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    assets = fresh / "assets"
    assets.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="pratique-portal-") as temporary:
        folder = Path(temporary).resolve()
        stage(build, folder)
        names = bundle(esbuild, folder, assets)
    names["pratique.wasm"] = add_wasm(build, assets)
    names["texts-de.txt"] = pack_texts(assets)
    (fresh / "index.html").write_text(page(names))
    for name, source in COPIED.items():
        shutil.copy(WEB / source, fresh / name)
    subprocess.run([esbuild, WEB / "embed" / "embed.js", "--minify", "--legal-comments=none", "--target=chrome96,firefox100,safari15.4", "--charset=utf8", f"--outfile={fresh / 'embed.js'}", "--log-level=warning"], check=True)
    reporting = pack_report.pack(esbuild, fresh / "r")
    files = sorted(path for path in fresh.rglob("*") if path.is_file())
    sizes = {str(path.relative_to(fresh)): compress(path) for path in files}
    total = report(sizes)
    (fresh / "manifest.json").write_text(json.dumps({"transfer_bytes": total, "report": reporting, "files": sizes}, indent=1, sort_keys=True) + "\n")
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    pack_report.check(reporting)
    if sizes["embed.js"]["bytes"] > EMBED_BYTES:
        sys.exit(f"pack_portal: embed.js has {sizes['embed.js']['bytes']:,} bytes; the limit is {EMBED_BYTES:,}")
    if total > BUDGET_BYTES:
        sys.exit(f"pack_portal: a first visit transfers {total:,} bytes; the budget is {BUDGET_BYTES:,}")


if __name__ == "__main__":
    import pack_report

    main()
