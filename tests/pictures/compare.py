#!/usr/bin/env python3
"""Compares, cell by cell, what qari draws in each terminal with the same screen in xterm, and lists what differs.

    tests/pictures/compare.py FOLDER [TERMINAL...] [--limit 12]

FOLDER is what shoot.py has filled. Needs Pillow and numpy (PyPI); with pyte (PyPI) the characters of the cells and the
row's text are named, too. Exit status 1 if there is a difference.

All terminals have the same font at the same size, but cells of different heights, other colours, antialiasing and
underlines. So each cell becomes its ink (0 background to 1 foreground, the background being the colour of most of
its pixels), pixel rows that an underline fills are left out, and the two inks may be moved against each other by some
pixels: as the whole terminal is, and one more for the cell. A cell differs if it then correlates badly with that of
xterm (less than CORRELATION), or one is blank and the other is not. A glyph that a terminal cuts at the cell's edge
still correlates; one in the wrong place, order or form does not: the same letters were measured at 0.98 on the median
and 0.79 at least, two of the screen's letters taken at random at 0.64 on the median (three pairs in four are below
CORRELATION, so of a word in the wrong order the most is seen). Ink that reaches into a blank cell from its neighbour in
one terminal alone is counted as cut: how wide letters end is the terminal's own affair.
"""
import argparse, collections, glob, os, re, sys, unicodedata
import numpy
from PIL import Image
import rig, shoot

CORRELATION = 0.76
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
BLANK = 1.2                 # least ink of a cell, in pixels, that is drawn on


def ink(pixels):
    """Colours of a cell to coverage from 0 to 1."""
    flat = pixels.reshape(-1, 3)
    codes = flat @ [65536, 256, 1]
    values, counts = numpy.unique(codes, return_counts=True)
    most = values[counts.argmax()]
    away = abs(pixels - [most >> 16, most >> 8 & 255, most & 255]).sum(2).astype(float)
    return away / away.max() if away.max() > 40 else numpy.zeros(away.shape)


def cells(picture, grid):
    """Ink of all cells of a picture, without underlines: {(row, column): array}."""
    image = numpy.asarray(Image.open(picture).convert("RGB")).astype(int)
    found = {}
    for row in range(grid.rows):
        for col in range(grid.cols):
            x, y, w, h = grid.box(row, col)
            cell = ink(image[y:y + h, x:x + w])
            for line in grid.underline:
                if line < len(cell) and cell[line].min() > 0.6:
                    cell[line] = 0
            found[row, col] = cell
    return found


def canvas(cell, down=0, right=0):
    """The cell in the middle of a field that is the same for all terminals, slightly blurred, so moved."""
    field = numpy.zeros((32, 20))
    h, w = cell.shape
    field[6 + down:6 + down + h, 5 + right:5 + right + w] = cell
    return (field + numpy.roll(field, 1, 0) + numpy.roll(field, -1, 0) + numpy.roll(field, 1, 1)
            + numpy.roll(field, -1, 1)) / 5


def alike(one, other):
    """Correlation of two fields."""
    return (one * other).sum() / (numpy.sqrt((one ** 2).sum() * (other ** 2).sum()) or 1)


def shift(cells, reference):
    """How far down this terminal draws in its cells, against the reference: the move that suits most cells."""
    drawn = [k for k in reference if k in cells and reference[k].sum() > 8 and cells[k].sum() > 8][::7][:120]
    if not drawn:
        return 0
    return max(range(-4, 5), key=lambda d: sum(alike(canvas(cells[k], d), canvas(reference[k])) for k in drawn))


def is_spill(cell):
    """Whether a cell's ink is the end of a neighbour's glyph: only in the columns at one edge."""
    columns = cell.sum(0)
    whole = columns.sum()
    return columns[:4].sum() > 0.9 * whole or columns[-4:].sum() > 0.9 * whole


def differing(cells, reference, rows):
    """Cells that are not alike: {(row, column): correlation}, and how many more are cut at an edge."""
    down = shift(cells, reference)
    found, cut = {}, 0
    for key in (k for k in reference if k[0] < rows and k in cells):
        one, other = cells[key], reference[key]
        if max(one.sum(), other.sum()) < BLANK * 4:
            continue
        still = canvas(other)
        best = alike(canvas(one, down), still)
        if best < 0.9:
            best = max(alike(canvas(one, down + d, r), still) for d in (-1, 0, 1) for r in (-1, 0, 1))
        if best < CORRELATION:
            less, more = sorted((one, other), key=lambda cell: cell.sum())
            if less.sum() < BLANK and is_spill(more):
                cut += 1
            else:
                found[key] = best
    return found, cut


