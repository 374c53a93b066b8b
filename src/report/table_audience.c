/* Who the followers are: the newest snapshot in the window. */
#include "report/countries.h"
#include "report/table.h"
#include "store/insights.h"

static bool read_snapshot(const struct stats *s, enum audience_kind kind, struct audience_rows *ret,
			  struct err *err)
{
	const struct audience_query q = {
		.account_id = s->account_id,
		.kind = kind,
		.first_day = s->window->now.first_day,
		.last_day = s->window->now.last_day,
	};

	return audience_newest(s->tx, s->arena, &q, ret, err);
}

static bool put_row(const struct table_out *out, struct str label, int64_t followers,
		    struct err *err)
{
	const struct cell cells[] = { cell_text(label), cell_int(OPT_INT(followers)) };

	return table_row(out, cells, err);
}

/* Cities of one name are told apart by their province. */
static bool is_name_shared(const struct audience_rows *rows, struct str name)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++)
		count += str_eq(rows->at[i].name, name);
	return count > 1;
}

bool table_city_rows(const struct stats *s, const struct table_out *out, struct err *err)
{
	struct audience_rows rows = { 0 };

	if (!read_snapshot(s, AUDIENCE_CITY, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const struct audience_row *row = &rows.at[i];
		struct str label = row->name;

		if (is_name_shared(&rows, row->name) && !str_is_empty(row->part))
			label = str_fmt(s->arena, "%.*s, %.*s", STR_ARG(row->name),
					STR_ARG(row->part));
		if (!put_row(out, label, row->value, err))
			return false;
	}
	return true;
}

bool table_country_rows(const struct stats *s, const struct table_out *out, struct err *err)
{
	struct audience_rows rows = { 0 };

	if (!read_snapshot(s, AUDIENCE_COUNTRY, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++)
		if (!put_row(out, country_name(rows.at[i].name), rows.at[i].value, err))
			return false;
	return true;
}

/* ---- gender and age ------------------------------------------------------------------------ */

static const struct {
	struct str code, label;
} genders[] = {
	{ STR_INIT("M"), STR_INIT("Laki-laki") },
	{ STR_INIT("F"), STR_INIT("Wanita") },
	{ STR_INIT("U"), STR_INIT("Tidak diketahui") },
};

static const struct str ages[] = {
	STR_INIT("13-17"), STR_INIT("18-24"), STR_INIT("25-34"), STR_INIT("35-44"),
	STR_INIT("45-54"), STR_INIT("55-64"), STR_INIT("65+"),
};

/* Followers of one gender, or of one age range when `part` is not empty. */
static struct opt_int sum_of(const struct audience_rows *rows, struct str name, struct str part)
{
	struct opt_int sum = OPT_NO_INT;

	for (size_t i = 0; i < rows->count; i++) {
		const struct audience_row *row = &rows->at[i];

		if ((name.len && !str_eq(row->name, name)) ||
		    (part.len && !str_eq(row->part, part)))
			continue;
		sum = OPT_INT(sum.value + row->value);
	}
	return sum;
}

bool table_gender_rows(const struct stats *s, const struct table_out *out, struct err *err)
{
	struct audience_rows rows = { 0 };

	if (!read_snapshot(s, AUDIENCE_GENDER_AGE, &rows, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(genders); i++) {
		struct opt_int sum = sum_of(&rows, genders[i].code, STR_NONE);

		if (sum.has && !put_row(out, genders[i].label, sum.value, err))
			return false;
	}
	return true;
}

bool table_age_rows(const struct stats *s, const struct table_out *out, struct err *err)
{
	struct audience_rows rows = { 0 };

	if (!read_snapshot(s, AUDIENCE_GENDER_AGE, &rows, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(ages); i++) {
		struct opt_int sum = sum_of(&rows, STR_NONE, ages[i]);

		if (sum.has && !put_row(out, ages[i], sum.value, err))
			return false;
	}
	return true;
}
