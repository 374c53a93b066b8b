/* The table that the build makes of the data (pack.c writes it). Private to places/. */
#ifndef PLACES_TABLE_H
#define PLACES_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* Offsets instead of pointers: nothing to relocate when the program starts. */
struct place_row {
	uint32_t key_hash;   /* rows are in its order */
	uint32_t name;       /* of places_text */
	int32_t lat, lng;    /* 1/10,000 degree */
	uint32_t population; /* 0: not known */
	uint32_t id;
	uint16_t admin;  /* of place_admins */
	uint8_t country; /* of place_countries */
	uint8_t flags;   /* kind (enum place_kind), then capital shifted by 4 */
};

struct place_country {
	char iso2[3], iso3[4];
	uint32_t name;
};

extern const struct place_row place_rows[];
extern const size_t place_row_count;
extern const struct place_country place_countries[];
extern const size_t place_country_count;
extern const uint32_t place_admins[];
extern const char places_text[]; /* every text, each ended by NUL */

#endif
