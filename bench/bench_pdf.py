"""The whole set of PDF reports (11 pages in 7 files) beside pdfkit and a headless browser.

Ours is `simpul export pdf` as it runs for a user: start, reading the database, shutting itself in, drawing,
zip. The peers:

- the web app printed: a running server, one headless Chromium, logged in, opens the pages that show what the
  reports show and prints seven times, once for each file. This is what a product does that prints its pages.
- pdfkit, and Chromium with a page of ready places: they get what ours has read and laid out, the words of our
  own pages at their places (pdftotext -bbox), as many boxes and lines of as many points, and the same maps; the
  browser as HTML with SVG. So they neither read nor lay out anything, and draw neither emoji nor pictures.

Processor time of all processes (children that outlive their parents are waited for), and time on the clock;
medians of rounds taken alternately. The server's share of printing is not counted.
"""
import html
import json
import math
import os
import re
import shutil
import statistics
import time
import zipfile

import frame
import site_under_test as site

ROUNDS = int(os.environ.get("PDF_ROUNDS", "5"))
PERSONA, HISTORY_DAYS = "rani", 60
COMPETITORS = ("pawon.mbakyu", "sambalrakyat", "rasaibu.kitchen")
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
    """Milliseconds of processor and of clock."""
    taken = json.loads(frame.run("bench/measure.py", *command, env={**os.environ, **(env or {})}, timeout=300))
    return taken["cpu_ms"], taken["clock_ms"]


PEERS = {"web": "Chromium prints the web app", "pdfkit": "pdfkit, places given", "chromium": "Chromium, places given"}


def rows_of(taken):
    for column, what in ((0, "processor"), (1, "clock")):
        ours = statistics.median(t[column] for t in taken["ours"])
        for name, peer in PEERS.items():
            if taken[name]:
                yield frame.Row(f"{what}, {name}", ours, "ms", statistics.median(t[column] for t in taken[name]),
                                peer, "less")  # fmt: skip


def prepare(target):
    """60 collected days, three competitors, and the pictures of all their posts."""
    target.start_server()
    account_id = target.fill(PERSONA, HISTORY_DAYS)
    for username in COMPETITORS:
        target.call(f"/cekbrand/accounts/{account_id}/competitor-accounts", "POST", {"username": username})
    target.fetch_bytes(f"/cekbrand/accounts/{account_id}/download/pdf?date_frame=28")
    deadline = time.monotonic() + 120
    while "pictures for reports" not in (target.folder / "simpul.log").read_text() and time.monotonic() < deadline:
        time.sleep(0.5)
    return account_id


def as_peers_want_it(folder):
    """Our pages for peers that do not lay out: words at their places."""
    with zipfile.ZipFile(folder / "ours.zip") as z:
        z.extractall(folder / "ours")
    pages = pages_of(folder / "ours")
    (folder / "pages.json").write_text(json.dumps({"pages": pages, "fonts": FONTS}))
    (folder / "pages.html").write_text(f"<style>{STYLE}</style>" + "".join(map(page_of_html, pages)))


def commands_of(target, account_id, chromium):
    """What is run, by name."""
    folder = target.folder
    username = target.call(f"/cekbrand/accounts/{account_id}")["username"]
    cookies = "; ".join(f"{k}={v}" for k, v in target.cookies.items())
    (folder / "printed").mkdir()
    commands = {
        "ours": [target.simpul_bin, "export", "pdf", account_id, "--date-frame", "28", "--output", folder / "ours.zip"],
        "pdfkit": ["node", frame.BENCH / "peers" / "pdf.mjs", folder / "pages.json", folder / "pdfkit.pdf"],
    }
    if chromium:
        commands["web"] = ["node", frame.BENCH / "peers" / "pdf_web.mjs", target.url, cookies, username, folder / "printed"]
        commands["chromium"] = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                                f"--print-to-pdf={folder / 'chromium.pdf'}", folder / "pages.html"]  # fmt: skip
    return commands


def bench():
    for path in FONTS.values():
        if not os.path.exists(path):
            raise frame.Unavailable("the letters are missing: apt-get install fonts-inter")
    frame.npm_peers()
    frame.npm_peers(frame.ROOT / "test" / "browser")
    chromium = next((p for p in ("/usr/lib/chromium/chromium", "/usr/bin/chromium") if os.path.exists(p)), None)
    taken = {name: [] for name in ("ours", *PEERS)}
    with site.Site("pdf") as target:
        account_id = prepare(target)
        commands = commands_of(target, account_id, chromium)
        env = {**target.env, "SIMPUL_CONFIG": ""}
        frame.run(*commands["ours"], env={**os.environ, **env})
        as_peers_want_it(target.folder)
        for _ in range(ROUNDS):
            for name, command in commands.items():
                taken[name].append(measure(command, env))
        yield from rows_of(taken)
        yield frame.Row("peak memory", frame.peak_rss_kib(commands["ours"], env) / 1024, "MiB", better="less")
