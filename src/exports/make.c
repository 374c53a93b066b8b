/* The jobs: a file is made whole or not at all, and goes when its time is over. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "base/fs.h"
#include "base/json.h"
#include "base/log.h"
#include "exports/album.h"
#include "exports/internal.h"
#include "exports/send.h"
#include "pictures/pictures.h"
#include "report/child.h"
#include "report/export_gate.h"

#define FOLDER_MODE 0700
#define FILE_MODE 0600
#define STRAY_AGE_S 3600
#define PICTURES_BUDGET_MS 20000
#define NO_PLACE_PAUSE_MS 1000
#define DELIVERIES_KEPT_S (180 * INT64_C(86400))

/* ---- writing ---- */

struct writing {
	int fd;
	int64_t size_bytes;
	struct job_context *job;
};

static bool stopped(struct err *err)
{
	return err_set(err, ERR_CANCELLED, "told to stop");
}

static bool refuse_disk(struct err *err, int errnum)
{
	bool is_full = errnum == ENOSPC || errnum == EDQUOT || errnum == EFBIG;

	return err_errno(err, is_full ? ERR_DISK_FULL : ERR_INTERNAL, errnum, "writing an export");
}

static bool write_file(void *ctx, struct str bytes, struct err *err)
{
	struct writing *w = ctx;

	while (bytes.len > 0) {
		if (job_should_stop(w->job))
			return stopped(err);
		ssize_t n = write(w->fd, bytes.at, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return refuse_disk(err, errno);
		w->size_bytes += n;
		bytes = str_skip(bytes, (size_t)n);
	}
	return true;
}

static bool tell_progress(void *ctx, uint32_t done, uint32_t total, struct str making,
			  struct err *err)
{
	struct job_context *job = ctx;

	if (job_should_stop(job))
		return stopped(err);
	job_progress(job, done, total, making);
	return true;
}

static bool sync_folder(const struct exports *e, struct arena *a, struct err *err)
{
	cleanup(fd_closep) int fd =
		open(str_z(a, e->config.folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) < 0)
		return refuse_disk(err, errno);
	return true;
}

static bool write_part(const struct export_reading *reading, struct writing *w, struct err *err)
{
	const struct export_progress progress = { tell_progress, w->job };

	if (!export_write(&reading->request, &reading->stats, &progress,
			  (struct sink){ write_file, w }, err))
		return false;
	return fsync(w->fd) == 0 || refuse_disk(err, errno);
}

/* What an attempt of a job writes until it is whole: nobody else's name. */
static const char *part_path(const struct exports *e, struct job_context *job, int64_t id,
			     int64_t attempt)
{
	struct arena *a = job_arena(job);

	return str_z(a, str_fmt(a, "%s-%lld-%lld.part", export_path(e, a, id),
				(long long)job_id(job), (long long)attempt));
}

/* Under its own name only when all of it is on the disk. */
static bool write_whole(struct exports *e, struct job_context *job, int64_t id,
			const struct export_reading *reading, int64_t *ret_bytes, struct err *err)
{
	struct arena *a = job_arena(job);
	const char *part = part_path(e, job, id, job_attempt(job));
	const char *whole = export_path(e, a, id);

	/* Of attempts whose process died. */
	for (int64_t earlier = 1; earlier < job_attempt(job); earlier++)
		unlink(part_path(e, job, id, earlier));
	if (!fs_make_dirs(str_z(a, e->config.folder), FOLDER_MODE, err))
		return false;
	unlink(part);
	cleanup(fd_closep) int fd =
		open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	struct writing w = { .fd = fd, .job = job };

	if (fd < 0)
		return refuse_disk(err, errno);
	bool ok = write_part(reading, &w, err) &&
		  (rename(part, whole) == 0 || refuse_disk(err, errno)) && sync_folder(e, a, err);
	if (!ok)
		unlink(part);
	*ret_bytes = w.size_bytes;
	return ok;
}

/* ---- the job ---- */

struct ending {
	struct exports *exports;
	struct arena *a;
	const struct export_row *row;
	bool is_last_try;
	struct export_finish finish;
	struct export_failure failure;
	bool found;
};

static bool finish_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct ending *e = arg;

	if (!exports_finish(tx, &e->finish, &e->found, err))
		return false;
	return !e->found || !e->row->schedule_id.has ||
	       report_file_ready_in(e->exports, tx, e->row, err);
}

