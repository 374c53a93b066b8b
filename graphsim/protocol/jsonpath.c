#include "graphsim/protocol/jsonpath.h"

#include <inttypes.h>

#include "base/json.h"

struct walk {
	struct buf *out;
	bool has_one;
};

static void put_scalar(struct walk *w, const struct json *v)
{
	if (v->type != JSON_STRING && v->type != JSON_INT && v->type != JSON_BOOL)
		return;
	if (w->has_one)
		buf_putc(w->out, ',');
	w->has_one = true;
	if (v->type == JSON_STRING)
		buf_put(w->out, v->string);
	else if (v->type == JSON_INT)
		buf_fmt(w->out, "%" PRId64, v->integer);
	else
		buf_put(w->out, v->boolean ? STR("true") : STR("false"));
}

/* The next step off the front of the path: `.name`, `.*`, `[3]`, `[*]`. */
static bool take_step(struct str *path, struct str *ret)
{
	struct str p = *path;
	size_t end = 1;

	if (p.at[0] == '[') {
		end = str_find_char(p, ']');
		*ret = str_sub(p, 1, end);
		*path = str_skip(p, end + 1);
		return end < p.len;
	}
	if (p.at[0] != '.')
		return false;
	while (end < p.len && p.at[end] != '.' && p.at[end] != '[')
		end++;
	*ret = str_sub(p, 1, end);
	*path = str_skip(p, end);
	return ret->len > 0;
}

static bool walk(struct walk *w, const struct json *v, struct str path)
{
	struct str step;
	int64_t index;

	if (!v)
		return true;
	if (path.len == 0) {
		put_scalar(w, v);
		return true;
	}
	if (!take_step(&path, &step))
		return false;
	if (str_eq(step, STR("*"))) {
		for (const struct json *child = json_first(v); child; child = child->next) {
			if (!walk(w, child, path))
				return false;
		}
		return true;
	}
	if (v->type == JSON_ARRAY && str_to_i64(step, &index))
		return index < 0 || walk(w, json_at(v, (size_t)index), path);
	return walk(w, json_get(v, step), path);
}

bool jsonpath_join(struct arena *a, struct str json_text, struct str path, struct buf *out)
{
	struct walk w = { .out = out };
	const struct json *root;
	struct err err = ERR_INIT;

	if (!str_starts_with(path, STR("$")) || !json_parse(a, json_text, &root, &err))
		return false;
	return walk(&w, root, str_skip(path, 1));
}
