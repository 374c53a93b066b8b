/*
 * Comments that are not stored yet: of posts that were never read to the end, and of those whose
 * number has changed since (media.comments_read). A post's list can only be read page after page,
 * so the number of calls is that of the longest list: fifty lists are read at a time, the longest
 * first, and a finished one makes room for the next.
 */
#include "base/limits.h"
#include "store/comments.h"
#include "store/media.h"
#include "sync/run.h"

#define ROUNDS_MAX 1000

/* One post whose comments are asked for. */
struct reading {
	struct str media_id;
	int64_t count;    /* comments it has */
	int64_t missing;  /* about how many are not stored; INT64_MAX: read to the end */
	struct str after; /* cursor; empty: from the newest */
	bool is_done;
};

struct comment_page {
	struct run *run;
	const struct reading *posts;
	struct comment_rows rows[LIMIT_GRAPH_BATCH];
	size_t count;
};

static bool write_comments(struct db_tx *tx, void *arg, struct err *err)
{
	const struct comment_page *page = arg;
	struct str account_id = page->run->account_id;

	for (size_t i = 0; i < page->count; i++) {
		const struct reading *post = &page->posts[i];

		if (page->rows[i].count && !comments_put(tx, account_id, post->media_id,
							 &page->rows[i], page->run->now_s, err))
			return false;
		if (post->is_done &&
		    !media_comments_were_read(tx, account_id, post->media_id, post->count, err))
			return false;
	}
	return true;
}

/* Moves the post on in its list, or it is done. */
static void move_on(struct run *r, struct reading *post, const struct json *list, size_t got)
{
	const struct json *paging = json_get(list, STR("paging"));
	struct str after = json_text(json_get(json_get(paging, STR("cursors")), STR("after")));

	if (post->missing != INT64_MAX)
		post->missing -= (int64_t)got;
	post->is_done = json_is_null(json_get(paging, STR("next"))) || post->missing <= 0 ||
			!after.len || str_eq(after, post->after);
	if (!post->is_done)
		post->after = str_dup(r->arena, after);
}

/* One page of each of the first `*count` lists; those that go on stay in front. */
static bool ask(struct run *r, struct reading *posts, size_t *count, struct err *err)
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
		if (replies[i].json) {
			page.rows[i] = run_read_comments(r, replies[i].json);
			move_on(r, &posts[i], replies[i].json, page.rows[i].count);
		} else {
			step_trouble(r->step, STEP_PARTIAL, "%s", replies[i].error.message);
		}
		r->result.comments += (int64_t)page.rows[i].count;
	}
	if (!store_write(r->sync->config.store, write_comments, &page, err))
		return false;
	for (size_t i = 0; i < *count; i++) {
		if (replies[i].json && !posts[i].is_done)
			posts[left++] = posts[i];
		else
			r->step->got += replies[i].json != NULL;
	}
	*count = left;
	return true;
}

static int by_media(const void *a, const void *b)
{
	const struct open_comments *left = a, *right = b;

	return str_cmp(left->media_id, right->media_id);
}

/* Where the media step left the post's list; empty when it did not begin it. */
static struct str cursor_of(const struct run *r, struct str media_id)
{
	const struct open_comments wanted = { .media_id = media_id };
	const struct open_comments *open = NULL;

	if (r->open_comments.count)
		open = bsearch(&wanted, r->open_comments.at, r->open_comments.count, sizeof(*open),
			       by_media);
	return open ? open->after : STR("");
}

static bool find_readings(struct run *r, struct reading **ret, size_t *ret_count, struct err *err)
{
	struct media_unread_rows rows;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(r->sync->config.store, &tx, err) ||
	    !media_list_comments_to_read(tx, r->arena, r->account_id, COMMENTED_MAX, &rows, err))
		return false;
	*ret = arena_new_n(r->arena, struct reading, rows.count + 1);
	*ret_count = rows.count;
	if (r->open_comments.count)
		qsort(r->open_comments.at, r->open_comments.count, sizeof(r->open_comments.at[0]),
		      by_media);
	for (size_t i = 0; i < rows.count; i++) {
		const struct media_unread_row *row = &rows.at[i];
		(*ret)[i] = (struct reading){
			.media_id = row->id,
			.count = row->count,
			.missing = row->read.has ? row->count - row->read.value : INT64_MAX,
			.after = cursor_of(r, row->id),
		};
	}
	return true;
}

static int64_t length_of(const struct reading *post)
{
	return post->missing == INT64_MAX ? post->count : post->missing;
}

static int longest_first(const void *a, const void *b)
{
	int64_t left = length_of(a);
	int64_t right = length_of(b);

	return (left < right) - (left > right);
}

bool step_comments(struct run *r, struct err *err)
{
	struct reading *readings, open[LIMIT_GRAPH_BATCH];
	size_t count, open_count = 0, next = 0;

	if (!find_readings(r, &readings, &count, err))
		return false;
	r->step->state = STEP_DONE;
	r->step->total = OPT_INT((int64_t)count);
	run_say(r, "Mengambil komentar");
	if (count)
		qsort(readings, count, sizeof(readings[0]), longest_first);
	for (int round = 0; round < ROUNDS_MAX; round++) {
		while (open_count < LIMIT_GRAPH_BATCH && next < count)
			open[open_count++] = readings[next++];
		if (!open_count)
			return true;
		if (run_should_stop(r, err) || !ask(r, open, &open_count, err))
			return false;
	}
	step_trouble(r->step, STEP_PARTIAL, "komentar lama diambil berikutnya");
	return true;
}
