/* What was posted, and what others say about it, for the JSON export. */
#include "report/json_document.h"
#include "report/stats_comments.h"
#include "store/media.h"
#include "store/media_days.h"
#include "store/meta_events.h"
#include "store/stories.h"

#define COMMENTS_AT_ONCE 2000

/* ---- comments ------------------------------------------------------------------------------ */

static bool put_comment(struct document *d, const struct comment_row *comment, struct err *err)
{
	json_object(&d->json);
	json_put_str(&d->json, "id", comment->id);
	document_text(d, "username", comment->username);
	document_text(d, "text", comment->text);
	document_text(d, "sentiment", comment->sentiment);
	document_opt_double(d, "confidence", comment->confidence);
	json_put_bool(&d->json, "is_unsure", stats_is_unsure(comment->confidence));
	document_text(d, "parent_id", comment->parent_id);
	document_opt_int(d, "like_count", comment->like_count);
	document_time(d, "timestamp", comment->posted_s);
	json_put_bool(&d->json, "is_hidden", comment->is_hidden);
	return document_end_item(d, err);
}

/* However many there are: a part of them at a time, each in the same stretch of the arena. */
static bool put_comments(struct document *d, struct str media_id, struct err *err)
{
	const struct stats *s = d->reading;
	struct comment_rows rows = { .count = COMMENTS_AT_ONCE };
	cleanup(buf_free) struct buf last_id = { 0 };
	struct comment_place place = { s->account_id, media_id, INT64_MAX, STR("") };

	buf_init(&last_id, KIB);
	json_put_array(&d->json, "comments");
	while (rows.count == COMMENTS_AT_ONCE) {
		struct arena_mark mark = arena_mark(s->arena);

		if (!comments_list_from(s->tx, s->arena, &place, COMMENTS_AT_ONCE, &rows, err))
			return false;
		for (size_t i = 0; i < rows.count; i++)
			if (!put_comment(d, &rows.at[i], err))
				return false;
		if (rows.count == COMMENTS_AT_ONCE) {
			const struct comment_row *last = &rows.at[rows.count - 1];
			buf_clear(&last_id);
			buf_put(&last_id, last->id);
			place.before_s = last->posted_s;
			place.before_id = buf_str(&last_id);
		}
		arena_rewind(s->arena, mark);
	}
	json_end_array(&d->json);
	return true;
}

/* ---- media --------------------------------------------------------------------------------- */

static void put_metric(struct document *d, struct str name, int64_t value, int64_t day,
		       int64_t updated_s)
{
	json_object(&d->json);
	json_put_str(&d->json, "metric", name);
	json_put_int(&d->json, "value", value);
	document_time(d, "updated_timestamp", updated_s);
	document_day(d, "datestamp", day);
	json_end_object(&d->json);
}

static void put_insights(struct document *d, const struct stats_media *media)
{
	json_put_array(&d->json, "insights");
	for (size_t i = 0; i < media->insight_count; i++) {
		const struct stats_metric *m = &media->insights[i];

		put_metric(d, m->name, m->value, m->day, m->updated_s);
	}
	json_end_array(&d->json);
}

static bool put_insight_days(struct document *d, struct str media_id, struct err *err)
{
	const struct stats *s = d->reading;
	const struct media_history_query query = { s->account_id, media_id,
						   s->window->now.first_day,
						   s->window->now.last_day };
	struct media_metric_rows rows = { 0 };

	if (!media_insight_days_list(s->tx, s->arena, &query, &rows, err))
		return false;
	json_put_array(&d->json, "insight_days");
	for (size_t i = 0; i < rows.count; i++) {
		const struct media_metric_row *m = &rows.at[i];

		put_metric(d, m->metric, m->value, m->day, m->updated_s);
	}
	json_end_array(&d->json);
	return true;
}

static bool put_days(struct document *d, struct str media_id, struct err *err)
{
	const struct stats *s = d->reading;
	struct media_day_rows rows = { 0 };

	if (!media_days_list(s->tx, s->arena, s->account_id, media_id, &rows, err))
		return false;
	json_put_array(&d->json, "days");
	for (size_t i = 0; i < rows.count; i++) {
		const struct media_day_row *row = &rows.at[i];

		if (!span_has_day(&s->window->now, row->day))
			continue;
		json_object(&d->json);
		document_day(d, "datestamp", row->day);
		document_opt_int(d, "like_count", row->like_count);
		document_opt_int(d, "comments_count", row->comments_count);
		document_opt_int(d, "like_count_growth", row->like_growth);
		document_opt_int(d, "comments_count_growth", row->comments_growth);
		document_time(d, "updated_timestamp", row->updated_s);
		json_end_object(&d->json);
	}
	json_end_array(&d->json);
	return true;
}

static bool put_children(struct document *d, struct str media_id, struct err *err)
{
	const struct stats *s = d->reading;
	struct media_child_rows rows = { 0 };

	if (!media_children_list(s->tx, s->arena, s->account_id, media_id, &rows, err))
		return false;
	json_put_array(&d->json, "children");
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&d->json);
		json_put_str(&d->json, "id", rows.at[i].id);
		json_put_str(&d->json, "media_type", rows.at[i].media_type);
		document_text(d, "media_url", rows.at[i].media_url);
		document_text(d, "thumbnail_url", rows.at[i].thumbnail_url);
		json_end_object(&d->json);
	}
	json_end_array(&d->json);
	return true;
}