static bool fail_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct ending *e = arg;

	if (!exports_fail(tx, &e->failure, err))
		return false;
	return !e->is_last_try || !e->row->schedule_id.has ||
	       report_file_failed_in(e->exports, tx, e->a, e->row, e->failure.code, err);
}

/* Dropped while it was made; a row that is there is another job's by now, and so is the file. */
static bool forget_unwanted(struct exports *e, struct arena *a, int64_t id, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	bool is_wanted;

	if (!store_read(e->config.store, &tx, err) || !exports_exists(tx, id, &is_wanted, err))
		return false;
	if (!is_wanted)
		unlink(export_path(e, a, id));
	return true;
}

/* Before its snapshot is opened: nobody holds one while he waits for the network. */
static bool fetch_pictures(struct exports *e, struct job_context *job, const struct export_row *row,
			   const struct export_order *order, struct err *err)
{
	cleanup(export_reading_end) struct export_reading reading = { 0 };

	if (!export_read(e, job_arena(job), row->user_id, row->account_id, order, &reading, err))
		return false;
	const struct album_wish wish = {
		.account_id = row->account_id,
		.start_s = reading.window.now.start_s,
		.end_s = reading.window.now.end_s,
		.budget_ms = PICTURES_BUDGET_MS,
	};
	bool shows_pictures = child_is_needed(&reading.request);

	export_reading_end(&reading);
	return !shows_pictures || album_fetch(e, job, &wish, err);
}

static bool make_file(struct exports *e, struct job_context *job, const struct export_row *row,
		      const struct export_order *order, struct err *err)
{
	cleanup(export_reading_end) struct export_reading reading = { 0 };
	struct arena *a = job_arena(job);
	struct ending end = { .exports = e, .a = a, .row = row };
	int64_t size_bytes = 0;

	if (!export_read(e, a, row->user_id, row->account_id, order, &reading, err) ||
	    !write_whole(e, job, row->id, &reading, &size_bytes, err))
		return false;

	int64_t now_s = clock_now_s(e->config.clock);
	end.finish = (struct export_finish){
		.id = row->id,
		.job_id = job_id(job),
		.file_name = export_file_name(a, &reading.request, &reading.window),
		.content_type = export_content_type(&reading.request),
		.size_bytes = size_bytes,
		.now_s = now_s,
		.expires_s = now_s + (row->expires_s - row->created_s),
	};
	export_reading_end(&reading);
	if (!store_write(e->config.store, finish_work, &end, err))
		return false;
	jobs_wake(e->config.jobs);
	return end.found || forget_unwanted(e, a, row->id, err);
}

/* When downloads have taken all places it comes again in a moment, and holds no thread until then.
 */
static bool make(struct exports *e, struct job_context *job, const struct export_row *row,
		 struct err *err)
{
	struct export_order order;

	job_progress(job, 0, 0, STR(""));
	if (!export_order_read(job_arena(job), row->request, &order, err) ||
	    !fetch_pictures(e, job, row, &order, err))
		return false;
	if (!export_gate_try(e->config.gate)) {
		job_postpone(job, clock_now_ms(e->config.clock) + NO_PLACE_PAUSE_MS);
		return true;
	}
	bool ok = make_file(e, job, row, &order, err);

	export_gate_leave(e->config.gate);
	return ok;
}

