/* Statistik, pages 2 to 4: when followers are online, where they live, who they are. */
#include <math.h>

#include "report/pdf_report.h"

/* Monday first, as weeks are read here. */
static int weekday_of_row(int row)
{
	return (row + 1) % WEEK_DAYS;
}

/* ---- page 2: online ------------------------------------------------------------------------- */

#define HEAT_CARD 232.0

static struct str hour_text(const struct sheet *sh, int hour)
{
	return str_fmt(sh->arena, "%02d%c00", hour, sh->speech.english ? ':' : '.');
}

static int best_cell(const struct online_week *week)
{
	for (int i = 0; i < WEEK_HOURS; i++)
		if (week->cells[i].is_max)
			return i;
	return -1;
}

/* A sentence; nothing when no hour is known. */
static struct str busiest_text(struct sheet *sh)
{
	int best = best_cell(&sh->data->audience->online);
	struct str zone = say_zone(&sh->speech, sh->data->exported_s);

	if (best < 0)
		return STR("");
	struct str time = str_fmt(sh->arena, "%.*s %.*s", STR_ARG(hour_text(sh, best % DAY_HOURS)),
				  STR_ARG(zone));

	return say_with(&sh->speech, W_ONLINE_BEST,
			say_weekday(&sh->speech, best / DAY_HOURS, false), time);
}

static void draw_heat_scale(struct sheet *sh, double right, double y)
{
	struct type type = { 7, TEXT_REGULAR, TEXT_RIGHT, sh->theme.muted, 1 };
	double x = right - 34;

	type.align = TEXT_LEFT;
	sheet_text(sh, say(&sh->speech, W_BUSY), type, (struct box){ x + 4, y, 40, 0 });
	for (int i = CHART_HEAT_LEVELS - 1; i >= 0; i--) {
		x -= 13;
		pdf_fill_box(sh->pdf, (struct box){ x, y - 6, 11, 7 }, 2, sh->theme.heat[i]);
	}
	type.align = TEXT_RIGHT;
	sheet_text(sh, say(&sh->speech, W_QUIET), type, (struct box){ x - 45, y, 40, 0 });
}

