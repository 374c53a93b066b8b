/*
 * Comments and answers that are not stored yet: of posts that were never read to their end, and of
 * those that have more of them now than are known (media.comments_read).
 *
 * A post has a list of comments, newest first; each comes with its first answers, and when there
 * are more of these, they are a list of their own. A list can only be read page after page, so the
 * number of calls is that of the longest one: fifty lists are read at a time, the longest first,
 * and a finished one makes room for the next.
 *
 * How far: a post that was read before is read again until as many new ones were found as it has
 * more now, which may be answers to its oldest comment; Meta does not say where they are. What it
 * counts and does not list (comments it holds for spam) makes that the whole list, once for every
 * change of the number. A post that is read for the first time goes on after a cut where it was.
 */
#include "base/limits.h"
#include "store/comments.h"
#include "store/media.h"
#include "sync/comment_list.h"
#include "sync/run.h"

#define ROUNDS_MAX 1000
#define POSTS_MAX 10000 /* in one run */
#define TO_THE_END INT64_MAX

struct post {
	struct str id;
	int64_t begun;   /* comments it had when this reading began, answers and all */
	int64_t missing; /* about how many are not stored; or TO_THE_END */
	struct str after;
	unsigned open_lists; /* not read as far as they shall be */
	bool has_failed;     /* one of them has: all are read again another time */
};

/* A list that is being read: a post's comments, or the answers to one. */
struct list {
	struct post *post;
	struct graph_pager pager;
	struct comment_list told; /* its page; not told: that failed */
};

static bool is_of_post(const struct list *l)
{
	return l->pager.query.endpoint == GRAPH_MEDIA_COMMENTS;
}

/* Answers that are to be read. */
struct thread {
	struct post *post;
	struct str comment_id, after;
};

struct work {
	struct run *run;
	struct list *open[LIMIT_GRAPH_BATCH]; /* made when they are needed, then used again */
	size_t open_count;
	struct {
		struct thread *at;
		size_t count;
	} threads;          /* come up on the way, and go first */
	struct post *posts; /* longest first */
	size_t post_count;
	size_t next_thread, next_post; /* the first that were not begun */
	int64_t posts_read;
};

/* ---- writing ----------------------------------------------------------------------------------
 */

/*
 * A list is read on as long as something is missing. A page of new comments alone is followed by
 * the next one whatever the numbers say: others may have been deleted meanwhile.
 */
static bool is_enough(const struct list *l, int64_t new_count)
{
	bool is_all_new = l->told.own_count > 0 && new_count >= (int64_t)l->told.own_count;

	return l->post->missing <= 0 && !(is_of_post(l) && is_all_new);
}

static bool write_page(struct db_tx *tx, struct work *w, struct list *l, struct err *err)
{
	const struct run *r = w->run;
	struct post *post = l->post;
	int64_t new_count;

	if (!comments_put(tx, r->account_id, post->id, &l->told.rows, r->now_s, &new_count, err))
		return false;
	if (post->missing != TO_THE_END)
		post->missing -= new_count;
	if (post->missing <= 0)
		l->told.threads.count = 0;
	if (l->pager.state == GRAPH_PAGER_MORE && is_enough(l, new_count))
		l->pager.state = GRAPH_PAGER_DONE;
	post->open_lists += (unsigned)l->told.threads.count;
	post->open_lists -= graph_pager_done(&l->pager);
	if (post->has_failed)
		return true;
	if (!post->open_lists) {
		w->posts_read++;
		return media_comments_were_read(tx, r->account_id, post->id, post->begun, err);
	}
	/* A run that is cut goes on there: no thread waits behind it. */
	if (post->missing != TO_THE_END || post->open_lists > 1 || !is_of_post(l))
		return true;
	return media_comments_go_on(tx, r->account_id, post->id, str_of(l->pager.after),
				    OPT_INT(post->begun), err);
}

static bool write_pages(struct db_tx *tx, void *arg, struct err *err)
{
	struct work *w = arg;

	for (size_t i = 0; i < w->open_count; i++) {
		if (w->open[i]->told.is_told && !write_page(tx, w, w->open[i], err))
			return false;
	}
	return true;
}

struct restart {
	const struct run *run;
	struct str media_id;
};

static bool write_restart(struct db_tx *tx, void *arg, struct err *err)
{
	const struct restart *restart = arg;

	return media_comments_go_on(tx, restart->run->account_id, restart->media_id, STR_NONE,
				    OPT_NO_INT, err);
}

/* ---- a page of each list that is open ---------------------------------------------------------
 */

/* The list ends here, and its post stays to be read. */
static void give_up(struct list *l)
{
	l->pager.state = GRAPH_PAGER_FAILED;
	l->post->has_failed = true;
	l->post->open_lists--;
}

static bool refuse(struct run *r, struct list *l, const struct graph_error *ge, struct err *err)
{
	struct restart restart = { r, l->post->id };

	step_refused(r, STEP_PARTIAL, l->pager.query.id, ge);
	give_up(l);
	/* It may be the cursor of an earlier run that Meta no longer takes. */
	if (!l->post->after.len || ge->class != GRAPH_CLASS_PERMANENT)
		return true;
	return store_write(r->sync->config.store, write_restart, &restart, err);
}

