/*
 * Posts with their counts, insights, hashtags and, the first time, comments. A page of the listing
 * carries everything in one answer: media{…,insights.metric(…),comments.limit(…)}. One post or
 *metric that Meta has no numbers for fails such a page as a whole; then
 *	- refused metrics that Meta names are forgotten, and the page is asked again;
 *	- "reduce the amount of data" halves the page;
 *	- anything else lists posts without insights from there on and asks for them in batches,
 *	  where every post stands alone.
 */
#include "analytics/hashtags.h"
#include "base/limits.h"
#include "store/comments.h"
#include "store/media.h"
#include "store/media_days.h"
#include "sync/run.h"

#define PAGE_MEDIA 100
#define PAGE_MEDIA_MIN 10
#define COMMENTS_IN_PAGE 50
#define METRICS_PER_MEDIA 16
#define GROUP "media"

struct listing {
	struct run *run;
	struct graph_pager pager;
	unsigned limit;
	bool with_insights; /* in the same answer */
	bool with_comments;
};

/* ---- one page, as rows ------------------------------------------------------------------------
 */

struct media_insights {
	struct media_metric_row at[METRICS_PER_MEDIA];
	size_t count;
};

struct media_page {
	struct listing *listing;
	struct media_rows media;
	struct media_day_rows days;
	struct media_insights *insights; /* one per post */
	struct comment_rows *comments;   /* one per post; at == NULL: none in this answer */
	bool *has_all_comments;          /* they are, and the list ends there */
	struct str *comments_after;      /* or it goes on there */
	struct str_list *hashtags;
};

struct value_sink {
	struct run *run;
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
		.day = sink->run->day,
		.updated_s = sink->run->now_s,
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
			series = str_fmt(sink->run->page, "carousel_album_%s", prefixed[i]);
	}
	put_metric(sink, series, v->value);
}

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

static struct comment_row comment_of(const struct graph_comment *c, struct str parent_id)
{
	return (struct comment_row){
		.id = c->id,
		.parent_id = parent_id,
		.username = or_empty(c->username),
		.text = or_empty(c->text),
		.posted_s = c->timestamp_s,
		.like_count = c->likes,
		.is_hidden = c->hidden,
	};
}

struct comment_rows run_read_comments(struct run *r, const struct json *list)
{
	const struct json *data = json_get(list, STR("data"));
	struct comment_rows rows = { .count = 0 };
	size_t room = 0;

	for (const struct json *c = json_first(data); c; c = c->next)
		room += 1 + json_count(json_get(json_get(c, STR("replies")), STR("data")));
	rows.at = arena_new_n(r->page, struct comment_row, room + 1);
	for (const struct json *c = json_first(data); c; c = c->next) {
		struct graph_comment comment, reply;
		if (!graph_comment_read(c, &comment))
			continue;
		rows.at[rows.count++] = comment_of(&comment, STR_NONE);
		const struct json *p =
			json_first(json_get(json_get(c, STR("replies")), STR("data")));
		for (; p; p = p->next) {
			if (graph_comment_read(p, &reply))
				rows.at[rows.count++] = comment_of(&reply, comment.id);
		}
	}
	return rows;
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

static void note_open_comments(struct run *r, struct str media_id, struct str after)
{
	if (r->open_comments_count == COMMENTED_MAX)
		return;
	r->open_comments[r->open_comments_count++] = (struct open_comments){
		.media_id = str_dup(r->arena, media_id),
		.after = str_dup(r->arena, after),
	};
}

static void take_comments(struct media_page *page, size_t at, const struct json *list)
{
	struct run *r = page->listing->run;
	const struct json *paging = json_get(list, STR("paging"));

	page->comments[at] = run_read_comments(r, list);
	page->has_all_comments[at] = json_is_null(json_get(paging, STR("next")));
	page->comments_after[at] =
		json_text(json_get(json_get(paging, STR("cursors")), STR("after")));
}

static void read_media(struct media_page *page, const struct graph_media *m)
{
	struct run *r = page->listing->run;
	size_t i = page->media.count++;
	struct value_sink sink = { .run = r, .page = page, .at = i };

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
		take_comments(page, i, m->comment_list);
}

/* ---- writing ----------------------------------------------------------------------------------
 */

static bool write_comments(struct db_tx *tx, const struct media_page *page, size_t at,
			   struct err *err)
{
	const struct run *r = page->listing->run;
	const struct media_row *m = &page->media.at[at];