def screen(article, size, lang, pane, strip):
    """The characters of the screen's cells by a replay in pyte, or None without it."""
    try:
        import pyte
    except ImportError:
        return None
    import pty, select, struct, fcntl, termios, time
    cols, rows = map(int, size.split("x"))
    pid, fd = pty.fork()
    if not pid:
        os.chdir(rig.ROOT)
        os.environ.update(TERM="xterm-256color", QARI_STATE="", QARI_CONFIG="", LC_ALL="C.UTF-8")
        for name in ("TMUX", "VTE_VERSION", "KONSOLE_VERSION", "NO_COLOR"):
            os.environ.pop(name, None)
        time.sleep(0.2)
        os.execv(rig.QARI, [rig.QARI, "--bidi", "visual", "--shaping", "forms", "--lang", lang,
                            *(["--tashkeel", "strip"] if strip else []), article])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("4H", rows, cols, 0, 0))
    term, out = pyte.Screen(cols, rows), b""
    ends, pressed = time.time() + 6, False
    while time.time() < ends:
        if not select.select([fd], [], [], 0.8)[0]:
            if pressed or shoot.starts_shown(size) == (pane == "shown"):
                break
            os.write(fd, b"v")
            pressed = True
            continue
        try:
            out += os.read(fd, 65536)
        except OSError:
            break
    os.kill(pid, 15)
    os.close(fd)
    os.waitpid(pid, 0)
    text = re.sub(r"\x1b\[[<>=?][^@-~]*[@-~]|\x1b\][^\a\x1b]*(\a|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b\[\d+ q|\x1b\[8[lh]", "",
                  out.decode("utf-8", "replace"))
    pyte.Stream(term).feed(text)
    return [[term.buffer[r][c].data for c in range(cols)] for r in range(rows)]


def report(name, where, bad, text, limit):
    """Lines that tell the differing cells of one picture, a row each."""
    by_row = collections.defaultdict(list)
    for row, col in sorted(bad):
        by_row[row].append(col)
    for row, columns in list(by_row.items())[:limit]:
        what = ""
        if text:
            what = " ".join(f"{c}:{text[row][c]}" for c in columns[:8] if c < len(text[row]))
            logical = unicodedata.normalize("NFKC", "".join(reversed(text[row]))).translate(MIRRORED)
            what += "   | " + logical.strip()
        print(f"  {where} row {row} columns {','.join(map(str, columns[:12]))}{'…' if columns[12:] else ''} {what}")
    if len(by_row) > limit:
        print(f"  {where} and {len(by_row) - limit} rows more")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("terminals", nargs="*")
    parser.add_argument("--limit", type=int, default=12)
    args = parser.parse_intermixed_args()
    totals = collections.defaultdict(lambda: [0, 0, 0, collections.Counter(), 0])
    grids, texts = {}, {}

    def grid(name, size):
        if (name, size) not in grids:
            grids[name, size] = rig.Grid(args.folder, name, size)
        return grids[name, size]

    bases = sorted(p for p in glob.glob(os.path.join(args.folder, "*-xterm.png")) if "ruler" not in p)
    for base in bases:
        stem = base[:-len("-xterm.png")]
        where = os.path.basename(stem)
        article, size, lang, pane = where.rsplit("-", 3)
        cols, rows = map(int, size.split("x"))
        known = {}
        for picture in sorted(glob.glob(stem + "-*.png")):
            name = picture[len(stem) + 1:-4]
            if name.startswith("xterm+") or name == "xterm" or (args.terminals and name not in args.terminals):
                continue
            kind = "+short" if name == "tmux" else "+strip" if name in shoot.STRIPPED else ""
            reference = f"{stem}-xterm{kind}.png"
            if not os.path.exists(reference):
                continue
            if kind not in known:
                known[kind] = cells(reference, grid("xterm", f"{cols}x{rows - 1}" if kind == "+short" else size))
            if not grid(name, size).underline:          # a window that did not fit on the rig's display
                print(f"  {name} {where}: its cells were not found in the picture of the ruler")
                continue
            bad, cut = differing(cells(picture, grid(name, size)), known[kind], rows - (name == "tmux"))
            total = totals[name]
            total[0] += 1
            total[1] += sum(1 for c in known[kind].values() if c.sum() > BLANK * 4)
            total[2] += len(bad)
            total[4] += cut
            if bad:
                key = (where, kind)
                if key not in texts:
                    path = next((p for a, p in shoot.articles(article, ()) if a == article), None)
                    texts[key] = path and screen(path, f"{cols}x{rows - 1}" if kind == "+short" else size, lang, pane, kind == "+strip")
                if texts[key]:
                    total[3].update(texts[key][r][c] for r, c in bad if r < len(texts[key]))
                report(name, f"{name} {where}", bad, texts[key], args.limit)
    print(f"\n{'terminal':14} pictures   cells drawn   differing   cut   most often")
    for name, (pictures, drawn, bad, glyphs, cut) in sorted(totals.items()):
        often = " ".join(f"{g}×{n}" for g, n in glyphs.most_common(8))
        print(f"{name:14} {pictures:8} {drawn:13} {bad:11} {cut:5}   {often}")
    return 1 if any(t[2] for t in totals.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
