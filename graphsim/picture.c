#include "graphsim/picture.h"

#include <inttypes.h>

#include "graphsim/mix.h"

#define PREFIX "/_cdn/"

static const struct {
	const char *name;
	int width, height;
} shapes[] = {
	[PICTURE_AVATAR] = { "avatar", 320, 320 },
	[PICTURE_PERSON] = { "person", 320, 320 },
	[PICTURE_SQUARE] = { "square", 1080, 1080 },
	[PICTURE_PORTRAIT] = { "portrait", 1080, 1920 },
};

/* Pairs that look good as a gradient. */
static const char *const colours[][3] = {
	{ "#ff9a56", "#ff3d68", "#fff1e0" }, { "#6a5af9", "#d66efd", "#f3e8ff" },
	{ "#11998e", "#38ef7d", "#e6fff5" }, { "#2193b0", "#6dd5ed", "#eafaff" },
	{ "#c94b4b", "#4b134f", "#ffe3e3" }, { "#f7971e", "#ffd200", "#fff8db" },
	{ "#355c7d", "#c06c84", "#fde2e8" }, { "#134e5e", "#71b280", "#e6f6ea" },
	{ "#ee9ca7", "#ffdde1", "#a8475a" }, { "#3a1c71", "#ffaf7b", "#ffe9d9" },
	{ "#8e5a2b", "#e8b06f", "#fff2df" }, { "#0f2027", "#2c7744", "#d5f2df" },
};

struct str picture_url(const struct call *c, enum picture_shape shape, uint64_t number)
{
	return str_fmt(c->arena, "%.*s" PREFIX "%s/%016" PRIx64 ".svg", STR_ARG(c->origin),
		       shapes[shape].name, number);
}

struct str picture_of_person(const struct call *c, const struct person *p)
{
	return picture_url(c, PICTURE_PERSON, mix_of(1, MIX_PICTURE, p->index, 0));
}

struct str picture_of_page(const struct call *c, const struct page *p)
{
	return picture_url(c, PICTURE_AVATAR, mix_of(2, MIX_PICTURE, p->index, 0));
}

struct str picture_of_account(const struct call *c, const struct account *a)
{
	return picture_url(c, PICTURE_AVATAR, mix_of(a->seed, MIX_PICTURE, a->index, 1));
}

static void draw_bowl(struct buf *out, int w, int h, const char *ink)
{
	int r = w / 3;

	buf_fmt(out,
		"<path d='M%d %dh%da%d %d 0 0 1-%d 0z' fill='%s' opacity='.92'/>"
		"<path d='M%d %dq%d-%d 0-%dM%d %dq%d-%d 0-%d' stroke='%s' stroke-width='%d' "
		"fill='none' stroke-linecap='round' opacity='.7'/>",
		w / 2 - r, h / 2, 2 * r, r, r, 2 * r, ink, w / 2 - r / 3, h / 2 - r / 5, r / 4,
		r / 4, r / 2, w / 2 + r / 3, h / 2 - r / 5, r / 4, r / 4, r / 2, ink, w / 40 + 2);
}

static void draw_hills(struct buf *out, int w, int h, const char *ink)
{
	buf_fmt(out,
		"<circle cx='%d' cy='%d' r='%d' fill='%s' opacity='.85'/>"
		"<path d='M0 %dL%d %dL%d %dL%d %dL%d %dV%dH0z' fill='%s' opacity='.55'/>"
		"<path d='M0 %dQ%d %d %d %dT%d %dV%dH0z' fill='%s' opacity='.8'/>",
		w * 7 / 10, h * 3 / 10, w / 9, ink, h * 7 / 10, w * 3 / 10, h * 4 / 10, w / 2,
		h * 65 / 100, w * 7 / 10, h / 2, w, h * 72 / 100, h, ink, h * 8 / 10, w / 4,
		h * 72 / 100, w / 2, h * 8 / 10, w, h * 78 / 100, h, ink);
}

