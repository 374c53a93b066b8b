"""The tables of an export as the API tells them, and as other programs read them from our files: each is
{sheet name: [[text, …], …]} in the contract's text, so that they can be compared cell by cell.

    expected(user, account, query)      from the API's JSON alone
    of_csv(text)                        one table, by Python's csv; apostrophes of our guard taken away
    of_openpyxl(path), of_office(paths) workbooks; LibreOffice is at hand where has_office()
    compare(got, wanted, by)            the number of cells compared
"""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from datetime import datetime

TYPES = {"IMAGE": "Gambar", "VIDEO": "Video", "CAROUSEL_ALBUM": "Carousel"}
GENDERS = {"M": "Laki-laki", "F": "Wanita", "U": "Tidak diketahui"}
AGES = ["13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"]
KINDS = {"media": "Konten", "profile": "Performa Akun", "city": "Kota Asal Followers",
         "country": "Negara Asal Followers", "gender": "Gender Followers", "age": "Umur Followers",
         "hashtag": "Hashtag"}  # fmt: skip
SHEETS = ["Performa Akun", "Konten", "Kota Asal Followers", "Negara Asal Followers", "Gender Followers",
          "Umur Followers", "Hashtag", "Kompetitor"]  # fmt: skip
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# As csv.h says it: what a spreadsheet may skip before it looks for a formula, and what begins one.
SKIPPED = " \t\n\r\v\f\0\u00a0\u200b\u3000\ufeff"
TRIGGERS = "=+-@\uff1d\uff0b\uff0d\uff20"


# ---- as the API tells them ------------------------------------------------------------------------


def text(value):
    return "" if value is None else str(value)


def percent(rate):
    return "" if rate is None else f"{round(rate, 2)}%"


def rate_of(like, comments, followers):
    if None in (like, comments, followers):
        return None
    return (like + comments) / followers * 100 if followers else 0.0


def mean(values):
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def day_text(day):
    return "-".join(reversed(day.split("-")))


def country_names():
    with open(os.path.join(ROOT, "src/report/countries.c"), encoding="utf-8") as file:
        return dict(re.findall(r'\{ "([A-Z]{2})", STR_INIT\("([^"]+)"\)', file.read()))


def newest(groups):
    """Of a list of snapshots, oldest first, the last one."""
    return [g for g in groups if g["end_time"] == groups[-1]["end_time"]]


def media_rows(media, followers):
    rows = []
    for m in media:
        metrics = {i["metric"].replace("carousel_album_", ""): i["value"] for i in m["insights"]}
        posted = datetime.fromisoformat(m["timestamp"]).strftime("%d-%m-%Y %H:%M")
        rate = percent(rate_of(m["like_count"], m["comments_count"], followers))
        rows.append([posted, m["caption"], text(m["permalink"]), TYPES.get(m["media_type"], text(m["media_type"])),
                     text(m["like_count"]), text(m["comments_count"]), text(metrics.get("reach")),
                     text(metrics.get("impressions")), rate, text(metrics.get("saved")),
                     " ".join(m["media_hashtag"])])  # fmt: skip
    return rows


def profile_rows(days, media, insights):
    rows = []
    by_day = [{i["end_time"][:10]: i["value"] for i in insight} for insight in insights]
    for d in reversed(days):
        day, followers = d["datestamp"], d["followers_count"]
        posted = [m for m in media if m["timestamp"][:10] == day]
        like, comments = mean([m["like_count"] for m in posted]), mean([m["comments_count"] for m in posted])
        nothing = followers is not None and like is None and comments is None
        rate = 0.0 if nothing else rate_of(like, comments, followers)
        rows.append([day_text(day), text(followers), *(text(i.get(day)) for i in by_day), percent(rate)])
    return rows


def city_rows(groups):
    names = [g["city"] for g in groups]
    return [[f"{g['city']}, {g['province']}" if names.count(g["city"]) > 1 and g["province"] else g["city"],
             text(g["value"])] for g in groups]  # fmt: skip


def sums(groups, key, order):
    found = [(label, [g["value"] for g in groups if g[key] == name]) for name, label in order]
    return [[label, str(sum(values))] for label, values in found if values]


