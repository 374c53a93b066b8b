/* A line chart beside the rows of its sheet (ECMA-376 part 1, 21.2). It refers to the cells. */
#include <string.h>

#include "fmt/xlsx_impl.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define DRAWING_ML "http://schemas.openxmlformats.org/drawingml/2006/"
#define OFFICE_RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WIDTH_COLUMNS 11
#define HEIGHT_ROWS 22

static const char *const colours[] = { "0F766E", "D97706" };

static void put_cell_name(struct xlsx *x, const struct xlsx_part *part, size_t column,
			  uint32_t first, uint32_t last)
{
	char name[3];

	xlsx_column_name(column, name);
	xlsx_put(x, STR("'"));
	for (struct str rest = str_of(part->name); rest.at;) {
		xlsx_put_text(x, str_cut(&rest, '\''));
		if (rest.at)
			xlsx_put(x, STR("''"));
	}
	xlsx_put(x, STR("'!$"));
	xlsx_put(x, str_of(name));
	xlsx_put(x, STR("$"));
	xlsx_put_number(x, first);
	if (last == first)
		return;
	xlsx_put(x, STR(":$"));
	xlsx_put(x, str_of(name));
	xlsx_put(x, STR("$"));
	xlsx_put_number(x, last);
}

static void put_series(struct xlsx *x, const struct xlsx_part *part, size_t index)
{
	const struct xlsx_chart *chart = x->sheet->chart;
	size_t column = chart->columns[index];

	xlsx_put(x, STR("<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>"
			"<c:ser><c:idx val=\""));
	xlsx_put_number(x, index);
	xlsx_put(x, STR("\"/><c:order val=\""));
	xlsx_put_number(x, index);
	xlsx_put(x, STR("\"/><c:tx><c:strRef><c:f>"));
	put_cell_name(x, part, column, 1, 1);
	xlsx_put(x, STR("</c:f></c:strRef></c:tx><c:spPr><a:ln w=\"28575\" cap=\"rnd\">"
			"<a:solidFill><a:srgbClr val=\""));
	xlsx_put(x, str_of(colours[index]));
	xlsx_put(x, STR("\"/></a:solidFill><a:round/></a:ln></c:spPr>"
			"<c:marker><c:symbol val=\"none\"/></c:marker><c:cat><c:numRef><c:f>"));
	put_cell_name(x, part, chart->day_column, 2, part->rows);
	xlsx_put(x, STR("</c:f></c:numRef></c:cat><c:val><c:numRef><c:f>"));
	put_cell_name(x, part, column, 2, part->rows);
	xlsx_put(x, STR("</c:f></c:numRef></c:val><c:smooth val=\"0\"/></c:ser>"
			"<c:marker val=\"1\"/><c:axId val=\""));
	xlsx_put_number(x, 100 + 10 * index);
	xlsx_put(x, STR("\"/><c:axId val=\""));
	xlsx_put_number(x, 101 + 10 * index);
	xlsx_put(x, STR("\"/></c:lineChart>"));
}

static void put_axis_title(struct xlsx *x, struct str title, const char *colour)
{
	xlsx_put(x, STR("<c:title><c:tx><c:rich><a:bodyPr rot=\"-5400000\" vert=\"horz\"/><a:p>"
			"<a:pPr><a:defRPr sz=\"900\" b=\"0\"/></a:pPr><a:r><a:rPr sz=\"900\" "
			"b=\"0\"><a:solidFill><a:srgbClr val=\""));
	xlsx_put(x, str_of(colour));
	xlsx_put(x, STR("\"/></a:solidFill></a:rPr><a:t>"));
	xlsx_put_text(x, title);
	xlsx_put(x, STR("</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>"));
}

/* The days below, and the values at one side. The second pair hides its days. */
static void put_axes(struct xlsx *x, size_t index)
{
	const struct xlsx_chart *chart = x->sheet->chart;
	bool is_second = index > 0;

	xlsx_put(x, STR("<c:dateAx><c:axId val=\""));
	xlsx_put_number(x, 100 + 10 * index);
	xlsx_put(x, STR("\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling>"
			"<c:delete val=\""));
	xlsx_put_number(x, is_second);
	xlsx_put(x, STR("\"/><c:axPos val=\"b\"/><c:numFmt formatCode=\"dd\\-mm\" "
			"sourceLinked=\"0\"/><c:majorTickMark val=\"out\"/><c:minorTickMark "
			"val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\""));
	xlsx_put_number(x, 101 + 10 * index);
	xlsx_put(x, STR("\"/><c:crosses val=\"autoZero\"/><c:auto val=\"1\"/><c:lblOffset "
			"val=\"100\"/><c:baseTimeUnit val=\"days\"/></c:dateAx>"
			"<c:valAx><c:axId val=\""));
	xlsx_put_number(x, 101 + 10 * index);
	xlsx_put(x, STR("\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling>"
			"<c:delete val=\"0\"/><c:axPos val=\""));
	xlsx_put(x, is_second ? STR("r\"/>")
			      : STR("l\"/><c:majorGridlines><c:spPr><a:ln w=\"6350\">"
				    "<a:solidFill><a:srgbClr val=\"E5E7EB\"/>"
				    "</a:solidFill></a:ln></c:spPr></c:majorGridlines>"));
	put_axis_title(x, x->sheet->columns[chart->columns[index]].heading, colours[index]);
	xlsx_put(x, STR("<c:numFmt formatCode=\"#,##0\" sourceLinked=\"0\"/><c:majorTickMark "
			"val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos "
			"val=\"nextTo\"/><c:crossAx val=\""));
	xlsx_put_number(x, 100 + 10 * index);
	xlsx_put(x, is_second ? STR("\"/><c:crosses val=\"max\"/>")
			      : STR("\"/><c:crosses val=\"autoZero\"/>"));
	xlsx_put(x, STR("<c:crossBetween val=\"midCat\"/></c:valAx>"));
}

