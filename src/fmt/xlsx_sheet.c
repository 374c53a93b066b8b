/* Sheets: header, rows, and what stands around them. */
#include <assert.h>
#include <string.h>

#include "fmt/xlsx_impl.h"

#define DAY_S 86400
#define DAYS_TO_1970 25569 /* from Excel's day 0, 1899-12-30 */
/* Longer addresses are refused by Excel. */
#define MAX_LINK_CHARS 2079
#define INDENT_CHARS 1 /* how far texts stand from the edge: alignment in xlsx_parts.c */

/* ---- around the rows ----------------------------------------------------------------------- */

static void put_widths(struct xlsx *x)
{
	xlsx_put(x, STR("<cols>"));
	for (size_t i = 0; i < x->sheet->column_count; i++) {
		xlsx_put(x, STR("<col min=\""));
		xlsx_put_number(x, i + 1);
		xlsx_put(x, STR("\" max=\""));
		xlsx_put_number(x, i + 1);
		xlsx_put(x, STR("\" width=\""));
		xlsx_put_number(x, (uint64_t)x->sheet->columns[i].width_chars + INDENT_CHARS);
		xlsx_put(x, STR(".7109375\" customWidth=\"1\"/>"));
	}
	xlsx_put(x, STR("</cols>"));
}

static void put_sheet_head(struct xlsx *x)
{
	xlsx_put(x, STR("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
			"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/"
			"main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
			"relationships\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
			"<sheetViews><sheetView"));
	if (x->part_count == 1)
		xlsx_put(x, STR(" tabSelected=\"1\""));
	xlsx_put(x, STR(" workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
			"activePane=\"bottomLeft\" state=\"frozen\"/><selection "
			"pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView>"
			"</sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"));
	put_widths(x);
	xlsx_put(x, STR("<sheetData>"));
}

static uint64_t header_style(enum xlsx_kind kind)
{
	bool is_number = kind == XLSX_INT || kind == XLSX_NUMBER || kind == XLSX_PERCENT;

	return is_number ? XLSX_STYLE_NUMBER_HEADER : XLSX_STYLE_HEADER;
}

static void put_header_row(struct xlsx *x)
{
	char name[3];

	xlsx_put(x, STR("<row r=\"1\" ht=\"24\" customHeight=\"1\">"));
	for (size_t i = 0; i < x->sheet->column_count; i++) {
		xlsx_column_name(i, name);
		xlsx_put(x, STR("<c r=\""));
		xlsx_put(x, str_of(name));
		xlsx_put(x, STR("1\" s=\""));
		xlsx_put_number(x, header_style(x->sheet->columns[i].kind));
		xlsx_put(x, STR("\" t=\"inlineStr\"><is><t>"));
		xlsx_put_text(x, x->sheet->columns[i].heading);
		xlsx_put(x, STR("</t></is></c>"));
	}
	xlsx_put(x, STR("</row>"));
}

/* "A1:K120" */
static void put_area(struct xlsx *x, const struct xlsx_part *part)
{
	char last[3];

	xlsx_column_name(part->column_count - 1, last);
	xlsx_put(x, STR("A1:"));
	xlsx_put(x, str_of(last));
	xlsx_put_number(x, part->rows);
}

static uint32_t load_4(const char *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof(n));
	return n;
}

static void put_links(struct xlsx *x)
{
	const char *place = x->link_places.at;
	char name[3];

	if (x->link_count == 0)
		return;
	xlsx_put(x, STR("<hyperlinks>"));
	for (uint32_t i = 0; i < x->link_count; i++, place += 8) {
		xlsx_column_name(load_4(place + 4), name);
		xlsx_put(x, STR("<hyperlink ref=\""));
		xlsx_put(x, str_of(name));
		xlsx_put_number(x, load_4(place));
		xlsx_put(x, STR("\" r:id=\"rId"));
		xlsx_put_number(x, i + 1);
		xlsx_put(x, STR("\"/>"));
	}
	xlsx_put(x, STR("</hyperlinks>"));
}

