/* Exercises src/base/json_read.c, json_write.c, json_value.c, double_repr.c. */
#include "base/json.h"
#include "base/utf8.h"
#include "fuzz/fuzz.h"

static void write_value(const struct json *v, enum json_style style, struct buf *out)
{
	struct json_writer w;

	buf_init(out, FUZZ_BYTES);
	json_start(&w, out, style);
	json_copy(&w, v);
	promise(json_done(&w));
}

static void check_value(const struct json *v)
{
	struct arena a;
	struct buf first;
	struct buf second;
	struct err err = ERR_INIT;
	const struct json *again;

	arena_init(&a, FUZZ_BYTES);
	write_value(v, JSON_GRAPH, &first);
	for (size_t i = 0; i < first.len; i++)
		promise(first.at[i] >= 0x20);
	promise(json_parse(&a, buf_str(&first), &again, &err));

	/* Through either style and back, the text is the same. */
	buf_free(&first);
	write_value(v, JSON_PLAIN, &first);
	write_value(again, JSON_PLAIN, &second);
	promise(str_eq(buf_str(&first), buf_str(&second)));
	promise(utf8_is_valid(buf_str(&first)));
	buf_free(&first);
	buf_free(&second);
	arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;
	struct err err = ERR_INIT;
	const struct json *v = NULL;

	arena_init(&a, FUZZ_BYTES);
	if (json_parse(&a, fuzz_text(data, size), &v, &err)) {
		check_value(v);
	} else {
		promise(v == NULL);
		promise_error(&err);
	}
	arena_free(&a);
	return 0;
}
