/*
 * Posts with their counts, insights, hashtags, parts of albums and, the first time, comments. A
 *page of the listing carries everything in one answer:
 * media{…,children{…},insights.metric(…),comments.limit(…)}. One post or metric that Meta has no
 * numbers for fails such a page as a whole; then
 *	- refused metrics that Meta names are forgotten, and the page is asked again;
 *	- "reduce the amount of data" halves the page;
 *	- anything else lists posts without insights from there on and asks for them in batches,
 *	  where every post stands alone.
 * Posts that a complete listing did not show are asked for by id before they count as deleted.
 */
#include "base/limits.h"
#include "store/comments.h"
#include "sync/media_page.h"

#define PAGE_MEDIA 100
#define PAGE_MEDIA_MIN 10
#define COMMENTS_IN_PAGE 50
#define CHILDREN ",children{id,media_type,media_url,thumbnail_url}"
#define GROUP "media"

struct listing {
	struct run *run;
	struct graph_pager pager;
	unsigned limit;      /* of posts in a page */
	unsigned page_limit; /* of the next one */
	int64_t oldest_s;    /* posted_s of the last post listed; INT64_MAX: none yet */
	bool with_insights;  /* in the same answer */
	bool with_comments;
};

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
				   COMMENT_LIST_FIELDS);
	l->pager.query.fields = str_fmt(l->run->page, "%s" CHILDREN "%.*s%.*s", GRAPH_MEDIA_FIELDS,
					STR_ARG(insights), STR_ARG(comments));
	l->pager.query.limit = l->page_limit;
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
		l->limit = (l->page_limit < l->limit ? l->page_limit : l->limit) / 2 + 1;
	else if (l->with_insights)
		l->with_insights = false;
	else
		*ret_changed = false;
	return true;
}

/*
 * One post from before the account was professional fails a page with insights as a whole. Where
 * those begin is known from an earlier run: the page before ends there, and the rest is listed
 * without.
 */
static bool choose_page(struct listing *l, struct err *err)
{
	struct run *r = l->run;
	struct media_between all = { .after_s = INT64_MIN, .before_s = INT64_MAX };
	struct media_between left = { .after_s = r->insights_after_s, .before_s = l->oldest_s };
	int64_t known, with_insights;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	l->page_limit = l->limit;
	if (!l->with_insights || r->insights_after_s == INT64_MIN)
		return true;
	if (!store_read(r->sync->config.store, &tx, err) ||
	    !media_count_span(tx, r->account_id, &all, &known, err) ||
	    !media_count_span(tx, r->account_id, &left, &with_insights, err))
		return false;
	/* New posts stand at the front of the first page. */
	if (l->oldest_s == INT64_MAX && r->media_count > known)
		with_insights += r->media_count - known;
	if (with_insights <= 0)
		l->with_insights = false;
	else if (with_insights < l->limit)
		l->page_limit = (unsigned)with_insights;
	return true;
}

