/* Looking into a parsed value, and writing it back out. */
#include <math.h>

#include "base/json.h"

static bool is_list(const struct json *v)
{
	return v && (v->type == JSON_ARRAY || v->type == JSON_OBJECT);
}

const struct json *json_get(const struct json *object, struct str key)
{
	if (!object || object->type != JSON_OBJECT)
		return NULL;
	for (const struct json *m = object->list.first; m; m = m->next) {
		if (str_eq(m->key, key))
			return m;
	}
	return NULL;
}

const struct json *json_at(const struct json *array, size_t index)
{
	if (!array || array->type != JSON_ARRAY)
		return NULL;

	const struct json *item = array->list.first;

	for (; item && index > 0; index--)
		item = item->next;
	return item;
}

const struct json *json_first(const struct json *list)
{
	return is_list(list) ? list->list.first : NULL;
}

size_t json_count(const struct json *list)
{
	return is_list(list) ? list->list.count : 0;
}

bool json_is_null(const struct json *v)
{
	return !v || v->type == JSON_NULL;
}

struct str json_text(const struct json *v)
{
	return v && v->type == JSON_STRING ? v->string : STR_NONE;
}

int64_t json_number_or(const struct json *v, int64_t fallback)
{
	int64_t value;

	return json_to_int(v, &value) ? value : fallback;
}

bool json_to_int(const struct json *v, int64_t *ret)
{
	if (v && v->type == JSON_INT) {
		*ret = v->integer;
		return true;
	}
	/* Both bounds are exact doubles; the upper one is already outside. */
	if (!v || v->type != JSON_DOUBLE || v->real < -0x1p63 || v->real >= 0x1p63 ||
	    v->real != trunc(v->real))
		return false;
	*ret = (int64_t)v->real;
	return true;
}

bool json_is_true(const struct json *v)
{
	return v && v->type == JSON_BOOL && v->boolean;
}

void json_copy(struct json_writer *w, const struct json *v)
{
	if (!v) {
		json_null(w);
		return;
	}
	switch (v->type) {
	case JSON_NULL:
		json_null(w);
		break;
	case JSON_BOOL:
		json_bool(w, v->boolean);
		break;
	case JSON_INT:
		json_int(w, v->integer);
		break;
	case JSON_DOUBLE:
		json_double(w, v->real);
		break;
	case JSON_STRING:
		json_str(w, v->string);
		break;
	case JSON_ARRAY:
		json_array(w);
		for (const struct json *item = v->list.first; item; item = item->next)
			json_copy(w, item);
		json_end_array(w);
		break;
	case JSON_OBJECT:
		json_object(w);
		for (const struct json *member = v->list.first; member; member = member->next) {
			json_key(w, member->key);
			json_copy(w, member);
		}
		json_end_object(w);
		break;
	}
}
