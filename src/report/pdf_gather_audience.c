/* Who follows and when they are online, as means over the snapshots of the window (C.13). */
#include <stdlib.h>

#include "places/places.h"
#include "places/provinces.h"
#include "report/countries.h"
#include "report/pdf_data.h"
#include "report/stats_audience.h"
#include "report/stats_best_time.h"

const struct str pdf_ages[PDF_AGES] = {
	STR_INIT("13-17"), STR_INIT("18-24"), STR_INIT("25-34"), STR_INIT("35-44"),
	STR_INIT("45-54"), STR_INIT("55-64"), STR_INIT("65+"),
};

/* ---- means per group ------------------------------------------------------------------------ */

struct group {
	struct str name, part;
	struct mean mean;
	double share;
};
struct groups {
	struct group *at;
	size_t count;
};

static int compare_names(const void *a, const void *b)
{
	const struct audience_row *x = a, *y = b;
	int order = str_cmp(x->name, y->name);

	return order ? order : str_cmp(x->part, y->part);
}

static int compare_shares(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	if (x->share > y->share || x->share < y->share)
		return x->share > y->share ? -1 : 1;
	int order = str_cmp(x->name, y->name);

	return order ? order : str_cmp(x->part, y->part);
}

static void set_shares(struct groups *g)
{
	double total = 0;

	for (size_t i = 0; i < g->count; i++)
		total += mean_of(&g->at[i].mean).value;
	for (size_t i = 0; i < g->count && total > 0; i++)
		g->at[i].share = mean_of(&g->at[i].mean).value / total;
	qsort(g->at, g->count, sizeof(g->at[0]), compare_shares);
}

/* Each group's mean over the snapshots it is in; largest first. Reorders `rows`. */
static struct groups groups_of(struct arena *a, struct audience_rows *rows)
{
	struct groups g = { arena_new_n(a, struct group, rows->count + 1), 0 };

	if (rows->count > 0)
		qsort(rows->at, rows->count, sizeof(rows->at[0]), compare_names);
	for (size_t i = 0; i < rows->count; i++) {
		const struct audience_row *row = &rows->at[i];

		if (g.count == 0 || compare_names(row, &rows->at[i - 1]) != 0)
			g.at[g.count++] = (struct group){ .name = row->name, .part = row->part };
		mean_add(&g.at[g.count - 1].mean, OPT_INT(row->value));
	}
	set_shares(&g);
	return g;
}

static bool read_groups(const struct stats *s, enum audience_kind kind, struct groups *ret,
			struct err *err)
{
	struct audience_rows rows = { 0 };

	if (!stats_audience(s, kind, &rows, err))
		return false;
	*ret = groups_of(s->arena, &rows);
	return true;
}

/* ---- places --------------------------------------------------------------------------------- */

static struct str name_of_country(const struct pdf_data *data, struct str iso2)
{
	struct str name = STR_NONE;

	if (data->speech.english && places_country_name(iso2, &name))
		return name;
	return country_name(iso2);
}

static void take_countries(struct arena *a, const struct pdf_data *data, const struct groups *g,
			   struct pdf_audience *ret)
{
	ret->countries.at = arena_new_n(a, struct pdf_place, g->count + 1);
	for (size_t i = 0; i < g->count; i++)
		ret->countries.at[ret->countries.count++] = (struct pdf_place){
			.name = name_of_country(data, g->at[i].name),
			.iso2 = g->at[i].name,
			.share = g->at[i].share,
		};
}

/* The province in the language of the report; nothing when the city has its name. */
static struct str detail_of(const struct pdf_data *data, const struct group *g)
{
	if (str_eq_nocase(g->name, g->part))
		return STR("");
	return data->speech.english ? g->part : province_name(g->part);
}

static void take_cities(struct arena *a, const struct pdf_data *data, const struct groups *g,
			struct pdf_audience *ret)
{
	ret->cities.at = arena_new_n(a, struct pdf_place, PDF_PLACES_MAX);
	for (size_t i = 0; i < g->count && i < PDF_PLACES_MAX; i++) {
		struct pdf_place *city = &ret->cities.at[ret->cities.count++];
		struct str asked = g->at[i].part.len
					   ? str_fmt(a, "%.*s, %.*s", STR_ARG(g->at[i].name),
						     STR_ARG(g->at[i].part))
					   : g->at[i].name;
		struct place place;

		*city = (struct pdf_place){
			.name = g->at[i].name,
			.detail = detail_of(data, &g->at[i]),
			.share = g->at[i].share,
		};
		if (!places_find(a, STR("world"), asked, &place))
			continue;
		city->has_point = true;
		city->lng = place.lng;
		city->lat = place.lat;
		city->iso2 = place.iso2;
	}
	if (ret->cities.count > 0)
		ret->first_city_country = ret->cities.at[0].has_point
						  ? name_of_country(data, ret->cities.at[0].iso2)
						  : ret->cities.at[0].detail;
}

/* ---- gender and age ------------------------------------------------------------------------- */

static int age_index(struct str range)
{
	for (int i = 0; i < PDF_AGES; i++)
		if (str_eq(range, pdf_ages[i]))
			return i;
	return -1;
}

/* Followers whose gender is not told are left out before shares are made. */
static void drop_untold(struct audience_rows *rows)
{
	size_t kept = 0;

	for (size_t i = 0; i < rows->count; i++)
		if (str_eq(rows->at[i].name, STR("F")) || str_eq(rows->at[i].name, STR("M")))
			rows->at[kept++] = rows->at[i];
	rows->count = kept;
}

static void take_people(const struct groups *g, struct pdf_audience *ret)
{
	for (size_t i = 0; i < g->count; i++) {
		bool is_woman = str_eq(g->at[i].name, STR("F"));
		int age = age_index(g->at[i].part);

		if (age < 0)
			continue;
		*(is_woman ? &ret->ages[age].women : &ret->ages[age].men) += g->at[i].share;
		*(is_woman ? &ret->women : &ret->men) += g->at[i].share;
		if (!ret->has_people) {
			ret->top_age = age;
			ret->is_top_women = is_woman;
			ret->top_share = g->at[i].share;
		}
		ret->has_people = true;
	}
}

bool pdf_gather_audience(const struct stats *s, struct pdf_data *data, struct err *err)
{
	struct pdf_audience *audience = arena_new(s->arena, struct pdf_audience);
	struct stats_best_time *best = arena_new(s->arena, struct stats_best_time);
	struct audience_rows people = { 0 };
	struct groups countries = { 0 }, cities = { 0 }, told;

	if (!stats_best_time(s, data->exported_s, best, err) ||
	    !read_groups(s, AUDIENCE_COUNTRY, &countries, err) ||
	    !read_groups(s, AUDIENCE_CITY, &cities, err) ||
	    !stats_audience(s, AUDIENCE_GENDER_AGE, &people, err))
		return false;
	audience->online = best->online;
	audience->best = best->best;
	take_countries(s->arena, data, &countries, audience);
	take_cities(s->arena, data, &cities, audience);
	drop_untold(&people);
	told = groups_of(s->arena, &people);
	take_people(&told, audience);
	data->audience = audience;
	return true;
}
