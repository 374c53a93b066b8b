/*
 * What is collected every day, as a table: each row is a kind of job and who it is done for. At a
 * slot (a crawl time, or a look at stories) every subject of every row gets one job, spread over
 * the time after the slot, once whatever happens: the slot is claimed in the same transaction.
 *
 * To collect something else daily: a table of steps and a struct run_kind (run.h), a job that calls
 * run_collect with it (app/kinds.c), and a row in daily.c that lists its subjects.
 */
#ifndef SYNC_DAILY_H
#define SYNC_DAILY_H

#include "store/job_rows.h"
#include "sync/run.h"

enum daily_slot { DAILY_CRAWL, DAILY_STORIES };

struct daily_subjects {
	struct str *at; /* Instagram ids */
	size_t count;
};

struct daily_kind {
	const char *job_kind; /* the job gets {"account_id":"…"} and the key "KIND:ID" */
	enum daily_slot slot;
	/* At most `limit` subjects after `after`, in order of id. */
	bool (*list)(struct db_tx *tx, struct arena *a, struct str after, int64_t limit,
		     struct daily_subjects *ret, struct err *err);
};

/* Seconds after a slot at which that subject's job is due: always the same, below `spread_s`. */
int64_t daily_offset_s(const char *job_kind, struct str subject, int64_t spread_s);

/*
 * When a subject is collected next: at the time of its job while that waits, else at its own minute
 * after the next crawl time; none without crawl times. `job`: its unfinished one, or NULL.
 */
struct opt_int daily_next_s(const struct sync *s, const char *job_kind, struct str subject,
			    const struct job_row *job);

/* Calls `each` for every connected account, by id. */
bool daily_each_account(struct sync *s, bool (*each)(void *ctx, struct str id, struct err *err),
			void *ctx, struct err *err) must_use;

#endif
