#include "fmt/csv.h"

#include <string.h>

#define INT64_CHARS 20

void csv_start(struct csv *c, struct sink sink)
{
	c->sink = sink;
	c->err = ERR_INIT;
	c->failed = false;
	c->row_is_blank = true;
	c->cells = 0;
	c->used = 0;
}

static void hand_over(struct csv *c, struct str bytes)
{
	if (!c->failed && !sink_write(&c->sink, bytes, &c->err))
		c->failed = true;
}

static void flush(struct csv *c)
{
	hand_over(c, (struct str){ c->block, c->used });
	c->used = 0;
}

static inline void put(struct csv *c, struct str s)
{
	if (s.len > CSV_BLOCK_BYTES - c->used)
		flush(c);
	if (s.len > CSV_BLOCK_BYTES) {
		hand_over(c, s);
		return;
	}
	memcpy(c->block + c->used, s.at, s.len);
	c->used += s.len;
}

static inline void put_char(struct csv *c, char byte)
{
	if (c->used == CSV_BLOCK_BYTES)
		flush(c);
	c->block[c->used++] = byte;
}

static inline void begin_cell(struct csv *c, size_t len)
{
	if (c->cells++ > 0)
		put_char(c, ',');
	c->row_is_blank = c->cells == 1 && len == 0;
}

/* Sixteen bytes compared at once, in whatever vector registers the machine has. */
typedef signed char lanes __attribute__((vector_size(16)));

static inline lanes special_bytes(const char *at)
{
	lanes block;

	memcpy(&block, at, sizeof(block));
	return (block == '"') | (block == ',') | (block == '\n') | (block == '\r');
}

static inline bool any_lane(lanes found)
{
	uint64_t halves[2];

	memcpy(halves, &found, sizeof(halves));
	return (halves[0] | halves[1]) != 0;
}

static bool needs_quotes(struct str s)
{
	char padded[sizeof(lanes)] = { 0 };
	lanes found = { 0 };

	if (s.len < sizeof(lanes)) {
		if (s.len > 0)
			memcpy(padded, s.at, s.len);
		return any_lane(special_bytes(padded));
	}
	for (size_t i = 0; i + sizeof(lanes) < s.len; i += sizeof(lanes))
		found |= special_bytes(s.at + i);
	/* The last block overlaps the one before it. */
	return any_lane(found | special_bytes(s.at + s.len - sizeof(lanes)));
}

/* ---- formulas ------------------------------------------------------------------------------ */

/* White space and marks of no width that a spreadsheet may skip before it looks for `=`. */
static const struct str skipped[] = {
	STR_INIT(" "),      STR_INIT("\t"),     STR_INIT("\n"),     STR_INIT("\r"),
	STR_INIT("\v"),     STR_INIT("\f"),     STR_INIT("\0"),     STR_INIT("\u00A0"),
	STR_INIT("\u200B"), STR_INIT("\u3000"), STR_INIT("\uFEFF"),
};

static const struct str triggers[] = {
	STR_INIT("="),      STR_INIT("+"),      STR_INIT("-"),      STR_INIT("@"),
	STR_INIT("\uFF1D"), STR_INIT("\uFF0B"), STR_INIT("\uFF0D"), STR_INIT("\uFF20"),
};

static size_t match_length(const struct str *words, size_t count, struct str s)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts_with(s, words[i]))
			return words[i].len;
	return 0;
}

/* Every character that matters is either below `A` (and no digit) or starts with 0xC2, 0xE2-0xEF.
 */
static inline bool starts_ordinary(struct str s)
{
	unsigned char first = (unsigned char)s.at[0];

	return (first >= '0' && first <= '9') || (first > '@' && first < 0x80) || first == '#' ||
	       first >= 0xF0;
}

static bool is_control(char ch)
{
	return ch == '\t' || ch == '\n' || ch == '\r' || ch == '\0';
}

bool csv_is_formula(struct str s)
{
	size_t step = 0;

	if (s.len == 0 || starts_ordinary(s))
		return false;
	if (is_control(s.at[0]))
		return true;
	while ((step = match_length(skipped, COUNT_OF(skipped), s)) > 0)
		s = str_skip(s, step);
	return match_length(triggers, COUNT_OF(triggers), s) > 0;
}

/* ---- cells --------------------------------------------------------------------------------- */

static void put_doubling_quotes(struct csv *c, struct str s)
{
	const char *quote = NULL;

	while (s.len > 0 && (quote = memchr(s.at, '"', s.len))) {
		size_t through = (size_t)(quote - s.at) + 1;

		put(c, str_sub(s, 0, through));
		put_char(c, '"');
		s = str_skip(s, through);
	}
	if (s.len > 0)
		put(c, s);
}

void csv_text(struct csv *c, struct str text)
{
	bool quotes = needs_quotes(text);

	begin_cell(c, text.len);
	if (text.len == 0)
		return;
	if (quotes)
		put_char(c, '"');
	if (csv_is_formula(text))
		put_char(c, '\'');
	if (!quotes) {
		put(c, text);
		return;
	}
	put_doubling_quotes(c, text);
	put_char(c, '"');
}

void csv_plain(struct csv *c, struct str text)
{
	begin_cell(c, text.len);
	if (text.len > 0)
		put(c, text);
}

void csv_int(struct csv *c, struct opt_int n)
{
	char digits[INT64_CHARS];
	size_t at = sizeof(digits);
	uint64_t rest = n.value < 0 ? 0 - (uint64_t)n.value : (uint64_t)n.value;

	if (!n.has) {
		csv_plain(c, STR_NONE);
		return;
	}
	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (n.value < 0)
		digits[--at] = '-';
	csv_plain(c, (struct str){ digits + at, sizeof(digits) - at });
}

void csv_end_row(struct csv *c)
{
	/* A bare line break would read back as no row at all. */
	if (c->row_is_blank && c->cells == 1)
		put(c, STR("\"\""));
	put(c, STR("\r\n"));
	c->cells = 0;
	c->row_is_blank = true;
}

bool csv_failed(const struct csv *c)
{
	return c->failed;
}

bool csv_end(struct csv *c, struct err *err)
{
	if (c->used > 0)
		flush(c);
	if (c->failed)
		*err = c->err;
	return !c->failed;
}
