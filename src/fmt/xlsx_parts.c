/* The parts of a workbook beside its sheets (ECMA-376 part 1, 12.3 and 18; part 2, 9-11). */
#include <string.h>

#include "base/clock.h"
#include "fmt/xlsx_impl.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE_RELATION OFFICE "relationships"
#define RELATIONS_HEAD XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"
#define RELATIONS_TAIL "</Relationships>"

static bool write_part(struct xlsx *x, const char *path, struct str text, struct err *err)
{
	if (!xlsx_open(x, path, err))
		return false;
	xlsx_put(x, text);
	return xlsx_close(x, err);
}

/* ---- before the sheets --------------------------------------------------------------------- */

static const struct str package_rels = STR_INIT(
	RELATIONS_HEAD "<Relationship Id=\"rId1\" Type=\"" OFFICE_RELATION
		       "/officeDocument\" Target=\"xl/workbook.xml\"/>"
		       "<Relationship Id=\"rId2\" Type=\"" PACKAGE
		       "relationships/metadata/core-properties\" "
		       "Target=\"docProps/core.xml\"/>"
		       "<Relationship Id=\"rId3\" Type=\"" OFFICE_RELATION
		       "/extended-properties\" Target=\"docProps/app.xml\"/>" RELATIONS_TAIL);

static const struct str app_properties =
	STR_INIT(XML_HEAD "<Properties xmlns=\"" OFFICE
			  "extended-properties\"><Application>Simpul</Application></Properties>");

/* The header is white on Simpul's teal; xlsx_impl.h says which style is whose. */
static const struct str styles = STR_INIT(
	XML_HEAD
	"<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
	"<numFmts count=\"4\">"
	"<numFmt numFmtId=\"164\" formatCode=\"0.0#%\"/>"
	"<numFmt numFmtId=\"165\" formatCode=\"dd\\-mm\\-yyyy\"/>"
	"<numFmt numFmtId=\"166\" formatCode=\"dd\\-mm\\-yyyy\\ hh:mm\"/>"
	"<numFmt numFmtId=\"167\" formatCode=\"#,##0.0#\"/>"
	"</numFmts>"
	"<fonts count=\"3\">"
	"<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
	"<font><b/><sz val=\"11\"/><color rgb=\"FFFFFFFF\"/><name val=\"Calibri\"/>"
	"<family val=\"2\"/></font>"
	"<font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"Calibri\"/>"
	"<family val=\"2\"/></font>"
	"</fonts>"
	"<fills count=\"3\">"
	"<fill><patternFill patternType=\"none\"/></fill>"
	"<fill><patternFill patternType=\"gray125\"/></fill>"
	"<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF0F766E\"/>"
	"<bgColor indexed=\"64\"/></patternFill></fill>"
	"</fills>"
	"<borders count=\"2\">"
	"<border><left/><right/><top/><bottom/><diagonal/></border>"
	"<border><left/><right/><top/><bottom style=\"medium\"><color rgb=\"FF134E4A\"/></bottom>"
	"<diagonal/></border>"
	"</borders>"
	"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
	"</cellStyleXfs>"
	"<cellXfs count=\"10\">"
	"<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
	"<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" "
	"applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"left\" "
	"vertical=\"center\" indent=\"1\"/></xf>"
	"<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" "
	"applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"right\" "
	"vertical=\"center\"/></xf>"
	/* text, a little away from the number before it */
	"<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyAlignment=\"1\">"
	"<alignment horizontal=\"left\" indent=\"1\"/></xf>"
	/* whole number */
	"<xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyNumberFormat=\"1\"/>"
	/* number */
	"<xf numFmtId=\"167\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyNumberFormat=\"1\"/>"
	/* percent */
	"<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyNumberFormat=\"1\"/>"
	/* day */
	"<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment horizontal=\"left\" "
	"indent=\"1\"/></xf>"
	/* time */
	"<xf numFmtId=\"166\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment horizontal=\"left\" "
	"indent=\"1\"/></xf>"
	/* link */
	"<xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" "
	"applyAlignment=\"1\"><alignment horizontal=\"left\" indent=\"1\"/></xf>"
	"</cellXfs>"
	"<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
	"</cellStyles><dxfs count=\"0\"/></styleSheet>");

static void put_2_digits(struct xlsx *x, int n)
{
	const char digits[] = { (char)('0' + n / 10 % 10), (char)('0' + n % 10) };

	xlsx_put(x, (struct str){ digits, sizeof(digits) });
}

