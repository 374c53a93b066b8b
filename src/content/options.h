/*
 * What a post may have beside text and media: one table says which kinds take an option, and how it
 * is called at Meta. (Instagram Platform reference, IG User/media, as of 2026-11.)
 */
#ifndef CONTENT_OPTIONS_H
#define CONTENT_OPTIONS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/url.h"

/* kind, name, fewest and most media, takes videos, needs videos */
#define POST_KINDS(X)                                                                              \
	X(IMAGE, "image", 1, 1, false, false)                                                      \
	X(CAROUSEL, "carousel", 2, 10, true, false)                                                \
	X(REEL, "reel", 1, 1, true, true)                                                          \
	X(STORY, "story", 1, 1, true, false)                                                       \
	X(TEXT, "text", 0, 0, false, false)                                                        \
	X(VIDEO, "video", 1, 1, true, true)

enum post_kind {
#define POST_KIND_ENUM(id, ...) POST_KIND_##id,
	POST_KINDS(POST_KIND_ENUM)
#undef POST_KIND_ENUM
		POST_KIND_COUNT,
};

#define POST_KIND_BIT(id) (1u << POST_KIND_##id)

struct post_kind_info {
	const char *name;
	size_t media_min, media_max;
	bool takes_video, needs_video;
};
const struct post_kind_info *post_kind_info(enum post_kind kind);
bool post_kind_parse(struct str name, enum post_kind *ret) must_use;

enum option_type {
	OPTION_FLAG,
	OPTION_NUMBER,
	OPTION_ID,
	OPTION_URL,
	OPTION_NAMES,
	OPTION_TAGS,
};

struct post_option {
	const char *name;  /* ours */
	const char *param; /* Meta's */
	enum option_type type;
	unsigned kinds; /* bit n: enum post_kind n takes it */
};
const struct post_option *post_options(size_t *ret_count);

/* Checks `options` for a kind: unknown ones, wrong types and wrong kinds are named. NULL is fine.
 */
bool post_options_check(enum post_kind kind, const struct json *options, struct err *err) must_use;
/* Those of the kind as parameters of a call; returns how many. `params` has room for all. */
#define POST_OPTIONS_MAX 16
size_t post_options_params(struct arena *a, enum post_kind kind, struct str options,
			   struct param params[POST_OPTIONS_MAX]);
/* One option as text; STR_NONE: absent. */
struct str post_option_text(struct arena *a, struct str options, const char *name);

#endif