static bool write_chart(struct xlsx *x, const struct xlsx_part *part, struct err *err)
{
	char path[48];

	snprintf(path, sizeof(path), "xl/charts/chart%zu.xml", x->part_count);
	if (!xlsx_open(x, path, err))
		return false;
	xlsx_put(x,
		 STR(XML_HEAD "<c:chartSpace xmlns:c=\"" DRAWING_ML "chart\" xmlns:a=\"" DRAWING_ML
			      "main\" xmlns:r=\"" OFFICE_RELATION "\">"
			      "<c:roundedCorners val=\"0\"/><c:chart><c:title><c:tx><c:rich>"
			      "<a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"1400\" b=\"1\"/></a:pPr>"
			      "<a:r><a:rPr sz=\"1400\" b=\"1\"/><a:t>"));
	xlsx_put_text(x, x->sheet->chart->title);
	xlsx_put(x, STR("</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>"
			"<c:autoTitleDeleted val=\"0\"/><c:plotArea><c:layout/>"));
	put_series(x, part, 0);
	put_series(x, part, 1);
	put_axes(x, 0);
	put_axes(x, 1);
	xlsx_put(x, STR("</c:plotArea><c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/>"
			"</c:legend><c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/>"
			"</c:chart></c:chartSpace>"));
	return xlsx_close(x, err);
}

static void put_corner(struct xlsx *x, const char *element, size_t column, size_t row)
{
	xlsx_put(x, STR("<xdr:"));
	xlsx_put(x, str_of(element));
	xlsx_put(x, STR("><xdr:col>"));
	xlsx_put_number(x, column);
	xlsx_put(x, STR("</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>"));
	xlsx_put_number(x, row);
	xlsx_put(x, STR("</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:"));
	xlsx_put(x, str_of(element));
	xlsx_put(x, STR(">"));
}

static bool write_drawing(struct xlsx *x, const struct xlsx_part *part, struct err *err)
{
	char path[48];

	snprintf(path, sizeof(path), "xl/drawings/drawing%zu.xml", x->part_count);
	if (!xlsx_open(x, path, err))
		return false;
	xlsx_put(x, STR(XML_HEAD "<xdr:wsDr xmlns:xdr=\"" DRAWING_ML "spreadsheetDrawing\" "
				 "xmlns:a=\"" DRAWING_ML "main\"><xdr:twoCellAnchor>"));
	put_corner(x, "from", part->column_count + 1, 1);
	put_corner(x, "to", part->column_count + 1 + WIDTH_COLUMNS, 1 + HEIGHT_ROWS);
	xlsx_put(x, STR("<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"2\" "
			"name=\""));
	xlsx_put_attribute(x, x->sheet->chart->title);
	xlsx_put(x, STR("\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off "
			"x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic>"
			"<a:graphicData uri=\"" DRAWING_ML "chart\"><c:chart xmlns:c=\"" DRAWING_ML
			"chart\" xmlns:r=\"" OFFICE_RELATION "\" r:id=\"rId1\"/></a:graphicData>"
			"</a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
			"</xdr:wsDr>"));
	return xlsx_close(x, err);
}

static bool write_drawing_rels(struct xlsx *x, struct err *err)
{
	char path[64];

	snprintf(path, sizeof(path), "xl/drawings/_rels/drawing%zu.xml.rels", x->part_count);
	if (!xlsx_open(x, path, err))
		return false;
	xlsx_put(x, STR(XML_HEAD
			"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
			"2006/relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE_RELATION
			"/chart\" Target=\"../charts/chart"));
	xlsx_put_number(x, x->part_count);
	xlsx_put(x, STR(".xml\"/></Relationships>"));
	return xlsx_close(x, err);
}

bool xlsx_write_chart(struct xlsx *x, struct err *err)
{
	const struct xlsx_part *part = &x->parts[x->part_count - 1];

	return write_drawing(x, part, err) && write_drawing_rels(x, err) &&
	       write_chart(x, part, err);
}
