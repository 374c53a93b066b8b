/*
 * Posts that are to be published, and their targets: a post at one account, with the row that the
 * publisher moves from state to state (decision 0200, publish/state.h). Instants of targets are
 * Unix milliseconds, those of posts Unix seconds.
 */
#ifndef STORE_POSTS_H
#define STORE_POSTS_H

#include "store/store.h"

struct post_row {
	int64_t id, user_id;
	struct str kind;
	struct str caption;       /* may be empty */
	struct str first_comment; /* at == NULL: none */
	struct str options;       /* JSON */
	struct opt_int publish_s; /* absent: a draft without a time */
	struct str wall_time, time_zone;
	int64_t revision;
	struct str idempotency_key; /* at == NULL: none */
	struct str request_hash;
	int64_t created_s, updated_s;
};
struct post_rows {
	struct post_row *at;
	size_t count;
};

struct post_media_row {
	struct str kind;          /* image, video */
	struct str url;           /* '': an upload */
	struct str alt_text;      /* at == NULL: none */
	struct opt_int upload_id; /* absent, and no url: it was deleted */
	struct str cover_url;     /* of a video; at == NULL: none, '': an upload */
	struct opt_int cover_upload_id;
};
struct post_media_rows {
	struct post_media_row *at;
	size_t count;
};

struct post_target_row {
	int64_t id, post_id, user_id;
	struct str connection_id, place, place_id;
	struct str state;
	struct opt_int due_ms, grace_ms;
	int64_t fence;
	struct str container_id; /* at == NULL: none */
	struct opt_int container_ms;
	int64_t containers;
	struct str before_ids;
	struct opt_int intent_ms;
	int64_t sends, tries;
	struct opt_int next_ms;
	struct str media_id, permalink, comment_id;
	struct opt_int published_ms;
	struct str fault;
	struct opt_int meta_code, meta_subcode;
	struct str meta_message;
	int64_t updated_ms;
	struct str caption, first_comment, options; /* of this account; at == NULL: the post's */
};
struct post_target_rows {
	struct post_target_row *at;
	size_t count;
};

/* ---- posts ------------------------------------------------------------------------------------
 */

/* `row` without id and revision. *ret_taken: the user has a post with that key; nothing stored. */
bool posts_add(struct db_tx *tx, const struct post_row *row, int64_t *ret_id, bool *ret_taken,
	       struct err *err) must_use;
/* kind, caption, first_comment, options and times of `row`; the revision grows. */
bool posts_set(struct db_tx *tx, const struct post_row *row, struct err *err) must_use;
bool posts_set_time(struct db_tx *tx, const struct post_row *row, int64_t publish_s, int64_t now_s,
		    struct err *err) must_use;
bool posts_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id, struct post_row *ret,
	       bool *ret_found, struct err *err) must_use;
/* Whoever's it is: for the publisher. */
bool posts_get_any(struct db_tx *tx, struct arena *a, int64_t id, struct post_row *ret,
		   bool *ret_found, struct err *err) must_use;
bool posts_get_by_key(struct db_tx *tx, struct arena *a, int64_t user_id, struct str key,
		      struct post_row *ret, bool *ret_found, struct err *err) must_use;

struct post_query {
	int64_t user_id;
	bool timeless;        /* drafts without a time, instead of a window */
	int64_t from_s, to_s; /* to_s itself is not in it */
	struct str states;    /* ",failed,held,": one of its targets is in one; empty: any */
	int64_t limit, offset;
};
bool posts_list(struct db_tx *tx, struct arena *a, const struct post_query *query,
		struct post_rows *ret, struct err *err) must_use;
bool posts_count(struct db_tx *tx, const struct post_query *query, int64_t *ret, struct err *err)
	must_use;
bool posts_delete(struct db_tx *tx, int64_t user_id, int64_t id, bool *ret_found, struct err *err)
	must_use;

/* Replaces what was there. */
bool post_media_put(struct db_tx *tx, int64_t post_id, const struct post_media_rows *rows,
		    struct err *err) must_use;
bool post_media_list(struct db_tx *tx, struct arena *a, int64_t post_id,
		     struct post_media_rows *ret, struct err *err) must_use;

