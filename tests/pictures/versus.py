#!/usr/bin/env python3
"""One article in `vim -A`, `emacs -nw` and qari, in xterm, VTE, Konsole and kitty, as one picture (versus.png).

    QARI_SHOOT=rig tests/pictures/versus.py [OUT.png]

Needs the terminal rig of rig.py, vim and emacs in the path, and Pillow and numpy (PyPI). Each program starts without
anybody's settings; emacs' menu bar and greeting are off, that more of the article is seen.
"""
import os, sys, tempfile
import rig

TERMINALS = [("xterm", "xterm"), ("vte", "VTE (GNOME Terminal)"), ("konsole", "Konsole"), ("kitty", "kitty")]
SIZE = "44x11"
ARTICLE = "sample-articles/01-many-speakers.txt"
PROGRAMS = [
    ("vim -A", ["vim", "-A", "-u", "NONE", "-i", "NONE", "-n", "-c", "set display=lastline", ARTICLE], "sleep:0.5 Return"),
    ("emacs -nw", ["emacs", "-nw", "-Q", "--eval", "(menu-bar-mode -1)", ARTICLE], "sleep:1 Right Left"),
    ("qari", [rig.QARI, ARTICLE], ""),
]
GAP, LABEL = 12, 130


def main():
    rig.shooter()
    from PIL import Image, ImageDraw, ImageFont
    out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(rig.HERE, "versus.png")
    with tempfile.TemporaryDirectory() as folder:
        names = [name for name, _ in TERMINALS]
        path = lambda p, t: os.path.join(folder, f"{p}-{t}.png")
        missing = rig.rulers(names, [SIZE], folder)
        missing += rig.take_all([(t, path(i, t), SIZE, command, keys)
                                 for i, (_, command, keys) in enumerate(PROGRAMS) for t in names])
        if missing:
            sys.exit("\n".join(missing))
        cells = [[rig.Grid(folder, t, SIZE).crop(Image.open(path(i, t)).convert("RGB")) for t in names]
                 for i in range(len(PROGRAMS))]
    wide, high = (max(c.size[n] for row in cells for c in row) for n in (0, 1))
    sheet = Image.new("RGB", (LABEL + len(names) * (wide + GAP), 36 + len(cells) * (high + GAP)), "#d8d8d8")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(22)
    for c, (_, label) in enumerate(TERMINALS):
        draw.text((LABEL + c * (wide + GAP) + wide // 2, 18), label, "black", font, anchor="mm")
    for r, (label, _, _) in enumerate(PROGRAMS):
        top = 36 + r * (high + GAP)
        draw.text((LABEL - 10, top + high // 2), label, "black", font, anchor="rm")
        for c, cell in enumerate(cells[r]):
            sheet.paste(cell, (LABEL + c * (wide + GAP), top))
    sheet.save(out, optimize=True)


if __name__ == "__main__":
    main()
