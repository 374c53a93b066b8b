#include "report/report.h"

#include "base/clock.h"
#include "fmt/csv.h"
#include "report/csv_rows.h"

#define MAX_HEADINGS 11

struct report_type {
	struct str name;
	struct str file_stem;
	const char *headings[MAX_HEADINGS]; /* ends with NULL when shorter */
	report_rows *rows;
};

static const struct report_type types[] = {
	{
		.name = STR_INIT("media"),
		.file_stem = STR_INIT("Data Performa Konten"),
		.headings = { "Tanggal dan Jam Posting", "Caption", "Link ke Instagram",
			      "Tipe Konten", "Like", "Comment", "Reach", "Impressions",
			      "Engagement Rate", "Saved", "Hashtag" },
		.rows = report_media_rows,
	},
	{
		.name = STR_INIT("profile"),
		.file_stem = STR_INIT("Data Performa Akun"),
		.headings = { "Tanggal", "Jumlah Followers", "Reach", "Impressions",
			      "Avg. Engagement Rate" },
		.rows = report_profile_rows,
	},
	{
		.name = STR_INIT("city"),
		.file_stem = STR_INIT("Data Kota Asal Followers"),
		.headings = { "Kota", "Jumlah Followers" },
		.rows = report_city_rows,
	},
	{
		.name = STR_INIT("country"),
		.file_stem = STR_INIT("Data Negara Asal Followers"),
		.headings = { "Negara", "Jumlah Followers" },
		.rows = report_country_rows,
	},
	{
		.name = STR_INIT("gender"),
		.file_stem = STR_INIT("Data Gender Followers"),
		.headings = { "Jenis Kelamin", "Jumlah Followers" },
		.rows = report_gender_rows,
	},
	{
		.name = STR_INIT("age"),
		.file_stem = STR_INIT("Data Umur Followers"),
		.headings = { "Umur", "Jumlah Followers" },
		.rows = report_age_rows,
	},
	{
		.name = STR_INIT("hashtag"),
		.file_stem = STR_INIT("Data Hashtag"),
		.headings = { "Hashtag", "Like", "Comment" },
		.rows = report_hashtag_rows,
	},
};

const struct report_type *report_find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (str_eq(types[i].name, name))
			return &types[i];
	return NULL;
}

const struct report_type *report_at(size_t index)
{
	return index < COUNT_OF(types) ? &types[index] : NULL;
}

struct str report_name(const struct report_type *type)
{
	return type->name;
}

bool report_csv(const struct report_type *type, const struct stats *s, struct sink sink,
		struct err *err)
{
	struct csv *csv = arena_new(s->arena, struct csv);

	csv_start(csv, sink);
	for (size_t i = 0; i < MAX_HEADINGS && type->headings[i]; i++)
		csv_plain(csv, str_of(type->headings[i]));
	csv_end_row(csv);
	if (!type->rows(s, csv, err))
		return false;
	return csv_end(csv, err);
}

/* ---- file names ---------------------------------------------------------------------------- */

static const char *const months[] = { "Januari",   "Februari", "Maret",    "April",
				      "Mei",       "Juni",     "Juli",     "Agustus",
				      "September", "Oktober",  "November", "Desember" };

static struct str long_date(struct arena *a, int64_t day)
{
	struct civil c = civil_from_unix(day * 86400);

	return str_fmt(a, "%02d %s %d", c.day, months[c.month - 1], c.year);
}

struct str report_file_name(struct arena *a, const struct report_type *type,
			    const struct window *window)
{
	if (window_is_all(window))
		return str_fmt(a, "%.*s.csv", STR_ARG(type->file_stem));
	return str_fmt(a, "%.*s Tanggal %.*s - %.*s.csv", STR_ARG(type->file_stem),
		       STR_ARG(long_date(a, window->now.first_day)),
		       STR_ARG(long_date(a, window->now.last_day)));
}
