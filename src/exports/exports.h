/*
 * Exports that are jobs: a file is asked for, made in the background by report/export.h, kept for a
 * day, fetched by its owner or through a link; reports that are sent by themselves every week or
 * month; and the name, colour and logo they carry.
 *
 * Files stand in `folder`, each under the id of its row; while one is being made it has another
 * name, so what is there under an id is whole. Who may export (plan, ability) is checked by the
 * caller for what a request asks, and here for what runs later.
 *
 * Everything here may wait for the database or the disk: call it on a worker thread.
 */
#ifndef EXPORTS_EXPORTS_H
#define EXPORTS_EXPORTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/rng.h"
#include "base/str.h"
#include "report/export.h"

struct auth;
struct export_gate;
struct job_context;
struct jobs;
struct mail;
struct pictures;
struct store;
struct exports;

struct exports_config {
	struct store *store;
	struct auth *auth;
	struct jobs *jobs;
	struct mail *mail;         /* NULL: no mail server is set */
	struct pictures *pictures; /* NULL: none are fetched */
	const struct clock *clock;
	const struct rng *rng;
	struct str base_url;          /* links in letters begin with it */
	struct str folder;            /* of the files; made when the first one comes */
	struct str time_zone;         /* of calendar days when a request names none */
	int64_t attachment_max_bytes; /* a larger file is sent as a link */
	struct export_means means;    /* how PDF is made */
	struct export_gate *gate;     /* how many files are made at once, with downloads */
};
/* Texts are borrowed. */
struct exports *exports_new(const struct exports_config *config);
struct exports *exports_free(struct exports *e);

/* ---- asking for a file ---------------------------------------------------------------------- */

#define EXPORTS_KEPT_PER_USER 20
#define EXPORTS_UNFINISHED_PER_USER 5
#define EXPORTS_KEPT_S (24 * INT64_C(3600))

/* Words as report/export.h and analytics/window.h take them; empty: absent. */
struct export_order {
	struct str format, parts;
	struct str competitors;
	struct str language;
	struct str date_frame, start, end;
	struct str time_zone;
	int64_t as_of_s; /* the present moment, as the window sees it */
	bool is_test;    /* of a report: for the letter to its owner alone */
};

/*
 * Queues it. ERR_NOT_FOUND for an account that is not the user's, ERR_INVALID_FIELD names what is
 * wrong, ERR_RATE_LIMITED when too many of his are unfinished.
 */
bool exports_ask(struct exports *e, struct arena *a, int64_t user_id, struct str account_id,
		 const struct export_order *order, int64_t *ret_id, struct err *err) must_use;
/* Makes a failed or cancelled one again; ERR_CONFLICT when it is under way or there. */
bool exports_retry(struct exports *e, struct arena *a, int64_t user_id, int64_t id, struct err *err)
	must_use;
/* Cancels what is under way; removes what has ended. ERR_NOT_FOUND. */
bool exports_drop(struct exports *e, struct arena *a, int64_t user_id, int64_t id, struct err *err)
	must_use;

struct export_file {
	int fd; /* the caller's to close */
	struct str name, content_type;
	int64_t size_bytes;
	struct str etag;
};
/* ERR_NOT_FOUND when there is none, or not (yet, any more) whole. */
bool exports_open(struct exports *e, struct arena *a, int64_t user_id, int64_t id,
		  struct export_file *ret, struct err *err) must_use;
/* By the token of a link; `counts`: one of its uses is spent. ERR_KEY_EXPIRED. */
bool exports_open_shared(struct exports *e, struct arena *a, struct str token, bool counts,
			 struct export_file *ret, struct err *err) must_use;

/* What was ordered, as it is stored. */
bool export_order_read(struct arena *a, struct str json, struct export_order *ret, struct err *err)
	must_use;

/* ---- job kinds; ctx is the struct exports --------------------------------------------------- */

#define EXPORTS_MAKE_KIND "export.make" /* {"export_id":7} */
bool exports_make_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* Expired rows and their files, and files nobody knows. */
bool exports_tidy_job(void *ctx, struct job_context *job, struct err *err) must_use;

/* ---- brand ---------------------------------------------------------------------------------- */

#define BRAND_LOGO_MAX_BYTES (512 * 1024)

/* ERR_INVALID_FIELD `name` or `colour`. Empty: Simpul's own. */
bool exports_brand_set(struct exports *e, int64_t user_id, struct str name, struct str colour,
		       struct err *err) must_use;
/* Cleaned as profile photos are; ERR_INVALID_FIELD `logo`. at == NULL takes it away. */
bool exports_logo_set(struct exports *e, struct arena *a, int64_t user_id, struct str bytes,
		      struct err *err) must_use;

#endif
