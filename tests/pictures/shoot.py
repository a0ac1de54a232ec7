#!/usr/bin/env python3
"""Pictures of qari in every terminal of the rig, at 80x24 and 120x40, English and Arabic, quotes shown and hidden.

    QARI_SHOOT=rig tests/pictures/shoot.py FOLDER [TERMINAL...] [--articles 01,02] [--sizes 80x24] [FILE...]

Writes FOLDER/ARTICLE-SIZE-LANGUAGE-PANE-TERMINAL.png; pictures that are there already are left as they are, so a run
can be taken up again. FILE is an article besides those of sample-articles. The terminal rig is described in rig.py;
nothing but Python's standard library is needed. compare.py reads the folder.
"""
import argparse, itertools, os, sys
import rig

SIZES, LANGUAGES, PANES = ("80x24", "120x40"), ("en", "ar"), ("shown", "hidden")
ARTICLES = "01,02,06,08"
# Terminals in which qari leaves harakat out of its own accord; they are compared with an xterm that does so, too.
STRIPPED = ("alacritty", "kitty", "foot")


def articles(numbers, files):
    """Name and path of each article."""
    there = sorted(os.listdir(rig.SAMPLES))
    found = [os.path.join(rig.SAMPLES, f) for f in there if f.split("-")[0] in numbers.split(",")]
    return [(os.path.basename(f).split(".")[0].split("-")[0], os.path.abspath(f)) for f in [*found, *files]]


def starts_shown(size):
    """Whether the reader starts with the quotes shown: where they fit beside the text (`v` turns it over)."""
    return int(size.split("x")[0]) >= 100


def shots(folder, names, sizes, chosen):
    """Arguments of `rig.take` for every picture; for xterm those, too, that others are compared with."""
    for (article, path), size, lang, pane in itertools.product(chosen, sizes, LANGUAGES, PANES):
        # A terminal that draws in software on a loaded machine takes its time (foot: pictures of the screen before, 2 in 12).
        keys = "sleep:1 v sleep:1.5" if starts_shown(size) != (pane == "shown") else ""
        cols, rows = map(int, size.split("x"))
        for name in names:
            out = os.path.join(folder, f"{article}-{size}-{lang}-{pane}-{name}.png")
            command = [rig.QARI, *rig.ASKS.get(name, ()), "--lang", lang, path]
            yield name, out, size, command, keys
            if name == "xterm":
                yield name, out.replace("-xterm", "-xterm+strip"), size, [*command, "--tashkeel", "strip"], keys
                yield name, out.replace("-xterm", "-xterm+short"), f"{cols}x{rows - 1}", command, keys


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("more", nargs="*")
    parser.add_argument("--articles", default=ARTICLES)
    parser.add_argument("--sizes", default=",".join(SIZES))
    args = parser.parse_intermixed_args()
    files = [m for m in args.more if os.path.exists(m)]
    names = rig.terminals([m for m in args.more if m not in files])
    os.makedirs(args.folder, exist_ok=True)
    sizes = args.sizes.split(",")
    missing = rig.rulers(names, sizes, args.folder)
    short = [f"{c}x{int(r) - 1}" for c, r in (s.split("x") for s in sizes)]
    missing += rig.rulers([n for n in names if n == "xterm"], short, args.folder)
    wanted = [s for s in shots(args.folder, names, sizes, articles(args.articles, files)) if not os.path.exists(s[1])]
    missing += rig.take_all(wanted)
    print(f"{len(wanted) - len(missing)} pictures taken, {len(missing)} missing", *missing, sep="\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
