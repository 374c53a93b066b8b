/* The world and Indonesia, with shades and pins. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fmt/chart.h"
#include "fmt/map_table.h"

#define RADIANS (M_PI / 180)

/* The part of the world map that is shown, in its own units. */
static const struct box world_view = { 60, 20, 1880, 840 };
/* The world map is turned so that it is cut in the Pacific. */
#define TURNED 11.0

#define WEST 94.8
#define EAST 141.2
#define NORTH 6.4
#define SOUTH (-11.2)
static const struct box indonesia_view = { 0, 0, 2000, 758.6 };

double chart_world_height(double width)
{
	return width * world_view.height / world_view.width;
}

double chart_indonesia_height(double width)
{
	return width * indonesia_view.height / indonesia_view.width;
}

bool chart_in_indonesia(double lng, double lat)
{
	return lng >= WEST && lng <= EAST && lat <= NORTH && lat >= SOUTH;
}

/* Natural Earth I as a polynomial of the latitude (Šavrič et al. 2011). */
static struct point on_world(double lng, double lat)
{
	double turned = fmod(fmod(lng - TURNED + 180, 360) + 360, 360) - 180;
	double x = turned * RADIANS, y = lat * RADIANS, y2 = y * y, y4 = y2 * y2;
	double across =
		0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4));
	double along =
		1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4));

	return (struct point){ map_world_tx + map_world_k * x * across,
			       map_world_ty - map_world_k * y * along };
}

static struct point on_indonesia(double lng, double lat)
{
	return (struct point){ (lng - WEST) / (EAST - WEST) * indonesia_view.width,
			       (NORTH - lat) / (NORTH - SOUTH) * indonesia_view.height };
}

static int compare_country(const void *key, const void *row)
{
	const struct str *iso2 = key;
	const struct map_country *country = row;

	return str_cmp(*iso2, str_of(country->iso2));
}

static const struct map_country *find_country(struct str iso2)
{
	return bsearch(&iso2, map_countries, map_country_count, sizeof(map_countries[0]),
		       compare_country);
}

/* ---- pins ----------------------------------------------------------------------------------- */

/* A drop whose point is at `at`, with the rank on it. */
static void draw_drop(struct pdf *pdf, const struct chart_theme *theme, struct point at, int rank)
{
	char text[8];
	int len = snprintf(text, sizeof(text), "%d", rank);
	const struct text_style style = {
		.size = 7, .weight = TEXT_BOLD, .align = TEXT_CENTRE, .ink = INK(0xffffff)
	};

	pdf_push(pdf, at, 0.5);
	pdf_path_move(pdf, (struct point){ 0, 0 });
	pdf_path_curve(pdf, (struct point){ -3, -7 }, (struct point){ -13, -13 },
		       (struct point){ -13, -24 });
	pdf_path_curve(pdf, (struct point){ -13, -31.2 }, (struct point){ -7.2, -37 },
		       (struct point){ 0, -37 });
	pdf_path_curve(pdf, (struct point){ 7.2, -37 }, (struct point){ 13, -31.2 },
		       (struct point){ 13, -24 });
	pdf_path_curve(pdf, (struct point){ 13, -13 }, (struct point){ 3, -7 },
		       (struct point){ 0, 0 });
	pdf_path_close(pdf);
	pdf_path_fill(pdf, theme->women);
	pdf_path_stroke(pdf, (struct pen){ INK(0xffffff), 1.6, 0 });
	pdf_path_drop(pdf);
	pdf_pop(pdf);
	text_draw(pdf, (struct str){ text, (size_t)len }, &style,
		  (struct point){ at.x - 8, at.y - 9.6 }, 16);
}

static void draw_bubble(struct pdf *pdf, const struct chart_theme *theme, struct point at,
			double radius)
{
	pdf_fill_circle(pdf, at, radius, ink_faint(theme->accent, 0.22));
	pdf_ring(pdf, at, radius, (struct turn){ 0, 1 },
		 (struct pen){ ink_faint(theme->accent, 0.7), 0.8, 0 });
}

/* ---- the world ------------------------------------------------------------------------------ */

/* By the logarithm: one country usually has nearly everybody. */
static int shade_of(double share, double largest)
{
	double step = ceil(log(share * 1e4 + 1) / log(largest * 1e4 + 1) * (CHART_HEAT_LEVELS - 1));

	return (int)fmax(1, fmin(CHART_HEAT_LEVELS - 1, step));
}

