#include "graphsim/world/picture.h"

#include <inttypes.h>
#include <stdlib.h>

#include "graphsim/world/mix.h"
#include "graphsim/world/picture_jpeg.h"
#include "graphsim/world/picture_paint.h"

#define PREFIX "/_cdn/"

static const struct {
	const char *name;
	int width, height;
} shapes[] = {
	[PICTURE_AVATAR] = { "avatar", 320, 320 },
	[PICTURE_PERSON] = { "person", 320, 320 },
	[PICTURE_SQUARE] = { "square", 720, 720 },
	[PICTURE_PORTRAIT] = { "portrait", 540, 960 },
};

struct str picture_url(const struct call *c, enum picture_shape shape, uint64_t number)
{
	return str_fmt(c->arena, "%.*s" PREFIX "%s/%016" PRIx64 ".jpg", STR_ARG(c->origin),
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

static void draw_picture(struct buf *out, enum picture_shape shape, uint64_t number)
{
	const struct painting painting = {
		.number = number,
		.is_person = shape == PICTURE_PERSON,
		.width = shapes[shape].width,
		.height = shapes[shape].height,
	};
	size_t pixels = (size_t)painting.width * (size_t)painting.height;
	unsigned char *rgb = malloc(pixels * 3);

	if (!rgb)
		abort();
	picture_paint(&painting, rgb);
	picture_jpeg(rgb, painting.width, painting.height, out);
	free(rgb);
}

bool picture_draw(struct str path, struct buf *out)
{
	struct str rest = str_skip(path, sizeof(PREFIX) - 1);
	uint64_t number = 0;

	if (!str_starts_with(path, STR(PREFIX)))
		return false;
	struct str name = str_cut(&rest, '/');
	if (!str_ends_with(rest, STR(".jpg")) || rest.len != 20)
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
