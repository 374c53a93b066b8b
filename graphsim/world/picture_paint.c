#include "graphsim/world/picture_paint.h"

#include <math.h>

#include "graphsim/world/mix.h"

struct colour {
	float r, g, b;
};

/* Two of a gradient and one that stands out. */
static const uint32_t palettes[][3] = {
	{ 0xff9a56, 0xff3d68, 0xfff1e0 }, { 0x6a5af9, 0xd66efd, 0xf3e8ff },
	{ 0x11998e, 0x38ef7d, 0xe6fff5 }, { 0x2193b0, 0x6dd5ed, 0xeafaff },
	{ 0xc94b4b, 0x4b134f, 0xffe3e3 }, { 0xf7971e, 0xffd200, 0xfff8db },
	{ 0x355c7d, 0xc06c84, 0xfde2e8 }, { 0x134e5e, 0x71b280, 0xe6f6ea },
	{ 0xee9ca7, 0xffdde1, 0xa8475a }, { 0x3a1c71, 0xffaf7b, 0xffe9d9 },
	{ 0x8e5a2b, 0xe8b06f, 0xfff2df }, { 0x0f2027, 0x2c7744, 0xd5f2df },
};

static struct colour colour_of(uint32_t hex)
{
	return (struct colour){ (float)(hex >> 16 & 255), (float)(hex >> 8 & 255),
				(float)(hex & 255) };
}

static struct colour mixed(struct colour a, struct colour b, float share)
{
	return (struct colour){ a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share,
				a.b + (b.b - a.b) * share };
}

/*
 * A motif says how much of the ink a point has, 0 to 1. Points lie in a square of side 2 around the
 * middle; `soft` is the width of a pixel there, over which an edge goes from none to all.
 */
typedef float motif(float x, float y, float soft);

/* `distance` from an edge, negative inside. */
static float inside(float distance, float soft)
{
	float share = 0.5f - distance / soft;

	return share < 0 ? 0 : share > 1 ? 1 : share;
}

static float circle(float x, float y, float radius)
{
	return sqrtf(x * x + y * y) - radius;
}

static float bowl(float x, float y, float soft)
{
	float half = fmaxf(circle(x, y, 0.62f), -y);
	float steam = fabsf(fabsf(x) - 0.25f - 0.06f * sinf(y * 12)) - 0.03f;

	return fmaxf(0.92f * inside(half, soft),
		     0.7f * inside(fmaxf(steam, fabsf(y + 0.3f) - 0.2f), soft));
}

static float hills(float x, float y, float soft)
{
	float far = 0.35f - 0.3f * fabsf(sinf(x * 2.4f + 0.6f)) - y;
	float near = 0.55f + 0.14f * sinf(x * 3) - y;
	float sun = circle(x - 0.4f, y + 0.4f, 0.2f);

	return fmaxf(0.85f * inside(sun, soft),
		     fmaxf(0.5f * inside(far, soft), 0.8f * inside(near, soft)));
}

static float petals(float x, float y, float soft)
{
	float angle = atan2f(y, x), radius = sqrtf(x * x + y * y);
	float flower = radius - 0.25f - 0.32f * fabsf(cosf(angle * 4));

	return fmaxf(0.6f * inside(flower * 0.5f, soft), inside(circle(x, y, 0.14f), soft));
}

static float weave(float x, float y, float soft)
{
	float left = fabsf(sinf((x + y) * 6)) - 0.35f, right = fabsf(sinf((x - y) * 6)) - 0.35f;

	return 0.5f * inside(left / 6, soft) + 0.35f * inside(right / 6, soft);
}

static float rings(float x, float y, float soft)
{
	float radius = circle(x + 0.24f, y - 0.16f, 0);
	float most = 0;

	for (int i = 1; i <= 6; i++)
		most = fmaxf(most, (0.9f - 0.1f * (float)i) *
					   inside(fabsf(radius - 0.22f * (float)i) - 0.03f, soft));
	return most;
}

static float portrait(float x, float y, float soft)
{
	float head = circle(x, y + 0.16f, 0.34f);
	float body = circle(x, y - 0.98f, 0.64f);

	return fmaxf(inside(head, soft), inside(body, soft));
}

static motif *const motifs[] = { bowl, hills, petals, weave, rings };

static unsigned char byte_of(float value)
{
	return (unsigned char)(value < 0 ? 0 : value > 255 ? 255 : value + 0.5f);
}

void picture_paint(const struct painting *p, unsigned char *rgb)
{
	struct draws d = draws_of(p->number, MIX_PICTURE, 0, 0);
	const uint32_t *palette = palettes[draw_below(&d, COUNT_OF(palettes))];
	float angle = (float)draw_below(&d, 8) * 0.7853982f;
	motif *ink_at = p->is_person ? portrait : motifs[draw_below(&d, COUNT_OF(motifs))];
	struct colour from = colour_of(palette[0]), to = colour_of(palette[1]);
	struct colour ink = colour_of(palette[2]);
	float half = (float)(p->width < p->height ? p->width : p->height) / 2;

	for (int row = 0; row < p->height; row++)
		for (int column = 0; column < p->width; column++, rgb += 3) {
			float x = ((float)column - (float)p->width / 2) / half;
			float y = ((float)row - (float)p->height / 2) / half;
			float along = (x * cosf(angle) + y * sinf(angle)) / 2.8f + 0.5f;
			struct colour c = mixed(from, to, along < 0 ? 0 : along > 1 ? 1 : along);

			c = mixed(c, ink, ink_at(x, y, 2 / half));
			rgb[0] = byte_of(c.r);
			rgb[1] = byte_of(c.g);
			rgb[2] = byte_of(c.b);
		}
}