/* 2022-10-24T04:51:00Z */
static void put_instant(struct xlsx *x, const char *element, int64_t unix_s)
{
	struct civil c = civil_from_unix(unix_s);

	xlsx_put(x, STR("<dcterms:"));
	xlsx_put(x, str_of(element));
	xlsx_put(x, STR(" xsi:type=\"dcterms:W3CDTF\">"));
	xlsx_put_number(x, (uint64_t)c.year);
	xlsx_put(x, STR("-"));
	put_2_digits(x, c.month);
	xlsx_put(x, STR("-"));
	put_2_digits(x, c.day);
	xlsx_put(x, STR("T"));
	put_2_digits(x, c.hour);
	xlsx_put(x, STR(":"));
	put_2_digits(x, c.minute);
	xlsx_put(x, STR(":"));
	put_2_digits(x, c.second);
	xlsx_put(x, STR("Z</dcterms:"));
	xlsx_put(x, str_of(element));
	xlsx_put(x, STR(">"));
}

static bool write_core_properties(struct xlsx *x, struct err *err)
{
	const struct xlsx_properties *p = &x->properties;

	if (!xlsx_open(x, "docProps/core.xml", err))
		return false;
	xlsx_put(x,
		 STR(XML_HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
			      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
			      "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
			      "xmlns:dcmitype=\"http://purl.org/dc/dcmitype/\" "
			      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
			      "<dc:title>"));
	xlsx_put_text(x, p->title);
	xlsx_put(x, STR("</dc:title><dc:creator>"));
	xlsx_put_text(x, p->creator);
	xlsx_put(x, STR("</dc:creator>"));
	put_instant(x, "created", p->created_s);
	put_instant(x, "modified", p->created_s);
	xlsx_put(x, STR("</cp:coreProperties>"));
	return xlsx_close(x, err);
}

bool xlsx_write_first_parts(struct xlsx *x, struct err *err)
{
	return write_part(x, "_rels/.rels", package_rels, err) && write_core_properties(x, err) &&
	       write_part(x, "docProps/app.xml", app_properties, err) &&
	       write_part(x, "xl/styles.xml", styles, err);
}

/* ---- beside a sheet ------------------------------------------------------------------------ */

bool xlsx_write_sheet_rels(struct xlsx *x, struct err *err)
{
	bool has_chart = x->parts[x->part_count - 1].has_chart;
	struct str rest = buf_str(&x->links);
	char path[64];

	if (!has_chart && x->link_count == 0)
		return true;
	snprintf(path, sizeof(path), "xl/worksheets/_rels/sheet%zu.xml.rels", x->part_count);
	if (!xlsx_open(x, path, err))
		return false;
	xlsx_put(x, STR(RELATIONS_HEAD));
	for (uint32_t i = 0; i < x->link_count; i++) {
		uint32_t len = 0;

		memcpy(&len, rest.at, sizeof(len));
		xlsx_put(x, STR("<Relationship Id=\"rId"));
		xlsx_put_number(x, i + 1);
		xlsx_put(x, STR("\" Type=\"" OFFICE_RELATION "/hyperlink\" Target=\""));
		xlsx_put_attribute(x, str_sub(rest, sizeof(len), sizeof(len) + len));
		xlsx_put(x, STR("\" TargetMode=\"External\"/>"));
		rest = str_skip(rest, sizeof(len) + len);
	}
	if (has_chart) {
		xlsx_put(x, STR("<Relationship Id=\"rIdChart\" Type=\"" OFFICE_RELATION
				"/drawing\" Target=\"../drawings/drawing"));
		xlsx_put_number(x, x->part_count);
		xlsx_put(x, STR(".xml\"/>"));
	}
	xlsx_put(x, STR(RELATIONS_TAIL));
	return xlsx_close(x, err);
}

/* ---- after the sheets ---------------------------------------------------------------------- */

/* 'It''s a sheet'!$A$1:$K$120, and without columns its first row. */
static void put_name_of_area(struct xlsx *x, const struct xlsx_part *part, bool is_header)
{
	char last[3];

	xlsx_put(x, STR("'"));
	for (struct str rest = str_of(part->name); rest.at;) {
		xlsx_put_text(x, str_cut(&rest, '\''));
		if (rest.at)
			xlsx_put(x, STR("''"));
	}
	if (is_header) {
		xlsx_put(x, STR("'!$1:$1"));
		return;
	}
	xlsx_column_name(part->column_count - 1, last);
	xlsx_put(x, STR("'!$A$1:$"));
	xlsx_put(x, str_of(last));
	xlsx_put(x, STR("$"));
	xlsx_put_number(x, part->rows);
}

