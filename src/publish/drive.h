/* Inside publish/: one turn of one target. */
#ifndef PUBLISH_DRIVE_H
#define PUBLISH_DRIVE_H

#include "crypto/secret.h"
#include "graph/graph.h"
#include "publish/outcome.h"
#include "publish/places.h"
#include "publish/publish.h"
#include "publish/state.h"
#include "store/posts.h"

struct db_tx;
struct job_request;

struct drive {
	struct publish *p;
	struct arena *a; /* lives as long as the turn */
	struct post_row post;
	struct post_media_rows media;
	struct post_part_rows parts;
	struct post_target_row row; /* as committed, but for what the next commit will change */
	enum post_state state;
	const struct place *place;
	struct secret *token;
	struct graph_caller who;
	struct graph_error trouble; /* of the last call that failed */
	struct opt_int quota_used;  /* as told before an intent; absent: not told */
	int64_t again_ms;           /* the turn ends, and another begins then */
	bool is_accepted;           /* the publish call promised; nothing is out yet */
	bool is_over;               /* somebody else has the row, or a test let us die */
};

/* ---- what the places do differently (instagram.c, page.c) -------------------------------------
 */

enum container_state {
	CONTAINER_WAITS,
	CONTAINER_READY,
	CONTAINER_OUT, /* it was published */
	CONTAINER_BROKEN,
	CONTAINER_GONE, /* expired, deleted, never was */
};

struct found {
	size_t count; /* new posts that match; without a key, all new ones of the same type */
	struct str media_id, permalink;
};

/*
 * Calls to Meta. False: d->trouble says why, nothing was changed. What they return lives in d->a.
 */
struct place {
	const char *name;
	unsigned kinds; /* bit n: enum post_kind n can be published there */
	/* May the publish call be sent twice, because it sets a state? NULL: never. */
	bool (*sets_state)(const struct drive *d);
	/* Does nothing tell for certain that it is not there? Then it is never sent again. */
	bool (*is_sent_once)(const struct drive *d);
	/* Does it only promise, so that its effect is looked for at once? NULL: never. */
	bool (*answers_early)(const struct drive *d);
	/*
	 * Makes what is still missing and commits each part. *ret_id: what will be published;
	 * at == NULL when a part is not ready yet.
	 */
	bool (*create)(struct drive *d, struct str *ret_id);
	/* *ret_text: Meta's words, of a broken one. */
	bool (*look)(struct drive *d, enum container_state *ret, struct str *ret_text);
	/* Newest posts, comma-separated. */
	bool (*list_before)(struct drive *d, struct str *ret_ids);
	bool (*quota)(struct drive *d, struct publish_quota *ret);
	/* The call that makes it public. *ret_id: of the post. */
	bool (*send)(struct drive *d, struct str *ret_id);
	/* Can it be told from other posts when it is looked for? */
	bool (*has_key)(const struct drive *d);
	bool (*find)(struct drive *d, struct found *ret);
	bool (*permalink)(struct drive *d, struct str *ret);
	bool (*comment)(struct drive *d, struct str *ret_id);
	/* *ret_id: of our comment, at == NULL when it is not there. */
	bool (*find_comment)(struct drive *d, struct str *ret_id);
};

extern const struct place place_instagram;
extern const struct place place_page;
const struct place *place_find(struct str name); /* NULL: none of that name */

/*
 * Where Meta gets a medium, or the cover of one: its address, or a link to the upload that is
 * signed for this try. Empty: the upload was deleted.
 */
struct str drive_media_url(struct drive *d, const struct post_media_row *m);
struct str drive_cover_url(struct drive *d, const struct post_media_row *m);

/* One call; remembers the trouble. `sends`: its parameters travel in the body. */
bool drive_ask(struct drive *d, const struct graph_query *query, const struct json **ret);
bool drive_tell(struct drive *d, const struct graph_query *query, const struct json **ret);
/* Is the id among the comma-separated ones? */
bool drive_is_among(struct str ids, struct str id);
/* Ours by its text; spaces at the ends do not count. */
bool drive_is_ours(struct str theirs, struct str ours);

