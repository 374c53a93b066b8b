/* Asking for files, fetching and dropping them. */
#include "exports/exports.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "crypto/hash.h"
#include "exports/internal.h"

#define MAKE_ATTEMPTS 3

struct exports *exports_new(const struct exports_config *config)
{
	struct exports *e = calloc(1, sizeof(*e));

	if (!e)
		abort();
	e->config = *config;
	return e;
}

struct exports *exports_free(struct exports *e)
{
	free(e);
	return NULL;
}

const char *export_path(const struct exports *e, struct arena *a, int64_t id)
{
	return str_z(a, str_fmt(a, "%.*s/%lld", STR_ARG(e->config.folder), (long long)id));
}

/* ---- asking ---- */

static bool queue(struct exports *e, struct db_tx *tx, int64_t user_id, int64_t id, int64_t *ret,
		  struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };

	arena_init(&a, 4 * KIB);
	const struct job_request request = {
		.kind = STR(EXPORTS_MAKE_KIND),
		.user_id = OPT_INT(user_id),
		.payload = str_fmt(&a, "{\"export_id\":%lld}", (long long)id),
		.max_attempts = MAKE_ATTEMPTS,
	};

	return jobs_enqueue_in(e->config.jobs, tx, &request, ret, err);
}

bool exports_add_in(struct exports *e, struct db_tx *tx, const struct export_row *row,
		    int64_t *ret_id, struct err *err)
{
	int64_t job_id;

	return exports_add(tx, row, ret_id, err) &&
	       queue(e, tx, row->user_id, *ret_id, &job_id, err) &&
	       exports_set_job(tx, row->user_id, *ret_id, job_id, row->expires_s, err);
}

static bool refuse_more(struct err *err)
{
	err_set(err, ERR_RATE_LIMITED, "%d unfinished exports", EXPORTS_UNFINISHED_PER_USER);
	err_say(err,
		"Sudah ada %d ekspor yang belum selesai. Tunggu salah satunya selesai atau "
		"batalkan.",
		EXPORTS_UNFINISHED_PER_USER);
	return err_say_en(err,
			  "%d of your exports are not finished. Wait for one to finish, or cancel "
			  "it.",
			  EXPORTS_UNFINISHED_PER_USER);
}

struct asking {
	struct exports *exports;
	struct arena *a;
	struct export_row row;
	int64_t id;
	struct export_gone_list gone;
};

static bool ask_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct asking *ask = arg;
	int64_t unfinished;

	if (!exports_count_unfinished(tx, ask->row.user_id, &unfinished, err))
		return false;
	if (unfinished >= EXPORTS_UNFINISHED_PER_USER)
		return refuse_more(err);
	return exports_add_in(ask->exports, tx, &ask->row, &ask->id, err) &&
	       exports_delete_old(tx, ask->a, ask->row.user_id, EXPORTS_KEPT_PER_USER, &ask->gone,
				  err);
}

bool exports_ask(struct exports *e, struct arena *a, int64_t user_id, struct str account_id,
		 const struct export_order *order, int64_t *ret_id, struct err *err)
{
	cleanup(export_reading_end) struct export_reading reading = { 0 };
	int64_t now_s = clock_now_s(e->config.clock);
	struct asking ask = {
		.exports = e,
		.a = a,
		.row = {
			.user_id = user_id,
			.account_id = account_id,
			.request = export_order_write(a, order),
			.created_s = now_s,
			.expires_s = now_s + EXPORTS_KEPT_S,
		},
	};

	/* What is wrong with it is said now, not by a job that fails. */
	if (!export_read(e, a, user_id, account_id, order, &reading, err) ||
	    !export_check(&reading.request, &reading.stats, err))
		return false;
	export_reading_end(&reading);
	if (!store_write(e->config.store, ask_work, &ask, err))
		return false;
	jobs_wake(e->config.jobs);
	exports_forget_files(e, a, &ask.gone);
	*ret_id = ask.id;
	return true;
}

/* ---- again ---- */

struct again {
	struct exports *exports;
	struct arena *a;
	struct export_key key;
};

static bool find_own(struct db_tx *tx, struct arena *a, struct export_key key,
		     struct export_row *ret, struct err *err)
{
	bool found;

	if (!exports_get(tx, a, key, ret, &found, err))
		return false;
	return found ||
	       err_set(err, ERR_NOT_FOUND, "no export %lld of this user", (long long)key.id);
}