/* The filter's area under the name Excel looks for, and the header on every printed page. */
static void put_defined_names(struct xlsx *x)
{
	static const struct {
		const char *name, *rest;
	} kinds[] = {
		{ "_xlnm._FilterDatabase", "\" hidden=\"1\">" },
		{ "_xlnm.Print_Titles", "\">" },
	};

	xlsx_put(x, STR("<definedNames>"));
	for (size_t kind = 0; kind < COUNT_OF(kinds); kind++) {
		for (size_t i = 0; i < x->part_count; i++) {
			xlsx_put(x, STR("<definedName name=\""));
			xlsx_put(x, str_of(kinds[kind].name));
			xlsx_put(x, STR("\" localSheetId=\""));
			xlsx_put_number(x, i);
			xlsx_put(x, str_of(kinds[kind].rest));
			put_name_of_area(x, &x->parts[i], kind == 1);
			xlsx_put(x, STR("</definedName>"));
		}
	}
	xlsx_put(x, STR("</definedNames>"));
}

static bool write_workbook(struct xlsx *x, struct err *err)
{
	if (!xlsx_open(x, "xl/workbook.xml", err))
		return false;
	xlsx_put(x, STR(XML_HEAD "<workbook xmlns=\"http://schemas.openxmlformats.org/"
				 "spreadsheetml/2006/main\" xmlns:r=\"" OFFICE_RELATION "\">"
				 "<bookViews><workbookView/></bookViews><sheets>"));
	for (size_t i = 0; i < x->part_count; i++) {
		xlsx_put(x, STR("<sheet name=\""));
		xlsx_put_attribute(x, str_of(x->parts[i].name));
		xlsx_put(x, STR("\" sheetId=\""));
		xlsx_put_number(x, i + 1);
		xlsx_put(x, STR("\" r:id=\"rId"));
		xlsx_put_number(x, i + 1);
		xlsx_put(x, STR("\"/>"));
	}
	xlsx_put(x, STR("</sheets>"));
	put_defined_names(x);
	xlsx_put(x, STR("</workbook>"));
	return xlsx_close(x, err);
}

static bool write_workbook_rels(struct xlsx *x, struct err *err)
{
	if (!xlsx_open(x, "xl/_rels/workbook.xml.rels", err))
		return false;
	xlsx_put(x, STR(RELATIONS_HEAD "<Relationship Id=\"rIdStyles\" Type=\"" OFFICE_RELATION
				       "/styles\" Target=\"styles.xml\"/>"));
	for (size_t i = 1; i <= x->part_count; i++) {
		xlsx_put(x, STR("<Relationship Id=\"rId"));
		xlsx_put_number(x, i);
		xlsx_put(x, STR("\" Type=\"" OFFICE_RELATION
				"/worksheet\" Target=\"worksheets/sheet"));
		xlsx_put_number(x, i);
		xlsx_put(x, STR(".xml\"/>"));
	}
	xlsx_put(x, STR(RELATIONS_TAIL));
	return xlsx_close(x, err);
}

static void put_override(struct xlsx *x, const char *path, size_t number, const char *type)
{
	xlsx_put(x, STR("<Override PartName=\"/xl/"));
	xlsx_put(x, str_of(path));
	if (number > 0)
		xlsx_put_number(x, number);
	xlsx_put(x, STR(".xml\" ContentType=\"application/vnd.openxmlformats-"));
	xlsx_put(x, str_of(type));
	xlsx_put(x, STR("+xml\"/>"));
}

static bool write_content_types(struct xlsx *x, struct err *err)
{
	if (!xlsx_open(x, "[Content_Types].xml", err))
		return false;
	xlsx_put(x, STR(XML_HEAD "<Types xmlns=\"" PACKAGE "content-types\">"
				 "<Default Extension=\"rels\" ContentType=\"application/"
				 "vnd.openxmlformats-package.relationships+xml\"/>"
				 "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
				 "<Override PartName=\"/docProps/core.xml\" ContentType=\""
				 "application/vnd.openxmlformats-package.core-properties+xml\"/>"
				 "<Override PartName=\"/docProps/app.xml\" ContentType=\""
				 "application/vnd.openxmlformats-officedocument"
				 ".extended-properties+xml\"/>"));
	put_override(x, "workbook", 0, "officedocument.spreadsheetml.sheet.main");
	put_override(x, "styles", 0, "officedocument.spreadsheetml.styles");
	for (size_t i = 0; i < x->part_count; i++) {
		put_override(x, "worksheets/sheet", i + 1,
			     "officedocument.spreadsheetml.worksheet");
		if (!x->parts[i].has_chart)
			continue;
		put_override(x, "drawings/drawing", i + 1, "officedocument.drawing");
		put_override(x, "charts/chart", i + 1, "officedocument.drawingml.chart");
	}
	xlsx_put(x, STR("</Types>"));
	return xlsx_close(x, err);
}

bool xlsx_write_last_parts(struct xlsx *x, struct err *err)
{
	return write_workbook(x, err) && write_workbook_rels(x, err) && write_content_types(x, err);
}
