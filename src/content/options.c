#include "content/options.h"

#include "base/limits.h"

static const struct post_kind_info kinds[] = {
#define POST_KIND_INFO(id, name, min, max, takes, needs)                                           \
	[POST_KIND_##id] = { name, min, max, takes, needs },
	POST_KINDS(POST_KIND_INFO)
#undef POST_KIND_INFO
};

#define OF(kind) POST_KIND_BIT(kind)

static const struct post_option options_table[] = {
	{ "location_id", "location_id", OPTION_ID, OF(IMAGE) | OF(CAROUSEL) | OF(REEL) },
	{ "collaborators", "collaborators", OPTION_NAMES, OF(IMAGE) | OF(CAROUSEL) | OF(REEL) },
	{ "user_tags", "user_tags", OPTION_TAGS, OF(IMAGE) | OF(REEL) | OF(STORY) },
	{ "share_to_feed", "share_to_feed", OPTION_FLAG, OF(REEL) },
	{ "cover_url", "cover_url", OPTION_URL, OF(REEL) },
	{ "thumb_offset_ms", "thumb_offset", OPTION_NUMBER, OF(REEL) },
	{ "link", "link", OPTION_URL, OF(TEXT) },
};
_Static_assert(COUNT_OF(options_table) <= POST_OPTIONS_MAX, "callers have room for all");

#define COLLABORATORS_MAX 3
#define TAGS_MAX 20

const struct post_kind_info *post_kind_info(enum post_kind kind)
{
	return &kinds[kind];
}

bool post_kind_parse(struct str name, enum post_kind *ret)
{
	for (unsigned i = 0; i < POST_KIND_COUNT; i++)
		if (str_eq(name, str_of(kinds[i].name))) {
			*ret = (enum post_kind)i;
			return true;
		}
	return false;
}

const struct post_option *post_options(size_t *ret_count)
{
	*ret_count = COUNT_OF(options_table);
	return options_table;
}

/* ---- checking ---------------------------------------------------------------------------------
 */

static bool is_number(const struct json *v)
{
	return v->type == JSON_INT || v->type == JSON_DOUBLE;
}

static bool is_share(const struct json *v)
{
	double value = v && v->type == JSON_DOUBLE ? v->real : (double)json_number_or(v, -1);

	return v && is_number(v) && value >= 0 && value <= 1;
}

static bool are_names(const struct json *v)
{
	for (const struct json *name = json_first(v); name; name = name->next)
		if (json_text(name).len == 0 || json_text(name).len > LIMIT_ID)
			return false;
	return v->type == JSON_ARRAY && json_count(v) >= 1 && json_count(v) <= COLLABORATORS_MAX;
}

/* On images a tag has a place; on videos it has none. */
static bool are_tags(const struct json *v, bool has_places)
{
	for (const struct json *tag = json_first(v); tag; tag = tag->next) {
		struct str name = json_text(json_get(tag, STR("username")));
		bool placed =
			is_share(json_get(tag, STR("x"))) && is_share(json_get(tag, STR("y")));
		if (!name.len || name.len > LIMIT_ID || (has_places && !placed))
			return false;
	}
	return v->type == JSON_ARRAY && json_count(v) >= 1 && json_count(v) <= TAGS_MAX;
}

static bool is_url(const struct json *v)
{
	cleanup(arena_free) struct arena a;
	struct err unread = ERR_INIT;
	struct url url;

	arena_init(&a, 64 * KIB);
	return json_text(v).len <= 2048 && url_parse(&a, json_text(v), &url, &unread);
}

static bool is_id(const struct json *v)
{
	struct str text = json_text(v);

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return text.len > 0 && text.len <= LIMIT_ID;
}

static bool fits(const struct post_option *o, enum post_kind kind, const struct json *v)
{
	switch (o->type) {
	case OPTION_FLAG:
		return v->type == JSON_BOOL;
	case OPTION_NUMBER:
		return v->type == JSON_INT && v->integer >= 0;
	case OPTION_ID:
		return is_id(v);
	case OPTION_URL:
		return is_url(v);
	case OPTION_NAMES:
		return are_names(v);
	case OPTION_TAGS:
	default:
		return are_tags(v, kind == POST_KIND_IMAGE);
	}
}

static const char *hint_of(enum option_type type, bool english)
{
	static const char *const hints[][2] = {
		[OPTION_FLAG] = { "true atau false", "true or false" },
		[OPTION_NUMBER] = { "bilangan bulat mulai 0", "a whole number from 0" },
		[OPTION_ID] = { "ID berupa angka, sebagai teks", "an id: digits, as text" },
		[OPTION_URL] = { "URL http(s) lengkap", "a whole http(s) URL" },
		[OPTION_NAMES] = { "daftar 1 sampai 3 nama pengguna",
				   "a list of 1 to 3 user names" },
		[OPTION_TAGS] = { "daftar 1 sampai 20 {username, x, y}; x dan y dari 0 sampai 1",
				  "a list of 1 to 20 {username, x, y}; x and y from 0 to 1" },
	};
	return hints[type][english];
}

static const struct post_option *option_find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(options_table); i++)
		if (str_eq(name, str_of(options_table[i].name)))
			return &options_table[i];
	return NULL;
}

bool post_options_check(enum post_kind kind, const struct json *options, struct err *err)
{
	if (json_is_null(options))
		return true;
	if (options->type != JSON_OBJECT) {
		err_field(err, "options", "Isi dengan objek JSON.");
		return err_say_en(err, "Enter a JSON object.");
	}
	for (const struct json *v = json_first(options); v; v = v->next) {
		const struct post_option *o = option_find(v->key);
		if (!o || !(o->kinds & (1u << kind))) {
			err_field(err, "options",
				  "Pilihan \"%.*s\" tidak ada untuk posting jenis %s.",
				  STR_ARG(str_sub(v->key, 0, 40)), kinds[kind].name);
			return err_say_en(err, "A post of kind %s has no option \"%.*s\".",
					  kinds[kind].name, STR_ARG(str_sub(v->key, 0, 40)));
		}
		if (!fits(o, kind, v)) {
			err_field(err, o->name, "Isi dengan %s.", hint_of(o->type, false));
			return err_say_en(err, "Enter %s.", hint_of(o->type, true));
		}
	}
	return true;
}

/* ---- using ------------------------------------------------------------------------------------
 */

static struct str text_of(struct arena *a, const struct json *v)
{
	if (v->type == JSON_STRING)
		return v->string;
	cleanup(buf_free) struct buf out;
	struct json_writer w;

	buf_init(&out, 64 * KIB);
	json_start(&w, &out, JSON_PLAIN);
	json_copy(&w, v);
	return str_dup(a, buf_str(&out));
}

static const struct json *read_options(struct arena *a, struct str options)
{
	const struct json *json = NULL;
	struct err unread = ERR_INIT;

	return json_parse(a, options, &json, &unread) ? json : NULL;
}

size_t post_options_params(struct arena *a, enum post_kind kind, struct str options,
			   struct param params[POST_OPTIONS_MAX])
{
	size_t count = 0;

	for (const struct json *v = json_first(read_options(a, options)); v; v = v->next) {
		const struct post_option *o = option_find(v->key);
		if (o && (o->kinds & (1u << kind)) && count < POST_OPTIONS_MAX)
			params[count++] = (struct param){ str_of(o->param), text_of(a, v) };
	}
	return count;
}

struct str post_option_text(struct arena *a, struct str options, const char *name)
{
	const struct json *v = json_get(read_options(a, options), str_of(name));

	return v ? text_of(a, v) : STR_NONE;
}
