#include "report/table.h"

#define COLUMN(heading_, kind_, width_)                                                            \
	{                                                                                          \
		.heading = STR_INIT(heading_), .kind = COLUMN_##kind_, .width_chars = (width_)     \
	}

static const struct column media_columns[] = {
	COLUMN("Tanggal dan Jam Posting", TIME, 24),
	COLUMN("Caption", TEXT, 60),
	COLUMN("Link ke Instagram", LINK, 42),
	COLUMN("Tipe Konten", TEXT, 13),
	COLUMN("Like", INT, 10),
	COLUMN("Comment", INT, 11),
	COLUMN("Reach", INT, 11),
	COLUMN("Impressions", INT, 13),
	COLUMN("Engagement Rate", PERCENT, 17),
	COLUMN("Saved", INT, 10),
	COLUMN("Hashtag", TEXT, 40),
};

static const struct column profile_columns[] = {
	COLUMN("Tanggal", DAY, 13),
	COLUMN("Jumlah Followers", INT, 18),
	COLUMN("Reach", INT, 12),
	COLUMN("Impressions", INT, 13),
	COLUMN("Avg. Engagement Rate", PERCENT, 22),
};

static const struct column city_columns[] = {
	COLUMN("Kota", TEXT, 30),
	COLUMN("Jumlah Followers", INT, 18),
};

static const struct column country_columns[] = {
	COLUMN("Negara", TEXT, 26),
	COLUMN("Jumlah Followers", INT, 18),
};

static const struct column gender_columns[] = {
	COLUMN("Jenis Kelamin", TEXT, 18),
	COLUMN("Jumlah Followers", INT, 18),
};

static const struct column age_columns[] = {
	COLUMN("Umur", TEXT, 10),
	COLUMN("Jumlah Followers", INT, 18),
};

static const struct column hashtag_columns[] = {
	COLUMN("Hashtag", TEXT, 34),
	COLUMN("Like", INT, 12),
	COLUMN("Comment", INT, 12),
};

static const struct column competitor_columns[] = {
	COLUMN("Username", TEXT, 24),
	COLUMN("Nama", TEXT, 30),
	COLUMN("Jumlah Followers", INT, 18),
	COLUMN("Pertumbuhan Followers", PERCENT, 23),
	COLUMN("Jumlah Konten", INT, 15),
	COLUMN("Rata-rata Like", NUMBER, 16),
	COLUMN("Rata-rata Comment", NUMBER, 19),
	COLUMN("Avg. Engagement Rate", PERCENT, 22),
	COLUMN("Konten Terbaik", LINK, 42),
};

#define COLUMNS(table) .columns = (table), .column_count = COUNT_OF(table)

static const struct table tables[] = {
	{ STR_INIT("media"), STR_INIT("Data Performa Konten"), STR_INIT("Konten"),
	  COLUMNS(media_columns), table_media_rows },
	{ STR_INIT("profile"), STR_INIT("Data Performa Akun"), STR_INIT("Performa Akun"),
	  COLUMNS(profile_columns), table_profile_rows },
	{ STR_INIT("city"), STR_INIT("Data Kota Asal Followers"), STR_INIT("Kota Asal Followers"),
	  COLUMNS(city_columns), table_city_rows },
	{ STR_INIT("country"), STR_INIT("Data Negara Asal Followers"),
	  STR_INIT("Negara Asal Followers"), COLUMNS(country_columns), table_country_rows },
	{ STR_INIT("gender"), STR_INIT("Data Gender Followers"), STR_INIT("Gender Followers"),
	  COLUMNS(gender_columns), table_gender_rows },
	{ STR_INIT("age"), STR_INIT("Data Umur Followers"), STR_INIT("Umur Followers"),
	  COLUMNS(age_columns), table_age_rows },
	{ STR_INIT("hashtag"), STR_INIT("Data Hashtag"), STR_INIT("Hashtag"),
	  COLUMNS(hashtag_columns), table_hashtag_rows },
};

const struct table table_of_competitors = {
	.name = STR_INIT("competitors"),
	.sheet = STR_INIT("Kompetitor"),
	COLUMNS(competitor_columns),
};

const struct table *table_find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		if (str_eq(tables[i].name, name))
			return &tables[i];
	return NULL;
}

const struct table *table_at(size_t index)
{
	return index < COUNT_OF(tables) ? &tables[index] : NULL;
}
