/* Exercises src/places: any name asked for, and that a place is found under its own name. */
#include "base/utf8.h"
#include "fuzz/fuzz.h"
#include "places/places.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;
	struct place place, again;

	arena_init(&a, FUZZ_BYTES);

	struct str rest = fuzz_text(data, size);
	struct str country = str_cut(&rest, '/');

	if (places_find(&a, country, rest, &place)) {
		promise(utf8_is_valid(place.city) && utf8_is_valid(place.city_ascii));
		promise(place.lat >= -90 && place.lat <= 90);
		promise(place.lng >= -180 && place.lng <= 180);
		promise(place.iso2.len == 2 && place.iso3.len == 3);
		promise(places_find(&a, place.iso3, place.city, &again));
		promise(places_find(&a, place.iso2, place.city_ascii, &again));
	}
	arena_free(&a);
	return 0;
}
