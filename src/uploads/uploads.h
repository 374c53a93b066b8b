/*
 * Files that people send for their posts: pictures and films, streamed to a folder, judged by their
 * content, and given to Meta by a link that is signed and expires.
 *
 * A file gets a random name, which its row knows. It is on disk, whole and under that name, before
 * the row is committed; the row goes before the file. So what has a row has a file, and a file
 * without one is swept away: a process may die at any place.
 *
 * Everything here may wait for the database or the disk. Any thread.
 */
#ifndef UPLOADS_UPLOADS_H
#define UPLOADS_UPLOADS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/rng.h"
#include "base/str.h"
#include "crypto/secret.h"
#include "probe/probe.h"
#include "store/uploads.h"

struct store;
struct uploads;
struct upload_writing;

struct uploads_config {
	struct store *store;
	const struct clock *clock;
	const struct rng *rng;
	const struct secret *secret; /* the key of links is derived from it */
	struct str folder;           /* made when the first file comes */
	struct str base_url;         /* links begin with it */
	int64_t image_max_bytes, video_max_bytes;
	int64_t user_max_bytes; /* of all of one user's */
	int64_t keep_s;         /* what no post needs is removed after that */
};
/* base_url and secret are borrowed. */
struct uploads *uploads_new(const struct uploads_config *config);
struct uploads *uploads_free(struct uploads *u);

/* ---- receiving ------------------------------------------------------------------------------- */

#define UPLOADS_AT_ONCE_PER_USER 4
#define UPLOAD_NAME_MAX 200

struct upload_wish {
	int64_t user_id;
	struct str file_name;    /* empty: named after its kind */
	struct str content_type; /* what the sender says it is: image/…, video/… */
	int64_t size_bytes;      /* -1: not told */
};

/*
 * Refused before a byte is read: INVALID_FIELD "Content-Type", TOO_LARGE for its kind,
 * EXCEED_LIMIT for this user, RATE_LIMITED with too many of his under way, DISK_FULL.
 */
bool upload_begin(struct uploads *u, const struct upload_wish *wish, struct upload_writing **ret,
		  struct err *err) must_use;
/* TOO_LARGE, DISK_FULL. After a failure only upload_drop. */
bool upload_write(struct upload_writing *w, struct str bytes, struct err *err) must_use;
/*
 * The file is whole: it is on disk for good and has a row. INVALID_FIELD "file" when it is neither
 * picture nor film. Ends `w` when it succeeds; the row's texts live in `a`.
 */
bool upload_finish(struct upload_writing *w, struct arena *a, struct upload_row *ret,
		   struct err *err) must_use;
/* Nothing of it stays. NULL is fine. */
void upload_drop(struct upload_writing *w);

/* ---- reading --------------------------------------------------------------------------------- */

/* -1 with an error: NOT_FOUND when the file is gone. The caller closes it. */
int upload_open(const struct uploads *u, struct arena *a, const struct upload_row *row,
		struct err *err);
/* CONFLICT while a post that is not over needs it; NOT_FOUND. */
bool upload_delete(struct uploads *u, struct arena *a, int64_t user_id, int64_t id, struct err *err)
	must_use;

/* ---- links ----------------------------------------------------------------------------------- */

#define UPLOAD_LINK_S 7200

/* base_url/u/TOKEN: opens that file, for UPLOAD_LINK_S from now. */
struct str upload_link(const struct uploads *u, struct arena *a, int64_t id);
/* The file a token opens. False, KEY_EXPIRED or NOT_FOUND: none. */
bool upload_link_read(const struct uploads *u, struct arena *a, struct str token, int64_t *ret_id,
		      struct err *err) must_use;

/* ---- tidying --------------------------------------------------------------------------------- */

/* What no post has needed for `keep_s`, files without rows, and parts that nobody writes to. */
bool uploads_tidy(struct uploads *u, struct arena *a, struct err *err) must_use;

#endif