/* What the API's lists of media tell. */
static void put_shown(struct document *d, const struct stats_media *media)
{
	json_put_str(&d->json, "id", media->id);
	document_text(d, "permalink", media->permalink);
	document_time(d, "timestamp", media->timestamp_s);
	json_put_str(&d->json, "caption", media->caption);
	document_text(d, "media_url", media->media_url);
	document_text(d, "media_type", media->media_type);
	document_text(d, "thumbnail_url", media->thumbnail_url);
	document_opt_int(d, "like_count", media->like_count);
	document_opt_int(d, "comments_count", media->comments_count);
	json_put_array(&d->json, "media_hashtag");
	for (size_t i = 0; i < media->hashtags.count; i++)
		json_str(&d->json, media->hashtags.items[i]);
	json_end_array(&d->json);
}

static bool put_own(struct document *d, const struct stats_media *media, struct err *err)
{
	put_insights(d, media);
	document_text(d, "product_type", media->product_type);
	json_put_bool(&d->json, "is_archived", media->is_archived);
	return put_children(d, media->id, err) && put_insight_days(d, media->id, err) &&
	       put_comments(d, media->id, err);
}

/* Insights and comments are for the owner alone: what everybody can see of a competitor's. */
static bool put_media(void *ctx, const struct stats_media *media, struct err *err)
{
	struct document *d = ctx;
	struct arena_mark mark = arena_mark(d->reading->arena);

	json_object(&d->json);
	put_shown(d, media);
	if (!put_days(d, media->id, err) || (!d->is_competitor && !put_own(d, media, err)) ||
	    !document_end_item(d, err))
		return false;
	arena_rewind(d->reading->arena, mark);
	return true;
}

bool document_media(struct document *d, struct err *err)
{
	return stats_media_each(d->reading, put_media, d, err);
}

bool document_hashtags(struct document *d, struct err *err)
{
	struct stats_hashtags hashtags = { 0 };

	if (!stats_hashtags(d->reading, &hashtags, err))
		return false;
	for (size_t i = 0; i < hashtags.count; i++) {
		json_object(&d->json);
		json_put_str(&d->json, "hashtag", hashtags.items[i].hashtag);
		json_put_int(&d->json, "like_count", hashtags.items[i].like);
		json_put_int(&d->json, "comments_count", hashtags.items[i].comments);
		if (!document_end_item(d, err))
			return false;
	}
	return true;
}

/* ---- stories ------------------------------------------------------------------------------- */

static bool put_story(void *ctx, const void *record, struct err *err)
{
	struct document *d = ctx;
	const struct stats *s = d->reading;
	const struct story_row *story = record;
	struct story_value_rows values = { 0 };

	if (!story_insights_list(s->tx, s->arena, s->account_id, story->id, &values, err))
		return false;
	json_object(&d->json);
	json_put_str(&d->json, "id", story->id);
	document_time(d, "timestamp", story->posted_s);
	document_text(d, "media_type", story->media_type);
	document_text(d, "caption", story->caption);
	document_text(d, "permalink", story->permalink);
	document_text(d, "media_url", story->media_url);
	document_text(d, "thumbnail_url", story->thumbnail_url);
	json_put_array(&d->json, "insights");
	for (size_t i = 0; i < values.count; i++) {
		json_object(&d->json);
		json_put_str(&d->json, "metric", values.at[i].metric);
		json_put_str(&d->json, "dimension", values.at[i].dimension);
		json_put_int(&d->json, "value", values.at[i].value);
		document_time(d, "updated_timestamp", values.at[i].updated_s);
		json_end_object(&d->json);
	}
	json_end_array(&d->json);
	return document_end_item(d, err);
}

bool document_stories(struct document *d, struct err *err)
{
	const struct stats *s = d->reading;
	const int64_t span_s[2] = { s->window->now.start_s, s->window->now.end_s };
	const struct store_each each = { put_story, d };

	return stories_each(s->tx, s->arena, s->account_id, span_s, &each, err);
}

/* ---- mentions ------------------------------------------------------------------------------ */

static bool put_mention(void *ctx, const void *record, struct err *err)
{
	struct document *d = ctx;
	const struct mention_row *row = record;

	json_object(&d->json);
	json_put_str(&d->json, "media_id", row->media_id);
	document_text(d, "comment_id", row->comment_id.len ? row->comment_id : STR_NONE);
	document_time(d, "seen_at", row->seen_s);
	return document_end_item(d, err);
}

bool document_mentions(struct document *d, struct err *err)
{
	const struct stats *s = d->reading;
	const int64_t span_s[2] = { s->window->now.start_s, s->window->now.end_s };
	const struct store_each each = { put_mention, d };

	return mentions_each(s->tx, s->arena, s->account_id, span_s, &each, err);
}
