/* Exercises src/fmt/xlsx_text.c: xlsx_put_text, xlsx_fitting. */
#include "base/utf8.h"
#include "fmt/xlsx_impl.h"
#include "fuzz/fuzz.h"

static const struct {
	struct str escape;
	char ch;
} entities[] = { { STR_INIT("&amp;"), '&' }, { STR_INIT("&lt;"), '<' }, { STR_INIT("&gt;"), '>' } };

static int hex_value(char ch)
{
	if (ch >= '0' && ch <= '9')
		return ch - '0';
	ch |= 32;
	return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

/* As a reader of XML: entities back to characters; what XML forbids must not be there. */
static void read_xml(struct str xml, struct buf *out)
{
	while (xml.len > 0) {
		size_t step = 1;
		char ch = xml.at[0];

		promise(ch != '<' && ch != '>' &&
			((unsigned char)ch >= ' ' || ch == '\t' || ch == '\n'));
		for (size_t i = 0; ch == '&' && step == 1 && i < COUNT_OF(entities); i++) {
			if (str_starts_with(xml, entities[i].escape)) {
				step = entities[i].escape.len;
				buf_putc(out, entities[i].ch);
			}
		}
		promise(ch != '&' || step > 1);
		if (step == 1)
			buf_putc(out, ch);
		xml = str_skip(xml, step);
	}
}

/* As Excel: `_x000D_` back to a character. */
static void read_escapes(struct str s, struct buf *out)
{
	while (s.len > 0) {
		bool is_escape = s.len >= 7 && s.at[0] == '_' && s.at[1] == 'x' && s.at[6] == '_';
		int code = 0;

		for (int i = 2; is_escape && i < 6; i++) {
			is_escape = hex_value(s.at[i]) >= 0;
			code = code * 16 + hex_value(s.at[i]);
		}
		if (is_escape)
			utf8_put(out, (uint32_t)code);
		else
			buf_putc(out, s.at[0]);
		s = str_skip(s, is_escape ? 7 : 1);
	}
}

static size_t count_units(struct str s)
{
	size_t units = 0, len = 0;

	for (; s.len > 0; s = str_skip(s, len))
		units += utf8_next(s, &len) > 0xFFFF ? 2 : 1;
	return units;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_text(data, size);
	struct xlsx *x = calloc(1, sizeof(*x));
	struct buf xml, escaped, plain;
	struct arena a;
	bool is_cut = false;
	struct str fitting = xlsx_fitting(text, &is_cut);

	promise(x != NULL && count_units(fitting) + is_cut <= XLSX_MAX_TEXT_UNITS);
	promise(is_cut || fitting.len == text.len);
	arena_init(&a, FUZZ_BYTES);
	buf_init(&xml, FUZZ_BYTES);
	buf_init(&escaped, FUZZ_BYTES);
	buf_init(&plain, FUZZ_BYTES);
	x->entry = sink_to_buf(&xml);
	xlsx_put_text(x, text);
	xlsx_flush(x);
	promise(!x->failed && utf8_is_valid(buf_str(&xml)));
	read_xml(buf_str(&xml), &escaped);
	read_escapes(buf_str(&escaped), &plain);
	promise(str_eq(buf_str(&plain), utf8_clean(&a, text)));
	buf_free(&xml);
	buf_free(&escaped);
	buf_free(&plain);
	arena_free(&a);
	free(x);
	return 0;
}
