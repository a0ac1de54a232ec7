#!/usr/bin/env python3
"""The README's pictures, from today's program: vte.png, xterm.png, konsole.png, kitty.png and all.png.

    QARI_SHOOT=rig tests/pictures/readme.py [FOLDER]

FOLDER (else this one) gets them. Needs the terminal rig of rig.py and Pillow and numpy (PyPI). versus.py makes versus.png.
"""
import os, sys, tempfile
import rig

ONE = "sample-articles/01-many-speakers.txt"
NAMES = "sample-articles/12-politics-names.txt"
PICTURES = [  # file and terminal, size, command, keys
    ("vte", "120x36", [rig.QARI, "--lang", "ar", ONE], "sleep:1 bracketright sleep:0.3 bracketright sleep:0.3 bracketright"),
    ("xterm", "80x24", ["env", "TERM=xterm-16color", rig.QARI, NAMES],
     "sleep:1 v sleep:0.3 Tab sleep:0.3 n sleep:0.2 n sleep:0.2 n"),
    ("konsole", "100x30", [rig.QARI, "--lang", "ar", "sample-articles"], "sleep:1 j j"),
    ("kitty", "100x30", [rig.QARI, "--lang", "ar", NAMES], "sleep:1 x sleep:0.3 j"),
]
SIZE, COLUMNS, GAP, LABEL = "56x11", 3, 10, 26


def contact_sheet(names, folder, out):
    """One screen in all terminals, side by side, each under its name."""
    from PIL import Image, ImageDraw, ImageFont
    cells = [rig.Grid(folder, n, SIZE).crop(Image.open(os.path.join(folder, f"all-{n}.png")).convert("RGB")) for n in names]
    wide, high = (max(c.size[n] for c in cells) for n in (0, 1))
    lines = -(-len(cells) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (wide + GAP) + GAP, lines * (high + LABEL + GAP)), "#d8d8d8")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(20)
    for at, (name, cell) in enumerate(zip(names, cells)):
        x, y = GAP + at % COLUMNS * (wide + GAP), at // COLUMNS * (high + LABEL + GAP)
        draw.text((x, y + LABEL // 2), name, "black", font, anchor="lm")
        sheet.paste(cell, (x, y + LABEL))
    sheet.quantize(256, dither=Image.Dither.NONE).save(out, optimize=True)


def main():
    to = sys.argv[1] if len(sys.argv) > 1 else rig.HERE
    names = rig.terminals()
    jobs = [(name, os.path.join(to, f"{name}.png"), *rest) for name, *rest in PICTURES]
    with tempfile.TemporaryDirectory() as folder:
        jobs += [(n, os.path.join(folder, f"all-{n}.png"), SIZE, [rig.QARI, *rig.ASKS.get(n, ()), ONE], "") for n in names]
        missing = rig.rulers(names, [SIZE], folder) + rig.take_all(jobs)
        if missing:
            sys.exit("\n".join(missing))
        contact_sheet(names, folder, os.path.join(to, "all.png"))


if __name__ == "__main__":
    main()