static bool again_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct again *again = arg;
	struct export_key key = again->key;
	struct export_row row;
	int64_t unfinished, job_id;

	if (!find_own(tx, again->a, key, &row, err) ||
	    !exports_count_unfinished(tx, key.user_id, &unfinished, err))
		return false;
	if (export_state(&row) != EXPORT_FAILED && export_state(&row) != EXPORT_CANCELLED) {
		err_set(err, ERR_CONFLICT, "it is under way or there");
		err_say(err, "Ekspor ini sedang dibuat atau sudah selesai.");
		return err_say_en(err, "This export is being made, or is ready.");
	}
	if (unfinished >= EXPORTS_UNFINISHED_PER_USER)
		return refuse_more(err);
	return queue(again->exports, tx, key.user_id, key.id, &job_id, err) &&
	       exports_set_job(tx, key.user_id, key.id, job_id, key.now_s + EXPORTS_KEPT_S, err);
}

bool exports_retry(struct exports *e, struct arena *a, int64_t user_id, int64_t id, struct err *err)
{
	struct again again = { e, a, { user_id, id, clock_now_s(e->config.clock) } };

	if (!store_write(e->config.store, again_work, &again, err))
		return false;
	jobs_wake(e->config.jobs);
	return true;
}

/* ---- dropping ---- */

struct drop {
	struct export_key key;
	bool found;
};

static bool drop_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct drop *d = arg;

	return exports_delete(tx, d->key.user_id, d->key.id, &d->found, err);
}

static bool read_own(struct exports *e, struct arena *a, struct export_key key,
		     struct export_row *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(e->config.store, &tx, err) && find_own(tx, a, key, ret, err);
}

bool exports_drop(struct exports *e, struct arena *a, int64_t user_id, int64_t id, struct err *err)
{
	struct drop drop = { .key = { user_id, id, clock_now_s(e->config.clock) } };
	struct export_row row;
	bool found;

	if (!read_own(e, a, drop.key, &row, err))
		return false;
	if (export_state(&row) == EXPORT_QUEUED || export_state(&row) == EXPORT_MAKING)
		return jobs_cancel(e->config.jobs, row.job_id, &found, err);
	if (!store_write(e->config.store, drop_work, &drop, err))
		return false;
	struct export_gone gone = { id, row.job_id };
	exports_forget_files(e, a, &(struct export_gone_list){ &gone, 1 });
	return true;
}

/* ---- fetching ---- */

static bool not_there(struct err *err, const char *cause)
{
	err_set(err, ERR_NOT_FOUND, "%s", cause);
	err_say(err, "Berkas ini belum selesai atau sudah dihapus. Buat ekspor baru.");
	return err_say_en(err, "This file is not finished, or was removed. Make a new export.");
}

static bool open_file(struct exports *e, struct arena *a, const struct export_row *row,
		      struct export_file *ret, struct err *err)
{
	struct stat st;

	if (export_state(row) != EXPORT_READY)
		return not_there(err, "not whole");
	cleanup(fd_closep) int fd = open(export_path(e, a, row->id), O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return not_there(err, "the file is gone");
	if (fd < 0 || fstat(fd, &st) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "opening export %lld",
				 (long long)row->id);
	*ret = (struct export_file){
		.name = row->file_name,
		.content_type = row->content_type,
		.size_bytes = st.st_size,
		.etag = str_fmt(a, "\"%lld-%lld-%lld\"", (long long)row->id, (long long)row->job_id,
				(long long)st.st_size),
	};
	ret->fd = fd;
	fd = -1;
	return true;
}

bool exports_open(struct exports *e, struct arena *a, int64_t user_id, int64_t id,
		  struct export_file *ret, struct err *err)
{
	struct export_row row;

	return read_own(e, a, (struct export_key){ user_id, id, clock_now_s(e->config.clock) },
			&row, err) &&
	       open_file(e, a, &row, ret, err);
}

struct spend {
	struct str token_hash;
	int64_t now_s;
	bool found;
};

static bool spend_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct spend *s = arg;

	return export_links_use(tx, s->token_hash, s->now_s, &s->found, err);
}

static bool find_shared(struct exports *e, struct arena *a, const struct spend *s,
			struct export_row *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct opt_int id;
	bool found = false;

	if (!store_read(e->config.store, &tx, err) ||
	    !export_links_get(tx, s->token_hash, s->now_s, &id, err) ||
	    (id.has && !exports_get_any(tx, a, id.value, ret, &found, err)))
		return false;
	return found || err_set(err, ERR_KEY_EXPIRED, "no such link, or used up");
}

bool exports_open_shared(struct exports *e, struct arena *a, struct str token, bool counts,
			 struct export_file *ret, struct err *err)
{
	struct sha256 hash = sha256(token);
	struct spend spend = { sha256_str(&hash), clock_now_s(e->config.clock), false };
	struct export_row row;

	if (!find_shared(e, a, &spend, &row, err) || !open_file(e, a, &row, ret, err))
		return false;
	if (!counts)
		return true;
	if (store_write(e->config.store, spend_work, &spend, err) && spend.found)
		return true;
	fd_closep(&ret->fd);
	return err->code ? false : err_set(err, ERR_KEY_EXPIRED, "used up by now");
}
