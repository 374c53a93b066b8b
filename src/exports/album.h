/*
 * The pictures of an account's reports, fetched ahead: profile photos and the newest posts' thumbs
 * of the account and of those it watches. What cannot be had is drawn in another way.
 */
#ifndef EXPORTS_ALBUM_H
#define EXPORTS_ALBUM_H

#include "exports/exports.h"

/* Runs after each collection of an account or of a competitor: {"account_id":"178…"}. ctx is the
 * struct exports. */
#define ALBUM_KIND "pictures.fetch"
bool album_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* Queues it, after everything more urgent. */
bool album_ask(struct exports *e, struct arena *a, struct str account_id, struct err *err) must_use;

/*
 * The same at once, of the posts of one span, for at most `budget_ms`. Trouble with one picture is
 * nobody's failure. ERR_CANCELLED when the job has to stop.
 */
struct album_wish {
	struct str account_id;
	int64_t start_s, end_s;
	int64_t budget_ms;
};
bool album_fetch(struct exports *e, struct job_context *job, const struct album_wish *wish,
		 struct err *err) must_use;

#endif
