#include "content/text_rules.h"

#include "analytics/hashtags.h"
#include "base/utf8.h"

#define IG_MEDIA_REFERENCE "Instagram Platform reference, IG User/media, caption"

static const struct text_rule rules[] = {
	{ TEXT_INSTAGRAM_CAPTION, TEXT_CHARACTERS, 2200, true, IG_MEDIA_REFERENCE, "2026-11-21" },
	{ TEXT_INSTAGRAM_CAPTION, TEXT_HASHTAGS, 30, true, IG_MEDIA_REFERENCE, "2026-11-21" },
	{ TEXT_INSTAGRAM_CAPTION, TEXT_MENTIONS, 20, true, IG_MEDIA_REFERENCE, "2026-11-21" },
	/* The apps take no more; the API's reference still says 30. */
	{ TEXT_INSTAGRAM_CAPTION, TEXT_HASHTAGS, 5, false,
	  "Instagram's announcement of 19 December 2025", "2026-11-21" },
	{ TEXT_INSTAGRAM_COMMENT, TEXT_CHARACTERS, 2200, true, IG_MEDIA_REFERENCE, "2026-11-21" },
	{ TEXT_INSTAGRAM_COMMENT, TEXT_HASHTAGS, 30, true, IG_MEDIA_REFERENCE, "2026-11-21" },
	{ TEXT_INSTAGRAM_COMMENT, TEXT_CHARACTERS, 300, false,
	  "Instagram's rules for comments sent by an API, 19 July 2014", "2026-11-21" },
	{ TEXT_INSTAGRAM_COMMENT, TEXT_HASHTAGS, 4, false,
	  "Instagram's rules for comments sent by an API, 19 July 2014", "2026-11-21" },
	{ TEXT_ALT, TEXT_CHARACTERS, 1000, true,
	  "Instagram Platform reference, IG User/media, alt_text (24 March 2025)", "2026-11-21" },
	{ TEXT_PAGE_MESSAGE, TEXT_CHARACTERS, 63206, true,
	  "Facebook's limit for a status since 30 November 2011", "2026-11-21" },
};

static const struct {
	const char *name;
	const char *word_id, *word_en;
} measures[] = {
	[TEXT_CHARACTERS] = { "characters", "karakter", "characters" },
	[TEXT_HASHTAGS] = { "hashtags", "hashtag", "hashtags" },
	[TEXT_MENTIONS] = { "mentions", "sebutan (@)", "mentions (@)" },
};
_Static_assert(COUNT_OF(measures) == TEXT_MEASURE_COUNT, "a row for each");

const char *text_measure_name(enum text_measure measure)
{
	return measures[measure].name;
}

const char *text_place_name(enum text_place place)
{
	static const char *const names[] = {
		[TEXT_INSTAGRAM_CAPTION] = "instagram_caption",
		[TEXT_INSTAGRAM_COMMENT] = "instagram_comment",
		[TEXT_ALT] = "alt_text",
		[TEXT_PAGE_MESSAGE] = "page_message",
	};
	return names[place];
}

const struct text_rule *text_rules(size_t *ret_count)
{
	*ret_count = COUNT_OF(rules);
	return rules;
}

/* ---- counting ---------------------------------------------------------------------------------
 */

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '.';
}

static int64_t count_mentions(struct str text)
{
	int64_t count = 0;
	bool after_word = false;

	for (size_t i = 0, len; i < text.len; i += len) {
		uint32_t c = utf8_next(str_skip(text, i), &len);
		bool named =
			i + 1 < text.len && is_name_char(text.at[i + 1]) && text.at[i + 1] != '.';
		count += c == '@' && named && !after_word;
		after_word = unicode_is_word(c);
	}
	return count;
}

struct text_counts text_count(struct arena *a, struct str text)
{
	struct text_counts counts;

	counts.at[TEXT_CHARACTERS] = (int64_t)utf8_count(text);
	counts.at[TEXT_HASHTAGS] = (int64_t)hashtags_of(a, text).count;
	counts.at[TEXT_MENTIONS] = count_mentions(text);
	return counts;
}

/* ---- judging ----------------------------------------------------------------------------------
 */

const struct text_rule *text_broken(enum text_place place, const struct text_counts *counts,
				    bool refuses)
{
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		const struct text_rule *r = &rules[i];
		if (r->place == place && r->refuses == refuses && counts->at[r->measure] > r->max)
			return r;
	}
	return NULL;
}

bool text_check(struct arena *a, enum text_place place, const char *field, struct str text,
		struct err *err)
{
	struct text_counts counts = text_count(a, text);
	const struct text_rule *r = text_broken(place, &counts, true);

	if (!r)
		return true;
	long long has = counts.at[r->measure], max = r->max;
	err_field(err, field, "Ada %lld %s; paling banyak %lld.", has, measures[r->measure].word_id,
		  max);
	return err_say_en(err, "%lld %s; at most %lld are allowed.", has,
			  measures[r->measure].word_en, max);
}

struct str text_warning(struct arena *a, enum text_place place, struct str text, bool english)
{
	struct text_counts counts = text_count(a, text);
	const struct text_rule *r = text_broken(place, &counts, false);

	if (!r)
		return STR_NONE;
	return str_fmt(a,
		       english ? "%lld %s; more than %lld are not recommended (%s)."
			       : "Ada %lld %s; lebih dari %lld tidak dianjurkan (%s).",
		       (long long)counts.at[r->measure],
		       english ? measures[r->measure].word_en : measures[r->measure].word_id,
		       (long long)r->max, r->source);
}
