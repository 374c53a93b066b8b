"""What Excel refuses to open, or opens with a word about repairs, looked for in a workbook: the rules
of ECMA-376 that our writer can break. Also reads cells, without a library.

    check(path_or_bytes)      raises AssertionError that names part and rule
    sheets(path_or_bytes)     {sheet name: [[cell, …], …]}; a cell is None, text, or a Number
"""
import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# CT_Worksheet (18.3.1.99): elements come in this order.
ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
    "colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing"
).split()
WORKBOOK_ORDER = "fileVersion workbookPr bookViews sheets functionGroups externalReferences definedNames calcPr".split()
STYLES_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs".split()
URI = re.compile(r"https://[A-Za-z0-9\-._~/?#=&:,+@!$'()*;]+")


class Number(float):
    """A cell that is a number, and how it is shown."""

    def __new__(cls, text, style):
        made = super().__new__(cls, text)
        made.style, made.text = style, text
        return made


def local(element):
    return element.tag.rpartition("}")[2]


def in_order(part, parent, order):
    places = [order.index(local(child)) for child in parent]
    assert places == sorted(places), (part, [local(c) for c in parent])


def opened(source):
    return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)


def targets(z, part):
    """Relationships of a part: {id: (type's last word, target part or address, is external)}."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    if rels not in z.namelist():
        return {}
    found = {}
    for r in ET.fromstring(z.read(rels)).iter(PACKAGE + "Relationship"):
        external = r.get("TargetMode") == "External"
        target = r.get("Target")
        if not external:
            target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            assert target in z.namelist(), (rels, target)
        assert r.get("Id") not in found, (rels, r.get("Id"))
        found[r.get("Id")] = (r.get("Type").rpartition("/")[2], target, external)
    return found


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def unescape(text):
    """ST_Xstring (22.9.2.19)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def check_content_types(z):
    types = ET.fromstring(z.read("[Content_Types].xml"))
    defaults = {d.get("Extension") for d in types.iter(TYPES + "Default")}
    overrides = [o.get("PartName").lstrip("/") for o in types.iter(TYPES + "Override")]
    assert len(overrides) == len(set(overrides)), overrides
    for part in overrides:
        assert part in z.namelist(), part
    for part in z.namelist():
        if part == "[Content_Types].xml":
            continue
        assert part in overrides or part.endswith(".rels"), f"no content type for {part}"
        assert part.rpartition(".")[2] in defaults, part


def check_cell(part, cell, row, column, styles):
    match = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]*)", cell.get("r"))
    assert match and int(match.group(2)) == row, (part, row, cell.get("r"))
    assert column_number(match.group(1)) > column, (part, cell.get("r"))
    assert int(cell.get("s", 0)) < styles, (part, cell.get("r"))
    kinds = [local(c) for c in cell]
    assert kinds == (["is"] if cell.get("t") == "inlineStr" else ["v"]), (part, cell.get("r"), kinds)
    if kinds == ["v"]:
        assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", cell[0].text), (part, cell[0].text)
        return column_number(match.group(1))
    text = unescape("".join(t.text or "" for t in cell.iter(MAIN + "t")))
    assert len(text.encode("utf-16-le", "surrogatepass")) // 2 <= 32767, (part, cell.get("r"))
    for t in cell.iter(MAIN + "t"):
        ends = (t.text or "")[:1] + (t.text or "")[-1:]
        preserve = t.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        assert ends == ends.strip(" \t\r\n") or preserve, (part, cell.get("r"))
    return column_number(match.group(1))


