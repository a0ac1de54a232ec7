"""What the scripts in this folder share: runs of qari in real terminals, and where the cells stand in their pictures.

Not a part of `cargo test`. It needs a terminal rig: a command, named by QARI_SHOOT, that understands

    $QARI_SHOOT --list
    $QARI_SHOOT TERMINAL OUT.png --size 80x24 [--keys 'j j Return type:text sleep:0.5'] -- COMMAND ARG...

starts COMMAND in that terminal on a display of its own, with the same font in all of them, presses the keys and saves
a picture of the window. Without QARI_SHOOT the scripts say so and exit with 2. QARI names the program
(target/release/qari), QARI_JOBS how many run side by side (4).
"""
import os, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
QARI = os.path.abspath(os.environ.get("QARI") or os.path.join(ROOT, "target/release/qari"))
# What a terminal's reader has to ask for, since no program can see that setting (README, "How Arabic is displayed").
ASKS = {"kitty-ltr": ("--bidi", "visual")}
SAMPLES = os.path.join(ROOT, "sample-articles")


def shooter():
    """The rig's command; ends the script with 2 where there is none."""
    command = os.environ.get("QARI_SHOOT")
    if not command:
        print("QARI_SHOOT names no terminal rig: see tests/pictures/rig.py", file=sys.stderr)
        sys.exit(2)
    return command


def terminals(wanted=()):
    """All terminals of the rig, or those of `wanted` that it has."""
    out = subprocess.run([shooter(), "--list"], capture_output=True, text=True, check=True).stdout
    names = [line.split()[0] for line in out.splitlines() if re.match(r"[a-z]", line)]
    return [name for name in names if not wanted or name in wanted]


def take(terminal, out, size, command, keys=""):
    """One picture; the reason in words if there is none, else None. qari keeps nothing of such a run."""
    env = {**os.environ, "QARI_STATE": "", "QARI_CONFIG": ""}
    argv = [shooter(), terminal, out, "--size", size, *(["--keys", keys] if keys else []), "--", *command]
    for _ in range(2):                                  # a loaded machine may miss a window once
        try:
            done = subprocess.run(argv, env=env, cwd=ROOT, capture_output=True, text=True, timeout=90)
        except subprocess.TimeoutExpired:
            continue
        if done.returncode == 0:
            return None
    return f"{terminal} {os.path.basename(out)}: no picture"


def take_all(jobs):
    """The pictures of `jobs` (argument tuples of `take`), several side by side; the reasons of those missing."""
    with ThreadPoolExecutor(int(os.environ.get("QARI_JOBS", "4"))) as pool:
        return [why for why in pool.map(lambda job: take(*job), jobs) if why]


def rulers(names, sizes, folder):
    """Pictures by which `grid` finds the cells: an empty screen, and one with its corners and an underline drawn."""
    jobs = []
    for name in names:
        for size in sizes:
            cols, rows = map(int, size.split("x"))
            rows -= name == "tmux"                      # its last row is a status line
            blank = r"printf '\033[?25l\033[2J'; sleep 20"
            drawn = (rf"printf '\033[?25l\033[2J\033[H\033[7m \033[0m\033[{rows};{cols}H\033[7m \033[0m"
                     rf"\033[{rows // 2};{cols // 2}H\033[4m    \033[0m'; sleep 20")
            for what, script in (("blank", blank), ("drawn", drawn)):
                out = ruler(folder, name, size, what)
                if not os.path.exists(out):
                    jobs.append((name, out, size, ["sh", "-c", script]))
    return take_all(jobs)


def ruler(folder, name, size, what):
    return os.path.join(folder, f"ruler-{what}-{name}-{size}.png")


class Grid:
    """Where the cells of a terminal's picture stand, in pixels, and the pixel rows of a cell that an underline takes."""

    def __init__(self, folder, name, size):
        import numpy
        from PIL import Image
        pictures = [numpy.asarray(Image.open(ruler(folder, name, size, what)).convert("RGB")).astype(int)
                    for what in ("blank", "drawn")]
        differs = abs(pictures[0] - pictures[1]).sum(2) > 60
        self.cols, self.rows = map(int, size.split("x"))
        self.rows -= name == "tmux"
        if name == "tmux":                              # the name of the running program in its status line
            differs[-(differs.shape[0] // (self.rows + 1)) - 1:] = False
        ys, xs = numpy.nonzero(differs)
        self.left, self.top = xs.min(), ys.min()
        self.width = (xs.max() + 1 - self.left) / self.cols
        self.height = (ys.max() + 1 - self.top) / self.rows
        row, col = self.rows // 2 - 1, self.cols // 2 - 1
        x, y, w, h = self.box(row, col + 1)
        self.underline = numpy.nonzero(differs[y:y + h, x:x + w].all(1))[0].tolist()

    def box(self, row, col):
        """Left, top, width and height of a cell, counted from 0."""
        x, y = round(self.left + col * self.width), round(self.top + row * self.height)
        return x, y, round(self.width), round(self.height)

    def crop(self, picture):
        """The cells alone, without bars and borders."""
        right, bottom = self.left + self.cols * self.width, self.top + self.rows * self.height
        return picture.crop((self.left, self.top, round(right), round(bottom)))