static bool take_reply(struct run *r, struct list *l, const struct graph_reply *reply,
		       struct err *err)
{
	struct str comment_id = is_of_post(l) ? STR_NONE : l->pager.query.id;
	struct err ended = ERR_INIT;

	l->told = (struct comment_list){ .is_told = false };
	if (run_ends_with_reply(reply, err))
		return false;
	if (!reply->json)
		return refuse(r, l, &reply->error, err);
	l->told = comment_list_read(r->page, reply->json, comment_id);
	r->result.comments += (int64_t)l->told.rows.count;
	if (!graph_pager_advance(&l->pager, reply->json, &ended)) {
		step_trouble(r->step, STEP_PARTIAL, "%s", ended.cause);
		give_up(l);
	}
	return true;
}

/* Lists that go on stay in front; threads that came up wait for their turn. */
static void close_lists(struct work *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->open_count; i++) {
		struct list *l = w->open[i];
		for (size_t t = 0; t < l->told.threads.count; t++)
			*arena_push(w->run->arena, &w->threads) = (struct thread){
				.post = l->post,
				.comment_id =
					str_dup(w->run->arena, l->told.threads.at[t].comment_id),
				.after = str_dup(w->run->arena, l->told.threads.at[t].after),
			};
		if (l->pager.state != GRAPH_PAGER_MORE)
			continue;
		w->open[i] = w->open[kept];
		w->open[kept++] = l;
	}
	w->open_count = kept;
}

static bool ask(struct work *w, struct err *err)
{
	struct run *r = w->run;
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];

	arena_reset(r->page);
	for (size_t i = 0; i < w->open_count; i++) {
		queries[i] = w->open[i]->pager.query;
		queries[i].after = str_of(w->open[i]->pager.after);
	}
	if (!graph_batch(&r->caller, r->page, queries, w->open_count, replies, err))
		return false;
	for (size_t i = 0; i < w->open_count; i++) {
		if (!take_reply(r, w->open[i], &replies[i], err))
			return false;
	}
	if (!store_write(r->sync->config.store, write_pages, w, err))
		return false;
	r->step->got = w->posts_read;
	close_lists(w);
	return true;
}

/* ---- the step ---------------------------------------------------------------------------------
 */

static struct post post_of(const struct media_unread_row *row)
{
	return (struct post){
		.id = row->id,
		.begun = row->after.at ? opt_int_or(row->begun, row->count) : row->count,
		.missing = row->read.has ? row->count - row->read.value : TO_THE_END,
		.after = row->after.at ? row->after : STR(""),
		.open_lists = 1,
	};
}

static int64_t length_of(const struct post *p)
{
	return p->missing == TO_THE_END ? p->begun : p->missing;
}

static int longest_first(const void *a, const void *b)
{
	int64_t left = length_of(a);
	int64_t right = length_of(b);

	return (left < right) - (left > right);
}

static bool find_posts(struct work *w, struct err *err)
{
	struct run *r = w->run;
	struct media_unread_rows rows;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(r->sync->config.store, &tx, err) ||
	    !media_list_comments_to_read(tx, r->arena, r->account_id, POSTS_MAX, &rows, err))
		return false;
	w->posts = arena_new_n(r->arena, struct post, rows.count + 1);
	w->post_count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		w->posts[i] = post_of(&rows.at[i]);
	if (rows.count)
		qsort(w->posts, rows.count, sizeof(w->posts[0]), longest_first);
	return true;
}

static void open_list(struct work *w, struct post *post, const struct graph_query *query)
{
	struct list **l = &w->open[w->open_count++];

	if (!*l)
		*l = arena_new(w->run->arena, struct list);
	(*l)->post = post;
	graph_pager_start(&(*l)->pager, query);
}

static void open_lists(struct work *w)
{
	while (w->open_count < LIMIT_GRAPH_BATCH && w->next_thread < w->threads.count) {
		const struct thread *t = &w->threads.at[w->next_thread++];
		const struct graph_query query = { .endpoint = GRAPH_COMMENT_REPLIES,
						   .id = t->comment_id,
						   .after = t->after };
		open_list(w, t->post, &query);
	}
	while (w->open_count < LIMIT_GRAPH_BATCH && w->next_post < w->post_count) {
		struct post *post = &w->posts[w->next_post++];
		const struct graph_query query = { .endpoint = GRAPH_MEDIA_COMMENTS,
						   .id = post->id,
						   .fields = STR(COMMENT_LIST_FIELDS),
						   .after = post->after };
		open_list(w, post, &query);
	}
}

bool step_comments(struct run *r, struct err *err)
{
	struct work *w = arena_new(r->arena, struct work);

	w->run = r;
	if (!find_posts(w, err))
		return false;
	r->step->state = STEP_DONE;
	r->step->total = OPT_INT((int64_t)w->post_count);
	run_say(r, "Mengambil komentar");
	for (int round = 0; round < ROUNDS_MAX; round++) {
		open_lists(w);
		if (!w->open_count)
			return true;
		if (run_should_stop(r, err) || !ask(w, err))
			return false;
	}
	step_trouble(r->step, STEP_PARTIAL, "komentar lama diambil berikutnya");
	return true;
}
