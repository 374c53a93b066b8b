#include "places/places.h"

#include "places/key.h"
#include "places/provinces.h"
#include "places/table.h"

/* Names people use that are no spelling of the place's own. */
static const struct {
	struct str name, place;
} nicknames[] = {
	{ STR_INIT("jogja"), STR_INIT("Yogyakarta") },
	{ STR_INIT("jogjakarta"), STR_INIT("Yogyakarta") },
	{ STR_INIT("solo"), STR_INIT("Surakarta") },
	{ STR_INIT("makasar"), STR_INIT("Makassar") },
	{ STR_INIT("ujungpandang"), STR_INIT("Makassar") },
	{ STR_INIT("dkijakarta"), STR_INIT("Jakarta") },
	{ STR_INIT("daerahkhususibukotajakarta"), STR_INIT("Jakarta") },
	{ STR_INIT("daerahkhususjakarta"), STR_INIT("Jakarta") },
	{ STR_INIT("jakartaspecialcapitalregion"), STR_INIT("Jakarta") },
	{ STR_INIT("greaterjakarta"), STR_INIT("Jakarta") },
	{ STR_INIT("acehbesar"), STR_INIT("Kabupaten Aceh Besar") },
	{ STR_INIT("greateraceh"), STR_INIT("Kabupaten Aceh Besar") },
	{ STR_INIT("tobasamosir"), STR_INIT("Kabupaten Toba") },
	{ STR_INIT("mamujuutara"), STR_INIT("Kabupaten Pasangkayu") },
	{ STR_INIT("malukutenggarabarat"), STR_INIT("Kabupaten Kepulauan Tanimbar") },
	{ STR_INIT("baru"), STR_INIT("Kotabaru") }, /* "Kota Baru" */
};

struct question {
	struct arena *a;
	int country; /* -1: every one */
	struct place_key key;
	struct str admin; /* of the part after the comma; empty: none */
};

static struct str text_at(uint32_t at)
{
	return str_of(places_text + at);
}

static bool is_country(struct arena *a, size_t i, struct str asked)
{
	const struct place_country *c = &place_countries[i];

	return str_eq_nocase(asked, str_of(c->iso2)) || str_eq_nocase(asked, str_of(c->iso3)) ||
	       str_eq(place_key_of(a, asked).text, place_key_of(a, text_at(c->name)).text);
}

static bool find_country(struct arena *a, struct str asked, int *ret)
{
	*ret = -1;
	if (str_eq_nocase(asked, STR("world")))
		return true;
	for (size_t i = 0; i < place_country_count && *ret < 0; i++)
		if (is_country(a, i, asked))
			*ret = (int)i;
	return *ret >= 0;
}

/* The first row of that key, or the first one after it. */
static size_t lower_bound(uint32_t hash)
{
	size_t from = 0, to = place_row_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (place_rows[middle].key_hash < hash)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static bool answers(const struct question *q, const struct place_row *row)
{
	if (q->country >= 0 && row->country != q->country)
		return false;
	return str_eq(place_key_of(q->a, text_at(row->name)).text, q->key.text);
}

/*
 * What counts first: the division asked for, then the kind. Without a kind a town is meant before a
 * regency of the same name, because its people are counted in one place.
 */
static int rank_of(const struct question *q, const struct place_row *row)
{
	enum place_kind kind = row->flags & 0xF;
	bool fits =
		q->admin.len > 0 && province_is(q->a, text_at(place_admins[row->admin]), q->admin);
	bool is_kind = q->key.kind == PLACE_REGENCY ? kind == PLACE_REGENCY : kind != PLACE_REGENCY;

	return 4 * fits + 2 * is_kind + (kind == PLACE_TOWN);
}

static const struct place_row *best_row(const struct question *q)
{
	const struct place_row *best = NULL;
	int best_rank = 0;

	for (size_t i = lower_bound(q->key.hash);
	     i < place_row_count && place_rows[i].key_hash == q->key.hash; i++) {
		const struct place_row *row = &place_rows[i];
		int rank = 0;

		if (!answers(q, row))
			continue;
		rank = rank_of(q, row);
		if (best && (rank < best_rank ||
			     (rank == best_rank && row->population <= best->population)))
			continue;
		best = row;
		best_rank = rank;
	}
	return best;
}

static const struct place_row *row_by_nickname(struct question *q)
{
	for (size_t i = 0; i < COUNT_OF(nicknames); i++) {
		if (!str_eq(q->key.text, nicknames[i].name))
			continue;
		q->key = place_key_of(q->a, nicknames[i].place);
		return best_row(q);
	}
	return NULL;
}

static struct place place_of(struct arena *a, const struct place_row *row)
{
	static const struct str capitals[] = { STR_INIT(""), STR_INIT("minor"), STR_INIT("admin"),
					       STR_INIT("primary") };
	const struct place_country *country = &place_countries[row->country];
	struct str admin = text_at(place_admins[row->admin]);
	bool is_indonesia = str_eq(str_of(country->iso2), STR("ID"));

	return (struct place){
		.city = text_at(row->name),
		.city_ascii = place_ascii(a, text_at(row->name)),
		.lat = row->lat / 10000.0,
		.lng = row->lng / 10000.0,
		.country = text_at(country->name),
		.iso2 = str_of(country->iso2),
		.iso3 = str_of(country->iso3),
		.admin_name = is_indonesia ? province_name(admin) : admin,
		.capital = capitals[row->flags >> 4 & 3],
		.population = row->population ? OPT_INT(row->population) : OPT_NO_INT,
		.id = row->id,
	};
}

bool places_find(struct arena *a, struct str country, struct str city, struct place *ret)
{
	struct question q = { .a = a };
	struct str rest = city;
	struct str name = str_cut(&rest, ',');
	const struct place_row *row = NULL;

	if (!find_country(a, str_trim(country), &q.country))
		return false;
	q.key = place_key_of(a, name);
	q.admin = str_trim(rest);
	if (q.key.text.len == 0)
		return false;
	row = best_row(&q);
	if (!row)
		row = row_by_nickname(&q);
	if (!row)
		return false;
	*ret = place_of(a, row);
	return true;
}

bool places_country_name(struct str iso2, struct str *ret)
{
	for (size_t i = 0; i < place_country_count; i++) {
		if (!str_eq_nocase(iso2, str_of(place_countries[i].iso2)))
			continue;
		*ret = text_at(place_countries[i].name);
		return true;
	}
	return false;
}
