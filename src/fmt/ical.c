#include "fmt/ical.h"

#include <stdio.h>

#include "base/clock.h"

#define LINE_OCTETS 75 /* RFC 5545 section 3.1, without the line break */

struct line {
	struct buf *out;
	size_t octets; /* in the physical line so far */
};

static size_t character_bytes(struct str s, size_t at)
{
	size_t n = 1;

	while (at + n < s.len && ((unsigned char)s.at[at + n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Folds before what would pass the end of the line; a fold's space counts. */
static void put(struct line *l, struct str piece)
{
	if (l->octets + piece.len > LINE_OCTETS) {
		buf_put(l->out, STR("\r\n "));
		l->octets = 1;
	}
	buf_put(l->out, piece);
	l->octets += piece.len;
}

static struct line begin(struct buf *out, const char *name)
{
	struct line l = { .out = out };

	put(&l, str_of(name));
	put(&l, STR(":"));
	return l;
}

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

void ical_line(struct buf *out, const char *name, struct str value)
{
	struct line l = begin(out, name);

	for (size_t i = 0, n; i < value.len; i += n) {
		n = character_bytes(value, i);
		if (!is_control(value.at[i]))
			put(&l, str_sub(value, i, i + n));
	}
	buf_put(out, STR("\r\n"));
}

/* An escape stays in one line: readers unfold first, but people read files too. */
static struct str escaped(struct str character, bool after_cr)
{
	switch (character.at[0]) {
	case '\\':
		return STR("\\\\");
	case ';':
		return STR("\\;");
	case ',':
		return STR("\\,");
	case '\r':
		return STR("\\n");
	case '\n':
		return after_cr ? STR("") : STR("\\n");
	case '\t':
		return character;
	default:
		return is_control(character.at[0]) ? STR("") : character;
	}
}

void ical_text(struct buf *out, const char *name, struct str text)
{
	struct line l = begin(out, name);

	for (size_t i = 0, n; i < text.len; i += n) {
		n = character_bytes(text, i);
		put(&l, escaped(str_sub(text, i, i + n), i > 0 && text.at[i - 1] == '\r'));
	}
	buf_put(out, STR("\r\n"));
}

void ical_time(struct buf *out, const char *name, int64_t unix_s)
{
	struct civil c = civil_from_unix(unix_s);
	char text[64];

	snprintf(text, sizeof(text), "%04d%02d%02dT%02d%02d%02dZ", c.year, c.month, c.day, c.hour,
		 c.minute, c.second);
	ical_line(out, name, str_of(text));
}
