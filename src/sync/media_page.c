#include "sync/media_page.h"

#include "analytics/hashtags.h"
#include "base/limits.h"

#define GROUP "media"
#define BEFORE_PROFESSIONAL 2108006 /* Meta's subcode for a post that never had insights */

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

/* ---- one post as rows -------------------------------------------------------------------------
 */

struct value_sink {
	struct media_page *page;
	size_t at;
};

static void put_metric(struct value_sink *sink, struct str name, int64_t value)
{
	struct media_insights *list = &sink->page->insights[sink->at];

	if (list->count == METRICS_PER_MEDIA)
		return;
	list->at[list->count++] = (struct media_metric_row){
		.metric = name,
		.value = value,
		.day = sink->page->run->day,
		.updated_s = sink->page->run->now_s,
	};
}

/*
 * Names as the CekBrand contract has them: an album's carry a prefix, except `saved`; a video's
 * views are also its `video_views`.
 */
static void add_metric(void *ctx, const struct graph_value *v)
{
	static const char *const prefixed[] = { "engagement", "impressions", "reach" };
	struct value_sink *sink = ctx;
	struct str type = sink->page->media.at[sink->at].media_type;
	const struct graph_metric *m = graph_metric_find(v->metric, GRAPH_FEED);

	if (!m)
		m = graph_metric_find(v->metric, GRAPH_REELS);
	if (!m || !m->series || v->dimension[0].at)
		return;
	struct str series = str_of(m->series);
	if (str_eq(type, STR("VIDEO")) && str_eq(series, STR("impressions")))
		put_metric(sink, STR("video_views"), v->value);
	for (size_t i = 0; i < COUNT_OF(prefixed); i++) {
		if (str_eq(type, STR("CAROUSEL_ALBUM")) && str_eq(series, str_of(prefixed[i])))
			series = str_fmt(sink->page->run->page, "carousel_album_%s", prefixed[i]);
	}
	put_metric(sink, series, v->value);
}

static struct media_row media_of(const struct run *r, const struct graph_media *m)
{
	return (struct media_row){
		.id = m->id,
		.posted_s = m->timestamp_s,
		.posted_day = run_local_day(r, m->timestamp_s),
		.media_type = or_empty(m->media_type),
		.product_type = m->product_type,
		.caption = or_empty(m->caption),
		.permalink = or_empty(m->permalink),
		.shortcode = or_empty(m->shortcode),
		.username = or_empty(m->username),
		.owner_id = m->owner_id,
		.media_url = m->media_url,
		.thumbnail_url = m->thumbnail_url,
		.like_count = m->likes,
		.comments_count = m->comments,
		.is_comment_enabled = m->is_comment_enabled,
		.updated_s = r->now_s,
	};
}

static struct media_child_rows children_of(struct run *r, const struct json *list)
{
	const struct json *data = json_get(list, STR("data"));
	struct media_child_rows rows = { .count = 0 };

	rows.at = arena_new_n(r->page, struct media_child_row, json_count(data) + 1);
	for (const struct json *c = json_first(data); c; c = c->next) {
		struct str id = json_text(json_get(c, STR("id")));
		if (!id.len)
			continue;
		rows.at[rows.count++] = (struct media_child_row){
			.id = id,
			.media_type = or_empty(json_text(json_get(c, STR("media_type")))),
			.media_url = json_text(json_get(c, STR("media_url"))),
			.thumbnail_url = json_text(json_get(c, STR("thumbnail_url"))),
		};
	}
	return rows;
}

/* ---- pages ------------------------------------------------------------------------------------
 */

struct media_page media_page_new(struct run *r, size_t room)
{
	return (struct media_page){
		.run = r,
		.media.at = arena_new_n(r->page, struct media_row, room + 1),
		.days.at = arena_new_n(r->page, struct media_day_row, room + 1),
		.insights = arena_new_n(r->page, struct media_insights, room + 1),
		.comments = arena_new_n(r->page, struct comment_list, room + 1),
		.hashtags = arena_new_n(r->page, struct str_list, room + 1),
		.children = arena_new_n(r->page, struct media_child_rows, room + 1),
	};
}

void media_page_add(struct media_page *page, const struct graph_media *m)
{
	struct run *r = page->run;
	size_t i = page->media.count++;
	struct value_sink sink = { .page = page, .at = i };

	page->media.at[i] = media_of(r, m);
	page->days.at[page->days.count++] = (struct media_day_row){
		.media_id = m->id,
		.day = r->day,
		.like_count = m->likes,
		.comments_count = m->comments,
		.updated_s = r->now_s,
	};
	page->hashtags[i] = hashtags_of(r->page, or_empty(m->caption));
	if (m->insights)
		graph_insights_each(m->insights, add_metric, &sink);
	if (m->comment_list)
		page->comments[i] = comment_list_read(r->page, m->comment_list, STR_NONE);
	if (m->children)
		page->children[i] = children_of(r, m->children);
}

/*
 * A listing may show a post twice: a page that repeats, or posts that moved because one was deleted
 * between two pages. Counted once.
 */
struct media_page media_page_read(struct run *r, const struct json *list)
{
	const struct json *data = json_get(list, STR("data"));
	struct media_page page = media_page_new(r, json_count(data));

	for (const struct json *item = json_first(data); item; item = item->next) {
		struct graph_media media;
		if (!graph_media_read(item, &media))
			step_trouble(r->step, STEP_PARTIAL, "sebuah postingan tidak terbaca");
		else if (seen_add(&r->seen_media, r->arena, media.id))
			media_page_add(&page, &media);
	}
	return page;
}

