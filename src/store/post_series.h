/*
 * Posts that repeat, the posts that were made of them, and what the plan in time needs beside:
 * queues of slots, and links to a calendar. Instants are Unix seconds, days are days since
 * 1970-01-01.
 */
#ifndef STORE_POST_SERIES_H
#define STORE_POST_SERIES_H

#include "store/posts.h"
#include "store/store.h"

struct post_series_row {
	int64_t id, user_id;
	struct str every;      /* day, week, month */
	int64_t every_n;       /* days, weeks or months */
	int64_t weekdays;      /* base/recur.h's bits; 0: first_day's */
	int64_t first_day;     /* its first occurrence is not earlier */
	int64_t second_of_day; /* on the clock of time_zone */
	struct str time_zone;
	struct opt_int until_day, occurrences;
	struct str content; /* JSON: a post without its time */
	bool is_active;
	int64_t ahead_day;  /* occurrences up to that day were made */
	struct str problem; /* code of why none can be made; at == NULL: none */
	int64_t revision;
	struct str idempotency_key; /* at == NULL: none */
	struct str request_hash;
	int64_t created_s, updated_s;
};
struct post_series_rows {
	struct post_series_row *at;
	size_t count;
};

/* `row` without id. *ret_taken: the user has a series with that key; nothing stored. */
bool post_series_add(struct db_tx *tx, const struct post_series_row *row, int64_t *ret_id,
		     bool *ret_taken, struct err *err) must_use;
/* The rule, the content, is_active, ahead_day and updated_s of `row`; the revision grows. */
bool post_series_set(struct db_tx *tx, const struct post_series_row *row, struct err *err) must_use;
/* ahead_day and problem. *ret_held false: it was changed or stopped since `row` was read. */
bool post_series_set_progress(struct db_tx *tx, const struct post_series_row *row, bool *ret_held,
			      struct err *err) must_use;
bool post_series_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
		     struct post_series_row *ret, bool *ret_found, struct err *err) must_use;
bool post_series_get_by_key(struct db_tx *tx, struct arena *a, int64_t user_id, struct str key,
			    struct post_series_row *ret, bool *ret_found, struct err *err) must_use;
bool post_series_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t limit,
		      int64_t offset, struct post_series_rows *ret, struct err *err) must_use;
bool post_series_count(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err) must_use;
bool post_series_count_active(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
	must_use;
/* Active ones whose posts were not made up to `day` yet, or up to an absurd one, by id from after
 * `id` on. */
bool post_series_behind(struct db_tx *tx, struct arena *a, int64_t day, int64_t id, int64_t limit,
			struct post_series_rows *ret, struct err *err) must_use;

/* ---- occurrences ------------------------------------------------------------------------------
 */

struct post_occurrence_row {
	int64_t day;
	struct opt_int post_id; /* absent: that post was deleted, and is not made again */
};
struct post_occurrence_rows {
	struct post_occurrence_row *at;
	size_t count;
};
/* *ret_added false: that day has been made before. */
bool post_occurrences_add(struct db_tx *tx, int64_t series_id, int64_t day, bool *ret_added,
			  struct err *err) must_use;
bool post_occurrences_bind(struct db_tx *tx, int64_t series_id, int64_t day, int64_t post_id,
			   struct err *err) must_use;
bool post_occurrences_forget(struct db_tx *tx, int64_t series_id, int64_t day, struct err *err)
	must_use;
bool post_occurrences_list(struct db_tx *tx, struct arena *a, int64_t series_id, int64_t from_day,
			   struct post_occurrence_rows *ret, struct err *err) must_use;
/* Absent: that post belongs to none. */
bool post_occurrences_series_of(struct db_tx *tx, int64_t post_id, struct opt_int *ret_series_id,
				struct err *err) must_use;

/* ---- what a wall clock says -------------------------------------------------------------------
 */

struct post_wall_row {
	int64_t post_id, publish_s;
	struct str wall_time, time_zone;
};
struct post_wall_rows {
	struct post_wall_row *at;
	size_t count;
};
/* Posts with a time on the wall, by their instant, from after (`publish_s`, `post_id`) on. */
bool post_walls_list(struct db_tx *tx, struct arena *a, const struct post_wall_row *after,
		     int64_t limit, struct post_wall_rows *ret, struct err *err) must_use;
/* Another instant for the same time on the wall; the revision stays. */
bool post_walls_set(struct db_tx *tx, int64_t post_id, int64_t publish_s, struct err *err) must_use;

/* ---- queues -----------------------------------------------------------------------------------
 */

struct post_queue_row {
	int64_t user_id;
	struct str connection_id, place;
	struct str time_zone;
	struct str slots; /* "1 09:00,3 19:30": weekday from 1 (Monday), time */
	int64_t updated_s;
};
bool post_queues_put(struct db_tx *tx, const struct post_queue_row *row, struct err *err) must_use;
/* The queue of `row`'s user, connection and place: fills the rest. */
bool post_queues_get(struct db_tx *tx, struct arena *a, struct post_queue_row *row, bool *ret_found,
		     struct err *err) must_use;
/* Whether a post that is not cancelled is planned at that account for that instant. */
bool post_slots_taken(struct db_tx *tx, struct str place, struct str place_id, int64_t due_ms,
		      bool *ret, struct err *err) must_use;

/* ---- links to the plan as a calendar ----------------------------------------------------------
 */

/* One person's link to the plan of one workspace, which is known by its owner. */
struct calendar_link {
	int64_t user_id, owner_id;
};
/* Replaces what was there. */
bool calendar_links_put(struct db_tx *tx, struct calendar_link link, struct str token,
			int64_t now_s, struct err *err) must_use;
/* at == NULL: there is none. */
bool calendar_links_token(struct db_tx *tx, struct arena *a, struct calendar_link link,
			  struct str *ret, struct err *err) must_use;
/* Whose link that is. None: nobody's, of somebody who no longer works there, or of users who are
 * shut out. */
bool calendar_links_find(struct db_tx *tx, struct str token, struct calendar_link *ret,
			 bool *ret_found, struct err *err) must_use;

#endif
