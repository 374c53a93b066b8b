/*
 * Hashtags of captions, and how posts that carry them do.
 *
 * A hashtag is `#` (or the full-width `＃`) and then letters, marks, digits and underscores of any
 * script, and emoji, as Instagram links them. The sign must not follow a letter or digit (`C#` has
 * none) or `&` (`&#39;` is a character), except where one hashtag ends and the next begins:
 * `#pagi#kopi` is two. Joiners and variation selectors count only between or after characters they
 * act on. A hashtag may be digits alone, and of any length.
 *
 * Sources: the character classes and the `&` are those of Instagram's server before emoji came,
 * `(?<!&)#(\w+)`; emoji since 27 April 2015 (Instagram Engineering, "Emojineering Part II"); the
 * combination is the hashtag profile of UAX #31. Unicode's tables are utf8proc's.
 *
 * Two spellings are one hashtag when they are equal after NFC and case folding (`#Kopi`, `#KOPI`);
 * the first spelling seen is the one shown.
 */
#ifndef ANALYTICS_HASHTAGS_H
#define ANALYTICS_HASHTAGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/opt.h"
#include "base/str.h"

struct str_list {
	struct str *items;
	size_t count;
};

/* In order of appearance, each once, with the leading `#`; slices of the arena. */
struct str_list hashtags_of(struct arena *a, struct str caption);

/* What makes two hashtags the same. */
struct str hashtag_identity(struct arena *a, struct str hashtag);

struct hashtag_metrics {
	struct str hashtag;
	int64_t like, comments; /* sums over the media that carry it */
	int64_t media_count;
};

struct hashtag_table;
struct hashtag_table *hashtag_table_new(struct arena *a);
/* One media's hashtag; missing counts add nothing. Text is copied. */
void hashtag_table_add(struct hashtag_table *t, struct str hashtag, struct opt_int like,
		       struct opt_int comments);
/* Most engagement (like + comments) first, then by identity. Ends the table: add nothing after. */
const struct hashtag_metrics *hashtag_table_sorted(struct hashtag_table *t, size_t *ret_count);

#endif
