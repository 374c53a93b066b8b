/* Exercises src/base/url.c: params_parse, url_decode, url_add_param; and utf8.c. */
#include "base/url.h"
#include "base/utf8.h"
#include "fuzz/fuzz.h"

static bool is_clean(struct str s)
{
	return utf8_is_valid(s) && str_find_char(s, '\0') == s.len;
}

/* Written out and read again, the parameters are the same ones. */
static void check_params(struct arena *a, const struct params *params)
{
	struct buf text;
	struct params again;
	struct err err = ERR_INIT;

	buf_init(&text, FUZZ_BYTES);
	for (size_t i = 0; i < params->count; i++) {
		promise(is_clean(params->at[i].name) && is_clean(params->at[i].value));
		promise(params_has(params, params->at[i].name));
		url_add_param(&text, params->at[i].name, params->at[i].value);
	}
	promise(params_parse(a, buf_str(&text), &again, &err));
	promise(again.count == params->count);
	for (size_t i = 0; i < params->count; i++) {
		promise(str_eq(again.at[i].name, params->at[i].name));
		promise(str_eq(again.at[i].value, params->at[i].value));
	}
	buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;
	struct params params;
	struct err err = ERR_INIT;

	arena_init(&a, FUZZ_BYTES);
	if (params_parse(&a, fuzz_text(data, size), &params, &err)) {
		promise(params.count <= LIMIT_QUERY_PARAMS);
		check_params(&a, &params);
	} else {
		promise_error(&err);
	}
	arena_free(&a);
	return 0;
}
