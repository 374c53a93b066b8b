#include "sync/classify.h"

#include "base/limits.h"
#include "jobs/jobs.h"
#include "model/sentiment.h"
#include "sync/daily.h"

/* The setting that names the model all comments were last classified with. */
#define MODEL_SETTING STR("sentiment_model")

#define BATCH 500
#define ROUNDS_MAX 20000 /* ten million comments: more than any account has */

struct batch {
	struct str account_id, version;
	struct comment_sentiment_rows rows;
};

static bool write_batch(struct db_tx *tx, void *arg, struct err *err)
{
	const struct batch *b = arg;

	return comments_sentiment_put(tx, b->account_id, b->version, &b->rows, err);
}

static bool read_batch(struct sync *s, struct arena *a, struct batch *b, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(s->config.store, &tx, err) &&
	       comments_list_unclassified(tx, a, b->account_id, b->version, BATCH, &b->rows, err);
}

static bool should_stop(const struct job_context *job, struct err *err)
{
	if (!job || !job_should_stop(job))
		return false;
	err_set(err, ERR_CANCELLED, "asked to stop");
	return true;
}

bool classify_comments(struct sync *s, struct str account_id, struct job_context *job,
		       int64_t *ret_count, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct batch b = { account_id, sentiment_model_version(s->model), { NULL, 0 } };

	*ret_count = 0;
	arena_init(&a, LIMIT_ARENA);

	struct sentiment_scratch *scratch = sentiment_scratch_new(&a);

	for (int round = 0; round < ROUNDS_MAX; round++) {
		struct arena_mark mark = arena_mark(&a);

		if (should_stop(job, err) || !read_batch(s, &a, &b, err))
			return false;
		for (size_t i = 0; i < b.rows.count; i++) {
			struct comment_sentiment_row *row = &b.rows.at[i];
			struct sentiment got = sentiment_classify(s->model, scratch, row->text);

			row->sentiment = sentiment_label_name(got.label);
			row->confidence = got.confidence;
		}
		if (b.rows.count && !store_write(s->config.store, write_batch, &b, err))
			return false;
		*ret_count += (int64_t)b.rows.count;
		if (b.rows.count < BATCH)
			return true;
		arena_rewind(&a, mark);
	}
	return true;
}

/* ---- jobs -------------------------------------------------------------------------------------
 */

struct everybody {
	struct sync *sync;
	struct job_context *job;
};

static bool classify_one(void *ctx, struct str account_id, struct err *err)
{
	const struct everybody *all = ctx;
	int64_t count;

	return classify_comments(all->sync, account_id, all->job, &count, err);
}

static bool remember_model(struct db_tx *tx, void *arg, struct err *err)
{
	const struct sync *s = arg;

	return settings_set(tx, MODEL_SETTING, sentiment_model_version(s->model), err);
}

bool sync_classify_job(void *ctx, struct job_context *job, struct err *err)
{
	struct everybody all = { ctx, job };
	const struct json *payload;

	if (!json_parse(job_arena(job), job_payload(job), &payload, err))
		return false;

	struct str account_id = json_text(json_get(payload, STR("account_id")));

	if (account_id.len)
		return classify_one(&all, account_id, err);
	return daily_each_account(all.sync, classify_one, &all, err) &&
	       store_write(all.sync->config.store, remember_model, all.sync, err);
}

bool sync_check_model(struct sync *s, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct str stored = STR_NONE;
	bool found;
	int64_t id;

	arena_init(&a, 64 * KIB);
	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;

		if (!store_read(s->config.store, &tx, err) ||
		    !settings_get(tx, &a, MODEL_SETTING, &stored, &found, err))
			return false;
	}
	if (found && str_eq(stored, sentiment_model_version(s->model)))
		return true;
	const struct job_request request = {
		.kind = STR("sentiment.classify"),
		.unique_key = STR("sentiment.classify"),
		.priority = -2, /* after everything somebody waits for */
	};
	return jobs_enqueue(s->config.jobs, &request, &id, err);
}
