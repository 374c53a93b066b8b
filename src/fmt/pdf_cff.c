#include "fmt/pdf_cff.h"

#include <stdbool.h>

#define OPERATOR_CHARSET 15
#define OPERATOR_ESCAPE 12
#define OPERATOR_ROS 30 /* after the escape: this font has CIDs */

/* A place in the table; past the end everything is 0. */
struct reader {
	struct str cff;
	size_t at;
};

static uint32_t take(struct reader *r, int bytes)
{
	uint32_t n = 0;

	for (int i = 0; i < bytes; i++, r->at++)
		n = n << 8 | (r->at < r->cff.len ? (unsigned char)r->cff.at[r->at] : 0);
	return n;
}

/* An INDEX: its first element, and `r` behind it (section 5). */
static struct str take_index(struct reader *r)
{
	uint32_t count = take(r, 2);
	struct str first = STR_NONE;

	if (count == 0)
		return first;
	int width = (int)take(r, 1);
	struct reader offsets = *r;
	uint32_t from = take(&offsets, width), to = take(&offsets, width);
	struct reader last = { r->cff, r->at + (size_t)count * (size_t)width };
	uint32_t end = take(&last, width);

	/* Offsets count from the byte before the data. */
	first = str_sub(r->cff, last.at + from - 1, last.at + to - 1);
	r->at = last.at + end - 1;
	return first;
}

/* One operand of a DICT (section 4, table 3); reals are passed over. */
static int32_t take_operand(struct reader *r, uint32_t first)
{
	if (first == 28)
		return (int16_t)take(r, 2);
	if (first == 29)
		return (int32_t)take(r, 4);
	if (first == 30) {
		for (uint32_t byte = 0; (byte & 15) != 15 && r->at < r->cff.len;)
			byte = take(r, 1);
		return 0;
	}
	if (first <= 246)
		return (int32_t)first - 139;
	if (first <= 250)
		return ((int32_t)first - 247) * 256 + (int32_t)take(r, 1) + 108;
	return -((int32_t)first - 251) * 256 - (int32_t)take(r, 1) - 108;
}

/* Where the charset stands; false when the font has no CIDs. */
static bool find_charset(struct str top, size_t *ret_at)
{
	struct reader r = { top, 0 };
	int32_t operand = 0;
	bool has_cids = false;

	*ret_at = 0;
	while (r.at < top.len) {
		uint32_t byte = take(&r, 1);

		if (byte >= 28) {
			operand = take_operand(&r, byte);
			continue;
		}
		if (byte == OPERATOR_CHARSET && operand > 0)
			*ret_at = (size_t)operand;
		if (byte == OPERATOR_ESCAPE && take(&r, 1) == OPERATOR_ROS)
			has_cids = true;
	}
	return has_cids && *ret_at > 2;
}

/* Section 13: a list, or ranges of a first number and how many follow. Glyph 0 is not in it. */
static uint32_t charset_at(struct reader *r, uint32_t glyph)
{
	uint32_t format = take(r, 1), seen = 1;

	if (format == 0) {
		r->at += 2 * (size_t)(glyph - 1);
		return take(r, 2);
	}
	while (r->at < r->cff.len) {
		uint32_t first = take(r, 2), left = take(r, format == 1 ? 1 : 2);

		if (glyph <= seen + left)
			return first + (glyph - seen);
		seen += left + 1;
	}
	return glyph;
}

uint32_t cff_cid_of(struct str cff, uint32_t glyph)
{
	struct reader r = { cff, 2 };
	size_t charset = 0;

	r.at = take(&r, 1); /* the size of the header */
	take_index(&r);     /* names */
	if (glyph == 0 || !find_charset(take_index(&r), &charset))
		return glyph;
	r.at = charset;
	return charset_at(&r, glyph);
}