static void note_failure(struct exports *e, struct job_context *job, const struct export_row *row,
			 const struct err *why)
{
	struct err err = ERR_INIT;
	struct ending end = {
		.exports = e,
		.a = job_arena(job),
		.row = row,
		.is_last_try = job_is_last_try(job, why),
		.failure = {
			.id = row->id,
			.job_id = job_id(job),
			.now_s = clock_now_s(e->config.clock),
			.code = str_of(err_info(why->code)->name),
			.text = err_text(why, false),
			.text_en = err_text(why, true),
		},
	};

	if (!store_write(e->config.store, fail_work, &end, &err))
		log_err(LOG_ERROR, "noting why an export failed", &err);
}

static bool find_row(struct exports *e, struct arena *a, int64_t id, struct export_row *ret,
		     bool *ret_found, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(e->config.store, &tx, err) &&
	       exports_get_any(tx, a, id, ret, ret_found, err);
}

bool exports_make_job(void *ctx, struct job_context *job, struct err *err)
{
	struct exports *e = ctx;
	struct arena *a = job_arena(job);
	const struct json *payload;
	struct export_row row;
	bool found;

	if (!json_parse(a, job_payload(job), &payload, err) ||
	    !find_row(e, a, json_number_or(json_get(payload, STR("export_id")), 0), &row, &found,
		      err))
		return false;
	if (!found || row.job_id != job_id(job) || row.file_name.at)
		return true;
	if (make(e, job, &row, err))
		return true;
	if (err->code != ERR_CANCELLED)
		note_failure(e, job, &row, err);
	return false;
}

/* ---- tidying ---- */

void exports_forget_files(struct exports *e, struct arena *a, const struct export_gone_list *gone)
{
	struct err err = ERR_INIT;
	bool found;

	for (size_t i = 0; i < gone->count; i++) {
		/* What stays behind is found by the sweep. */
		unlink(export_path(e, a, gone->at[i].id));
		if (!jobs_cancel(e->config.jobs, gone->at[i].job_id, &found, &err))
			log_err(LOG_WARN, "cancelling a dropped export", &err);
	}
}

struct purge {
	struct arena *a;
	int64_t now_s;
	struct export_gone_list gone;
};

static bool purge_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct purge *p = arg;

	return exports_purge(tx, p->a, p->now_s, &p->gone, err) &&
	       report_deliveries_purge(tx, p->now_s - DELIVERIES_KEPT_S, err);
}

/* A file without a row, or a part that nobody has written to for an hour. */
static bool is_stray(struct db_tx *tx, int folder, const char *name, struct err *err)
{
	struct str rest = str_of(name);
	struct str number = str_cut(&rest, '-');
	bool is_part = rest.at != NULL, exists = false;
	struct stat st;
	int64_t id;

	if (!str_to_i64(number, &id) || fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
	    !S_ISREG(st.st_mode) || time(NULL) - st.st_mtime < STRAY_AGE_S)
		return false;
	if (!exports_exists(tx, id, &exists, err)) {
		log_err(LOG_WARN, "sweeping exports", err);
		return false;
	}
	return is_part || !exists;
}

static void closedirp(DIR **d)
{
	if (*d)
		closedir(*d);
}

static bool sweep(struct exports *e, struct job_context *job, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	cleanup(closedirp) DIR *folder = opendir(str_z(job_arena(job), e->config.folder));

	if (!folder)
		return true; /* no export was ever made */
	if (!store_read(e->config.store, &tx, err))
		return false;
	for (const struct dirent *f; (f = readdir(folder)) && !job_should_stop(job);)
		if (is_stray(tx, dirfd(folder), f->d_name, err))
			unlinkat(dirfd(folder), f->d_name, 0);
	return true;
}

bool exports_tidy_job(void *ctx, struct job_context *job, struct err *err)
{
	struct exports *e = ctx;
	struct purge purge = { .a = job_arena(job), .now_s = clock_now_s(e->config.clock) };

	if (!store_write(e->config.store, purge_work, &purge, err))
		return false;
	exports_forget_files(e, job_arena(job), &purge.gone);
	return sweep(e, job, err) &&
	       (!e->config.pictures || pictures_evict(e->config.pictures, job_arena(job), err));
}