/* What is left of them the comments step reads: from here on, or all when there are long threads.
 */
static bool put_comments(struct db_tx *tx, const struct media_page *page, size_t at,
			 struct err *err)
{
	const struct run *r = page->run;
	const struct media_row *m = &page->media.at[at];
	const struct comment_list *list = &page->comments[at];

	if (!comments_put(tx, r->account_id, m->id, &list->rows, r->now_s, NULL, err))
		return false;
	if (!list->is_told || list->threads.count || opt_int_or(m->comments_count, 0) <= 0)
		return true;
	if (list->after.len)
		return media_comments_go_on(tx, r->account_id, m->id, list->after,
					    m->comments_count, err);
	return media_comments_were_read(tx, r->account_id, m->id, m->comments_count.value, err);
}

static bool put_parts(struct db_tx *tx, const struct media_page *page, size_t i, struct err *err)
{
	const struct run *r = page->run;
	struct str id = page->media.at[i].id;
	const struct media_insights *insights = &page->insights[i];
	const struct str_list *tags = &page->hashtags[i];
	const struct media_reading reading = { r->day, r->now_s, insights->at, insights->count };

	if (!media_hashtags_put(tx, r->account_id, id, tags->items, tags->count, err) ||
	    !media_insights_put(tx, r->account_id, id, &reading, err))
		return false;
	if (page->children[i].count &&
	    !media_children_put(tx, r->account_id, id, &page->children[i], r->now_s, err))
		return false;
	return put_comments(tx, page, i, err);
}

bool media_page_put(struct db_tx *tx, const struct media_page *page, struct err *err)
{
	const struct run *r = page->run;

	if (!media_put(tx, r->account_id, &page->media, r->now_s, err) ||
	    !media_days_put(tx, r->account_id, r->day, &page->days, r->now_s, err))
		return false;
	for (size_t i = 0; i < page->media.count; i++) {
		if (!put_parts(tx, page, i, err))
			return false;
	}
	return true;
}

void media_page_count(const struct media_page *page)
{
	struct run *r = page->run;

	r->result.media += (int64_t)page->media.count;
	for (size_t i = 0; i < page->media.count; i++) {
		int64_t posted_s = page->media.at[i].posted_s;
		r->result.comments += (int64_t)page->comments[i].rows.count;
		r->result.values += (int64_t)page->insights[i].count;
		if (page->insights[i].count && posted_s < r->oldest_with_insights_s)
			r->oldest_with_insights_s = posted_s;
	}
}

/* ---- insights one by one ----------------------------------------------------------------------
 */

static struct graph_query insights_query(struct run *r, const struct media_row *m,
					 struct str metrics)
{
	struct param *params = arena_new(r->page, struct param);

	*params = (struct param){ STR("metric"), metrics };
	return (struct graph_query){
		.endpoint = GRAPH_MEDIA_INSIGHTS, .id = m->id, .params = params, .param_count = 1
	};
}

static bool is_reel(const struct media_row *m)
{
	return str_eq(or_empty(m->product_type), STR("REELS"));
}

/* Posts without numbers stay without; a metric that Meta names is forgotten, the post waits a day.
 */
static bool read_insights(struct media_page *page, size_t at, const struct graph_reply *reply,
			  struct str metrics, struct err *err)
{
	struct run *r = page->run;
	struct value_sink sink = { .page = page, .at = at };
	const struct media_row *m = &page->media.at[at];
	size_t refused;

	if (run_ends_with_reply(reply, err))
		return false;
	if (reply->json) {
		graph_insights_each(reply->json, add_metric, &sink);
		return true;
	}
	if (reply->error.subcode == BEFORE_PROFESSIONAL && m->posted_s > r->newest_without_s)
		r->newest_without_s = m->posted_s;
	if (reply->error.class == GRAPH_CLASS_NO_DATA)
		return true;
	step_refused(r, STEP_PARTIAL, m->id, &reply->error);
	return run_refuse(r, GROUP, graph_error_metrics(r->page, &reply->error, metrics),
			  &reply->error, &refused, err);
}

/* At most a batch of the posts from `from` on; *ret_next is where to go on. */
static bool ask_some(struct media_page *page, size_t from, size_t *ret_next, struct err *err)
{
	struct run *r = page->run;
	struct str feed = run_metrics(r, r->page, GRAPH_FEED, GRAPH_LIFETIME, GROUP);
	struct str reels = run_metrics(r, r->page, GRAPH_REELS, GRAPH_LIFETIME, GROUP);
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];
	size_t at[LIMIT_GRAPH_BATCH], count = 0;

	for (; from < page->media.count && count < LIMIT_GRAPH_BATCH; from++) {
		const struct media_row *m = &page->media.at[from];
		struct str metrics = is_reel(m) ? reels : feed;
		if (!metrics.len || m->posted_s <= r->insights_after_s)
			continue;
		queries[count] = insights_query(r, m, metrics);
		at[count++] = from;
	}
	*ret_next = from;
	if (!count)
		return true;
	if (!graph_batch(&r->caller, r->page, queries, count, replies, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!read_insights(page, at[i], &replies[i], queries[i].params[0].value, err))
			return false;
	}
	return true;
}

bool media_page_ask_insights(struct media_page *page, struct err *err)
{
	for (size_t i = 0; i < page->media.count;) {
		if (!ask_some(page, i, &i, err))
			return false;
	}
	return true;
}
