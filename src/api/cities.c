/* Where a city lies (cekbrand.md A.4): for the map of followers. */
#include "api/put.h"
#include "api/tables.h"
#include "places/places.h"

static const struct member city_members[] = {
	{ "city", T_TEXT },
	{ "city_ascii", T_TEXT },
	{ "lat", T_NUMBER, 0, "Degrees." },
	{ "lng", T_NUMBER, 0, "Degrees." },
	{ "country", T_TEXT },
	{ "iso2", T_TEXT },
	{ "iso3", T_TEXT },
	{ "admin_name", T_TEXT, 0, "Its first division: province, state." },
	{ "capital", T_CHOICE("primary", "admin", "minor", ""), 0,
	  "Of its country, of its first division, of a smaller one, or of none." },
	{ "population", T_INT, NULLABLE },
	{ "id", T_INT, 0, "GeoNames' id; from 1,360,000,000 on a division of Indonesia." },
};
static const struct shape city_shape =
	NAMED_OBJECT("CityCoordinate", city_members, "Where a city lies.");

static bool coordinate(struct call *c, struct err *err)
{
	struct place place;

	if (!places_find(c->arena, call_path(c, 0), call_path(c, 1), &place))
		return err_set(err, ERR_NOT_FOUND, "no such city");
	const struct text_member names[] = {
		{ "city", place.city },
		{ "city_ascii", place.city_ascii },
	};
	const struct text_member region[] = {
		{ "country", place.country }, { "iso2", place.iso2 },
		{ "iso3", place.iso3 },       { "admin_name", place.admin_name },
		{ "capital", place.capital },
	};

	json_object(&c->json);
	put_texts(c, names, COUNT_OF(names));
	json_put_double(&c->json, "lat", place.lat);
	json_put_double(&c->json, "lng", place.lng);
	put_texts(c, region, COUNT_OF(region));
	put_opt_int(c, "population", place.population);
	json_put_int(&c->json, "id", place.id);
	json_end_object(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/cities-coordinate/{country}/{city}", coordinate,
	  .access = ACCESS_USER, .doc = "Where a city lies; country `world` searches everywhere.",
	  .reply = &city_shape },
};

const struct route_table city_routes = { routes, COUNT_OF(routes), "Cities" };