static double largest_share(const struct chart_map *map)
{
	double largest = 0;

	for (size_t i = 0; i < map->country_count; i++)
		largest = fmax(largest, map->countries[i].share);
	return largest;
}

static int level_of(const struct chart_map *map, struct str iso2, double largest)
{
	for (size_t i = 0; i < map->country_count; i++)
		if (str_eq(map->countries[i].iso2, iso2) && map->countries[i].share > 0)
			return shade_of(map->countries[i].share, largest);
	return 0;
}

/* All plain countries are one path: a tenth of the calls. */
static void draw_land(struct pdf *pdf, const struct chart_theme *theme, const struct chart_map *map)
{
	const struct pen border = { INK(0xffffff), 1.6, 0 };
	double largest = largest_share(map);

	for (size_t i = 0; i < map_country_count; i++)
		if (level_of(map, str_of(map_countries[i].iso2), largest) == 0)
			pdf_path_outline(pdf, map_countries[i].outline);
	pdf_path_fill(pdf, INK(0xe6e7e3));
	pdf_path_stroke(pdf, border);
	pdf_path_drop(pdf);
	for (size_t i = 0; i < map_country_count; i++) {
		const struct map_country *country = &map_countries[i];
		int level = level_of(map, str_of(country->iso2), largest);

		if (level == 0)
			continue;
		if (!country->outline[0]) {
			pdf_fill_circle(pdf, (struct point){ country->x, country->y }, 7,
					theme->heat[level]);
			continue;
		}
		pdf_path_outline(pdf, country->outline);
		pdf_path_fill(pdf, theme->heat[level]);
		pdf_path_stroke(pdf, border);
		pdf_path_drop(pdf);
	}
}

static struct point place(struct box view, struct box box, struct point at)
{
	double scale = box.width / view.width;

	return (struct point){ box.x + (at.x - view.x) * scale, box.y + (at.y - view.y) * scale };
}

void chart_world(struct pdf *pdf, const struct chart_theme *theme, const struct chart_map *map,
		 struct box box)
{
	double scale = box.width / world_view.width;

	pdf_push_clip(pdf, box, 0);
	pdf_push(pdf, (struct point){ box.x - world_view.x * scale, box.y - world_view.y * scale },
		 scale);
	draw_land(pdf, theme, map);
	pdf_pop(pdf);
	pdf_pop(pdf);
	for (size_t i = map->pin_count; i > 0; i--) {
		const struct chart_pin *pin = &map->pins[i - 1];
		const struct map_country *country = find_country(pin->iso2);
		struct point at = on_world(pin->lng, pin->lat);

		if (pin->iso2.len > 0 && !country)
			continue;
		if (country)
			at = (struct point){ country->x, country->y };
		draw_drop(pdf, theme, place(world_view, box, at), pin->rank);
	}
}

/* ---- Indonesia ------------------------------------------------------------------------------ */

void chart_indonesia(struct pdf *pdf, const struct chart_theme *theme, const struct chart_map *map,
		     struct box box)
{
	double scale = box.width / indonesia_view.width;
	const struct pen border = { INK(0xffffff), 1.8, 0 };

	pdf_push_clip(pdf, box, 0);
	pdf_push(pdf, (struct point){ box.x, box.y }, scale);
	pdf_path_outline(pdf, map_neighbours);
	pdf_path_fill(pdf, INK(0xf1f1ee));
	pdf_path_drop(pdf);
	for (size_t i = 0; i < map_province_count; i++)
		pdf_path_outline(pdf, map_provinces[i]);
	pdf_path_fill(pdf, INK(0xd9dcd8));
	pdf_path_stroke(pdf, border);
	pdf_path_drop(pdf);
	pdf_pop(pdf);
	pdf_pop(pdf);
	for (size_t i = map->pin_count; i > 0; i--) {
		const struct chart_pin *pin = &map->pins[i - 1];
		struct point at = place(indonesia_view, box, on_indonesia(pin->lng, pin->lat));

		if (pin->share > 0)
			draw_bubble(pdf, theme, at, 5 + 22 * sqrt(pin->share));
	}
	for (size_t i = map->pin_count; i > 0; i--) {
		const struct chart_pin *pin = &map->pins[i - 1];

		draw_drop(pdf, theme, place(indonesia_view, box, on_indonesia(pin->lng, pin->lat)),
			  pin->rank);
	}
}