	if (page->comments[at].count &&
	    !comments_put(tx, r->account_id, m->id, &page->comments[at], r->now_s, err))
		return false;
	return !page->has_all_comments[at] || opt_int_or(m->comments_count, 0) <= 0 ||
	       media_comments_were_read(tx, r->account_id, m->id, m->comments_count.value, err);
}

static bool write_page(struct db_tx *tx, void *arg, struct err *err)
{
	struct media_page *page = arg;
	struct listing *l = page->listing;
	struct run *r = l->run;

	if (!media_put(tx, r->account_id, &page->media, r->now_s, err) ||
	    !media_days_put(tx, r->account_id, r->day, &page->days, r->now_s, err))
		return false;
	for (size_t i = 0; i < page->media.count; i++) {
		struct str id = page->media.at[i].id;
		const struct media_insights *insights = &page->insights[i];
		const struct str_list *tags = &page->hashtags[i];
		const struct media_reading reading = { r->day, r->now_s, insights->at,
						       insights->count };
		if (!media_hashtags_put(tx, r->account_id, id, tags->items, tags->count, err))
			return false;
		if (!media_insights_put(tx, r->account_id, id, &reading, err))
			return false;
		if (!write_comments(tx, page, i, err))
			return false;
	}
	r->step->got += (int64_t)page->media.count;
	memcpy(r->step->cursor, l->pager.after, sizeof(r->step->cursor));
	if (l->pager.state != GRAPH_PAGER_MORE)
		r->step->cursor[0] = '\0';
	return run_save_step(tx, r, "media", r->step, err);
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
	struct run *r = page->listing->run;
	struct value_sink sink = { .run = r, .page = page, .at = at };
	size_t refused;

	if (run_ends_with_reply(reply, err))
		return false;
	if (reply->json) {
		graph_insights_each(reply->json, add_metric, &sink);
		return true;
	}
	if (reply->error.class == GRAPH_CLASS_NO_DATA)
		return true;
	step_trouble(r->step, STEP_PARTIAL, "insight %.*s: %s", STR_ARG(page->media.at[at].id),
		     reply->error.message);
	return run_refuse(r, GROUP, graph_error_metrics(r->page, &reply->error, metrics),
			  &reply->error, &refused, err);
}

static bool ask_insights(struct media_page *page, struct err *err)
{
	struct run *r = page->listing->run;
	struct str feed = run_metrics(r, r->page, GRAPH_FEED, GRAPH_LIFETIME, GROUP);
	struct str reels = run_metrics(r, r->page, GRAPH_REELS, GRAPH_LIFETIME, GROUP);
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];

	if (!feed.len || !reels.len)
		return true;
	for (size_t i = 0; i < page->media.count; i += LIMIT_GRAPH_BATCH) {
		size_t left = page->media.count - i;
		size_t n = left < LIMIT_GRAPH_BATCH ? left : LIMIT_GRAPH_BATCH;
		for (size_t k = 0; k < n; k++) {
			const struct media_row *m = &page->media.at[i + k];
			queries[k] = insights_query(r, m, is_reel(m) ? reels : feed);
		}
		if (!graph_batch(&r->caller, r->page, queries, n, replies, err))
			return false;
		for (size_t k = 0; k < n; k++) {
			if (!read_insights(page, i + k, &replies[k], queries[k].params[0].value,
					   err))
				return false;
		}
	}
	return true;
}

/* ---- the listing ------------------------------------------------------------------------------
 */

/* A page holds both kinds of posts, so only what both have may be asked for it. */
static struct str page_metrics(struct run *r)
{
	return run_metrics(r, r->page, GRAPH_FEED | GRAPH_REELS, GRAPH_LIFETIME, GROUP);
}

static void set_query(struct listing *l, struct str metrics)
{
	struct str insights = STR("");
	struct str comments = STR("");

	if (l->with_insights && metrics.len)
		insights = str_fmt(l->run->page, ",insights.metric(%.*s){name,values}",
				   STR_ARG(metrics));
	if (l->with_comments)
		comments = str_fmt(l->run->page, ",comments.limit(%d){%s}", COMMENTS_IN_PAGE,
				   SYNC_COMMENT_FIELDS);
	l->pager.query.fields = str_fmt(l->run->page, "%s%.*s%.*s", GRAPH_MEDIA_FIELDS,
					STR_ARG(insights), STR_ARG(comments));
	l->pager.query.limit = l->limit;
}

/* What to change after a page failed; false when nothing is left to try. */
static bool ask_for_less(struct listing *l, const struct graph_error *ge, struct str metrics,
			 bool *ret_changed, struct err *err)
{
	struct run *r = l->run;
	size_t refused = 0;

	*ret_changed = true;
	if (l->with_insights &&
	    !run_refuse(r, GROUP, graph_error_metrics(r->page, ge, metrics), ge, &refused, err))
		return false;
	if (refused)
		return true;
	/* Comments are what weighs most and what needs a permission of its own; else it is
	 * insights. */
	bool is_heavy = ge->class == GRAPH_CLASS_TOO_MUCH_DATA;
	bool is_barred = ge->class == GRAPH_CLASS_PERMISSIONS_MISSING;
	if (l->with_comments && (is_heavy || is_barred || !l->with_insights))
		l->with_comments = false;
	else if (is_heavy && l->limit > PAGE_MEDIA_MIN)
		l->limit /= 2;
	else if (l->with_insights)
		l->with_insights = false;
	else
		*ret_changed = false;
	return true;
}