def expected(user, account, query=""):
    base = f"/cekbrand/accounts/{account}"
    names = country_names()

    def get(path):
        return user.ok("GET", f"{base}/{path}{query}")

    media, days = get("media"), get("user-data")
    followers = [d["followers_count"] for d in days if d["followers_count"] is not None]
    cities, countries, people = (get(f"insights/audience-{kind}") for kind in ("city", "country", "gender-age"))
    people = newest(people) if people else []
    return {
        "Konten": media_rows(media, followers[-1] if followers else None),
        "Performa Akun": profile_rows(days, media, [get("insights/reach"), get("insights/impressions")]),
        "Kota Asal Followers": city_rows(newest(cities)) if cities else [],
        "Negara Asal Followers": [[names.get(g["country_code"], g["country_code"]), text(g["value"])]
                                  for g in (newest(countries) if countries else [])],
        "Gender Followers": sums(people, "gender", GENDERS.items()),
        "Umur Followers": sums(people, "age", [(a, a) for a in AGES]),
        "Hashtag": [[h["hashtag"], text(h["like_count"]), text(h["comments_count"])] for h in get("hashtag-metrics")],
    }  # fmt: skip


# ---- as others read them --------------------------------------------------------------------------


def is_formula(cell):
    return cell != "" and (cell[0] in "\t\n\r\0" or cell.lstrip(SKIPPED)[:1] in tuple(TRIGGERS))


def unguarded(cell):
    assert not is_formula(cell), f"a spreadsheet would run {cell!r}"
    return cell[1:] if cell[:1] == "'" and is_formula(cell[1:]) else cell


def of_csv(told):
    return [[unguarded(c) for c in row] for row in csv.reader(io.StringIO(told, newline=""))][1:]


def unescape(cell):
    """ECMA-376 part 1, 22.9.2.19: openpyxl leaves it to its caller."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), cell)


OPENPYXL = """
import sys, json, openpyxl, datetime
def shown(c):
    v, f = c.value, c.number_format
    assert c.data_type != 'f', c.coordinate
    if v is None: return ''
    if isinstance(v, datetime.datetime): return v.strftime('%d-%m-%Y %H:%M' if 'hh' in f else '%d-%m-%Y')
    if f == '0.0#%': return f'{round(v * 100, 2)}%'
    return repr(v) if not isinstance(v, str) else v
book = openpyxl.load_workbook(sys.argv[1])
json.dump({s.title: [[shown(c) for c in r] for r in s.iter_rows(min_row=2)] for s in book}, sys.stdout)
"""


def of_openpyxl(path):
    """None where it is not installed."""
    for python in ("/usr/bin/python3", "python3"):
        if subprocess.run([python, "-c", "import openpyxl"], capture_output=True).returncode == 0:
            done = subprocess.run([python, "-c", OPENPYXL, path], capture_output=True, check=True)
            return {name: [[unescape(c) for c in row] for row in rows]
                    for name, rows in json.loads(done.stdout).items()}  # fmt: skip
    return None


def has_office():
    return shutil.which("soffice") is not None


# The same, and every column is text: nothing becomes a date or a number.
TEXT_COLUMNS = "Text - txt - csv (StarCalc):44,34,76,1," + "/".join(f"{i}/2" for i in range(1, 13))
# Comma, quotes, UTF-8, from the first line; cells as they are shown; every sheet into a file of its own.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


def office(folder, *arguments):
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


def plain(cell):
    """Without what is of LibreOffice's looks: commas between thousands."""
    return cell.replace(",", "") if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", cell) else cell


def of_office(paths, reading=None):
    """What LibreOffice shows of files, as {stem: {sheet: rows}}; `reading`: how they are to be imported."""
    found = {os.path.splitext(os.path.basename(path))[0]: {} for path in paths}
    with tempfile.TemporaryDirectory() as folder:
        office(folder, *([f"--infilter={reading}"] if reading else []), "--convert-to", EVERY_SHEET, "--outdir",
               f"{folder}/out", *paths)  # fmt: skip
        for name in os.listdir(f"{folder}/out"):
            stem, _, sheet = name.removesuffix(".csv").partition("-")
            with open(f"{folder}/out/{name}", newline="", encoding="utf-8") as file:
                found[stem][sheet] = [[plain(c) for c in row] for row in csv.reader(file)][1:]
    return found


def compare(got, wanted, by):
    cells = 0
    for sheet, rows in wanted.items():
        assert len(got[sheet]) == len(rows), (by, sheet, len(got[sheet]), len(rows))
        for i, (got_row, row) in enumerate(zip(got[sheet], rows)):
            assert got_row == row, (by, sheet, i, [(g, w) for g, w in zip(got_row, row) if g != w], len(got_row))
            cells += len(row)
    return cells