static void put_sheet_tail(struct xlsx *x, const struct xlsx_part *part)
{
	xlsx_put(x, STR("</sheetData><autoFilter ref=\""));
	put_area(x, part);
	xlsx_put(x, STR("\"/>"));
	put_links(x);
	xlsx_put(x, STR("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" "
			"header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" "
			"orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddFooter>"
			"&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
			/* A caption of digits alone is text on purpose. */
			"<ignoredErrors><ignoredError sqref=\""));
	put_area(x, part);
	xlsx_put(x, STR("\" numberStoredAsText=\"1\"/></ignoredErrors>"));
	if (part->has_chart)
		xlsx_put(x, STR("<drawing r:id=\"rIdChart\"/>"));
	xlsx_put(x, STR("</worksheet>"));
}

/* ---- life of a sheet ----------------------------------------------------------------------- */

/* What every cell of a column begins with, made once. */
static void set_cell_texts(struct xlsx *x)
{
	for (size_t i = 0; i < x->sheet->column_count; i++) {
		struct xlsx_cell_text *c = &x->cells[i];
		int style = XLSX_STYLE_OF_KIND + (int)x->sheet->columns[i].kind;
		char name[3];

		xlsx_column_name(i, name);
		c->before_len = (uint8_t)snprintf(c->before, sizeof(c->before), "<c r=\"%s", name);
		c->number_len =
			(uint8_t)snprintf(c->number, sizeof(c->number), "\" s=\"%d\"><v>", style);
		c->text_len = (uint8_t)snprintf(c->text, sizeof(c->text),
						"\" s=\"%d\" t=\"inlineStr\"><is><t", style);
	}
}

static bool open_part(struct xlsx *x, struct err *err)
{
	struct xlsx_part *part = &x->parts[x->part_count];
	char path[48];

	if (x->part_count == XLSX_MAX_SHEETS)
		return err_set(err, ERR_TOO_LARGE, "more than %d sheets", XLSX_MAX_SHEETS);
	*part = (struct xlsx_part){ .column_count = x->sheet->column_count, .rows = 1 };
	xlsx_unique_name(x, x->sheet->name, x->continued, part->name);
	x->part_count++;
	x->link_count = 0;
	buf_clear(&x->links);
	buf_clear(&x->link_places);
	snprintf(path, sizeof(path), "xl/worksheets/sheet%zu.xml", x->part_count);
	if (!xlsx_open(x, path, err))
		return false;
	put_sheet_head(x);
	put_header_row(x);
	x->column = 0;
	return true;
}

bool xlsx_sheet(struct xlsx *x, const struct xlsx_sheet *sheet, struct err *err)
{
	assert(!x->sheet && sheet->column_count > 0 && sheet->column_count <= XLSX_MAX_COLUMNS);
	x->sheet = sheet;
	x->continued = 1;
	set_cell_texts(x);
	return (x->part_count > 0 || xlsx_write_first_parts(x, err)) && open_part(x, err);
}

static bool close_part(struct xlsx *x, struct err *err)
{
	struct xlsx_part *part = &x->parts[x->part_count - 1];

	/* A line needs two points. */
	part->has_chart = x->sheet->chart && x->continued == 1 && part->rows > 2;
	put_sheet_tail(x, part);
	return xlsx_close(x, err) && xlsx_write_sheet_rels(x, err) &&
	       (!part->has_chart || xlsx_write_chart(x, err));
}

