/*
 * Where cities are: GeoNames' places of 15,000 inhabitants and more, the capitals of all countries
 * and of their first divisions, and every place, city and regency of Indonesia, in a table inside
 * the program. places.tsv and countries.tsv are the data (tools/make-places.mjs makes them; NOTICE
 * names sources and licences); the build turns them into places_data.c.
 *
 * A name finds its place however it is spelt: case, accents, spaces and hyphens do not matter,
 * "Kota", "Kabupaten", "City" and "Regency" only say which one is meant where there are several,
 * and directions may be in English or Indonesian ("South Tangerang", "Tangerang Selatan"). What
 * follows a comma is a province or division and chooses between places of one name.
 */
#ifndef PLACES_PLACES_H
#define PLACES_PLACES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/opt.h"
#include "base/str.h"

struct place {
	struct str city;       /* "São Paulo" */
	struct str city_ascii; /* "Sao Paulo" */
	double lat, lng;       /* degrees */
	struct str country, iso2, iso3;
	struct str admin_name; /* first division; provinces of Indonesia in Indonesian */
	struct str capital; /* primary: of the country; admin: of its division; minor; or empty */
	struct opt_int population;
	int64_t id; /* GeoNames'; from 1,360,000,000 on: that and the statistical code of a division
		     */
};

/*
 * `country` is "world", an ISO 3166 code of two or three letters, or an English name; `city` a
 * name, with or without ", Province". Of several the one with most people. False: none.
 */
bool places_find(struct arena *a, struct str country, struct str city, struct place *ret);
/* The English name of the country of a code of two letters; false: unknown. */
bool places_country_name(struct str iso2, struct str *ret);

#endif
