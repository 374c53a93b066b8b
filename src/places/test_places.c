/* Spellings of cities; every regency and city of Indonesia. */
#include "base/test.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/limits.h"
#include "places/key.h"
#include "places/places.h"

static void test_spellings(void **state)
{
	static const struct {
		const char *country, *asked;
		const char *city, *admin, *iso3;
	} rows[] = {
		{ "world", "bekasi", "Bekasi", "Jawa Barat", "IDN" },
		{ "world", "jakarta", "Jakarta", "DKI Jakarta", "IDN" },
		{ "world", "Jakarta, Jakarta Special Capital Region", "Jakarta", "DKI Jakarta",
		  "IDN" },
		{ "world", "jakarta special capital region", "Jakarta", "DKI Jakarta", "IDN" },
		{ "World", "SURABAYA, East Java", "Surabaya", "Jawa Timur", "IDN" },
		{ "ID", "tangerang selatan", "South Tangerang", "Banten", "IDN" },
		{ "idn", "south tangerang", "South Tangerang", "Banten", "IDN" },
		{ "indonesia", "kota tangerang selatan", "South Tangerang", "Banten", "IDN" },
		{ "world", "jambi", "Jambi City", "Jambi", "IDN" },
		{ "world", "pangkal pinang", "Pangkalpinang", "Kepulauan Bangka Belitung", "IDN" },
		{ "world", "yogyakarta, special region of yogyakarta", "Yogyakarta",
		  "DI Yogyakarta", "IDN" },
		{ "world", "jogja", "Yogyakarta", "DI Yogyakarta", "IDN" },
		{ "world", "solo", "Surakarta", "Jawa Tengah", "IDN" },
		{ "world", "karawang", "Karawang", "Jawa Barat", "IDN" },
		{ "world", "kabupaten karawang", "Kabupaten Karawang", "Jawa Barat", "IDN" },
		{ "world", "bogor regency, west java", "Kabupaten Bogor", "Jawa Barat", "IDN" },
		{ "world", "kab. sleman", "Kabupaten Sleman", "DI Yogyakarta", "IDN" },
		{ "world", "gunungkidul", "Kabupaten Gunungkidul", "DI Yogyakarta", "IDN" },
		{ "world", "banjar, south kalimantan", "Kabupaten Banjar", "Kalimantan Selatan",
		  "IDN" },
		{ "world", "west bandung regency", "Kabupaten Bandung Barat", "Jawa Barat", "IDN" },
		{ "world", "north central timor", "Kabupaten Timor Tengah Utara",
		  "Nusa Tenggara Timur", "IDN" },
		{ "world", "kepulauan selayar", "Kabupaten Kepulauan Selayar", "Sulawesi Selatan",
		  "IDN" },
		{ "world", "selayar islands regency", "Kabupaten Kepulauan Selayar",
		  "Sulawesi Selatan", "IDN" },
		{ "world", "kuala lumpur", "Kuala Lumpur", "Kuala Lumpur", "MYS" },
		{ "world", "singapore", "Singapore", "", "SGP" },
		{ "world", "são paulo", "São Paulo", "São Paulo", "BRA" },
		{ "world", "sao paulo", "São Paulo", "São Paulo", "BRA" },
		{ "world", "new york", "New York City", "New York", "USA" },
		{ "world", "paris", "Paris", "Île-de-France", "FRA" },
		{ "US", "paris", "Paris", "Texas", "USA" },
		{ "GBR", "london", "London", "England", "GBR" },
		{ "world", "hong kong", "Hong Kong", "Central and Western", "HKG" },
	};
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 64 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct place got = { 0 };

		check_true(rows[i].asked,
			   places_find(&a, str_of(rows[i].country), str_of(rows[i].asked), &got));
		check_str(rows[i].asked, got.city, str_of(rows[i].city));
		check_str(rows[i].asked, got.admin_name, str_of(rows[i].admin));
		check_str(rows[i].asked, got.iso3, str_of(rows[i].iso3));
	}
}

static void test_nothing(void **state)
{
	static const struct {
		const char *country, *asked;
	} rows[] = {
		{ "world", "" },
		{ "world", "," },
		{ "world", "kota"
			   "zzzz" },
		{ "world", "\xff" },
		{ "atlantis", "paris" },
		{ "ID", "paris" },
		{ "", "jakarta" },
		{ "world", "🍜" },
		{ "world", "kabupaten" },
	};
	cleanup(arena_free) struct arena a;
	struct place got;

	(void)state;
	arena_init(&a, 64 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_true(rows[i].asked,
			   !places_find(&a, str_of(rows[i].country), str_of(rows[i].asked), &got));
	/* Longer than any name. */
	struct str long_name = STR("a");

	for (int i = 0; i < 12; i++)
		long_name = str_fmt(&a, "%.*s %.*s", STR_ARG(long_name), STR_ARG(long_name));
	check_true("long", !places_find(&a, STR("world"), long_name, &got));
}

static void test_members(void **state)
{
	cleanup(arena_free) struct arena a;
	struct place p;

	(void)state;
	arena_init(&a, 1 * MIB);
	assert_true(places_find(&a, STR("world"), STR("jakarta"), &p));
	check_str("country", p.country, STR("Indonesia"));
	check_str("iso2", p.iso2, STR("ID"));
	check_str("capital", p.capital, STR("primary"));
	check_true("lat", p.lat == -6.2146);
	check_true("lng", p.lng == 106.8451);
	check_true("people", p.population.has && p.population.value > 8000000);
	check_int("GeoNames' id", p.id, 1642911);
	assert_true(places_find(&a, STR("world"), STR("zürich"), &p));
	check_str("ascii", p.city_ascii, STR("Zurich"));
	assert_true(places_find(&a, STR("world"), STR("lodz"), &p));
	check_str("a letter of its own", p.city, STR("Łódź"));
	check_str("and its plain one", p.city_ascii, STR("Lodz"));
}

/* Every division is found by its full name, and by its plain one within its province. */
static void test_divisions_of_indonesia(void **state)
{
	cleanup(arena_free) struct arena a;
	struct err err = ERR_INIT;
	struct str text;
	int count = 0;

	(void)state;
	arena_init(&a, 256 * MIB);
	check_ok(fs_read(&a, str_z(&a, str_fmt(&a, "%s/places.tsv", getenv("PLACES"))), 8 * MIB,
			 &text, &err),
		 &err);
	for (struct str rest = text; rest.at;) {
		struct str line = str_cut(&rest, '\n');
		struct str name = str_cut(&line, '\t');
		struct arena_mark mark = arena_mark(&a);
		const char *row = str_z(&a, name);
		struct place got;
		int64_t id = 0;

		str_cut(&line, '\t');

		struct str admin = str_cut(&line, '\t');

		for (int i = 0; i < 4; i++)
			str_cut(&line, '\t');
		if (!str_to_i64(line, &id) || id < 1360000000)
			continue;
		check_true(row, places_find(&a, STR("world"), name, &got));
		check_str(row, got.iso2, STR("ID"));
		check_true(row,
			   got.lat > -11.1 && got.lat < 6.1 && got.lng > 95 && got.lng < 141.1);

		struct str plain = str_fmt(&a, "%.*s, %.*s",
					   STR_ARG(str_lower(&a, place_key_of(&a, name).text)),
					   STR_ARG(admin));

		check_true(row, places_find(&a, STR("ID"), plain, &got));
		arena_rewind(&a, mark);
		count++;
	}
	check_int("regencies and cities", count, 514);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_divisions_of_indonesia),
	};
	return cmocka_run_group_tests_name("places/places", tests, NULL, NULL);
}
