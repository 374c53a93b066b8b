#!/usr/bin/env python3
"""A workbook holds what was put in, and nothing Excel would complain about: usage test_xlsx.py
XLSX_CAT FOLDER_OF_OOXML_PY

Goal: 40 formula payloads in each of 10 columns, captions of every kind and texts at the limits come
back unchanged as text; what cannot be held is cut or replaced in the one documented way; links,
names and rows beyond Excel's limits are handled; the same input gives the same bytes.
"""
import io
import random
import re
import struct
import subprocess
import sys
import zipfile

sys.path.insert(0, sys.argv[2])
import ooxml  # noqa: E402

TRIGGERS = "=+-@\uff1d\uff0b\uff0d\uff20"
TAILS = ["1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://x.test","klik")', "SUM(A1:A9),2"]
CAPTIONS = [
    "Sambal, pedas!\n\"Enak\" & <gurih> 'sekali' #sambal",
    "baris\r\nbaris\rbaris\ttab",
    "x" * 2200,
    "👨‍👩‍👧‍👦 👩🏽‍🍳 🇮🇩 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🫶🏿",
    "مطعم عربي ١٢٣ \u202eterbalik\u202c",
    "ร้านอาหารไทย", "ꦱꦸꦒꦼꦁꦫꦮꦸꦃ", "中文 日本語 한국어", "\ufdd0 \U0010ffff \u0085 \u007f",
    " spasi di depan", "spasi di belakang ", "\nbaris di depan", "   ", "\n",
    "_x0041_", "_x000D_", "a_x005F_x0041_b", "_x004_", "_xZZZZ_", "__x0041__",
    "".join(map(chr, range(1, 32))), "\0nol\0", "\ufffe\uffff", "]]>", "&amp;", "12345", "1e5", "TRUE", "#REF!",
]  # fmt: skip
WRONG = [
    (b"\xff\xfe", "\ufffd\ufffd"), (b"a\xedb", "a\ufffdb"), (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
    (b"\xf0\x9f\x8d", "\ufffd\ufffd\ufffd"), (b"\xc0\xaf", "\ufffd\ufffd"), (b"ok\x80", "ok\ufffd"),
]  # fmt: skip
LONG = [
    ("x" * 32767, "x" * 32767),
    ("x" * 32768, "x" * 32766 + "…"),
    ("🍜" * 16383 + "x", "🍜" * 16383 + "x"),
    ("🍜" * 16384, "🍜" * 16383 + "…"),
    ("x" + "🍜" * 16384, "x" + "🍜" * 16382 + "…"),
    ("é" * 40000, "é" * 32766 + "…"),
    ("\x01" * 32767, "\x01" * 32767),
]


def payloads():
    found = [t + tail for t in TRIGGERS for tail in TAILS]
    found += ["\t=1", "\r=1", "\n=1", "\0=1", " =1+1", "\u00a0@x", "\tteks", "\n+1"]
    assert len(found) == 40
    return found


def make(cat, rows, name="Lembar"):
    message = bytearray()
    for row in rows:
        for cell in row:
            data = cell if isinstance(cell, bytes) else cell.encode("utf-8", "surrogatepass")
            message += struct.pack("<I", len(data)) + data
        message += struct.pack("<I", 0xFFFFFFFF)
    command = [cat, str(len(rows[0]) if rows else 1), name]
    made = subprocess.run(command, input=bytes(message), stdout=subprocess.PIPE, check=True).stdout
    assert made == subprocess.run(command, input=bytes(message), stdout=subprocess.PIPE, check=True).stdout
    return made


def read_back(cat, rows, wanted):
    book = make(cat, rows)
    ooxml.check(book)
    got = ooxml.sheets(book)["Lembar"][1:]
    assert len(got) == len(wanted), (len(got), len(wanted))
    for got_row, want_row in zip(got, wanted):
        for g, w in zip(got_row, want_row):
            assert (g or "") == w, (g and g[:80], w[:80])
    return book


def check_links(cat):
    good = ["https://www.instagram.com/p/Ab_-1/?a=1&b=2", "https://x.test/(satu)"]
    bad = ["http://x.test/", "javascript:alert(1)", "https://x.test/a b", 'https://x.test/"', "https://", "file:///etc",
           "https://x.test/" + "a" * 2070, "https://x.test/%zz", "https://x.test/é"]  # fmt: skip
    book = read_back(cat, [["teks", u] for u in good + bad], [["teks", u] for u in good + bad])
    with zipfile.ZipFile(io.BytesIO(book)) as z:
        found = [t for _, t, external in ooxml.targets(z, "xl/worksheets/sheet1.xml").values() if external]
    assert found == good, found
    many = make(cat, [[f"https://x.test/{i}"] for i in range(65540)])
    with zipfile.ZipFile(io.BytesIO(many)) as z:
        sheet = z.read("xl/worksheets/sheet1.xml")
        assert sheet.count(b"<hyperlink ") == 65530 and b"https://x.test/65539<" in sheet
        assert len(ooxml.targets(z, "xl/worksheets/sheet1.xml")) == 65530


def check_names(cat):
    for wanted, got in {"Konten": "Konten", "a[b]:c*d?e/f\\g": "a_b__c_d_e_f_g", "'kutip'": "_kutip_", "": "_",
                        "history": "history (2)", "x" * 40: "x" * 31, "🍜" * 20: "🍜" * 15, "it's": "it's"}.items():
        book = make(cat, [["a"]], wanted)
        ooxml.check(book)
        assert list(ooxml.sheets(book)) == [got], (wanted, list(ooxml.sheets(book)))


def check_rows(cat):
    few = subprocess.run([cat, "rows", "90"], stdout=subprocess.PIPE, check=True).stdout
    ooxml.check(few)
    rows = next(iter(ooxml.sheets(few).values()))
    for i, (number, time) in enumerate(rows[1:]):
        # Every minute is that minute to less than a millisecond.
        assert number == i - 5 and abs((time - 44858) * 86400 - (11 * 60 + 51 + i) * 60) < 0.001, (i, time)
    full = subprocess.run([cat, "rows", "1048575"], stdout=subprocess.PIPE, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(full)) as z:
        assert "xl/worksheets/sheet2.xml" not in z.namelist()
    more = subprocess.run([cat, "rows", "1048577"], stdout=subprocess.PIPE, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(more)) as z:
        names = re.findall(rb'<sheet name="([^"]*)"', z.read("xl/workbook.xml"))
        assert names == [b"Nama yang panjang sekali sekali", b"Nama yang panjang sekali se (2)"], names
        first, second = z.read("xl/worksheets/sheet1.xml"), z.read("xl/worksheets/sheet2.xml")
        assert first.count(b"<row ") == 1048576 and second.count(b"<row ") == 3
        assert b"<v>1048570</v>" in second and b"<drawing" in first and b"<drawing" not in second


# What Excel would repair or refuse, made by hand: a validator that lets it pass proves nothing.
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
BROKEN = {
    "a formula": (SHEET, b"</is></c>", b"</is></c><c r=\"D2\"><f>1+1</f><v>2</v></c>"),
    "a text too long": (SHEET, b">teks<", b">" + b"x" * 32768 + b"<"),
    "a row twice": (SHEET, b'<row r="2">', b'<row r="1">'),
    "a row too far": (SHEET, b'<row r="2">', b'<row r="1048577">'),
    "a cell of another row": (SHEET, b'<c r="A2"', b'<c r="A3"'),
    "a style that is none": (SHEET, b'<c r="A2" s="', b'<c r="A2" s="9'),
    "white space that is lost": (SHEET, b">teks<", b"> teks<"),
    "elements out of order": (SHEET, b"<autoFilter", b"<cols/><autoFilter"),
    "a filter too small": (SHEET, b'<autoFilter ref="A1:B2"', b'<autoFilter ref="A1:B1"'),
    "a link twice": (SHEET, b"</hyperlinks>", b'<hyperlink ref="B2" r:id="rId1"/></hyperlinks>'),
    "a link to nowhere": (SHEET, b'r:id="rId1"', b'r:id="rId7"'),
    "a link that is none": ("xl/worksheets/_rels/sheet1.xml.rels", b"https://x.test/", b"javascript:1"),
    "a control character": (SHEET, b">teks<", b">\x01<"),
    "a forbidden name": (BOOK, b'name="Lembar"', b'name="a/b"'),
    "a name too long": (BOOK, b'name="Lembar"', b'name="' + b"x" * 32 + b'"'),
    "a reserved name": (BOOK, b'name="Lembar"', b'name="History"'),
    "a part without type": ("[Content_Types].xml", b'PartName="/xl/styles.xml"', b'PartName="/xl/workbook.xml"'),
}  # fmt: skip


def check_validator(cat):
    book = make(cat, [["teks", "https://x.test/"]])
    ooxml.check(book)
    for name, (part, old, new) in BROKEN.items():
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(book)) as z, zipfile.ZipFile(out, "w") as broken:
            for entry in z.namelist():
                data = z.read(entry)
                assert entry != part or old in data, (name, data[:2000])
                broken.writestr(entry, data.replace(old, new, 1) if entry == part else data)
        try:
            ooxml.check(out.getvalue())
        except (AssertionError, ValueError, SyntaxError):
            continue
        raise AssertionError(f"the validator lets pass: {name}")


def main():
    cat = sys.argv[1]
    check_validator(cat)
    rng = random.Random(20221024)
    for column in range(10):
        rows = [["teks"] * column + [p] + ["teks"] * (9 - column) for p in payloads()]
        read_back(cat, rows, rows)
    read_back(cat, [[c, "a"] for c in CAPTIONS], [[c, "a"] for c in CAPTIONS])
    read_back(cat, [[w, "a"] for w, _ in WRONG], [[want, "a"] for _, want in WRONG])
    read_back(cat, [[t, "a"] for t, _ in LONG], [[want, "a"] for _, want in LONG])
    alphabet = ["a", "Z", " ", "_", "x", "0041", "_x0041_", "\n", "\r", "\t", "&", "<", ">", '"', "é", "🍜", "كا", "\x0b"]
    rows = [["".join(rng.choices(alphabet, k=rng.randrange(0, 40))) for _ in range(4)] for _ in range(10000)]
    read_back(cat, rows, rows)
    ooxml.check(make(cat, []))
    check_links(cat)
    check_names(cat)
    check_rows(cat)


main()
