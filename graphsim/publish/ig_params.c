#include "graphsim/publish/ig_params.h"

#include "base/utf8.h"

#define CAPTION_MAX_CHARS 2200
#define HASHTAGS_MAX 30
#define MENTIONS_MAX 20
#define ALT_TEXT_MAX_CHARS 1000
#define TAGS_MAX 20
#define COLLABORATORS_MAX 3
#define SPONSORS_MAX 2
#define LIST_MAX 64

struct reading {
	struct call *call;
	enum container_kind kind;
	bool is_child;
	struct container_texts *texts;
};

static bool fail_param(const struct reading *r, const char *name, const char *what)
{
	return CALL_FAIL(r->call, GE_PARAM_INVALID, str_of(name), str_of(what));
}

static struct str keep(const struct reading *r, struct str text)
{
	return str_dup(&r->call->world->publishing.arena, text);
}

static bool read_flag(struct call *c, struct str text, bool *ret)
{
	static const struct {
		const char *text;
		bool value;
	} words[] = { { "true", true }, { "1", true }, { "false", false }, { "0", false } };

	(void)c;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_eq_nocase(text, str_of(words[i].text))) {
			*ret = words[i].value;
			return true;
		}
	}
	return false;
}

bool ig_params_flag(struct call *c, const char *name, bool *ret)
{
	struct str text = call_arg(c, str_of(name));

	*ret = false;
	if (str_is_empty(text) || read_flag(c, text, ret))
		return true;
	return CALL_FAIL(c, GE_PARAM_INVALID, str_of(name), STR("a boolean"));
}

size_t ig_params_list(struct call *c, struct str text, struct str *ret, size_t room)
{
	const struct json *list;
	struct err err = ERR_INIT;
	size_t count = 0;

	if (str_starts_with(str_trim(text), STR("[")) && json_parse(c->arena, text, &list, &err)) {
		for (const struct json *i = json_first(list); i && count < room; i = i->next) {
			bool is_number = i->type == JSON_INT;

			ret[count++] = is_number ? str_fmt(c->arena, "%lld", (long long)i->integer)
						 : json_text(i);
		}
		return count;
	}
	for (struct str rest = text; rest.at && text.len > 0 && count < room;)
		ret[count++] = str_trim(str_cut(&rest, ','));
	return count;
}

/* ---- values ---- */

/* How many words begin with `sign`, at the start or after something that is no letter. */
static size_t count_words(struct str text, char sign)
{
	size_t count = 0;
	bool is_inside = false;

	while (text.len > 0) {
		size_t bytes;
		uint32_t point = utf8_next(text, &bytes);
		size_t next_bytes = 0;
		struct str rest = str_skip(text, bytes);
		bool leads_word = rest.len > 0 && unicode_is_word(utf8_next(rest, &next_bytes));

		count += point == (unsigned char)sign && !is_inside && leads_word;
		is_inside = unicode_is_word(point);
		text = rest;
	}
	return count;
}

static bool read_caption(struct reading *r, const char *name, struct str text)
{
	const struct {
		size_t count, max;
		const char *what;
	} limits[] = {
		{ utf8_count(text), CAPTION_MAX_CHARS, "characters" },
		{ count_words(text, '#'), HASHTAGS_MAX, "hashtags" },
		{ count_words(text, '@'), MENTIONS_MAX, "mentions" },
	};

	(void)name;
	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		if (limits[i].count > limits[i].max)
			return CALL_FAIL(
				r->call, GE_CAPTION_TOO_LONG,
				str_fmt(r->call->arena, "%zu %s", limits[i].count, limits[i].what));
	}
	r->texts->caption = keep(r, text);
	return true;
}

static bool read_alt_text(struct reading *r, const char *name, struct str text)
{
	if (utf8_count(text) > ALT_TEXT_MAX_CHARS)
		return fail_param(r, name, "at most 1000 characters long");
	r->texts->alt_text = keep(r, text);
	return true;
}

/* A place is a Page with an address; here: any Page. */
static bool read_location(struct reading *r, const char *name, struct str text)
{
	(void)name;
	if (!world_page(r->call->world, text))
		return CALL_FAIL(r->call, GE_LOCATION_INVALID);
	r->texts->location_id = keep(r, text);
	return true;
}

static bool check_user(const struct reading *r, struct str username)
{
	const struct account *a = world_account_named(r->call->world, username);

	if (a && a->standing == ACCOUNT_PROFESSIONAL)
		return true;
	return CALL_FAIL(r->call, GE_USER_NOT_FOUND, username);
}

static bool parse_list(const struct reading *r, const char *name, struct str text,
		       const struct json **ret)
{
	struct err err = ERR_INIT;

	if (json_parse(r->call->arena, text, ret, &err) && (*ret)->type == JSON_ARRAY)
		return true;
	return fail_param(r, name, "a JSON array");
}