bool xlsx_end_sheet(struct xlsx *x, struct err *err)
{
	bool ok = close_part(x, err);

	x->sheet = NULL;
	return ok;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static void put_digits(char *end, uint64_t n, char **ret_at)
{
	do {
		*--end = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	*ret_at = end;
}

void xlsx_put_number(struct xlsx *x, uint64_t n)
{
	char digits[20], *at = NULL;

	put_digits(digits + sizeof(digits), n, &at);
	xlsx_put(x, (struct str){ at, (size_t)(digits + sizeof(digits) - at) });
}

/* The sheet is full: on with the next one. */
static void continue_sheet(struct xlsx *x)
{
	if (x->failed)
		return;
	if (!close_part(x, &x->err)) {
		x->failed = true;
		return;
	}
	x->continued++;
	x->failed = !open_part(x, &x->err);
}

static void begin_row(struct xlsx *x)
{
	char *at = NULL, *end = x->row_digits + sizeof(x->row_digits);

	if (x->column > 0)
		return;
	if (x->parts[x->part_count - 1].rows == XLSX_MAX_ROWS)
		continue_sheet(x);
	put_digits(end, x->parts[x->part_count - 1].rows + 1, &at);
	x->row_digit_count = (size_t)(end - at);
	memmove(x->row_digits, at, x->row_digit_count);
	xlsx_put(x, STR("<row r=\""));
	xlsx_put(x, (struct str){ x->row_digits, x->row_digit_count });
	xlsx_put(x, STR("\">"));
}

static const struct xlsx_cell_text *begin_cell(struct xlsx *x)
{
	const struct xlsx_cell_text *c = &x->cells[x->column];

	assert(x->column < x->sheet->column_count);
	begin_row(x);
	x->column++;
	xlsx_put(x, (struct str){ c->before, c->before_len });
	xlsx_put(x, (struct str){ x->row_digits, x->row_digit_count });
	return c;
}

void xlsx_empty(struct xlsx *x)
{
	begin_row(x);
	x->column++;
}

static bool is_link(struct str s)
{
	if (s.len > MAX_LINK_CHARS || !str_starts_with(s, STR("https://")))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char ch = s.at[i];
		bool is_plain = (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') ||
				(ch >= 'a' && ch <= 'z');

		if (!is_plain && !memchr("-._~/?#=&:,+@!$'()*;", ch, 20))
			return false;
	}
	return s.len > sizeof("https://") - 1;
}

static void add_link(struct xlsx *x, struct str address)
{
	uint32_t len = (uint32_t)address.len;
	uint32_t place[] = { x->parts[x->part_count - 1].rows + 1, (uint32_t)x->column - 1 };

	if (x->link_count == XLSX_MAX_LINKS || !is_link(address) ||
	    x->links.len + sizeof(len) + len > XLSX_MAX_LINK_BYTES)
		return;
	buf_put(&x->links, (struct str){ (const char *)&len, sizeof(len) });
	buf_put(&x->links, address);
	buf_put(&x->link_places, (struct str){ (const char *)place, sizeof(place) });
	x->link_count++;
}

void xlsx_text(struct xlsx *x, struct str text)
{
	bool is_cut = false;
	struct str fitting = xlsx_fitting(text, &is_cut);

	if (text.len == 0) {
		xlsx_empty(x);
		return;
	}

	bool is_linked = x->sheet->columns[x->column].kind == XLSX_LINK;
	const struct xlsx_cell_text *c = begin_cell(x);

	if (is_linked)
		add_link(x, text);

	xlsx_put(x, (struct str){ c->text, c->text_len });
	xlsx_put(x, xlsx_needs_preserve(fitting) ? STR(" xml:space=\"preserve\">") : STR(">"));
	xlsx_put_text(x, fitting);
	if (is_cut)
		xlsx_put(x, STR("\u2026"));
	xlsx_put(x, STR("</t></is></c>"));
}

void xlsx_number(struct xlsx *x, struct str digits)
{
	const struct xlsx_cell_text *c = begin_cell(x);

	xlsx_put(x, (struct str){ c->number, c->number_len });
	xlsx_put(x, digits);
	xlsx_put(x, STR("</v></c>"));
}

void xlsx_int(struct xlsx *x, int64_t value)
{
	char digits[24], *at = NULL, *end = digits + sizeof(digits);

	put_digits(end, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, &at);
	if (value < 0)
		*--at = '-';
	xlsx_number(x, (struct str){ at, (size_t)(end - at) });
}

/* Days since 1899-12-30, and the time of day as ten decimals: four microseconds. */
void xlsx_local_time(struct xlsx *x, int64_t local_s)
{
	int64_t day = local_s / DAY_S, second = local_s % DAY_S;
	char digits[40], *at = NULL, *end = digits + sizeof(digits);

	if (second < 0) {
		day--;
		second += DAY_S;
	}
	if (second > 0) {
		/* A leading 1 keeps the zeros behind the point. */
		uint64_t fraction = ((uint64_t)second * 10000000000u + DAY_S / 2) / DAY_S;

		put_digits(end, 10000000000u + fraction, &at);
		*at = '.';
		end = at;
	}
	put_digits(end, (uint64_t)(day + DAYS_TO_1970), &at);
	xlsx_number(x, (struct str){ at, (size_t)(digits + sizeof(digits) - at) });
}

bool xlsx_end_row(struct xlsx *x, struct err *err)
{
	begin_row(x);
	xlsx_put(x, STR("</row>"));
	x->column = 0;
	x->parts[x->part_count - 1].rows++;
	if (x->failed)
		*err = x->err;
	return !x->failed;
}