static bool fetch_page(struct listing *l, struct graph_reply *reply, struct err *err)
{
	for (;;) {
		struct err refusal = ERR_INIT;
		bool changed;
		arena_reset(l->run->page);
		if (!choose_page(l, err))
			return false;
		struct str metrics = page_metrics(l->run);
		set_query(l, metrics);
		bool ok =
			graph_pager_next(&l->pager, &l->run->caller, l->run->page, reply, &refusal);
		/* A page that leads nowhere is still a page; why is told at the end. */
		*err = refusal;
		if (ok)
			return true;
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

/* ---- writing ----------------------------------------------------------------------------------
 */

struct page_write {
	const struct media_page *page;
	const struct graph_pager *pager; /* where the listing goes on */
};

static void move_on(struct step *step, const struct page_write *w)
{
	step->got += (int64_t)w->page->media.count;
	memcpy(step->cursor, w->pager->after, sizeof(step->cursor));
	if (w->pager->state != GRAPH_PAGER_MORE)
		step->cursor[0] = '\0';
}

static bool write_page(struct db_tx *tx, void *arg, struct err *err)
{
	const struct page_write *w = arg;
	const struct run *r = w->page->run;

	if (!media_page_put(tx, w->page, err))
		return false;
	struct step moved = *r->step;
	move_on(&moved, w);
	/* Not done before its end, or a run that goes on would leave out the rest. */
	if (moved.cursor[0])
		moved.state = STEP_WAITING;
	return run_save_step(tx, r, "media", &moved, err);
}

/* The step is moved on when the page is stored and not before: else a run that goes on leaves it
 * out. */
static bool put_page(const struct media_page *page, const struct graph_pager *pager,
		     struct err *err)
{
	struct run *r = page->run;
	struct page_write write = { page, pager };

	if (!store_write(r->sync->config.store, write_page, &write, err))
		return false;
	move_on(r->step, &write);
	media_page_count(page);
	return true;
}

bool run_put_posts(struct run *r, const struct graph_pager *pager, const struct json *list,
		   struct err *err)
{
	const struct media_page page = media_page_read(r, list);

	return put_page(&page, pager, err);
}

struct ending {
	struct run *run;
	bool keeps_unlisted; /* it could not be told whether those are gone */
	int64_t listed;
};

/* What was listed is counted in the end, so that nothing is counted twice whatever was resumed. */
static bool write_end(struct db_tx *tx, void *arg, struct err *err)
{
	struct ending *e = arg;
	const struct run *r = e->run;

	return (e->keeps_unlisted || media_archive(tx, r->account_id, r->listing_since_s, err)) &&
	       media_count_listed(tx, r->account_id, r->listing_since_s, &e->listed, err);
}

static bool end_listing(struct run *r, bool keeps_unlisted, struct err *err)
{
	struct ending e = { .run = r, .keeps_unlisted = keeps_unlisted };

	if (!store_write(r->sync->config.store, write_end, &e, err))
		return false;
	r->step->got = e.listed;
	return true;
}

bool run_archive_posts(struct run *r, struct err *err)
{
	return end_listing(r, false, err);
}

/* ---- posts that were not listed ---------------------------------------------------------------
 */

static bool find_unlisted(struct run *r, struct media_ids *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	return store_read(r->sync->config.store, &tx, err) &&
	       media_list_unlisted(tx, r->arena, r->account_id, r->listing_since_s,
				   LIMIT_GRAPH_BATCH, ret, err);
}

/*
 * A post that was deleted between two pages moves the others up by one, so that the listing jumps
 * over a post that still exists. *ret_sure: every post asked for answered, or is gone.
 */
static bool ask_unlisted(struct run *r, bool *ret_sure, struct err *err)
{
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];
	const struct graph_pager over = { .state = GRAPH_PAGER_DONE };
	struct media_ids ids;

	*ret_sure = true;
	if (!find_unlisted(r, &ids, err) || !ids.count)
		return ids.count == 0;
	arena_reset(r->page);
	for (size_t i = 0; i < ids.count; i++)
		queries[i] = (struct graph_query){ .endpoint = GRAPH_MEDIA,
						   .id = ids.at[i],
						   .fields = STR(GRAPH_MEDIA_FIELDS CHILDREN) };
	if (!graph_batch(&r->caller, r->page, queries, ids.count, replies, err))
		return false;
	struct media_page page = media_page_new(r, ids.count);
	for (size_t i = 0; i < ids.count; i++) {
		struct graph_media media;
		if (run_ends_with_reply(&replies[i], err))
			return false;
		if (replies[i].json && graph_media_read(replies[i].json, &media))
			media_page_add(&page, &media);
		else if (replies[i].error.class != GRAPH_CLASS_NOT_FOUND)
			*ret_sure = false;
	}
	return media_page_ask_insights(&page, err) && put_page(&page, &over, err);
}

/* ---- the step ---------------------------------------------------------------------------------
 */

static bool take_page(struct listing *l, const struct json *json, struct err *err)
{
	struct run *r = l->run;
	struct media_page page = media_page_read(r, json);

	if (!l->with_insights && !media_page_ask_insights(&page, err))
		return false;
	if (!put_page(&page, &l->pager, err))
		return false;
	if (page.media.count)
		l->oldest_s = page.media.at[page.media.count - 1].posted_s;
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

static bool write_boundary(struct db_tx *tx, void *arg, struct err *err)
{
	const struct run *r = arg;
	return sync_accounts_set_insights_after(tx, r->account_id, r->newest_without_s, err);
}

/* Only when it is a boundary: no post before it has numbers. */
static bool learn_boundary(struct run *r, struct err *err)
{
	bool is_boundary = r->newest_without_s > r->insights_after_s &&
			   r->newest_without_s < r->oldest_with_insights_s;

	return !is_boundary || store_write(r->sync->config.store, write_boundary, r, err);
}

static bool list_all(struct listing *l, struct graph_reply *reply, struct err *err)
{
	struct run *r = l->run;

	while (l->pager.state == GRAPH_PAGER_MORE) {
		if (run_should_stop(r, err) || !fetch_page(l, reply, err) ||
		    !take_page(l, reply->json, err))
			return false;
		run_say(r, "Mengambil media %lld/%lld", (long long)r->step->got,
			(long long)opt_int_or(r->step->total, r->step->got));
	}
	return graph_pager_done(&l->pager);
}

bool step_media(struct run *r, struct err *err)
{
	struct graph_reply reply = { .json = NULL };
	struct listing l = {
		.run = r, .limit = PAGE_MEDIA, .with_insights = true, .oldest_s = INT64_MAX
	};
	const struct graph_query query = { .endpoint = GRAPH_IG_MEDIA,
					   .id = r->account_id,
					   .after = str_dup(r->arena, str_of(r->step->cursor)) };
	bool sure;

	if (!is_first_listing(r, &l.with_comments, err))
		return false;
	r->step->state = STEP_DONE;
	/* Unknown when an earlier run read the profile; then the step's row has it. */
	if (r->media_count >= 0)
		r->step->total = OPT_INT(r->media_count);
	graph_pager_start(&l.pager, &query);
	bool is_complete = list_all(&l, &reply, err);
	if (is_complete)
		return learn_boundary(r, err) && ask_unlisted(r, &sure, err) &&
		       end_listing(r, !sure, err);
	if (run_ends_with(err->code))
		return false;
	if (reply.error.code)
		step_refused(r, STEP_PARTIAL, STR("media"), &reply.error);
	step_trouble(r->step, r->step->got ? STEP_PARTIAL : STEP_FAILED, "%s", err->cause);
	return true;
}
