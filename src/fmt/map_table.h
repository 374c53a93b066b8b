/*
 * Outlines of the maps, made at build time from web/src/maps, where their source stands
 * (tools/map-table makes map_table.c). Private to fmt/chart_map.c.
 */
#ifndef FMT_MAP_TABLE_H
#define FMT_MAP_TABLE_H

#include <stddef.h>

struct map_country {
	const char *iso2;    /* some without a code have a name that begins with x */
	short x, y;          /* its middle, in units of the map */
	const char *outline; /* empty: too small to be drawn */
};
extern const struct map_country map_countries[]; /* in order of iso2 */
extern const size_t map_country_count;
/* The projection's constants. */
extern const double map_world_k, map_world_tx, map_world_ty;

extern const char *const map_provinces[];
extern const size_t map_province_count;
extern const char map_neighbours[]; /* what else lies on the map of Indonesia */

#endif