/* ---- commits (commit.c) -----------------------------------------------------------------------
 */

int64_t drive_now_ms(const struct drive *d);
/* Reads the row and takes it: whoever had it before writes no more. A row that rests is left alone.
 */
bool drive_take(struct drive *d, int64_t target_id, struct err *err) must_use;
/*
 * One arrow: the row as it is now, its new state and its step, in one commit. False: a fault,
 * nothing was stored. True with d->is_over: the row is somebody else's.
 */
bool drive_arrow(struct drive *d, enum post_event event, struct str detail, struct err *err)
	must_use;
/* The same without leaving the state, and with one part that was made. */
bool drive_part(struct drive *d, const struct post_part_row *part, struct err *err) must_use;
/* The same from within a place's `create`: a part that could not be stored was not made. */
bool drive_keep_part(struct drive *d, size_t position, struct str id);
const struct post_part_row *drive_part_at(const struct drive *d, size_t position); /* NULL: none */
/*
 * In a transaction: one account's posts are published one after the other, and the next that is due
 * need not wait to be looked at. jobs_wake after the commit.
 */
bool drive_wake_next(struct publish *p, struct db_tx *tx, struct arena *a,
		     const struct post_target_row *row, struct err *err) must_use;
/* Ends the turn: looks again in `ms`. No arrow. */
bool drive_wait(struct drive *d, int64_t ms, struct err *err) must_use;
/* Opens the connection's token. FAULT_NONE: d->token is there. */
bool drive_open(struct drive *d, enum publish_fault *ret, struct err *err) must_use;
/* Why that connection cannot publish there; FAULT_NONE: it can. */
struct connection_row;
enum publish_fault drive_connection_fault(const struct connection_row *row, bool found,
					  const struct post_target_row *target);

/* In a transaction: is exactly this approved, or does its workspace not ask? */
bool drive_is_approved(struct db_tx *tx, const struct drive *d, bool *ret, struct err *err)
	must_use;

/* What was wrong, in the row: shown until something is well again. */
void drive_note(struct drive *d, enum publish_fault fault, const struct graph_error *ge);
/* Test: would the process have died here? */
bool drive_dies(struct drive *d, const char *name);

/* The job that looks after a target. `payload` and `key` live in `a`. */
struct job_request drive_job(struct arena *a, int64_t target_id, int64_t user_id,
			     int64_t run_at_ms);

/* ---- reading back (recover.c) -----------------------------------------------------------------
 */

/* A turn that finds the row in INTENT or COMMENTING: somebody died, or no answer came. */
bool drive_recover(struct drive *d, struct err *err) must_use;
bool drive_recover_comment(struct drive *d, struct err *err) must_use;
/* Sends the publish call of an intent that has just been committed. */
bool drive_send(struct drive *d, int64_t committed_at_ms, struct err *err) must_use;
/* Commits the intent, with what must be known beforehand, and sends. */
bool drive_intend(struct drive *d, struct err *err) must_use;
/*
 * An earlier publish call was refused for certain, and now it would be made or sent anew: is the
 * post there all the same? Goes on only when the row is still in its state and nothing waits.
 */
bool drive_look_first(struct drive *d, struct err *err) must_use;
/* When a publish call that was sent can have no effect any more. */
int64_t drive_quiet_until_ms(const struct drive *d);
/* How long until then, by a clock that may have been put back since: never more than it takes. */
int64_t drive_quiet_left_ms(const struct drive *d);
/* The clock was: the wait begins anew, instead of lasting as long as the jump. */
bool drive_is_put_back(const struct drive *d);
bool drive_wait_anew(struct drive *d, struct err *err) must_use;
/* After a call that failed before anything can have been published. */
bool drive_trouble(struct drive *d, enum publish_step step, struct err *err) must_use;
/* Has that trouble lasted so long that the user must be told? */
bool drive_is_too_late(const struct drive *d, enum publish_fault fault);
bool drive_refuse(struct drive *d, enum publish_fault fault, struct err *err) must_use;

#endif