static bool fetch_page(struct listing *l, struct graph_reply *reply, struct err *err)
{
	for (;;) {
		struct err refusal = ERR_INIT;
		bool changed;
		arena_reset(l->run->page);
		struct str metrics = page_metrics(l->run);
		set_query(l, metrics);
		if (graph_pager_next(&l->pager, &l->run->caller, l->run->page, reply, &refusal))
			return true;
		*err = refusal;
		if (run_ends_with(refusal.code))
			return false;
		if (!ask_for_less(l, &reply->error, metrics, &changed, &refusal)) {
			*err = refusal;
			return false;
		}
		if (!changed)
			return false;
		l->pager.state = GRAPH_PAGER_MORE;
	}
}

static struct media_page page_of(struct listing *l, const struct json *list)
{
	struct run *r = l->run;
	const struct json *data = json_get(list, STR("data"));
	size_t room = json_count(data) + 1;
	struct media_page page = {
		.listing = l,
		.media.at = arena_new_n(r->page, struct media_row, room),
		.days.at = arena_new_n(r->page, struct media_day_row, room),
		.insights = arena_new_n(r->page, struct media_insights, room),
		.comments = arena_new_n(r->page, struct comment_rows, room),
		.has_all_comments = arena_new_n(r->page, bool, room),
		.comments_after = arena_new_n(r->page, struct str, room),
		.hashtags = arena_new_n(r->page, struct str_list, room),
	};

	for (const struct json *item = json_first(data); item; item = item->next) {
		struct graph_media media;
		if (graph_media_read(item, &media))
			read_media(&page, &media);
		else
			step_trouble(r->step, STEP_PARTIAL, "sebuah postingan tidak terbaca");
	}
	return page;
}

bool run_put_posts(struct run *r, const struct graph_pager *pager, const struct json *list,
		   struct err *err)
{
	struct listing l = { .run = r, .pager = *pager };
	struct media_page page = page_of(&l, list);

	r->result.media += (int64_t)page.media.count;
	return store_write(r->sync->config.store, write_page, &page, err);
}

static bool write_archive(struct db_tx *tx, void *arg, struct err *err)
{
	const struct run *r = arg;
	return media_archive(tx, r->account_id, r->listing_since_s, err);
}

bool run_archive_posts(struct run *r, struct err *err)
{
	return store_write(r->sync->config.store, write_archive, r, err);
}

static bool take_page(struct listing *l, const struct json *json, struct err *err)
{
	struct run *r = l->run;
	struct media_page page = page_of(l, json);

	if (!l->with_insights && !ask_insights(&page, err))
		return false;
	if (!store_write(r->sync->config.store, write_page, &page, err))
		return false;
	r->result.media += (int64_t)page.media.count;
	for (size_t i = 0; i < page.media.count; i++) {
		r->result.comments += (int64_t)page.comments[i].count;
		r->result.values += (int64_t)page.insights[i].count;
		if (page.comments_after[i].len && !page.has_all_comments[i])
			note_open_comments(r, page.media.at[i].id, page.comments_after[i]);
	}
	return true;
}

static bool is_first_listing(struct run *r, bool *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	int64_t known;

	if (!store_read(r->sync->config.store, &tx, err) ||
	    !media_count(tx, r->account_id, &known, err))
		return false;
	*ret = known == 0;
	return true;
}

bool step_media(struct run *r, struct err *err)
{
	struct graph_reply reply;
	struct listing l = { .run = r, .limit = PAGE_MEDIA, .with_insights = true };
	const struct graph_query query = { .endpoint = GRAPH_IG_MEDIA,
					   .id = r->account_id,
					   .after = str_dup(r->arena, str_of(r->step->cursor)) };

	if (!is_first_listing(r, &l.with_comments, err))
		return false;
	r->open_comments = arena_new_n(r->arena, struct open_comments, COMMENTED_MAX);
	r->step->state = STEP_DONE;
	/* Unknown when an earlier run read the profile; then the step's row has it. */
	if (r->media_count >= 0)
		r->step->total = OPT_INT(r->media_count);
	graph_pager_start(&l.pager, &query);
	while (l.pager.state == GRAPH_PAGER_MORE) {
		if (run_should_stop(r, err))
			return false;
		if (!fetch_page(&l, &reply, err))
			break;
		if (!take_page(&l, reply.json, err))
			return false;
		run_say(r, "Mengambil media %lld/%lld", (long long)r->step->got,
			(long long)opt_int_or(r->step->total, r->step->got));
	}
	if (graph_pager_done(&l.pager))
		return run_archive_posts(r, err);
	if (run_ends_with(err->code))
		return false;
	step_trouble(r->step, r->step->got ? STEP_PARTIAL : STEP_FAILED, "%s", err->cause);
	return true;
}
