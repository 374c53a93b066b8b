/* What exactly was approved, as a hash of the rows a post is published from. */
#include "publish/content_hash.h"

#include "base/codec.h"
#include "crypto/hash.h"

#define PART_HEX 8
#define WHOLE_HEX (2 * SHA256_BYTES)

enum part {
	PART_KIND,
	PART_CAPTION,
	PART_COMMENT,
	PART_MEDIA,
	PART_OPTIONS,
	PART_TARGETS,
	PART_TIME,
	PART_COUNT,
};
static const char *const part_names[PART_COUNT] = {
	[PART_KIND] = "kind",       [PART_CAPTION] = "caption", [PART_COMMENT] = "first_comment",
	[PART_MEDIA] = "media",     [PART_OPTIONS] = "options", [PART_TARGETS] = "targets",
	[PART_TIME] = "publish_at",
};

/* Length before text, and absent is not empty: no two contents look alike. */
static struct str with_length(struct arena *a, struct str text)
{
	return text.at ? str_fmt(a, "%zu:%.*s,", text.len, STR_ARG(text)) : STR("-,");
}

static struct str join(struct arena *a, struct str before, struct str text)
{
	struct str next = with_length(a, text);

	return str_fmt(a, "%.*s%.*s", STR_ARG(before), STR_ARG(next));
}

static struct str number(struct arena *a, struct opt_int n)
{
	return n.has ? str_fmt(a, "%lld", (long long)n.value) : STR_NONE;
}

static struct str media_text(struct arena *a, const struct post_media_rows *media)
{
	struct str text = STR("");

	for (size_t i = 0; i < media->count; i++) {
		const struct post_media_row *m = &media->at[i];
		const struct str parts[] = { m->kind,      m->url,
					     m->alt_text,  number(a, m->upload_id),
					     m->cover_url, number(a, m->cover_upload_id) };
		for (size_t p = 0; p < COUNT_OF(parts); p++)
			text = join(a, text, parts[p]);
	}
	return text;
}

static struct str targets_text(struct arena *a, const struct post_target_rows *targets)
{
	struct str text = STR("");

	for (size_t i = 0; i < targets->count; i++) {
		const struct post_target_row *t = &targets->at[i];
		const struct str parts[] = { t->connection_id, t->place,         t->place_id,
					     t->caption,       t->first_comment, t->options };
		for (size_t p = 0; p < COUNT_OF(parts); p++)
			text = join(a, text, parts[p]);
	}
	return text;
}

/* A time on the wall is what was approved, whatever instant the zone's rules make of it. */
static struct str time_text(struct arena *a, const struct post_row *post)
{
	if (post->wall_time.at)
		return str_fmt(a, "%.*s %.*s", STR_ARG(post->wall_time), STR_ARG(post->time_zone));
	return post->publish_s.has ? str_fmt(a, "%lld", (long long)post->publish_s.value)
				   : STR_NONE;
}

bool content_hash_of(struct db_tx *tx, struct arena *a, const struct post_row *post,
		     struct str *ret, struct err *err)
{
	struct post_media_rows media;
	struct post_target_rows targets;
	struct str all = STR(""), short_ones = STR("");

	if (!post_media_list(tx, a, post->id, &media, err) ||
	    !post_targets_list(tx, a, post->id, &targets, err))
		return false;
	const struct str parts[PART_COUNT] = {
		[PART_KIND] = post->kind,
		[PART_CAPTION] = post->caption,
		[PART_COMMENT] = post->first_comment,
		[PART_MEDIA] = media_text(a, &media),
		[PART_OPTIONS] = post->options,
		[PART_TARGETS] = targets_text(a, &targets),
		[PART_TIME] = time_text(a, post),
	};
	for (size_t p = 0; p < PART_COUNT; p++) {
		struct str hex = sha256_hex(a, with_length(a, parts[p]));
		all = join(a, all, hex);
		short_ones = str_fmt(a, "%.*s%.*s", STR_ARG(short_ones), PART_HEX, hex.at);
	}
	*ret = str_fmt(a, "%.*s-%.*s", STR_ARG(sha256_hex(a, all)), STR_ARG(short_ones));
	return true;
}

struct str content_hash_changes(struct arena *a, struct str before, struct str after)
{
	struct str names = STR("");

	if (str_eq(before, after))
		return names;
	for (size_t p = 0; p < PART_COUNT; p++) {
		size_t from = WHOLE_HEX + 1 + p * PART_HEX;
		if (str_eq(str_sub(before, from, from + PART_HEX),
			   str_sub(after, from, from + PART_HEX)))
			continue;
		names = str_fmt(a, "%.*s%s%s", STR_ARG(names), names.len ? ", " : "",
				part_names[p]);
	}
	/* Cut short, or by somebody who made it up. */
	return names.len ? names : STR("content_hash");
}
