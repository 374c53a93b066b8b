"""Goal of this test: PDF reports say what the API says, in both languages; they are whole by every measure
of tools that know PDF, the same from the web and the command line, and broken off when they fail."""
import contextlib
import io
import os
import re
import sqlite3
import subprocess
import time
import zipfile

from world import World

FILES = {"DashboardKompetitor.pdf": 2, "DashboardStatistics.pdf": 4,
         **{f"DashboardTopPost-page{n}.pdf": 1 for n in range(1, 6)}}
WINDOW = "date_frame=28"


def tool(*argv):
    done = subprocess.run(argv, capture_output=True, timeout=60)
    assert done.returncode == 0, f"{argv}: {done.stdout[-500:]} {done.stderr[-500:]}"
    return done.stdout.decode()


def await_pictures(w):
    """They come by jobs of their own, after each collection."""
    question = "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running') AND kind IN (?, ?, ?)"
    deadline = time.monotonic() + 120
    with contextlib.closing(sqlite3.connect(os.path.join(w.folder, "simpul.db"), timeout=30)) as db:
        while db.execute(question, ("pictures.fetch", "sync.account", "sync.competitor")).fetchone()[0]:
            assert time.monotonic() < deadline, "pictures never come"
            time.sleep(0.2)


def unpack(w, body):
    """{name: path} of the files in a zip that is whole."""
    folder = os.path.join(w.folder, "pdf")
    with zipfile.ZipFile(io.BytesIO(body)) as z:
        assert z.testzip() is None
        z.extractall(folder)
        return {name: os.path.join(folder, name) for name in z.namelist()}


def words_of(path):
    return " ".join(tool("pdftotext", path, "-").split())


def whole(n, english):
    text = f"{n:,}"
    return text if english else text.replace(",", ".")


def fixed(n, digits, english):
    text = f"{n:,.{digits}f}"
    return text if english else text.translate(str.maketrans(",.", ".,"))


def percent(text, digits, english):
    return fixed(float(text.rstrip("%")), digits, english) + "%"


def check_file(path, pages):
    """Whole, every font embedded as a subset, nothing without a glyph, tagged, with bookmarks; every chart and
    map says what it shows."""
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", path)
    fonts = tool("pdffonts", path).splitlines()[2:]
    # Emoji are a font whose glyphs stand in the file (Type 3), which has no name to be marked as a subset.
    assert fonts and all(re.search(r" yes +(yes +yes|no +yes) +\d+ +0$", line) for line in fonts), fonts
    assert all(" no " not in line or line.startswith("[none]") for line in fonts), fonts
    info = tool("pdfinfo", path)
    assert re.search(rf"^Pages: +{pages}$", info, re.M), info
    assert re.search(r"^Tagged: +yes$", info, re.M) and "595.28 x 841.89 pts (A4)" in info, info
    text = words_of(path)
    assert "\ufffd" not in text and "notdef" not in text
    outline = tool("qpdf", "--json", "--json-key=outlines", path)
    assert outline.count('"title"') >= 3, outline
    objects = tool("qpdf", "--json", "--json-key=qpdf", path)
    assert objects.count('"/S": "/Figure"') == objects.count('"/Alt": "u:'), "a figure without words"
    assert '"/Lang": "u:' in objects and "/DisplayDocTitle" in objects
    assert subprocess.run(["pdftoppm", "-r", "30", "-png", path, path], timeout=60).returncode == 0
    return text


def check_statistics(text, user, account, english):
    base = f"/cekbrand/accounts/{account}"
    days = user.ok("GET", f"{base}/user-data?{WINDOW}")
    reach = user.ok("GET", f"{base}/insights/reach/average/summary?{WINDOW}")
    summary = user.ok("GET", f"{base}/user-data/summary?{WINDOW}")
    rate = user.ok("GET", f"{base}/media/engagement/summary?{WINDOW}")
    gained = [d["followers_count_growth"] for d in days if d["followers_count_growth"] is not None]
    people = user.ok("GET", f"{base}/insights/audience-gender-age?{WINDOW}")
    told = [r for r in people if r["gender"] in "FM"]
    women = sum(r["value"] for r in told if r["gender"] == "F") / sum(r["value"] for r in told)
    expected = [
        whole(sum(gained), english) if gained else "–",
        fixed(reach["reach_average"], 2, english),
        whole(days[-1]["followers_count"], english),
        percent(rate["engagement_growth_rate"], 2, english) if rate.get("engagement_growth_rate") else "–",
        fixed(women * 100, 0, english) + "%",
    ]
    growth = summary["followers_growth_rate"]
    expected.append(percent(growth, 2, english) if growth else "–")
    for figure in expected:
        assert figure in text, (figure, text[:1500])
    assert ("Page 1 of 4" if english else "Halaman 1 dari 4") in text


