/* What makes two spellings of a place's name the same. Shared by the table's maker and its reader.
 */
#ifndef PLACES_KEY_H
#define PLACES_KEY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum place_kind {
	PLACE_TOWN,    /* a populated place */
	PLACE_CITY,    /* an Indonesian kota as a division */
	PLACE_REGENCY, /* an Indonesian kabupaten */
	PLACE_ANY,     /* the name does not say */
};

struct place_key {
	struct str text;      /* letters and digits, in lower case, without accents */
	uint32_t hash;        /* of `text` */
	enum place_kind kind; /* PLACE_CITY, PLACE_REGENCY or PLACE_ANY */
};

struct place_key place_key_of(struct arena *a, struct str name);
/* Letters with accents become plain ones; what has no plain letter stays. */
struct str place_ascii(struct arena *a, struct str name);

#endif
