/*
 * Everything of an account as one JSON document, written while it is read. Members are named and
 * shaped as in the answers of the API (api/downloads.c has the document's shape); what is not known
 * is null.
 */
#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"
#include "report/export_files.h"
#include "report/stats_audience.h"
#include "report/stats_comments.h"
#include "store/accounts.h"
#include "store/competitors.h"
#include "store/stories.h"

#define BLOCK_BYTES (32 * KIB)
#define ITEM_MAX_BYTES (16 * MIB) /* one media or comment is far smaller */

struct document {
	struct export_job *job;
	const struct stats *reading; /* of the account, or of a competitor */
	struct sink sink;
	struct buf out;
	struct json_writer json;
	bool is_competitor;
};

static void document_end(struct document *d)
{
	buf_free(&d->out);
}

/* Hands over what is written so far, when it is worth it. */
static bool drain(struct document *d, size_t least, struct err *err)
{
	if (buf_failed(&d->out))
		return err_set(err, ERR_TOO_LARGE, "an item of more than %u bytes", ITEM_MAX_BYTES);
	if (d->out.len < least)
		return true;
	if (!sink_write(&d->sink, buf_str(&d->out), err))
		return false;
	buf_clear(&d->out);
	return true;
}

/* ---- members ------------------------------------------------------------------------------- */

static void put_text(struct document *d, const char *key, struct str value)
{
	json_key(&d->json, str_of(key));
	if (value.at)
		json_str(&d->json, value);
	else
		json_null(&d->json);
}

static void put_opt_int(struct document *d, const char *key, struct opt_int value)
{
	json_key(&d->json, str_of(key));
	if (value.has)
		json_int(&d->json, value.value);
	else
		json_null(&d->json);
}

static void put_opt_double(struct document *d, const char *key, struct opt_double value)
{
	json_key(&d->json, str_of(key));
	if (value.has)
		json_double(&d->json, value.value);
	else
		json_null(&d->json);
}

static void put_time(struct document *d, const char *key, int64_t unix_s)
{
	const struct stats *s = d->reading;

	put_text(d, key,
		 unix_s ? iso_text(s->arena, unix_s, tz_offset_s(s->tz, unix_s)) : STR_NONE);
}

static void put_day(struct document *d, const char *key, int64_t day)
{
	put_text(d, key, day_text(d->reading->arena, day));
}

/* ---- lists --------------------------------------------------------------------------------- */

typedef bool list_fn(struct document *d, struct err *err);

static bool put_user_data(struct document *d, struct err *err)
{
	struct stats_profile_days days = { 0 };

	if (!stats_user_data(d->reading, &days, err))
		return false;
	for (size_t i = 0; i < days.count; i++) {
		const struct profile_day *day = &days.items[i];

		json_object(&d->json);
		put_opt_int(d, "followers_count", day->followers);
		put_opt_int(d, "follows_count", day->follows);
		put_opt_int(d, "media_count", day->media);
		put_opt_int(d, "followers_count_growth", day->followers_growth);
		put_opt_int(d, "media_count_growth", day->media_growth);
		put_time(d, "updated_timestamp", day->updated_s);
		put_day(d, "datestamp", day->day);
		json_end_object(&d->json);
		if (!drain(d, BLOCK_BYTES, err))
			return false;
	}
	return true;
}

static bool put_insight(struct document *d, enum stats_insight which, struct err *err)
{
	struct stats_insight_days days = { 0 };

	if (!stats_insight_list(d->reading, which, &days, err))
		return false;
	for (size_t i = 0; i < days.count; i++) {
		json_object(&d->json);
		json_put_int(&d->json, "value", days.items[i].value);
		put_time(d, "end_time", days.items[i].end_time_s);
		json_put_str(&d->json, "period", STR("day"));
		put_time(d, "updated_timestamp", days.items[i].updated_s);
		json_end_object(&d->json);
		if (!drain(d, BLOCK_BYTES, err))
			return false;
	}
	return true;
}