def check_sheet(z, part, styles):
    text = z.read(part)
    assert b"<f>" not in text and b"<f " not in text, f"{part} holds a formula"
    root = ET.fromstring(text)
    in_order(part, root, ORDER)
    last, widest = 0, 0
    for row in root.iter(MAIN + "row"):
        number = int(row.get("r"))
        assert last < number <= 1048576, (part, number)
        last, column = number, 0
        for cell in row:
            column = check_cell(part, cell, number, column, styles)
        widest = max(widest, column)
    area = root.find(MAIN + "autoFilter").get("ref")
    match = re.fullmatch(r"A1:([A-Z]+)([0-9]+)", area)
    assert int(match.group(2)) == last and column_number(match.group(1)) >= widest, (part, area, last)
    rels = targets(z, part)
    links = list(root.iter(MAIN + "hyperlink"))
    assert len(links) <= 65530, (part, len(links))
    used = [link.get(RELATION + "id") for link in links]
    used += [d.get(RELATION + "id") for d in root.iter(MAIN + "drawing")]
    assert sorted(used) == sorted(rels), part
    for kind, target, external in rels.values():
        assert external == (kind == "hyperlink"), (part, kind)
        assert not external or (URI.fullmatch(target) and len(target) <= 2079), target
    assert len({link.get("ref") for link in links}) == len(links), part


def check_names(names):
    assert len({n.lower() for n in names}) == len(names), names
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31, name
        assert not re.search(r"[\[\]:*?/\\]", name) and name.strip("'") == name, name
        assert name.lower() != "history", name


def check(source):
    with opened(source) as z:
        assert z.testzip() is None
        assert len(set(z.namelist())) == len(z.namelist())
        for part in z.namelist():
            ET.fromstring(z.read(part))  # well-formed
        check_content_types(z)
        for part in z.namelist():
            if not part.endswith(".rels"):
                targets(z, part)
        assert {kind for kind, _, _ in targets(z, "").values()} >= {"officeDocument", "core-properties"}
        styles = ET.fromstring(z.read("xl/styles.xml"))
        in_order("styles", styles, STYLES_ORDER)
        for group in styles:
            assert int(group.get("count")) == len(group), local(group)
        parts = {name: len(styles.find(MAIN + name)) for name in ("fonts", "fills", "borders", "cellXfs")}
        formats = {int(n.get("numFmtId")) for n in styles.iter(MAIN + "numFmt")}
        for xf in styles.find(MAIN + "cellXfs"):
            assert int(xf.get("fontId")) < parts["fonts"] and int(xf.get("fillId")) < parts["fills"]
            assert int(xf.get("borderId")) < parts["borders"]
            assert int(xf.get("numFmtId")) < 164 or int(xf.get("numFmtId")) in formats
        book = ET.fromstring(z.read("xl/workbook.xml"))
        in_order("workbook", book, WORKBOOK_ORDER)
        rels = targets(z, "xl/workbook.xml")
        listed = list(book.iter(MAIN + "sheet"))
        check_names([s.get("name") for s in listed])
        assert len({s.get("sheetId") for s in listed}) == len(listed)
        for name in book.iter(MAIN + "definedName"):
            assert int(name.get("localSheetId")) < len(listed)
        for sheet in listed:
            kind, part, _ = rels[sheet.get(RELATION + "id")]
            assert kind == "worksheet", kind
            check_sheet(z, part, parts["cellXfs"])


def value(cell):
    if cell.get("t") == "inlineStr":
        return unescape("".join(t.text or "" for t in cell.iter(MAIN + "t")))
    return Number(cell[0].text, int(cell.get("s", 0)))


def sheets(source):
    with opened(source) as z:
        rels = targets(z, "xl/workbook.xml")
        found = {}
        for sheet in ET.fromstring(z.read("xl/workbook.xml")).iter(MAIN + "sheet"):
            rows = []
            for row in ET.fromstring(z.read(rels[sheet.get(RELATION + "id")][1])).iter(MAIN + "row"):
                cells = []
                for cell in row:
                    column = column_number(re.match("[A-Z]+", cell.get("r")).group(0))
                    cells += [None] * (column - 1 - len(cells)) + [value(cell)]
                rows.append(cells)
            width = max(map(len, rows))
            found[sheet.get("name")] = [cells + [None] * (width - len(cells)) for cells in rows]
        return found
