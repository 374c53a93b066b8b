#include "base/test_jansson.h"

#include <dlfcn.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

struct jansson {
	__typeof__(json_loadb) *loadb;
	__typeof__(json_delete) *delete;
	__typeof__(json_integer_value) *integer_value;
	__typeof__(json_real_value) *real_value;
	__typeof__(json_string_value) *string_value;
	__typeof__(json_string_length) *string_length;
	__typeof__(json_array_size) *array_size;
	__typeof__(json_array_get) *array_get;
	__typeof__(json_object_iter) *object_iter;
	__typeof__(json_object_iter_next) *object_iter_next;
	__typeof__(json_object_iter_key) *iter_key;
	__typeof__(json_object_iter_key_len) *iter_key_len;
	__typeof__(json_object_iter_value) *iter_value;
};

static bool load(struct jansson *j)
{
	/* Never closed: it stays mapped while the test runs. */
	void *library = dlopen("libjansson.so.4", RTLD_NOW | RTLD_LOCAL);
	const struct {
		const char *name;
		void *to;
	} names[] = {
		{ "json_loadb", &j->loadb },
		{ "json_delete", &j->delete },
		{ "json_integer_value", &j->integer_value },
		{ "json_real_value", &j->real_value },
		{ "json_string_value", &j->string_value },
		{ "json_string_length", &j->string_length },
		{ "json_array_size", &j->array_size },
		{ "json_array_get", &j->array_get },
		{ "json_object_iter", &j->object_iter },
		{ "json_object_iter_next", &j->object_iter_next },
		{ "json_object_iter_key", &j->iter_key },
		{ "json_object_iter_key_len", &j->iter_key_len },
		{ "json_object_iter_value", &j->iter_value },
	};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		void *symbol = library ? dlsym(library, names[i].name) : NULL;

		if (!symbol)
			return false;
		memcpy(names[i].to, &symbol, sizeof(symbol));
	}
	return true;
}

bool jansson_is_there(void)
{
	struct jansson j;

	return load(&j);
}

static void put_string(struct buf *out, const char *at, size_t len)
{
	buf_fmt(out, "s%zu:", len);
	buf_put(out, (struct str){ at, len });
}

static void put_meaning(const struct jansson *j, json_t *v, struct buf *out)
{
	uint64_t bits;
	double real;

	switch (json_typeof(v)) {
	case JSON_NULL:
		buf_putc(out, 'n');
		break;
	case JSON_TRUE:
		buf_putc(out, 't');
		break;
	case JSON_FALSE:
		buf_putc(out, 'f');
		break;
	case JSON_INTEGER:
		buf_fmt(out, "i%" PRId64 ";", (int64_t)j->integer_value(v));
		break;
	case JSON_REAL:
		real = j->real_value(v);
		memcpy(&bits, &real, sizeof(bits));
		buf_fmt(out, "d%016" PRIx64 ";", bits);
		break;
	case JSON_STRING:
		put_string(out, j->string_value(v), j->string_length(v));
		break;
	case JSON_ARRAY:
		buf_putc(out, '[');
		for (size_t i = 0; i < j->array_size(v); i++)
			put_meaning(j, j->array_get(v, i), out);
		buf_putc(out, ']');
		break;
	case JSON_OBJECT:
		buf_putc(out, '{');
		for (void *i = j->object_iter(v); i; i = j->object_iter_next(v, i)) {
			put_string(out, j->iter_key(i), j->iter_key_len(i));
			put_meaning(j, j->iter_value(i), out);
		}
		buf_putc(out, '}');
		break;
	}
}

bool jansson_read(struct str text, struct buf *meaning, char *why)
{
	struct jansson j;
	json_error_t error = { 0 };

	if (!load(&j))
		abort(); /* the caller has asked jansson_is_there */

	json_t *v = j.loadb(text.at ? text.at : "", text.len,
			    JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);

	if (!v) {
		snprintf(why, JSON_ERROR_TEXT_LENGTH, "%s", error.text);
		return false;
	}
	put_meaning(&j, v, meaning);
	/* true, false and null are not counted. */
	if (v->refcount != (size_t)-1)
		j.delete(v);
	return true;
}