/* ---- targets ----------------------------------------------------------------------------------
 */

/*
 * post_id, user_id, connection_id, place, place_id, state, due_ms, grace_ms and the texts of `row`.
 */
bool post_targets_add(struct db_tx *tx, const struct post_target_row *row, int64_t *ret_id,
		      struct err *err) must_use;
/* place_id and the texts of its own. */
bool post_targets_set_text(struct db_tx *tx, const struct post_target_row *row, struct err *err)
	must_use;
/* All of a user's that wait for their time. */
bool post_targets_list_scheduled(struct db_tx *tx, struct arena *a, int64_t user_id,
				 struct post_target_rows *ret, struct err *err) must_use;
bool post_targets_list(struct db_tx *tx, struct arena *a, int64_t post_id,
		       struct post_target_rows *ret, struct err *err) must_use;
bool post_targets_get(struct db_tx *tx, struct arena *a, int64_t id, struct post_target_row *ret,
		      bool *ret_found, struct err *err) must_use;
bool post_targets_delete(struct db_tx *tx, int64_t user_id, int64_t id, struct err *err) must_use;

/* The next fence, for whoever works on the row from now on: earlier holders' writes miss. */
bool post_targets_take(struct db_tx *tx, int64_t id, int64_t *ret_fence, bool *ret_found,
		       struct err *err) must_use;

/* A row as it was read, for writing it back: what else has changed it since is not overwritten. */
struct post_target_was {
	int64_t fence;
	struct str state;
};
/* *ret_held false: somebody else has the row, or moved it; nothing was written. */
bool post_targets_save(struct db_tx *tx, const struct post_target_row *row,
		       const struct post_target_was *was, bool *ret_held, struct err *err) must_use;

/* What Meta counted before the intent; absent: it did not tell. */
bool post_targets_set_quota(struct db_tx *tx, int64_t id, struct opt_int used, struct err *err)
	must_use;
bool post_targets_quota(struct db_tx *tx, int64_t id, struct opt_int *ret_used, struct err *err)
	must_use;

/* Whether an earlier post of that account is on its way, or due by `now_ms`. */
bool post_targets_must_wait(struct db_tx *tx, const struct post_target_row *row, int64_t now_ms,
			    bool *ret, struct err *err) must_use;
/* The next one of that account that is due; absent: none. */
bool post_targets_next(struct db_tx *tx, const struct post_target_row *row, int64_t now_ms,
		       struct opt_int *ret_id, struct err *err) must_use;

struct post_id_list {
	int64_t *at;
	size_t count;
};
/* Targets that a job must look at by `now_ms`, longest due first. */
bool post_targets_due(struct db_tx *tx, struct arena *a, int64_t now_ms, int64_t limit,
		      struct post_id_list *ret, struct err *err) must_use;
/* Is that post of Meta another target's already? */
bool post_targets_has_media(struct db_tx *tx, const struct post_target_row *row,
			    struct str media_id, bool *ret, struct err *err) must_use;

/* ---- parts and steps --------------------------------------------------------------------------
 */

struct post_part_row {
	int64_t position;
	struct str container_id;
};
struct post_part_rows {
	struct post_part_row *at;
	size_t count;
};
bool post_parts_put(struct db_tx *tx, int64_t target_id, const struct post_part_row *row,
		    struct err *err) must_use;
bool post_parts_clear(struct db_tx *tx, int64_t target_id, struct err *err) must_use;
bool post_parts_list(struct db_tx *tx, struct arena *a, int64_t target_id,
		     struct post_part_rows *ret, struct err *err) must_use;

struct post_step_row {
	int64_t number, at_ms, fence;
	struct str event, from_state, to_state, detail;
};
struct post_step_rows {
	struct post_step_row *at;
	size_t count;
};
bool post_steps_add(struct db_tx *tx, int64_t target_id, const struct post_step_row *row,
		    struct err *err) must_use;
bool post_steps_list(struct db_tx *tx, struct arena *a, int64_t target_id,
		     struct post_step_rows *ret, struct err *err) must_use;

#endif
