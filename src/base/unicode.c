/* The only file that knows utf8proc. */
#include <utf8proc.h>

#include "base/arena.h"
#include "base/utf8.h"

bool unicode_is_word(uint32_t code_point)
{
	if (code_point > 0x10FFFF)
		return false;
	switch (utf8proc_category((utf8proc_int32_t)code_point)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

bool unicode_is_emoji(uint32_t code_point)
{
	if (code_point > 0x10FFFF)
		return false;
	if (code_point >= 0x1F3FB && code_point <= 0x1F3FF) /* skin tones */
		return true;

	const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)code_point);

	return p->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
	       p->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR;
}

static bool is_ascii(struct str s)
{
	unsigned char any = 0;

	for (size_t i = 0; i < s.len; i++)
		any |= (unsigned char)s.at[i];
	return any < 0x80;
}

static struct str mapped(struct arena *a, struct str s, utf8proc_option_t options)
{
	s = utf8_clean(a, s);

	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.at;
	utf8proc_ssize_t bytes_len = (utf8proc_ssize_t)s.len;
	utf8proc_ssize_t count = utf8proc_decompose(bytes, bytes_len, NULL, 0, options);

	if (count < 0)
		return s;

	/* Re-encoding happens in place and ends in a NUL. */
	utf8proc_int32_t *points = arena_new_n(a, utf8proc_int32_t, (size_t)count + 1);

	utf8proc_decompose(bytes, bytes_len, points, count, options);

	utf8proc_ssize_t len = utf8proc_reencode(points, count, options);

	return len < 0 ? s : (struct str){ (const char *)points, (size_t)len };
}

struct str unicode_fold(struct arena *a, struct str s)
{
	if (is_ascii(s))
		return str_lower(a, s);
	return mapped(a, s,
		      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
}

struct str unicode_fold_canonical(struct arena *a, struct str s)
{
	if (is_ascii(s))
		return str_lower(a, s);
	return mapped(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

struct str unicode_without_marks(struct arena *a, struct str s)
{
	if (is_ascii(s))
		return s;
	return mapped(a, s,
		      UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK);
}