static bool is_share(const struct json *v)
{
	if (!v)
		return false;
	return v->type == JSON_DOUBLE ? v->real >= 0 && v->real <= 1
				      : v->type == JSON_INT && v->integer >= 0 && v->integer <= 1;
}

static bool needs_positions(enum container_kind kind)
{
	return kind == CONTAINER_IMAGE;
}

static bool read_user_tags(struct reading *r, const char *name, struct str text)
{
	const struct json *list;

	if (!parse_list(r, name, text, &list))
		return false;
	if (json_count(list) > TAGS_MAX)
		return CALL_FAIL(r->call, GE_TOO_MANY_TAGS);
	for (const struct json *tag = json_first(list); tag; tag = tag->next) {
		const struct json *x = json_get(tag, STR("x"));
		const struct json *y = json_get(tag, STR("y"));

		if (!check_user(r, json_text(json_get(tag, STR("username")))))
			return false;
		if ((needs_positions(r->kind) || x || y) && (!is_share(x) || !is_share(y)))
			return fail_param(r, name, "a list of users with x and y from 0 to 1");
	}
	r->texts->user_tags = keep(r, text);
	return true;
}

static bool read_product_tags(struct reading *r, const char *name, struct str text)
{
	const struct json *list;
	bool is_photo = needs_positions(r->kind);

	if (!parse_list(r, name, text, &list))
		return false;
	if (json_count(list) > TAGS_MAX)
		return CALL_FAIL(r->call, GE_TOO_MANY_TAGS);
	for (const struct json *tag = json_first(list); tag; tag = tag->next) {
		bool has_position = json_get(tag, STR("x")) || json_get(tag, STR("y"));

		if (json_is_null(json_get(tag, STR("product_id"))))
			return CALL_FAIL(r->call, GE_PRODUCT_TAG_INVALID);
		if (is_photo != has_position)
			return CALL_FAIL(r->call, is_photo ? GE_PRODUCT_TAG_NO_POSITION
							   : GE_PRODUCT_TAG_ON_VIDEO);
	}
	return true;
}

static bool read_collaborators(struct reading *r, const char *name, struct str text)
{
	struct str names[LIST_MAX];
	size_t count = ig_params_list(r->call, text, names, LIST_MAX);

	if (count > COLLABORATORS_MAX)
		return fail_param(r, name, "a list of at most 3 usernames");
	for (size_t i = 0; i < count; i++) {
		if (!check_user(r, names[i]))
			return false;
	}
	r->texts->collaborators = keep(r, text);
	return true;
}

static bool read_sponsors(struct reading *r, const char *name, struct str text)
{
	struct str ids[LIST_MAX];

	return ig_params_list(r->call, text, ids, LIST_MAX) <= SPONSORS_MAX ||
	       fail_param(r, name, "a list of at most 2 ids");
}

static bool read_any(struct reading *r, const char *name, struct str text)
{
	(void)r;
	(void)name;
	(void)text;
	return true;
}

static bool read_bool(struct reading *r, const char *name, struct str text)
{
	bool value;

	return read_flag(r->call, text, &value) || fail_param(r, name, "a boolean");
}

static bool read_share_to_feed(struct reading *r, const char *name, struct str text)
{
	return read_flag(r->call, text, &r->texts->is_shared_to_feed) ||
	       fail_param(r, name, "a boolean");
}

static bool read_ai_generated(struct reading *r, const char *name, struct str text)
{
	return read_flag(r->call, text, &r->texts->is_ai_generated) ||
	       fail_param(r, name, "a boolean");
}

/* Whether the video is long enough is seen when it is processed. */
static bool read_thumb_offset(struct reading *r, const char *name, struct str text)
{
	(void)name;
	if (!str_to_i64(text, &r->texts->thumb_offset_ms) || r->texts->thumb_offset_ms < 0)
		return CALL_FAIL(r->call, GE_THUMB_OFFSET_WRONG);
	return true;
}

static bool read_upload_type(struct reading *r, const char *name, struct str text)
{
	return str_eq_nocase(text, STR("resumable")) ||
	       fail_param(r, name, "one of the following values: resumable");
}

static bool read_audio(struct reading *r, const char *name, struct str text)
{
	const struct json *object;
	struct err err = ERR_INIT;

	(void)name;
	if (!json_parse(r->call->arena, text, &object, &err) ||
	    str_is_empty(json_text(json_get(object, STR("audio_id")))))
		return CALL_FAIL(r->call, GE_AUDIO_INVALID, STR("audio_id is missing"));
	return true;
}

static bool read_trial(struct reading *r, const char *name, struct str text)
{
	const struct json *object;
	struct err err = ERR_INIT;
	bool is_json = json_parse(r->call->arena, text, &object, &err);
	struct str strategy =
		is_json ? json_text(json_get(object, STR("graduation_strategy"))) : STR_NONE;

	if (str_eq(strategy, STR("MANUAL")) || str_eq(strategy, STR("SS_PERFORMANCE")))
		return true;
	(void)name;
	return CALL_FAIL(r->call, GE_ENUM_INVALID, STR("trial_params[graduation_strategy]"),
			 STR("MANUAL, SS_PERFORMANCE"));
}

