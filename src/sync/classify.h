/* Sentiment of stored comments. Inside sync/. */
#ifndef SYNC_CLASSIFY_H
#define SYNC_CLASSIFY_H

#include "sync/run.h"

/*
 * Labels every comment of the account that the present model has not labelled: new ones, edited
 * ones, those of an earlier model. Stops early when `job` (or NULL) should.
 */
bool classify_comments(struct sync *s, struct str account_id, struct job_context *job,
		       int64_t *ret_count, struct err *err) must_use;

#endif