static bool put_reach(struct document *d, struct err *err)
{
	return put_insight(d, STATS_REACH, err);
}

static bool put_impressions(struct document *d, struct err *err)
{
	return put_insight(d, STATS_IMPRESSIONS, err);
}

static bool put_groups(struct document *d, enum audience_kind kind, const char *name,
		       const char *part, struct err *err)
{
	struct audience_rows rows = { 0 };

	if (!stats_audience(d->reading, kind, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const struct audience_row *row = &rows.at[i];

		json_object(&d->json);
		put_text(d, name, row->name);
		if (part)
			put_text(d, part, row->part);
		json_put_int(&d->json, "value", row->value);
		put_time(d, "end_time", row->end_s);
		put_time(d, "updated_timestamp", row->updated_s);
		json_end_object(&d->json);
		if (!drain(d, BLOCK_BYTES, err))
			return false;
	}
	return true;
}

static bool put_cities(struct document *d, struct err *err)
{
	return put_groups(d, AUDIENCE_CITY, "city", "province", err);
}

static bool put_countries(struct document *d, struct err *err)
{
	return put_groups(d, AUDIENCE_COUNTRY, "country_code", NULL, err);
}

static bool put_genders(struct document *d, struct err *err)
{
	return put_groups(d, AUDIENCE_GENDER_AGE, "gender", "age", err);
}

static bool put_online_followers(struct document *d, struct err *err)
{
	struct online_followers_rows rows = { 0 };

	if (!stats_online_followers(d->reading, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&d->json);
		json_put_int(&d->json, "hour", rows.at[i].hour);
		json_put_int(&d->json, "value", rows.at[i].value);
		put_time(d, "end_time", rows.at[i].end_s);
		put_time(d, "updated_timestamp", rows.at[i].updated_s);
		json_end_object(&d->json);
		if (!drain(d, BLOCK_BYTES, err))
			return false;
	}
	return true;
}

static bool put_hashtags(struct document *d, struct err *err)
{
	struct stats_hashtags hashtags = { 0 };

	if (!stats_hashtags(d->reading, &hashtags, err))
		return false;
	for (size_t i = 0; i < hashtags.count; i++) {
		json_object(&d->json);
		json_put_str(&d->json, "hashtag", hashtags.items[i].hashtag);
		json_put_int(&d->json, "like_count", hashtags.items[i].like);
		json_put_int(&d->json, "comments_count", hashtags.items[i].comments);
		json_end_object(&d->json);
		if (!drain(d, BLOCK_BYTES, err))
			return false;
	}
	return true;
}

/* ---- media --------------------------------------------------------------------------------- */

static void put_comment(struct document *d, const struct comment_row *comment)
{
	json_object(&d->json);
	json_put_str(&d->json, "id", comment->id);
	put_text(d, "username", comment->username);
	put_text(d, "text", comment->text);
	put_text(d, "sentiment", comment->sentiment);
	put_opt_double(d, "confidence", comment->confidence);
	json_put_bool(&d->json, "is_unsure", stats_is_unsure(comment->confidence));
	put_text(d, "parent_id", comment->parent_id);
	put_opt_int(d, "like_count", comment->like_count);
	put_time(d, "timestamp", comment->posted_s);
	json_end_object(&d->json);
}

static bool put_comments(struct document *d, struct str media_id, struct err *err)
{
	struct comment_rows rows = { 0 };

	json_put_array(&d->json, "comments");
	if (!stats_comments(d->reading, media_id, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		put_comment(d, &rows.at[i]);
		if (!drain(d, BLOCK_BYTES, err))
			return false;
	}
	json_end_array(&d->json);
	return true;
}

static void put_media_insights(struct document *d, const struct stats_media *media)
{
	json_put_array(&d->json, "insights");
	for (size_t i = 0; i < media->insight_count; i++) {
		const struct stats_metric *metric = &media->insights[i];

		json_object(&d->json);
		json_put_str(&d->json, "metric", metric->name);
		json_put_int(&d->json, "value", metric->value);
		put_time(d, "updated_timestamp", metric->updated_s);
		put_day(d, "datestamp", metric->day);
		json_end_object(&d->json);
	}
	json_end_array(&d->json);
}

/* Insights and comments are for the owner alone: what everybody can see of a competitor's. */
static bool put_media(void *ctx, const struct stats_media *media, struct err *err)
{
	struct document *d = ctx;
	struct arena_mark mark = arena_mark(d->reading->arena);

	json_object(&d->json);
	json_put_str(&d->json, "id", media->id);
	put_text(d, "permalink", media->permalink);
	put_time(d, "timestamp", media->timestamp_s);
	json_put_str(&d->json, "caption", media->caption);
	put_text(d, "media_url", media->media_url);
	put_text(d, "media_type", media->media_type);
	put_text(d, "thumbnail_url", media->thumbnail_url);
	put_opt_int(d, "like_count", media->like_count);
	put_opt_int(d, "comments_count", media->comments_count);
	json_put_array(&d->json, "media_hashtag");
	for (size_t i = 0; i < media->hashtags.count; i++)
		json_str(&d->json, media->hashtags.items[i]);
	json_end_array(&d->json);
	if (!d->is_competitor) {
		put_media_insights(d, media);
		if (!put_comments(d, media->id, err))
			return false;
	}
	json_end_object(&d->json);
	arena_rewind(d->reading->arena, mark);
	return drain(d, BLOCK_BYTES, err);
}

static bool put_all_media(struct document *d, struct err *err)
{
	return stats_media_each(d->reading, put_media, d, err);
}

static bool put_story(struct document *d, const struct story_row *story, struct err *err)
{
	const struct stats *s = d->reading;
	struct story_value_rows values = { 0 };

	if (!story_insights_list(s->tx, s->arena, s->account_id, story->id, &values, err))
		return false;
	json_object(&d->json);
	json_put_str(&d->json, "id", story->id);
	put_time(d, "timestamp", story->posted_s);
	put_text(d, "media_type", story->media_type);
	put_text(d, "caption", story->caption);
	put_text(d, "permalink", story->permalink);
	json_put_array(&d->json, "insights");
	for (size_t i = 0; i < values.count; i++) {
		json_object(&d->json);
		json_put_str(&d->json, "metric", values.at[i].metric);
		json_put_str(&d->json, "dimension", values.at[i].dimension);
		json_put_int(&d->json, "value", values.at[i].value);
		put_time(d, "updated_timestamp", values.at[i].updated_s);
		json_end_object(&d->json);
	}
	json_end_array(&d->json);
	json_end_object(&d->json);
	return drain(d, BLOCK_BYTES, err);
}

static bool put_stories(struct document *d, struct err *err)
{
	const struct stats *s = d->reading;
	struct story_rows rows = { 0 };

	if (!stories_list(s->tx, s->arena, s->account_id, s->window->now.start_s,
			  s->window->now.end_s, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++)
		if (!put_story(d, &rows.at[i], err))
			return false;
	return true;
}

/* ---- the document -------------------------------------------------------------------------- */

static const struct section {
	struct str name;
	list_fn *put;
	bool of_competitors; /* theirs as well */
} sections[] = {
	{ STR_INIT("user_data"), put_user_data, true },
	{ STR_INIT("reach"), put_reach, false },
	{ STR_INIT("impressions"), put_impressions, false },
	{ STR_INIT("online_followers"), put_online_followers, false },
	{ STR_INIT("audience_city"), put_cities, false },
	{ STR_INIT("audience_country"), put_countries, false },
	{ STR_INIT("audience_gender_age"), put_genders, false },
	{ STR_INIT("hashtag_metrics"), put_hashtags, true },
	{ STR_INIT("stories"), put_stories, false },
	{ STR_INIT("media"), put_all_media, true },
};

_Static_assert(COUNT_OF(sections) + 1 == EXPORT_JSON_SECTIONS, "each is a step");

static bool put_section(struct document *d, const struct section *section, struct err *err)
{
	struct arena_mark mark = arena_mark(d->reading->arena);

	json_key(&d->json, section->name);
	json_array(&d->json);
	if (!section->put(d, err))
		return false;
	json_end_array(&d->json);
	arena_rewind(d->reading->arena, mark);
	return true;
}

static bool put_competitor(struct document *d, const struct competitor_row *who, struct err *err)
{
	struct stats reading = *d->reading;
	const struct stats *own = d->reading;
	bool ok = true;

	reading.account_id = who->id;
	d->reading = &reading;
	d->is_competitor = true;
	json_object(&d->json);
	json_put_str(&d->json, "id", who->id);
	put_text(d, "username", who->username);
	put_text(d, "name", who->name);
	put_text(d, "biography", who->biography);
	put_time(d, "updated_timestamp", who->updated_s);
	for (size_t i = 0; ok && i < COUNT_OF(sections); i++)
		if (sections[i].of_competitors)
			ok = put_section(d, &sections[i], err);
	if (ok)
		json_end_object(&d->json);
	d->reading = own;
	d->is_competitor = false;
	return ok;
}

static bool is_wanted(const struct str_list *ids, struct str id)
{
	for (size_t i = 0; i < ids->count; i++)
		if (str_eq(ids->items[i], id))
			return true;
	return ids->count == 0;
}

static bool put_competitors(struct document *d, struct err *err)
{
	const struct export_request *request = d->job->request;
	const struct stats *s = d->reading;
	const struct competitor_owner owner = { request->user_id.value, s->account_id };
	struct competitor_rows rows = { 0 };

	if (!export_step(d->job, STR("competitors"), err))
		return false;
	json_put_array(&d->json, "competitors");
	if (request->user_id.has && !competitors_list(s->tx, s->arena, &owner, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++)
		if (is_wanted(&request->competitor_ids, rows.at[i].id) &&
		    !put_competitor(d, &rows.at[i], err))
			return false;
	json_end_array(&d->json);
	return true;
}

static bool put_account(struct document *d, struct err *err)
{
	const struct stats *s = d->reading;
	struct account_row account = { 0 };
	bool found = false;

	if (!accounts_get_any(s->tx, s->arena, s->account_id, &account, &found, err))
		return false;
	json_put_object(&d->json, "account");
	json_put_str(&d->json, "id", s->account_id);
	put_text(d, "username", account.username);
	put_text(d, "name", account.name);
	put_text(d, "biography", account.biography);
	put_text(d, "website", account.website);
	put_text(d, "profile_picture_url", account.profile_picture_url);
	put_time(d, "updated_timestamp", account.updated_s);
	json_end_object(&d->json);
	return true;
}

static void put_window(struct document *d)
{
	const struct window *w = d->reading->window;

	if (window_is_all(w)) {
		json_put_null(&d->json, "start");
		json_put_null(&d->json, "end");
		return;
	}
	put_time(d, "start", w->now.start_s);
	put_time(d, "end", w->now.end_s);
}

bool export_json(struct export_job *job, const struct export_file *file, struct sink sink,
		 struct err *err)
{
	cleanup(document_end) struct document d = {
		.job = job,
		.reading = job->reading,
		.sink = sink,
	};

	(void)file;
	buf_init(&d.out, ITEM_MAX_BYTES);
	json_start(&d.json, &d.out, JSON_PLAIN);
	json_object(&d.json);
	put_time(&d, "exported_at", job->exported_s);
	put_window(&d);
	if (!put_account(&d, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(sections); i++)
		if (!export_step(job, sections[i].name, err) || !put_section(&d, &sections[i], err))
			return false;
	if (!put_competitors(&d, err))
		return false;
	json_end_object(&d.json);
	buf_putc(&d.out, '\n');
	return drain(&d, 1, err);
}
