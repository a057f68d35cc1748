#!/usr/bin/env python3
"""Native builds read TrueType: unpacks assets/fonts/*.woff2 into a folder of the build.  unpack_fonts.py SOURCE DESTINATION"""
import pathlib
import sys

from fontTools.ttLib import TTFont

source, destination = map(pathlib.Path, sys.argv[1:])
destination.mkdir(parents=True, exist_ok=True)
for packed in sorted(source.glob("*.woff2")):
    font = TTFont(packed, recalcTimestamp=False)
    font.flavor = None
    font.save(destination / f"{packed.stem}.ttf")
