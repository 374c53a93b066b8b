/* Text of cells: XML's escapes, Excel's, and its limit. */
#include "base/utf8.h"
#include "fmt/xlsx_impl.h"

/* Bytes that may end a run of text that is copied as it is. */
static bool is_special(unsigned char byte)
{
	return byte < ' ' || byte == '&' || byte == '<' || byte == '>' || byte == '"' ||
	       byte == '_' || byte == 0xEF || byte >= 0xF5 || byte == 0xC0 || byte == 0xC1;
}

static bool is_hex(char ch)
{
	return (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'F') || (ch >= 'a' && ch <= 'f');
}

/*
 * `_x0041_`: Excel would read it as a character. So it would `_x0041` before what is escaped
 * itself, for that begins with `_`: a control character, U+FFFE or U+FFFF.
 */
static bool looks_escaped(struct str s)
{
	if (s.len < 7 || s.at[1] != 'x' || !is_hex(s.at[2]) || !is_hex(s.at[3]) ||
	    !is_hex(s.at[4]) || !is_hex(s.at[5]))
		return false;
	return s.at[6] == '_' || (unsigned char)s.at[6] < ' ' || (unsigned char)s.at[6] == 0xEF;
}

static void put_code(struct xlsx *x, unsigned code)
{
	static const char digits[] = "0123456789ABCDEF";
	const char text[] = { '_',
			      'x',
			      digits[code >> 12 & 15],
			      digits[code >> 8 & 15],
			      digits[code >> 4 & 15],
			      digits[code & 15],
			      '_' };

	xlsx_put(x, (struct str){ text, sizeof(text) });
}

/* The ASCII character at the start of `s`, escaped when it must be. */
static void put_ascii(struct xlsx *x, struct str s)
{
	switch (s.at[0]) {
	case '&':
		xlsx_put(x, STR("&amp;"));
		return;
	case '<':
		xlsx_put(x, STR("&lt;"));
		return;
	case '>':
		xlsx_put(x, STR("&gt;"));
		return;
	case '_':
		xlsx_put(x, looks_escaped(s) ? STR("_x005F_") : STR("_"));
		return;
	case '"':
	case '\t':
	case '\n':
		xlsx_put(x, str_sub(s, 0, 1));
		return;
	default:
		/* Also CR: a reader of XML would make a line feed of it. */
		put_code(x, (unsigned char)s.at[0]);
	}
}

/* How many bytes at `s` are copied as they are. */
static size_t plain_run(struct str s)
{
	size_t at = 0, len = 0;

	while (at < s.len) {
		unsigned char byte = (unsigned char)s.at[at];

		if (is_special(byte))
			break;
		if (byte < 0x80) {
			at++;
			continue;
		}
		utf8_next(str_skip(s, at), &len);
		if (len == 1)
			break;
		at += len;
	}
	return at;
}

/* A character beyond ASCII, or a byte that is none. */
static size_t put_beyond_ascii(struct xlsx *x, struct str s)
{
	size_t len = 0;
	uint32_t code = utf8_next(s, &len);

	if (code == 0xFFFE || code == 0xFFFF)
		put_code(x, code);
	else if (len == 1)
		xlsx_put(x, STR("\uFFFD"));
	else
		xlsx_put(x, str_sub(s, 0, len));
	return len;
}

void xlsx_put_text(struct xlsx *x, struct str text)
{
	while (text.len > 0) {
		size_t run = plain_run(text);

		if (run > 0) {
			xlsx_put(x, str_sub(text, 0, run));
		} else if ((unsigned char)text.at[0] < 0x80) {
			put_ascii(x, text);
			run = 1;
		} else {
			run = put_beyond_ascii(x, text);
		}
		text = str_skip(text, run);
	}
}

void xlsx_put_attribute(struct xlsx *x, struct str text)
{
	for (struct str rest = text; rest.at;) {
		xlsx_put_text(x, str_cut(&rest, '"'));
		if (rest.at)
			xlsx_put(x, STR("&quot;"));
	}
}

bool xlsx_needs_preserve(struct str text)
{
	return text.len > 0 &&
	       ((unsigned char)text.at[0] <= ' ' || (unsigned char)text.at[text.len - 1] <= ' ');
}

struct str xlsx_fitting(struct str text, bool *ret_is_cut)
{
	size_t units = 0, at = 0, len = 0, cut_at = 0;

	*ret_is_cut = false;
	/* A byte is at most one unit. */
	if (text.len <= XLSX_MAX_TEXT_UNITS)
		return text;
	while (at < text.len) {
		units += utf8_next(str_skip(text, at), &len) > 0xFFFF ? 2 : 1;
		if (units > XLSX_MAX_TEXT_UNITS) {
			*ret_is_cut = true;
			return str_sub(text, 0, cut_at);
		}
		at += len;
		/* Here the ellipsis still fits. */
		if (units <= XLSX_MAX_TEXT_UNITS - 1)
			cut_at = at;
	}
	return text;
}