static void draw_heat(struct sheet *sh, struct box box)
{
	const struct online_week *week = &sh->data->audience->online;
	int levels[CHART_WEEK_HOURS], best = best_cell(week);
	struct str days[CHART_WEEK_DAYS];
	struct chart_heat heat = { levels, -1, days };

	for (int row = 0; row < WEEK_DAYS; row++) {
		int weekday = weekday_of_row(row);

		days[row] = say_weekday(&sh->speech, weekday, true);
		for (int hour = 0; hour < DAY_HOURS; hour++) {
			const struct online_cell *cell = &week->cells[week_hour(weekday, hour)];

			levels[row * DAY_HOURS + hour] = !cell->value.has         ? -1
							 : cell->value.value == 0 ? 0
										  : cell->level + 1;
			if (best == week_hour(weekday, hour))
				heat.best = row * DAY_HOURS + hour;
		}
	}
	pdf_figure_begin(sh->pdf, say_with(&sh->speech, W_ALT_WEEK, busiest_text(sh), STR_NONE));
	chart_heat(sh->pdf, &sh->theme, &heat,
		   (struct box){ box.x, box.y, box.width, box.height - 18 });
	pdf_tag_end(sh->pdf);

	double y = box_bottom(box);

	pdf_stroke_box(sh->pdf, (struct box){ box.x + 30, y - 6.5, 8, 8 }, 2.2,
		       (struct pen){ sh->theme.women, 1.4, 0 });
	sheet_text(sh, say(&sh->speech, W_BEST_HOUR),
		   (struct type){ 7, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
		   (struct box){ box.x + 43, y, 180, 0 });
	draw_heat_scale(sh, box_right(box), y);
}

/* Hours of one day as badges, the busiest of the week in its own colour. */
static void draw_badges(struct sheet *sh, int weekday, struct box row)
{
	const struct online_week *week = &sh->data->audience->online;
	const double width = 33, height = 14;
	double x = row.x;

	for (int hour = 0; hour < DAY_HOURS; hour++) {
		const struct online_cell *cell = &week->cells[week_hour(weekday, hour)];
		struct ink ground = cell->is_max ? sh->theme.women : sh->theme.accent_soft;

		if (!cell->is_recommended || x + width > box_right(row) + 1)
			continue;
		pdf_fill_box(sh->pdf, (struct box){ x, row.y, width, height }, 4, ground);
		sheet_text(sh, hour_text(sh, hour),
			   (struct type){ 7, TEXT_MEDIUM, TEXT_CENTRE,
					  cell->is_max ? INK(0xffffff) : sh->theme.accent, 1 },
			   (struct box){ x, row.y + 9.6, width, 0 });
		x += width + 4;
	}
	if (x <= row.x)
		sheet_text(sh, say(&sh->speech, W_UNKNOWN),
			   (struct type){ 8, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
			   (struct box){ x, row.y + 9.8, 20, 0 });
}

static void draw_recommended(struct sheet *sh, struct box box)
{
	double step = box.height / WEEK_DAYS;

	for (int row = 0; row < WEEK_DAYS; row++) {
		double y = box.y + step * row;
		int weekday = weekday_of_row(row);

		if (row > 0)
			pdf_line(sh->pdf, (struct point){ box.x, y },
				 (struct point){ box_right(box), y },
				 (struct pen){ sh->theme.line_2, 0.6, 0 });
		sheet_text(sh, say_weekday(&sh->speech, weekday, false),
			   (struct type){ 8, TEXT_MEDIUM, TEXT_LEFT, sh->theme.ink_2, 1 },
			   (struct box){ box.x, y + step / 2 + 2.8, 70, 0 });
		draw_badges(sh, weekday,
			    (struct box){ box.x + 78, y + step / 2 - 7, box.width - 78, 14 });
	}
}

/* ---- the table of the five best hours ------------------------------------------------------- */

#define BEST_SHOWN 5

static const struct {
	enum pdf_word title;
	double right; /* share of the width; 0: at the left */
} best_columns[] = {
	{ W_TIME, 0 },      { W_SCORE, 0.55 }, { W_AUDIENCE_SHORT, 0.7 },
	{ W_EFFECT, 0.87 }, { W_POSTS, 1 },
};

static void draw_cell(struct sheet *sh, struct str text, size_t column, bool is_head,
		      struct box row)
{
	double right = best_columns[column].right;
	const struct type type = {
		is_head ? 7 : 8,
		is_head       ? TEXT_REGULAR
		: column == 0 ? TEXT_SEMIBOLD
			      : TEXT_REGULAR,
		right > 0 ? TEXT_RIGHT : TEXT_LEFT,
		is_head ? sh->theme.muted : sh->theme.ink_2,
		1,
	};
	struct box at = { right > 0 ? row.x + row.width * right - 90 : row.x, row.y,
			  right > 0 ? 90 : 180, 0 };

	pdf_tag_begin(sh->pdf, is_head ? PDF_HEAD_CELL : PDF_CELL);
	sheet_text(sh, text, type, at);
	pdf_tag_end(sh->pdf);
}

static void draw_best_row(struct sheet *sh, int week_hour_index, struct box row)
{
	const struct best_time *best = &sh->data->audience->best;
	const struct best_time_cell *cell = &best->cells[week_hour_index];
	const struct speech *s = &sh->speech;
	struct str day = say_weekday(s, week_hour_index / DAY_HOURS, false);
	struct str time = hour_text(sh, week_hour_index % DAY_HOURS);

	pdf_tag_begin(sh->pdf, PDF_ROW);
	draw_cell(sh, str_fmt(sh->arena, "%.*s, %.*s", STR_ARG(day), STR_ARG(time)), 0, false, row);
	draw_cell(sh, say_fixed(s, OPT_DOUBLE(cell->score), 2), 1, false, row);
	draw_cell(sh,
		  say_fixed(s, best->has_audience ? OPT_DOUBLE(cell->audience) : OPT_NO_DOUBLE, 2),
		  2, false, row);
	draw_cell(sh, say_fixed(s, cell->posts ? OPT_DOUBLE(cell->effect) : OPT_NO_DOUBLE, 2), 3,
		  false, row);
	draw_cell(sh, say_whole(s, OPT_INT(cell->posts)), 4, false, row);
	pdf_tag_end(sh->pdf);
}

static void draw_best_times(struct sheet *sh, struct box box)
{
	const struct best_time *best = &sh->data->audience->best;
	struct str posts = say_whole(&sh->speech, OPT_INT(best->posts));
	struct box inside = sheet_card(sh, box, say(&sh->speech, W_BEST_TIMES),
				       say_with(&sh->speech, W_BEST_TIMES_LEAD, posts, STR_NONE));
	double step = inside.height / (BEST_SHOWN + 1);
	struct box row = inside;

	row.y += 8;
	pdf_tag_begin(sh->pdf, PDF_TABLE);
	pdf_tag_begin(sh->pdf, PDF_ROW);
	for (size_t i = 0; i < COUNT_OF(best_columns); i++)
		draw_cell(sh, say(&sh->speech, best_columns[i].title), i, true, row);
	pdf_tag_end(sh->pdf);
	for (int i = 0; i < BEST_SHOWN; i++) {
		pdf_line(sh->pdf, (struct point){ row.x, row.y + 5.5 },
			 (struct point){ box_right(row), row.y + 5.5 },
			 (struct pen){ sh->theme.line_2, 0.6, 0 });
		row.y += step;
		draw_best_row(sh, best->best[i], row);
	}
	pdf_tag_end(sh->pdf);
}

static struct str online_lead(const struct sheet *sh)
{
	return say_with(&sh->speech, W_ONLINE_LEAD, say_zone(&sh->speech, sh->data->exported_s),
			STR_NONE);
}

static double draw_online_note(struct sheet *sh, double y)
{
	struct str text = busiest_text(sh);

	if (text.len == 0)
		return 0;
	return sheet_note(sh, text, (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 0 }) + PAGE_GAP;
}

void pdf_online_page(struct sheet *sh)
{
	const struct pdf_audience *audience = sh->data->audience;
	double y = sheet_begin_page(sh, say(&sh->speech, W_ONLINE), online_lead(sh));
	bool has_online = audience->online.max.has;
	struct box card = { PAGE_LEFT, y, PAGE_WIDTH, HEAT_CARD };
	struct box inside;

	y += draw_online_note(sh, y);
	card.y = y;
	inside = sheet_card(sh, card, say(&sh->speech, W_ONLINE_HOURS), STR(""));
	if (has_online)
		draw_heat(sh, inside);
	else
		sheet_empty(sh, inside, W_NO_AUDIENCE, W_NO_AUDIENCE_HINT);
	y = box_bottom(card) + PAGE_GAP;
	if (has_online) {
		card = (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 224 };
		draw_recommended(sh, sheet_card(sh, card, say(&sh->speech, W_RECOMMENDED),
						say(&sh->speech, W_RECOMMENDED_LEAD)));
		y = box_bottom(card) + PAGE_GAP;
	}
	if (audience->best.has_audience || audience->best.posts > 0)
		draw_best_times(sh, (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 158 });
	sheet_end_page(sh);
}

/* ---- page 3: location ----------------------------------------------------------------------- */

/* Five in one row, each with its rank, its share and a bar. */
static void draw_place(struct sheet *sh, const struct pdf_place *place, size_t rank, double largest,
		       struct box box)
{
	struct str share = say_percent(&sh->speech, OPT_DOUBLE(place->share * 100), 1, false);

	pdf_tag_begin(sh->pdf, PDF_ITEM);
	sheet_text(sh, str_fmt(sh->arena, "%zu", rank),
		   (struct type){ 8, TEXT_BOLD, TEXT_LEFT, sh->theme.women, 1 },
		   (struct box){ box.x, box.y + 9, 10, 0 });
	sheet_text(sh, place->name,
		   (struct type){ 8.5, TEXT_SEMIBOLD, TEXT_LEFT, sh->theme.ink, 1 },
		   (struct box){ box.x + 10, box.y + 9, box.width - 10, 0 });
	sheet_text(sh, place->detail,
		   (struct type){ 6.5, TEXT_REGULAR, TEXT_RIGHT, sh->theme.muted, 1 },
		   (struct box){ box.x + 40, box.y + 21, box.width - 38, 0 });
	sheet_text(sh, share, (struct type){ 8.5, TEXT_MEDIUM, TEXT_LEFT, sh->theme.ink_2, 1 },
		   (struct box){ box.x + 10, box.y + 21, 44, 0 });
	chart_bar(sh->pdf, (struct box){ box.x, box.y + 27, box.width, 4 },
		  largest > 0 ? place->share / largest : 0, sh->theme.accent, sh->theme.sunken);
	pdf_tag_end(sh->pdf);
}

static void draw_places(struct sheet *sh, const struct pdf_places *places, struct box box)
{
	size_t count = places->count < PDF_PLACES_MAX ? places->count : PDF_PLACES_MAX;
	double gap = 14, width = (box.width - gap * (PDF_PLACES_MAX - 1)) / PDF_PLACES_MAX;

	pdf_tag_begin(sh->pdf, PDF_LIST);
	for (size_t i = 0; i < count; i++)
		draw_place(sh, &places->at[i], i + 1, places->at[0].share,
			   (struct box){ box.x + (width + gap) * (double)i, box.y, width, 0 });
	pdf_tag_end(sh->pdf);
}

static struct chart_map world_of(struct sheet *sh, const struct pdf_places *countries)
{
	struct chart_country *shades =
		arena_new_n(sh->arena, struct chart_country, countries->count + 1);
	struct chart_pin *pins = arena_new_n(sh->arena, struct chart_pin, PDF_PLACES_MAX);
	struct chart_map map = { shades, countries->count, pins, 0 };

	for (size_t i = 0; i < countries->count; i++) {
		shades[i] = (struct chart_country){ countries->at[i].iso2, countries->at[i].share };
		if (i < PDF_PLACES_MAX)
			pins[map.pin_count++] = (struct chart_pin){
				.iso2 = countries->at[i].iso2,
				.rank = (int)i + 1,
			};
	}
	return map;
}

/* Cities with a known place; `*ret_at_home`: all of them on the map of Indonesia. */
static struct chart_map cities_of(struct sheet *sh, const struct pdf_places *cities,
				  bool *ret_at_home)
{
	struct chart_pin *pins = arena_new_n(sh->arena, struct chart_pin, PDF_PLACES_MAX);
	struct chart_map map = { NULL, 0, pins, 0 };

	*ret_at_home = true;
	for (size_t i = 0; i < cities->count; i++) {
		const struct pdf_place *city = &cities->at[i];

		if (!city->has_point)
			continue;
		pins[map.pin_count++] = (struct chart_pin){
			.lng = city->lng,
			.lat = city->lat,
			.rank = (int)i + 1,
			.share = city->share,
		};
		*ret_at_home = *ret_at_home && chart_in_indonesia(city->lng, city->lat);
	}
	return map;
}

#define PLACES_HEIGHT 34.0
#define MAP_GAP 10.0

/* A map over the width of a card, its list below. */
static double map_card_height(double map_height, size_t count)
{
	if (count == 0)
		return 160;
	return 30 + map_height + MAP_GAP + PLACES_HEIGHT + CARD_PAD;
}

static double draw_countries(struct sheet *sh, double y)
{
	const struct pdf_places *countries = &sh->data->audience->countries;
	struct chart_map map = world_of(sh, countries);
	double height = chart_world_height(PAGE_WIDTH - 2 * CARD_PAD);
	struct box box = { PAGE_LEFT, y, PAGE_WIDTH, map_card_height(height, countries->count) };
	struct box inside = sheet_card(sh, box, say(&sh->speech, W_BY_COUNTRY), STR(""));

	if (countries->count == 0) {
		sheet_empty(sh, inside, W_NO_AUDIENCE, W_NO_AUDIENCE_HINT);
		return box_bottom(box);
	}
	pdf_figure_begin(sh->pdf, sheet_alt_places(sh, W_ALT_WORLD, countries));
	chart_world(sh->pdf, &sh->theme, &map,
		    (struct box){ inside.x, inside.y - 4, inside.width, height });
	pdf_tag_end(sh->pdf);
	draw_places(sh, countries,
		    (struct box){ inside.x, inside.y + height + MAP_GAP, inside.width, 0 });
	return box_bottom(box);
}

static double draw_cities(struct sheet *sh, double y)
{
	const struct pdf_places *cities = &sh->data->audience->cities;
	bool at_home;
	struct chart_map map = cities_of(sh, cities, &at_home);
	double width = PAGE_WIDTH - 2 * CARD_PAD;
	double height = at_home ? chart_indonesia_height(width) : chart_world_height(width);
	struct box box = { PAGE_LEFT, y, PAGE_WIDTH, map_card_height(height, cities->count) };
	struct box inside = sheet_card(sh, box, say(&sh->speech, W_BY_CITY), STR(""));
	struct box place = { inside.x, inside.y, inside.width, height };

	if (cities->count == 0) {
		sheet_empty(sh, inside, W_NO_AUDIENCE, W_NO_AUDIENCE_HINT);
		return box_bottom(box);
	}
	pdf_figure_begin(sh->pdf,
			 sheet_alt_places(sh, at_home ? W_ALT_INDONESIA : W_ALT_WORLD, cities));
	if (at_home)
		chart_indonesia(sh->pdf, &sh->theme, &map, place);
	else
		chart_world(sh->pdf, &sh->theme, &map, place);
	pdf_tag_end(sh->pdf);
	draw_places(sh, cities,
		    (struct box){ inside.x, inside.y + height + MAP_GAP, inside.width, 0 });
	return box_bottom(box);
}

static struct str city_note(struct sheet *sh)
{
	const struct pdf_audience *audience = sh->data->audience;
	const struct pdf_place *city = &audience->cities.at[0];
	struct str share = say_percent(&sh->speech, OPT_DOUBLE(city->share * 100), 0, false);
	struct str place = city->name;

	if (audience->first_city_country.len > 0)
		place = str_fmt(sh->arena, "%.*s, %.*s", STR_ARG(city->name),
				STR_ARG(audience->first_city_country));
	return say_with(&sh->speech, W_CITY_FIRST, share, place);
}

void pdf_location_page(struct sheet *sh)
{
	double y = sheet_begin_page(sh, say(&sh->speech, W_LOCATION),
				    say(&sh->speech, W_LOCATION_LEAD));

	if (sh->data->audience->cities.count > 0)
		y += sheet_note(sh, city_note(sh), (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 0 }) +
		     PAGE_GAP;
	y = draw_countries(sh, y) + PAGE_GAP;
	y = draw_cities(sh, y);
	sheet_text(sh, say(&sh->speech, W_MAP_CREDIT),
		   (struct type){ 6.5, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
		   (struct box){ PAGE_LEFT, y + 11, PAGE_WIDTH, 0 });
	sheet_end_page(sh);
}
