#include "model/text_class.h"

#include "base/cleanup.h"

#include <stdbool.h>
#include <stddef.h>

/* 0xC0 to 0xFF; '*' is no letter. */
static const char latin1_base[] =
	"aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo*ouuuuypy";

/* Unicode 15 blocks and ranges, in order; what is in none of them is a letter. */
static const struct {
	uint32_t first, last;
	enum text_class kind;
} ranges[] = {
	{ 0x0080, 0x00A8, TEXT_SPACE },      { 0x00A9, 0x00A9, TEXT_EMOJI },
	{ 0x00AA, 0x00AC, TEXT_SPACE },      { 0x00AD, 0x00AD, TEXT_NOTHING },
	{ 0x00AE, 0x00AE, TEXT_EMOJI },      { 0x00AF, 0x00BF, TEXT_SPACE },
	{ 0x0300, 0x036F, TEXT_NOTHING },    { 0x2000, 0x200A, TEXT_SPACE },
	{ 0x200B, 0x200F, TEXT_NOTHING },    { 0x2010, 0x2027, TEXT_SPACE },
	{ 0x2028, 0x202E, TEXT_NOTHING },    { 0x202F, 0x203B, TEXT_SPACE },
	{ 0x203C, 0x203C, TEXT_EMOJI },      { 0x203D, 0x2048, TEXT_SPACE },
	{ 0x2049, 0x2049, TEXT_EMOJI },      { 0x204A, 0x205F, TEXT_SPACE },
	{ 0x2060, 0x206F, TEXT_NOTHING },    { 0x2070, 0x20CF, TEXT_SPACE },
	{ 0x20D0, 0x20FF, TEXT_NOTHING },    { 0x2100, 0x2121, TEXT_SPACE },
	{ 0x2122, 0x2122, TEXT_EMOJI },      { 0x2123, 0x2138, TEXT_SPACE },
	{ 0x2139, 0x2139, TEXT_EMOJI },      { 0x213A, 0x218F, TEXT_SPACE },
	{ 0x2190, 0x21FF, TEXT_EMOJI },      { 0x2200, 0x22FF, TEXT_SPACE },
	{ 0x2300, 0x23FF, TEXT_EMOJI },      { 0x2400, 0x245F, TEXT_SPACE },
	{ 0x24B0, 0x24B5, TEXT_SPACE },      { 0x2500, 0x259F, TEXT_SPACE },
	{ 0x25A0, 0x27BF, TEXT_EMOJI },      { 0x27C0, 0x28FF, TEXT_SPACE },
	{ 0x2900, 0x297F, TEXT_EMOJI },      { 0x2980, 0x2AFF, TEXT_SPACE },
	{ 0x2B00, 0x2BFF, TEXT_EMOJI },      { 0x2E00, 0x2E7F, TEXT_SPACE },
	{ 0x3000, 0x3004, TEXT_SPACE },      { 0x3008, 0x3020, TEXT_SPACE },
	{ 0x3030, 0x3030, TEXT_EMOJI },      { 0x303D, 0x303D, TEXT_EMOJI },
	{ 0x3297, 0x3299, TEXT_EMOJI },      { 0xE000, 0xF8FF, TEXT_SPACE },
	{ 0xFE00, 0xFE0F, TEXT_NOTHING },    { 0xFE10, 0xFE6F, TEXT_SPACE },
	{ 0xFEFF, 0xFEFF, TEXT_NOTHING },    { 0xFF5F, 0xFF65, TEXT_SPACE },
	{ 0xFFE0, 0xFFFF, TEXT_SPACE },      { 0x1F000, 0x1F0FF, TEXT_EMOJI },
	{ 0x1F18A, 0x1F3FA, TEXT_EMOJI },    { 0x1F3FB, 0x1F3FF, TEXT_NOTHING },
	{ 0x1F400, 0x1FAFF, TEXT_EMOJI },    { 0xE0000, 0xE0FFF, TEXT_NOTHING },
	{ 0xE1000, 0x10FFFF, TEXT_NOTHING },
};

/* Letters in another dress: `count` letters from `first`, which begin with `base` again and again.
 */
static const struct {
	uint32_t first, count, period;
	char base;
	enum text_class kind;
} dresses[] = {
	{ 0x24B6, 52, 26, 'a', TEXT_LETTER },   /* circled */
	{ 0x1D400, 676, 26, 'a', TEXT_LETTER }, /* mathematical */
	{ 0x1D7CE, 50, 10, '0', TEXT_DIGIT },   /* mathematical */
	{ 0x1F130, 26, 26, 'a', TEXT_LETTER },  /* squared */
	{ 0x1F150, 26, 26, 'a', TEXT_LETTER },  /* negative circled */
	{ 0x1F170, 26, 26, 'a', TEXT_LETTER },  /* negative squared */
};

static enum text_class class_of_ascii(uint32_t c)
{
	if (c >= 'a' && c <= 'z')
		return TEXT_LETTER;
	if (c >= '0' && c <= '9')
		return TEXT_DIGIT;
	switch (c) {
	case '!':
	case '?':
	case '.':
	case ',':
	case ';':
	case '"':
	case '(':
	case ')':
		return TEXT_PUNCTUATION;
	case '[':
	case '{':
		return TEXT_PUNCTUATION;
	case ']':
	case '}':
		return TEXT_PUNCTUATION;
	case '\'':
	case '`':
		return TEXT_APOSTROPHE;
	default:
		return TEXT_SPACE;
	}
}

static uint32_t fold_mark(uint32_t c)
{
	switch (c) {
	case 0x2018:
	case 0x2019:
	case 0x02BC:
	case 0x00B4:
		return '\'';
	case 0x201C:
	case 0x201D:
	case 0x00AB:
	case 0x00BB:
		return '"';
	case 0x2026:
	case 0x3002:
		return '.';
	case 0x00A1:
		return '!';
	case 0x00BF:
		return '?';
	default:
		return c;
	}
}

static enum text_class class_of_range(uint32_t c)
{
	size_t low = 0, high = COUNT_OF(ranges);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COUNT_OF(ranges) && c >= ranges[low].first ? ranges[low].kind : TEXT_LETTER;
}

static bool undress(uint32_t *c, enum text_class *ret)
{
	for (size_t i = 0; i < COUNT_OF(dresses); i++) {
		if (*c < dresses[i].first || *c >= dresses[i].first + dresses[i].count)
			continue;
		*c = (uint32_t)dresses[i].base + (*c - dresses[i].first) % dresses[i].period;
		*ret = dresses[i].kind;
		return true;
	}
	return false;
}

enum text_class text_class_fold(uint32_t *code_point)
{
	uint32_t c = *code_point;
	enum text_class kind;

	if (c >= 0xFF01 && c <= 0xFF5E) /* full-width ASCII */
		c -= 0xFEE0;
	if (c >= 0x80)
		c = fold_mark(c);
	if (c >= 'A' && c <= 'Z')
		c += 'a' - 'A';
	if (c >= 0xC0 && c <= 0xFF && latin1_base[c - 0xC0] != '*')
		c = (uint32_t)latin1_base[c - 0xC0];
	if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) /* Greek, Cyrillic */
		c += 0x20;
	*code_point = c;
	if (c < 0x80)
		return class_of_ascii(c);
	if (c >= 0x24B6 && undress(code_point, &kind))
		return kind;
	return class_of_range(c);
}
