/*
 * What a report is, whatever the format: columns, and rows one after the other. CSV and XLSX are
 * two writers of it (table_csv.c, xlsx_sheets.c), so they cannot tell different things.
 *
 * Rows are streamed: memory does not grow with their number. `s->window` chooses the days: media
 * posted in it, profile days in it, the newest audience snapshot in it, hashtags of its media. No
 * data is a table without rows.
 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "fmt/sink.h"
#include "report/stats.h"

enum column_kind {
	COLUMN_TEXT,
	COLUMN_INT,
	COLUMN_NUMBER,  /* with decimals */
	COLUMN_PERCENT, /* shown with one or two decimals: 0.33%, 0.0% */
	COLUMN_DAY,     /* shown as 24-10-2022 */
	COLUMN_TIME,    /* shown as 24-10-2022 11:51 */
	COLUMN_LINK,    /* text that is an address */
};

struct column {
	struct str heading;
	enum column_kind kind;
	int width_chars; /* that fits the values; 0: that of the heading */
};

/* One value; its column's kind says which member counts. */
struct cell {
	bool has; /* false: not known, never zero; an empty cell */
	union {
		struct str text;
		int64_t integer;
		double number;   /* COLUMN_PERCENT: hundredths, 0.33 is 0.33% */
		int64_t local_s; /* wall-clock time where the reader is, as seconds since 1970 */
	};
};

#define TABLE_MAX_COLUMNS 12

/* Takes a row of as many cells as the table has columns; they are valid during the call only. */
struct table_out {
	bool (*row)(void *ctx, const struct cell *cells, struct err *err);
	void *ctx;
};

static inline must_use bool table_row(const struct table_out *out, const struct cell *cells,
				      struct err *err)
{
	return out->row(out->ctx, cells, err);
}

typedef bool table_rows(const struct stats *s, const struct table_out *out, struct err *err);

struct table {
	struct str name;      /* in URLs and on the command line */
	struct str file_stem; /* of its CSV file */
	struct str sheet;     /* of the workbook */
	const struct column *columns;
	size_t column_count; /* at most TABLE_MAX_COLUMNS */
	table_rows *rows;
};

/* media, profile, city, country, gender, age, hashtag; NULL for anything else. */
const struct table *table_find(struct str name);
/* In that order; NULL past the end. */
const struct table *table_at(size_t index);

/* Whose competitors: a table of its own, for it needs more than a reading. */
struct competitor_table {
	int64_t user_id;
	const struct str_list *ids; /* empty: the first EXPORT_MAX_COMPETITORS */
};
extern const struct table table_of_competitors; /* without `rows` */
bool table_competitor_rows(const struct stats *s, const struct competitor_table *which,
			   const struct table_out *out, struct err *err) must_use;

bool table_csv(const struct table *table, const struct stats *s, struct sink sink, struct err *err)
	must_use;

/* Cells, one line each. */
static inline struct cell cell_text(struct str text)
{
	return (struct cell){ .has = text.at != NULL, .text = text };
}
static inline struct cell cell_int(struct opt_int n)
{
	return (struct cell){ .has = n.has, .integer = n.value };
}
static inline struct cell cell_number(struct opt_double rate)
{
	return (struct cell){ .has = rate.has, .number = rate.value };
}
static inline struct cell cell_time(int64_t local_s)
{
	return (struct cell){ .has = true, .local_s = local_s };
}

/* The rows of each, private to report/. */
table_rows table_media_rows;   /* newest first */
table_rows table_profile_rows; /* newest day first */
table_rows table_city_rows;    /* most followers first */
table_rows table_country_rows; /* the same */
table_rows table_gender_rows;  /* men, women, not told */
table_rows table_age_rows;     /* youngest first */
table_rows table_hashtag_rows; /* most engagement first */

#endif
