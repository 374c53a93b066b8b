/*
 * Limits of what may be written in a post, as one table: each limit with its source and the day it
 * was read, and whether going over it is refused or only warned of. Checked as it is typed and
 * again when a post is stored; Meta refuses what slips through (36004/2207010).
 *
 * Characters are code points, as Instagram counts. Hashtags are analytics/hashtags.h's, each
 * spelling once. A mention is `@` and a user name (letters of ASCII, digits, `.` and `_`) that does
 * not follow a letter or digit: `a@b.id` is an address.
 */
#ifndef CONTENT_TEXT_RULES_H
#define CONTENT_TEXT_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum text_place {
	TEXT_INSTAGRAM_CAPTION,
	TEXT_INSTAGRAM_COMMENT,
	TEXT_ALT,
	TEXT_PAGE_MESSAGE,
	TEXT_PLACE_COUNT,
};

enum text_measure { TEXT_CHARACTERS, TEXT_HASHTAGS, TEXT_MENTIONS, TEXT_MEASURE_COUNT };
const char *text_measure_name(enum text_measure measure); /* "characters", … */

struct text_rule {
	enum text_place place;
	enum text_measure measure;
	int64_t max;
	bool refuses;        /* false: only a warning */
	const char *source;  /* who says so */
	const char *read_on; /* the source as of that day */
};
const struct text_rule *text_rules(size_t *ret_count);

struct text_counts {
	int64_t at[TEXT_MEASURE_COUNT];
};
struct text_counts text_count(struct arena *a, struct str text);

/* The first rule of that kind that the text breaks; NULL: none. */
const struct text_rule *text_broken(enum text_place place, const struct text_counts *counts,
				    bool refuses);
/* ERR_INVALID_FIELD, naming `field`, the count and the limit, when a refusing rule is broken. */
bool text_check(struct arena *a, enum text_place place, const char *field, struct str text,
		struct err *err) must_use;

/* What is allowed and unwise, in words; STR_NONE: nothing. */
struct str text_warning(struct arena *a, enum text_place place, struct str text, bool english);
const char *text_place_name(enum text_place place); /* "instagram_caption", … */

#endif
