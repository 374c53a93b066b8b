/* Tables as CSV (cekbrand.md E.3). */
#include "analytics/rates.h"
#include "base/clock.h"
#include "base/json.h"
#include "fmt/csv.h"
#include "report/table.h"

struct csv_table {
	const struct table *table;
	struct csv csv;
};

static void set_digits(char *at, int value, int width)
{
	for (int i = width; i-- > 0; value /= 10)
		at[i] = (char)('0' + value % 10);
}

/* `24-10-2022`, and with_time `24-10-2022 11:51`. */
static void put_date(struct csv *csv, int64_t local_s, bool with_time)
{
	struct civil c = civil_from_unix(local_s);
	char text[] = "DD-MM-YYYY HH:MM";

	set_digits(text, c.day, 2);
	set_digits(text + 3, c.month, 2);
	set_digits(text + 6, c.year, 4);
	set_digits(text + 11, c.hour, 2);
	set_digits(text + 14, c.minute, 2);
	csv_plain(csv, (struct str){ text, with_time ? sizeof(text) - 1 : 10 });
}

static void put_percent(struct csv *csv, double percent)
{
	char text[PERCENT_ROUNDED_BYTES];

	csv_plain(csv, (struct str){ text, percent_rounded(percent, text) });
}

static void put_number(struct csv *csv, double number)
{
	char text[32];

	csv_plain(csv, (struct str){ text, double_repr(number, text) });
}

static void put_cell(struct csv *csv, enum column_kind kind, const struct cell *cell)
{
	if (!cell->has) {
		csv_plain(csv, STR_NONE);
		return;
	}
	switch (kind) {
	case COLUMN_TEXT:
	case COLUMN_LINK:
		csv_text(csv, cell->text);
		break;
	case COLUMN_INT:
		csv_int(csv, OPT_INT(cell->integer));
		break;
	case COLUMN_PERCENT:
		put_percent(csv, cell->number);
		break;
	case COLUMN_NUMBER:
		put_number(csv, cell->number);
		break;
	case COLUMN_DAY:
	case COLUMN_TIME:
		put_date(csv, cell->local_s, kind == COLUMN_TIME);
		break;
	}
}

static bool put_row(void *ctx, const struct cell *cells, struct err *err)
{
	struct csv_table *t = ctx;

	for (size_t i = 0; i < t->table->column_count; i++)
		put_cell(&t->csv, t->table->columns[i].kind, &cells[i]);
	csv_end_row(&t->csv);
	/* Nobody is listening any more: stop reading. csv_end tells why. */
	return !csv_failed(&t->csv) || csv_end(&t->csv, err);
}

bool table_csv(const struct table *table, const struct stats *s, struct sink sink, struct err *err)
{
	struct csv_table *t = arena_new(s->arena, struct csv_table);
	const struct table_out out = { put_row, t };

	t->table = table;
	csv_start(&t->csv, sink);
	for (size_t i = 0; i < table->column_count; i++)
		csv_plain(&t->csv, table->columns[i].heading);
	csv_end_row(&t->csv);
	return table->rows(s, &out, err) && csv_end(&t->csv, err);
}
