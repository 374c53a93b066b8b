/*
 * Exercises src/http/multipart.c. The input's first line is the Content-Type field, the rest the
 * body. A form that was read can be written and read again.
 */
#include "base/utf8.h"
#include "fuzz/fuzz.h"
#include "http/multipart.h"

static bool lies_in(struct str part, struct str whole)
{
	return part.at >= whole.at && part.at + part.len <= whole.at + whole.len;
}

static void put_quoted(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"' || text.at[i] == '\\')
			buf_putc(out, '\\');
		buf_putc(out, text.at[i]);
	}
}

/* With a boundary that is in no part, because no part may be as long. */
static void check_again(struct arena *a, const struct multipart *form)
{
	static const char boundary[] =
		"-----------------------------------------------------boundary";
	struct multipart again = { .at = NULL };
	struct err err = ERR_INIT;
	struct buf out;

	buf_init(&out, FUZZ_BYTES);
	for (size_t i = 0; i < form->count; i++) {
		if (str_contains(form->at[i].body, str_of(boundary))) {
			buf_free(&out);
			return;
		}
		buf_fmt(&out, "--%s\r\nContent-Disposition: form-data; name=\"", boundary);
		put_quoted(&out, form->at[i].name);
		buf_put(&out, STR("\"\r\n\r\n"));
		buf_put(&out, form->at[i].body);
		buf_put(&out, STR("\r\n"));
	}
	buf_fmt(&out, "--%s--\r\n", boundary);
	struct str type = str_fmt(a, "multipart/form-data; boundary=%s", boundary);
	promise(multipart_parse(a, type, buf_str(&out), &again, &err));
	promise(again.count == form->count);
	for (size_t i = 0; i < form->count; i++) {
		promise(str_eq(again.at[i].name, form->at[i].name));
		promise(str_eq(again.at[i].body, form->at[i].body));
	}
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str body = fuzz_text(data, size);
	struct str type = str_cut(&body, '\n');
	struct multipart form = { .at = NULL };
	struct err err = ERR_INIT;
	struct arena a;

	arena_init(&a, FUZZ_BYTES);
	body = body.at ? body : STR("");
	if (multipart_parse(&a, type, body, &form, &err)) {
		promise(form.count <= LIMIT_QUERY_PARAMS);
		for (size_t i = 0; i < form.count; i++) {
			promise(utf8_is_valid(form.at[i].name));
			promise(lies_in(form.at[i].body, body));
		}
		check_again(&a, &form);
	} else {
		promise_error(&err);
	}
	arena_free(&a);
	return 0;
}
