#include "places/provinces.h"

#include "base/cleanup.h"
#include "places/key.h"

/* GeoNames' name, ours, and one more that Meta or older maps use. */
static const struct {
	const char *english, *indonesian, *other;
} provinces[] = {
	{ "Aceh", "Aceh", "Nanggroe Aceh Darussalam" },
	{ "Bali", "Bali", NULL },
	{ "Bangka–Belitung Islands", "Kepulauan Bangka Belitung", "Bangka Belitung" },
	{ "Banten", "Banten", NULL },
	{ "Bengkulu", "Bengkulu", NULL },
	{ "Central Java", "Jawa Tengah", NULL },
	{ "Central Kalimantan", "Kalimantan Tengah", NULL },
	{ "Central Papua", "Papua Tengah", NULL },
	{ "Central Sulawesi", "Sulawesi Tengah", NULL },
	{ "East Java", "Jawa Timur", NULL },
	{ "East Kalimantan", "Kalimantan Timur", NULL },
	{ "East Nusa Tenggara", "Nusa Tenggara Timur", NULL },
	{ "Gorontalo", "Gorontalo", NULL },
	{ "Highland Papua", "Papua Pegunungan", NULL },
	{ "Jakarta", "DKI Jakarta", "Jakarta Special Capital Region" },
	{ "Jambi", "Jambi", NULL },
	{ "Lampung", "Lampung", NULL },
	{ "Maluku", "Maluku", "Moluccas" },
	{ "North Kalimantan", "Kalimantan Utara", NULL },
	{ "North Maluku", "Maluku Utara", NULL },
	{ "North Sulawesi", "Sulawesi Utara", NULL },
	{ "North Sumatra", "Sumatera Utara", NULL },
	{ "Papua", "Papua", NULL },
	{ "Riau", "Riau", NULL },
	{ "Riau Islands", "Kepulauan Riau", NULL },
	{ "South Kalimantan", "Kalimantan Selatan", NULL },
	{ "South Papua", "Papua Selatan", NULL },
	{ "South Sulawesi", "Sulawesi Selatan", NULL },
	{ "South Sumatra", "Sumatera Selatan", NULL },
	{ "Southeast Sulawesi", "Sulawesi Tenggara", NULL },
	{ "Southwest Papua", "Papua Barat Daya", NULL },
	{ "West Java", "Jawa Barat", NULL },
	{ "West Kalimantan", "Kalimantan Barat", NULL },
	{ "West Nusa Tenggara", "Nusa Tenggara Barat", NULL },
	{ "West Papua", "Papua Barat", NULL },
	{ "West Sulawesi", "Sulawesi Barat", NULL },
	{ "West Sumatra", "Sumatera Barat", NULL },
	{ "Yogyakarta", "DI Yogyakarta", "Special Region of Yogyakarta" },
};

struct str province_name(struct str english)
{
	for (size_t i = 0; i < COUNT_OF(provinces); i++)
		if (str_eq(english, str_of(provinces[i].english)))
			return str_of(provinces[i].indonesian);
	return english;
}

static bool same(struct arena *a, const char *name, struct str asked_key)
{
	return name && str_eq(place_key_of(a, str_of(name)).text, asked_key);
}

bool province_is(struct arena *a, struct str english, struct str asked)
{
	struct str key = place_key_of(a, asked).text;

	for (size_t i = 0; i < COUNT_OF(provinces); i++)
		if (str_eq(english, str_of(provinces[i].english)))
			return same(a, provinces[i].english, key) ||
			       same(a, provinces[i].indonesian, key) ||
			       same(a, provinces[i].other, key);
	return str_eq(place_key_of(a, english).text, key);
}
