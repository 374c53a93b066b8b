#include "exports/album.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "exports/internal.h"
#include "pictures/pictures.h"
#include "store/competitors.h"
#include "store/media.h"

#define POSTS_MAX 100
#define COMPETITOR_POSTS_MAX 50
#define URLS_MAX 400
#define JOB_BUDGET_MS 120000

struct urls {
	struct str at[URLS_MAX];
	size_t count;
};

static void add_url(struct urls *all, struct str url)
{
	if (url.len && all->count < URLS_MAX)
		all->at[all->count++] = url;
}

/* A video without a thumbnail has no picture: its media_url is a film. */
static struct str picture_of(const struct media_row *post)
{
	if (post->thumbnail_url.len)
		return post->thumbnail_url;
	return str_eq(post->media_type, STR("VIDEO")) ? STR("") : post->media_url;
}

static bool add_posts(struct db_tx *tx, struct arena *a, const struct media_query *q,
		      struct urls *all, struct err *err)
{
	struct media_rows posts;

	if (!media_list(tx, a, q, &posts, err))
		return false;
	for (size_t i = 0; i < posts.count; i++)
		add_url(all, picture_of(&posts.at[i]));
	return true;
}

static bool add_competitors(struct db_tx *tx, struct arena *a, const struct account_row *account,
			    const struct album_wish *wish, struct urls *all, struct err *err)
{
	const struct competitor_owner owner = { opt_int_or(account->user_id, 0), account->id };
	struct competitor_rows rows;

	if (!competitors_list(tx, a, &owner, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const struct media_query q = { .account_id = rows.at[i].id,
					       .start_s = wish->start_s,
					       .end_s = wish->end_s,
					       .limit = COMPETITOR_POSTS_MAX };
		add_url(all, rows.at[i].profile_picture_url);
		if (!add_posts(tx, a, &q, all, err))
			return false;
	}
	return true;
}

static bool find_urls(struct exports *e, struct arena *a, const struct album_wish *wish,
		      struct urls *all, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	const struct media_query own = { .account_id = wish->account_id,
					 .start_s = wish->start_s,
					 .end_s = wish->end_s,
					 .limit = POSTS_MAX };
	struct account_row account;
	bool found;

	if (!store_read(e->config.store, &tx, err) ||
	    !accounts_get_any(tx, a, wish->account_id, &account, &found, err))
		return false;
	if (!found)
		return true;
	add_url(all, account.profile_picture_url);
	return add_posts(tx, a, &own, all, err) &&
	       (!account.user_id.has || add_competitors(tx, a, &account, wish, all, err));
}

bool album_fetch(struct exports *e, struct job_context *job, const struct album_wish *wish,
		 struct err *err)
{
	struct arena *a = job_arena(job);
	struct urls *all = arena_new(a, struct urls);
	int64_t until_ms = monotonic_ms() + wish->budget_ms;
	int64_t fetched = 0, failed = 0;

	if (!e->config.pictures)
		return true;
	if (!find_urls(e, a, wish, all, err))
		return false;
	for (size_t i = 0; i < all->count && monotonic_ms() < until_ms; i++) {
		cleanup(arena_free) struct arena one = { 0 };
		struct err why = ERR_INIT;
		bool is_new;

		if (job_should_stop(job))
			return err_set(err, ERR_CANCELLED, "told to stop");
		arena_init(&one, LIMIT_ARENA);
		if (pictures_fetch(e->config.pictures, &one, all->at[i], &is_new, &why))
			fetched += is_new;
		else
			failed++;
	}
	if (fetched || failed)
		log_info("pictures for reports", LOG_STR("account", wish->account_id),
			 LOG_INT("fetched", fetched), LOG_INT("failed", failed));
	return true;
}

bool album_ask(struct exports *e, struct arena *a, struct str account_id, struct err *err)
{
	const struct job_request request = {
		.kind = STR(ALBUM_KIND),
		.unique_key = str_fmt(a, ALBUM_KIND ":%.*s", STR_ARG(account_id)),
		.payload = str_fmt(a, "{\"account_id\":\"%.*s\"}", STR_ARG(account_id)),
		.priority = -1,
		.max_attempts = 2,
	};
	int64_t id;

	return jobs_enqueue(e->config.jobs, &request, &id, err);
}

bool album_job(void *ctx, struct job_context *job, struct err *err)
{
	struct exports *e = ctx;
	const struct json *payload;
	struct album_wish wish = { .start_s = INT64_MIN,
				   .end_s = INT64_MAX,
				   .budget_ms = JOB_BUDGET_MS };

	if (!json_parse(job_arena(job), job_payload(job), &payload, err))
		return false;
	wish.account_id = json_text(json_get(payload, STR("account_id")));
	return album_fetch(e, job, &wish, err) &&
	       (!e->config.pictures || pictures_evict(e->config.pictures, job_arena(job), err));
}
