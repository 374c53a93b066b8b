/*
 * Comments that the media step found missing. A post's list can only be read page after page, so
 * the number of calls is that of the longest list: fifty lists are read at a time, the longest
 * first, and a finished one makes room for the next.
 */
#include "base/limits.h"
#include "store/comments.h"
#include "store/media.h"
#include "sync/run.h"

#define ROUNDS_MAX 1000

struct comment_page {
	struct run *run;
	const struct wanted_comments *posts;
	struct comment_rows rows[LIMIT_GRAPH_BATCH];
	size_t count;
};

static bool write_comments(struct db_tx *tx, void *arg, struct err *err)
{
	const struct comment_page *page = arg;

	for (size_t i = 0; i < page->count; i++) {
		if (page->rows[i].count &&
		    !comments_put(tx, page->run->account_id, page->posts[i].media_id,
				  &page->rows[i], page->run->now_s, err))
			return false;
	}
	return true;
}

/* Moves the post on in its list; false when it is finished. */
static bool goes_on(struct run *r, struct wanted_comments *post, const struct json *list,
		    size_t got)
{
	const struct json *paging = json_get(list, STR("paging"));
	struct str after = json_text(json_get(json_get(paging, STR("cursors")), STR("after")));

	post->missing -= (int64_t)got;
	if (json_is_null(json_get(paging, STR("next"))) || post->missing <= 0 || !after.len ||
	    str_eq(after, post->after))
		return false;
	post->after = str_dup(r->arena, after);
	return true;
}

/* One page of each of the first `*count` lists; those that go on stay in front. */
static bool ask(struct run *r, struct wanted_comments *posts, size_t *count, struct err *err)
{
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];
	struct comment_page page = { .run = r, .posts = posts, .count = *count };
	size_t left = 0;

	arena_reset(r->page);
	for (size_t i = 0; i < *count; i++)
		queries[i] = (struct graph_query){
			.endpoint = GRAPH_MEDIA_COMMENTS,
			.id = posts[i].media_id,
			.fields = STR(SYNC_COMMENT_FIELDS),
			.after = posts[i].after,
		};
	if (!graph_batch(&r->caller, r->page, queries, *count, replies, err))
		return false;
	for (size_t i = 0; i < *count; i++) {
		if (run_ends_with_reply(&replies[i], err))
			return false;
		if (replies[i].json)
			page.rows[i] = run_read_comments(r, replies[i].json);
		else
			step_trouble(r->step, STEP_PARTIAL, "%s", replies[i].error.message);
		r->result.comments += (int64_t)page.rows[i].count;
	}
	if (!store_write(r->sync->config.store, write_comments, &page, err))
		return false;
	for (size_t i = 0; i < *count; i++) {
		struct wanted_comments post = posts[i];
		if (replies[i].json && goes_on(r, &post, replies[i].json, page.rows[i].count))
			posts[left++] = post;
		else
			r->step->got += replies[i].json != NULL;
	}
	*count = left;
	return true;
}

/* The media step was done by an earlier run: what it found is found again in the store. */
static bool find_wanted(struct run *r, struct err *err)
{
	struct media_score_rows media;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	r->wanted = arena_new_n(r->arena, struct wanted_comments, WANTED_MAX);
	r->wanted_count = 0;
	if (!store_read(r->sync->config.store, &tx, err) ||
	    !media_scores(tx, r->arena, r->account_id, INT64_MIN, INT64_MAX, &media, err))
		return false;
	for (size_t i = 0; i < media.count && r->wanted_count < WANTED_MAX; i++) {
		int64_t count = opt_int_or(media.at[i].comments_count, 0);
		int64_t stored;
		if (!comments_count(tx, r->account_id, media.at[i].id, &stored, err))
			return false;
		if (count > stored)
			r->wanted[r->wanted_count++] = (struct wanted_comments){
				.media_id = media.at[i].id,
				.missing = count - stored,
			};
	}
	return true;
}

static int by_missing(const void *a, const void *b)
{
	int64_t left = ((const struct wanted_comments *)a)->missing;
	int64_t right = ((const struct wanted_comments *)b)->missing;
	return (left < right) - (left > right);
}

bool step_comments(struct run *r, struct err *err)
{
	if (!r->wanted && !find_wanted(r, err))
		return false;
	r->step->state = STEP_DONE;
	r->step->total = OPT_INT((int64_t)r->wanted_count);
	run_say(r, "Mengambil komentar");
	qsort(r->wanted, r->wanted_count, sizeof(r->wanted[0]), by_missing);

	struct wanted_comments open[LIMIT_GRAPH_BATCH];
	size_t open_count = 0, next = 0;
	for (int round = 0; round < ROUNDS_MAX; round++) {
		while (open_count < LIMIT_GRAPH_BATCH && next < r->wanted_count)
			open[open_count++] = r->wanted[next++];
		if (!open_count)
			return true;
		if (run_should_stop(r, err) || !ask(r, open, &open_count, err))
			return false;
	}
	step_trouble(r->step, STEP_PARTIAL, "komentar lama diambil berikutnya");
	return true;
}