/* ---- the table ---- */

enum kind_set {
	IMAGES = 1 << CONTAINER_IMAGE,
	VIDEOS = 1 << CONTAINER_VIDEO,
	REELS = 1 << CONTAINER_REEL,
	STORY_IMAGES = 1 << CONTAINER_STORY_IMAGE,
	STORY_VIDEOS = 1 << CONTAINER_STORY_VIDEO,
	CAROUSELS = 1 << CONTAINER_CAROUSEL,
	STORIES = STORY_IMAGES | STORY_VIDEOS,
	POSTS = IMAGES | REELS | CAROUSELS,
};

static const struct {
	const char *name;
	unsigned kinds;
	bool is_of_children; /* counts for carousel items too */
	bool (*read)(struct reading *r, const char *name, struct str text);
} params[] = {
	{ "caption", POSTS, false, read_caption },
	{ "alt_text", IMAGES, true, read_alt_text },
	{ "location_id", IMAGES | REELS, false, read_location },
	{ "user_tags", IMAGES | VIDEOS | REELS | STORIES, true, read_user_tags },
	{ "product_tags", IMAGES | VIDEOS | REELS, true, read_product_tags },
	{ "collaborators", POSTS, false, read_collaborators },
	{ "cover_url", REELS, false, read_any },
	{ "thumb_offset", REELS | VIDEOS | STORY_VIDEOS, true, read_thumb_offset },
	{ "share_to_feed", REELS, false, read_share_to_feed },
	{ "audio_name", REELS, false, read_any },
	{ "audio_configuration", REELS, false, read_audio },
	{ "trial_params", REELS, false, read_trial },
	{ "upload_type", REELS | VIDEOS | STORY_VIDEOS, true, read_upload_type },
	{ "is_ai_generated", POSTS | STORIES, false, read_ai_generated },
	{ "branded_content_sponsor_ids", POSTS | STORIES, false, read_sponsors },
	{ "is_paid_partnership", POSTS | STORIES, false, read_bool },
};

bool ig_params_read(struct call *c, enum container_kind kind, struct container_texts *ret)
{
	struct reading r = { .call = c, .kind = kind, .texts = ret };

	*ret = (struct container_texts){ .is_shared_to_feed = kind == CONTAINER_REEL };
	if (!ig_params_flag(c, "is_carousel_item", &r.is_child))
		return false;
	for (size_t i = 0; i < COUNT_OF(params); i++) {
		struct str text = call_arg(c, str_of(params[i].name));
		bool counts = (params[i].kinds & 1u << kind) != 0 &&
			      (!r.is_child || params[i].is_of_children);

		if (counts && !str_is_empty(text) && !params[i].read(&r, params[i].name, text))
			return false;
	}
	return true;
}

/* ---- which kind ---- */

const char *ig_params_url(enum container_kind kind)
{
	static const char *const names[CONTAINER_KIND_COUNT] = {
		[CONTAINER_IMAGE] = "image_url",       [CONTAINER_VIDEO] = "video_url",
		[CONTAINER_REEL] = "video_url",        [CONTAINER_STORY_IMAGE] = "image_url",
		[CONTAINER_STORY_VIDEO] = "video_url", [CONTAINER_CAROUSEL] = NULL,
	};

	return names[kind];
}

bool ig_params_kind(struct call *c, enum container_kind *ret)
{
	struct str type = call_arg(c, STR("media_type"));
	bool is_child;
	bool has_video = call_has_arg(c, STR("video_url")) ||
			 str_eq(call_arg(c, STR("upload_type")), STR("resumable"));
	const struct {
		const char *type;
		enum container_kind kind;
		bool is_allowed;
	} types[] = {
		{ "", CONTAINER_IMAGE, true },
		{ "IMAGE", CONTAINER_IMAGE, true },
		{ "VIDEO", CONTAINER_VIDEO,
		  call_has_arg(c, STR("is_carousel_item")) }, /* since 2023-11 */
		{ "REELS", CONTAINER_REEL, true },
		{ "STORIES", has_video ? CONTAINER_STORY_VIDEO : CONTAINER_STORY_IMAGE, true },
		{ "CAROUSEL", CONTAINER_CAROUSEL, true },
	};

	if (!ig_params_flag(c, "is_carousel_item", &is_child))
		return false;
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		if (!str_eq(type, str_of(types[i].type)) && (types[i].type[0] || type.len > 0))
			continue;
		*ret = types[i].kind;
		/* Reels, stories and carousels cannot be children. */
		if (!types[i].is_allowed ||
		    (is_child && *ret != CONTAINER_IMAGE && *ret != CONTAINER_VIDEO))
			break;
		return true;
	}
	return CALL_FAIL(c, GE_MEDIA_TYPE_UNKNOWN, type);
}
