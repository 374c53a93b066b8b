/* The workbook (cekbrand.md E.4): the tables as sheets, and a chart on the first. */
#include "analytics/rates.h"
#include "base/json.h"
#include "fmt/xlsx.h"
#include "report/export_files.h"
#include "report/table.h"

static const enum export_part sheets[] = {
	EXPORT_PART_PROFILE, EXPORT_PART_MEDIA, EXPORT_PART_CITY,    EXPORT_PART_COUNTRY,
	EXPORT_PART_GENDER,  EXPORT_PART_AGE,   EXPORT_PART_HASHTAG,
};

static const enum xlsx_kind kinds[] = {
	[COLUMN_TEXT] = XLSX_TEXT,       [COLUMN_INT] = XLSX_INT, [COLUMN_NUMBER] = XLSX_NUMBER,
	[COLUMN_PERCENT] = XLSX_PERCENT, [COLUMN_DAY] = XLSX_DAY, [COLUMN_TIME] = XLSX_TIME,
	[COLUMN_LINK] = XLSX_LINK,
};

static const struct xlsx_chart profile_chart = {
	.title = STR_INIT("Followers dan Reach"),
	.day_column = 0,
	.columns = { 1, 2 },
};

struct sheet_writer {
	struct xlsx *xlsx;
	const struct table *table;
};

/* ---- cells --------------------------------------------------------------------------------- */

/*
 * The number that the contract's text shows: 0.33% is 0.0033, with the same rounding, so that every
 * format tells the same. The point moves two places to the left.
 */
static void put_percent(struct xlsx *x, double percent)
{
	char text[PERCENT_ROUNDED_BYTES], digits[PERCENT_ROUNDED_BYTES + 8];
	struct str shown = { text, percent_rounded(percent, text) - 1 };
	bool is_negative = str_starts_with(shown, STR("-"));
	struct str whole = str_skip(shown, is_negative), point = str_cut(&whole, '.');
	int len = 0;

	/* Beyond what people have: 1e+16%. */
	if (str_find_char(shown, 'e') < shown.len || str_is_empty(whole)) {
		xlsx_number(x, (struct str){ digits, double_repr(percent / 100, digits) });
		return;
	}
	if (point.len <= 2)
		len = snprintf(digits, sizeof(digits), "%s0.%s%.*s%.*s", is_negative ? "-" : "",
			       point.len == 1 ? "0" : "", STR_ARG(point), STR_ARG(whole));
	else
		len = snprintf(digits, sizeof(digits), "%s%.*s.%.*s%.*s", is_negative ? "-" : "",
			       (int)(point.len - 2), point.at, 2, point.at + point.len - 2,
			       STR_ARG(whole));
	xlsx_number(x, (struct str){ digits, (size_t)len });
}

static void put_number(struct xlsx *x, double number)
{
	char digits[32];

	xlsx_number(x, (struct str){ digits, double_repr(number, digits) });
}

static void put_cell(struct xlsx *x, enum column_kind kind, const struct cell *cell)
{
	if (!cell->has) {
		xlsx_empty(x);
		return;
	}
	switch (kind) {
	case COLUMN_TEXT:
	case COLUMN_LINK:
		xlsx_text(x, cell->text);
		break;
	case COLUMN_INT:
		xlsx_int(x, cell->integer);
		break;
	case COLUMN_NUMBER:
		put_number(x, cell->number);
		break;
	case COLUMN_PERCENT:
		put_percent(x, cell->number);
		break;
	case COLUMN_DAY:
	case COLUMN_TIME:
		xlsx_local_time(x, cell->local_s);
		break;
	}
}

static bool put_row(void *ctx, const struct cell *cells, struct err *err)
{
	const struct sheet_writer *w = ctx;

	for (size_t i = 0; i < w->table->column_count; i++)
		put_cell(w->xlsx, w->table->columns[i].kind, &cells[i]);
	return xlsx_end_row(w->xlsx, err);
}

/* ---- sheets -------------------------------------------------------------------------------- */

static bool write_rows(struct export_job *job, struct sheet_writer *w, struct err *err)
{
	const struct export_request *request = job->request;
	const struct competitor_table whose = { request->user_id.value, &request->competitor_ids };
	const struct table_out out = { put_row, w };

	if (w->table->rows)
		return w->table->rows(job->reading, &out, err);
	return !request->user_id.has || table_competitor_rows(job->reading, &whose, &out, err);
}

static bool write_sheet(struct export_job *job, struct xlsx *xlsx, const struct table *table,
			const struct xlsx_chart *chart, struct err *err)
{
	struct arena_mark mark = arena_mark(job->reading->arena);
	struct xlsx_column columns[TABLE_MAX_COLUMNS];
	struct sheet_writer w = { xlsx, table };
	const struct xlsx_sheet sheet = {
		.name = table->sheet,
		.columns = columns,
		.column_count = table->column_count,
		.chart = chart,
	};

	for (size_t i = 0; i < table->column_count; i++)
		columns[i] = (struct xlsx_column){ table->columns[i].heading,
						   kinds[table->columns[i].kind],
						   table->columns[i].width_chars };
	if (!export_step(job, table->sheet, err) || !xlsx_sheet(xlsx, &sheet, err) ||
	    !write_rows(job, &w, err) || !xlsx_end_sheet(xlsx, err))
		return false;
	arena_rewind(job->reading->arena, mark);
	return true;
}

bool export_xlsx(struct export_job *job, const struct export_file *file, struct sink sink,
		 struct err *err)
{
	const struct export_request *request = job->request;
	const struct xlsx_properties properties = {
		.title = str_fmt(job->reading->arena, "Data @%.*s", STR_ARG(request->username)),
		.creator = request->brand.name.len ? request->brand.name : STR("Simpul"),
		.created_s = job->exported_s,
		.local_s = export_local_s(job),
	};
	cleanup(xlsx_freep) struct xlsx *xlsx = xlsx_new(sink, &properties);

	(void)file;
	for (size_t i = 0; i < COUNT_OF(sheets); i++)
		if (!write_sheet(job, xlsx, table_at(sheets[i]),
				 sheets[i] == EXPORT_PART_PROFILE ? &profile_chart : NULL, err))
			return false;
	return write_sheet(job, xlsx, &table_of_competitors, NULL, err) && xlsx_end(xlsx, err);
}
