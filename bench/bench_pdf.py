"""The whole set of PDF reports (11 pages in 7 files) beside pdfkit and a headless browser.

Ours is `simpul export pdf` as it runs for a user: start, reading the database, shutting itself in, drawing,
zip. The peers get what ours has read and laid out: the words of our own pages at their places (pdftotext
-bbox), as many boxes and lines of as many points, and the same maps; the browser as HTML with SVG. So they
neither read nor lay out anything, and draw neither emoji nor pictures. Processor time with children, and
time on the clock; medians of rounds taken alternately.

Needs a filled demo (`./dev up --detach`, then `./dev down`), or PDF_DATABASE and PDF_ACCOUNT.
"""
import html
import json
import math
import os
import re
import resource
import shutil
import statistics
import subprocess
import time
import zipfile

import frame

ROUNDS = int(os.environ.get("PDF_ROUNDS", "5"))
ACCOUNT = os.environ.get("PDF_ACCOUNT", "17841106413841325")
FONTS = {
    "regular": "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
    "bold": "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
}
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')


def wave(x, y, width, height, points=28):
    at = [(x + width * i / (points - 1), y + height * (0.5 + 0.4 * math.sin(i))) for i in range(points)]
    return "M" + " L".join(f"{a:.1f} {b:.1f}" for a, b in at)


def outlines():
    maps = frame.ROOT / "web" / "src" / "maps"
    world = json.loads((maps / "world.json").read_text())
    indonesia = json.loads((maps / "indonesia.json").read_text())
    places = [(o, 38, 150, 0.259) for o, _, _ in world["c"].values() if o]
    places += [(o, 54, 480, 0.243) for o in [*indonesia["p"].values(), indonesia["n"]]]
    return [{"outline": o, "x": x, "y": y, "scale": s} for o, x, y, s in places]


def pages_of(folder):
    pages = []
    for path in sorted(folder.glob("*.pdf")):
        for part in frame.run("pdftotext", "-bbox", path, "-").split("<page ")[1:]:
            words = [
                {"x": float(x), "y": float(y), "size": round(max(5, (float(bottom) - float(y)) * 0.8), 1),
                 "bold": float(bottom) - float(y) > 11, "text": html.unescape(text)}
                for x, y, bottom, text in WORD.findall(part)
            ]  # fmt: skip
            boxes = [{"x": 40, "y": 150 + 150 * i, "width": 515, "height": 140} for i in range(4)]
            lines = [wave(50, 160 + 60 * i, 480, 50) for i in range(10)] if len(pages) in (0, 2) else []
            pages.append({"words": words, "boxes": boxes, "lines": lines,
                          "outlines": outlines() if len(pages) == 4 else []})  # fmt: skip
    return pages


def page_of_html(page):
    words = "".join(
        f'<b style="left:{w["x"]}pt;top:{w["y"]}pt;font-size:{w["size"]}pt">{html.escape(w["text"])}</b>'
        for w in page["words"]
    )
    boxes = "".join('<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="9"/>'.format(**b) for b in page["boxes"])
    lines = "".join(f'<path d="{line}"/>' for line in page["lines"])
    maps = "".join(
        f'<path class="m" transform="translate({o["x"]} {o["y"]}) scale({o["scale"]})" d="{o["outline"]}"/>'
        for o in page["outlines"]
    )
    return f'<section><svg viewBox="0 0 595.28 841.89">{boxes}{lines}{maps}</svg>{words}</section>'


STYLE = (
    "@page{size:A4;margin:0}body{margin:0;font-family:Inter}section{position:relative;height:841.8pt;"
    "page-break-after:always;overflow:hidden}svg{position:absolute;fill:none;stroke:#1f57e7}.m{fill:#e6e7e3;"
    "stroke:#fff}b{position:absolute;font-weight:400;white-space:nowrap}"
)


def measure(command, env=None):
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([str(c) for c in command], check=True, capture_output=True, cwd=frame.ROOT,
                   env={**os.environ, **(env or {})}, timeout=120)  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1000, (time.monotonic() - started) * 1000


def rows_of(taken):
    ours = {"cpu": statistics.median(c for c, _ in taken["ours"]), "wall": statistics.median(w for _, w in taken["ours"])}
    for name, peer in (("pdfkit", "pdfkit"), ("chromium", "headless Chromium")):
        if taken[name]:
            yield frame.Row(f"processor, {name}", ours["cpu"], "ms", statistics.median(c for c, _ in taken[name]), peer, "less")
            yield frame.Row(f"clock, {name}", ours["wall"], "ms", statistics.median(w for _, w in taken[name]), peer, "less")


def bench():
    database = os.environ.get("PDF_DATABASE", str(frame.ROOT / "var" / "demo" / "simpul.db"))
    if not os.path.exists(database):
        raise frame.Unavailable("fill the demo first: ./dev up --detach && ./dev down")
    for path in FONTS.values():
        if not os.path.exists(path):
            raise frame.Unavailable("the letters are missing: apt-get install fonts-inter")
    frame.npm_peers()
    frame.build_release("src/cmd/simpul")
    folder = frame.WORK / "pdf"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    env = {"SIMPUL_DATABASE": database, "SIMPUL_CONFIG": ""}
    simpul = [frame.BUILD / "src" / "cmd" / "simpul", "export", "pdf", ACCOUNT, "--date-frame", "28"]
    frame.run(simpul[0], "migrate", env={**os.environ, **env})
    measure([*simpul, "--output", folder / "ours.zip"], env)
    with zipfile.ZipFile(folder / "ours.zip") as z:
        z.extractall(folder / "ours")
    pages = pages_of(folder / "ours")
    (folder / "pages.json").write_text(json.dumps({"pages": pages, "fonts": FONTS}))
    (folder / "pages.html").write_text(f"<style>{STYLE}</style>" + "".join(map(page_of_html, pages)))
    chromium = next((p for p in ("/usr/lib/chromium/chromium", "/usr/bin/chromium") if os.path.exists(p)), None)
    taken = {"ours": [], "pdfkit": [], "chromium": []}
    for _ in range(ROUNDS):
        taken["ours"].append(measure([*simpul, "--output", folder / "ours.zip"], env))
        taken["pdfkit"].append(measure(["node", frame.BENCH / "peers" / "pdf.mjs", folder / "pages.json", folder / "pdfkit.pdf"]))
        if chromium:
            taken["chromium"].append(measure([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                                              f"--print-to-pdf={folder / 'chromium.pdf'}", folder / "pages.html"]))  # fmt: skip
    yield from rows_of(taken)
    yield frame.Row("peak memory", frame.peak_rss_kib([*simpul, "--output", folder / "ours.zip"], env) / 1024, "MiB", better="less")