def check_posts(texts, user, account, english):
    media = user.ok("GET", f"/cekbrand/accounts/{account}/media?{WINDOW}")
    newest = sorted(media, key=lambda m: m["timestamp"], reverse=True)[:10]
    for item in newest:
        assert str(item["comments_count"]) in texts["DashboardTopPost-page1.pdf"], item["id"]
        first = re.match(r"[A-Za-z]+", item["caption"] or "")
        assert not first or first.group() in texts["DashboardTopPost-page1.pdf"], item["caption"]
    most = max(media, key=lambda m: m["comments_count"] or 0)
    assert str(most["comments_count"]) in texts["DashboardTopPost-page2.pdf"]
    assert f"{len(media)} " in texts["DashboardTopPost-page1.pdf"]


def check_competitors(text, user, account, english):
    average = user.ok("GET", f"/cekbrand/accounts/{account}/media/engagement/average/summary?{WINDOW}")
    assert percent(average["engagement_average_rate"], 2, english) in text
    for rival in user.ok("GET", f"/cekbrand/accounts/{account}/competitor-accounts"):
        theirs = user.ok("GET", f"/cekbrand/accounts/{account}/competitor-accounts/{rival['id']}"
                                f"/media/engagement/average/summary?{WINDOW}")
        assert "@" + rival["username"] in text
        assert percent(theirs["engagement_average_rate"], 2, english) in text
        assert fixed(theirs["like_average"], 0, english) in text


def test_reports_say_what_the_api_says():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        user.ok("POST", f"/cekbrand/accounts/{account}/competitor-accounts", {"username": "pawon.mbakyu"})
        base = f"/cekbrand/accounts/{account}/download/pdf?{WINDOW}"
        await_pictures(w)
        for language in ("id", "en"):
            english = language == "en"
            reply = user.get(f"{base}&language={language}")
            assert reply.status == 200 and reply.header("Content-Type") == "application/zip", reply
            files = unpack(w, reply.body)
            assert list(files) == list(FILES), list(files)
            texts = {name: check_file(files[name], pages) for name, pages in FILES.items()}
            check_statistics(texts["DashboardStatistics.pdf"], user, account, english)
            check_posts(texts, user, account, english)
            check_competitors(texts["DashboardKompetitor.pdf"], user, account, english)
            path = os.path.join(w.folder, "cli.zip")
            w.run("export", "pdf", account, "--date-frame", "28", "--language", language, "--output", path)
            with open(path, "rb") as f:
                assert f.read() == reply.body, "the command line makes other bytes"

        chosen = user.get(base + "&pages=statistics&exported_at=2022-10-24T00:00:00Z")
        files = unpack(w, chosen.body)
        assert list(files) == ["DashboardStatistics.pdf"]
        assert "24 Oktober 2022, 07.00 WIB" in words_of(files["DashboardStatistics.pdf"])


def test_refusals():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        base = f"/cekbrand/accounts/{account}/download/pdf?"
        for query, field in (("pages=weather", "pages"), ("language=fr", "language"),
                             ("competitors=1,2", "competitors"), ("exported_at=now", "exported_at")):
            bad = user.get(base + query)
            assert bad.status == 400 and field in bad.json()["error"], bad
        trial = w.login("coba@simpul.test", plan="trial")
        other = w.connected_account(trial, "hana")
        assert trial.get(f"/cekbrand/accounts/{other}/download/pdf?date_frame=7").status == 403


def test_failure_is_never_a_whole_file():
    """Without any font the child says so: what the client gets is broken off, and the log says why."""
    with World(start=False) as w:
        config = os.path.join(w.folder, "no-fonts.conf")
        with open(config, "w") as f:
            f.write('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>')
        w.env["FONTCONFIG_FILE"] = config
        w.run("keys", "init")
        w.start_graphsim()
        w.start_simpul()
        user = w.login()
        account = w.connected_account(user)
        try:
            reply = user.get(f"/cekbrand/accounts/{account}/download/pdf?{WINDOW}")
            is_whole = reply.status == 200 and zipfile.is_zipfile(io.BytesIO(reply.body))
        except OSError:
            is_whole = False
        except Exception as error:  # http.client: the transfer ended too early
            assert "IncompleteRead" in repr(error), repr(error)
            is_whole = False
        assert not is_whole
        assert "no font is installed" in w.processes["simpul"].read_log()
        w.run("export", "pdf", account, "--output", os.path.join(w.folder, "x.zip"), expect=1)
        assert "fonts-inter" in w.last_error
        assert "fonts-inter" in w.run("doctor")