static void draw_petals(struct buf *out, int w, int h, const char *ink)
{
	for (int i = 0; i < 8; i++)
		buf_fmt(out,
			"<ellipse cx='%d' cy='%d' rx='%d' ry='%d' fill='%s' opacity='.6' "
			"transform='rotate(%d %d %d)'/>",
			w / 2, h / 2 - w / 6, w / 14, w / 6, ink, 45 * i, w / 2, h / 2);
	buf_fmt(out, "<circle cx='%d' cy='%d' r='%d' fill='%s'/>", w / 2, h / 2, w / 14, ink);
}

static void draw_weave(struct buf *out, int w, int h, const char *ink)
{
	int step = w / 6;

	for (int y = step / 2; y < h; y += step) {
		for (int x = step / 2; x < w; x += step)
			buf_fmt(out,
				"<path d='M%d %dl%d %dl-%d %dl-%d-%dz' fill='%s' opacity='%s'/>", x,
				y - step / 3, step / 3, step / 3, step / 3, step / 3, step / 3,
				step / 3, ink, (x / step + y / step) % 2 ? ".75" : ".35");
	}
}

static void draw_rings(struct buf *out, int w, int h, const char *ink)
{
	for (int i = 1; i <= 5; i++)
		buf_fmt(out,
			"<circle cx='%d' cy='%d' r='%d' fill='none' stroke='%s' stroke-width='%d' "
			"opacity='.%d'/>",
			w * 38 / 100, h * 58 / 100, w * i / 9, ink, w / 50 + 1, 9 - i);
}

static void draw_portrait(struct buf *out, int w, int h, const char *ink)
{
	buf_fmt(out,
		"<circle cx='%d' cy='%d' r='%d' fill='%s'/>"
		"<path d='M%d %da%d %d 0 0 1 %d 0z' fill='%s'/>",
		w / 2, h * 42 / 100, w * 17 / 100, ink, w * 18 / 100, h, w * 32 / 100, w * 34 / 100,
		w * 64 / 100, ink);
}

static void draw_picture(struct buf *out, enum picture_shape shape, uint64_t number)
{
	static void (*const motifs[])(struct buf *, int, int, const char *) = {
		draw_bowl, draw_hills, draw_petals, draw_weave, draw_rings,
	};
	struct draws d = draws_of(number, MIX_PICTURE, 0, 0);
	const char *const *palette = colours[draw_below(&d, COUNT_OF(colours))];
	int w = shapes[shape].width;
	int h = shapes[shape].height;

	buf_fmt(out,
		"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' "
		"height='%d'>"
		"<defs><linearGradient id='g' gradientTransform='rotate(%d .5 .5)'>"
		"<stop stop-color='%s'/><stop offset='1' stop-color='%s'/></linearGradient></defs>"
		"<rect width='%d' height='%d' fill='url(#g)'/>",
		w, h, w, h, (int)draw_below(&d, 8) * 45, palette[0], palette[1], w, h);
	if (shape == PICTURE_PERSON)
		draw_portrait(out, w, h, palette[2]);
	else
		motifs[draw_below(&d, COUNT_OF(motifs))](out, w, h, palette[2]);
	buf_put(out, STR("</svg>"));
}

bool picture_draw(struct str path, struct buf *out)
{
	struct str rest = str_skip(path, sizeof(PREFIX) - 1);
	uint64_t number = 0;

	if (!str_starts_with(path, STR(PREFIX)))
		return false;
	struct str name = str_cut(&rest, '/');
	if (!str_ends_with(rest, STR(".svg")) || rest.len != 20)
		return false;
	for (size_t i = 0; i < 16; i++) {
		char c = rest.at[i];
		bool is_digit = c >= '0' && c <= '9';

		if (!is_digit && !(c >= 'a' && c <= 'f'))
			return false;
		number = number << 4 | (uint64_t)(is_digit ? c - '0' : c - 'a' + 10);
	}
	for (size_t i = 0; i < COUNT_OF(shapes); i++) {
		if (str_eq(name, str_of(shapes[i].name))) {
			draw_picture(out, (enum picture_shape)i, number);
			return true;
		}
	}
	return false;
}
