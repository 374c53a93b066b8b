#include "report/export.h"

#include "base/clock.h"
#include "fmt/zip.h"
#include "report/child.h"
#include "report/export_files.h"
#include "report/table.h"
#include "store/competitors.h"
#include "store/profile_days.h"

/* ---- names --------------------------------------------------------------------------------- */

static const char *const months[] = { "Januari",   "Februari", "Maret",    "April",
				      "Mei",       "Juni",     "Juli",     "Agustus",
				      "September", "Oktober",  "November", "Desember" };

static struct str long_date(struct arena *a, int64_t day)
{
	struct civil c = civil_from_unix(day * 86400);

	return str_fmt(a, "%02d %s %d", c.day, months[c.month - 1], c.year);
}

static bool is_plain(char ch)
{
	return (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') ||
	       ch == '.' || ch == '_' || ch == '-';
}

/* A name of Meta's that goes into a header and onto somebody's disk. */
static struct str plain_name(struct arena *a, struct str name)
{
	char *text = str_z(a, name);

	for (size_t i = 0; i < name.len; i++)
		if (!is_plain(text[i]))
			text[i] = '_';
	return (struct str){ text, name.len };
}

static struct str dated_name(struct arena *a, struct str stem, const struct window *window,
			     enum export_format format)
{
	struct str extension = export_format_name(format);

	if (window_is_all(window))
		return str_fmt(a, "%.*s.%.*s", STR_ARG(stem), STR_ARG(extension));
	return str_fmt(a, "%.*s Tanggal %.*s - %.*s.%.*s", STR_ARG(stem),
		       STR_ARG(long_date(a, window->now.first_day)),
		       STR_ARG(long_date(a, window->now.last_day)), STR_ARG(extension));
}

static struct str account_stem(struct arena *a, const struct export_request *request)
{
	return str_fmt(a, "Data @%.*s", STR_ARG(plain_name(a, request->username)));
}

/* That of an export of this part alone. */
static struct str part_file_name(struct arena *a, const struct export_request *request,
				 enum export_part part, const struct window *window)
{
	const struct table *table = table_at(part);
	struct str stem = table ? table->file_stem : account_stem(a, request);

	return dated_name(a, stem, window, export_part_format(part));
}

struct str export_file_name(struct arena *a, const struct export_request *request,
			    const struct window *window)
{
	switch (request->format) {
	case EXPORT_CSV:
		return part_file_name(a, request, (enum export_part)__builtin_ctz(request->parts),
				      window);
	case EXPORT_PDF:
		return STR("AnalyticsDashboard.zip");
	default:
		return dated_name(a, account_stem(a, request), window, request->format);
	}
}

/* ---- before the first byte ----------------------------------------------------------------- */

static bool is_listed(const struct competitor_rows *rows, struct str id)
{
	for (size_t i = 0; i < rows->count; i++)
		if (str_eq(rows->at[i].id, id))
			return true;
	return false;
}

bool export_check(const struct export_request *request, const struct stats *reading,
		  struct err *err)
{
	const struct competitor_owner owner = { request->user_id.value, reading->account_id };
	const struct str_list *ids = &request->competitor_ids;
	struct competitor_rows rows = { 0 };

	if (ids->count == 0)
		return true;
	if (request->user_id.has &&
	    !competitors_list(reading->tx, reading->arena, &owner, &rows, err))
		return false;
	for (size_t i = 0; i < ids->count; i++) {
		const char *id = str_z(reading->arena, ids->items[i]);

		if (is_listed(&rows, ids->items[i]))
			continue;
		err_field(err, "competitors", "%s bukan kompetitor akun ini.", id);
		return err_say_en(err, "%s is not a competitor of this account.", id);
	}
	return true;
}

/* ---- writing ------------------------------------------------------------------------------- */

/* When the newest day of the window was collected; 0: nothing was. */
static bool newest_collection(const struct stats *s, int64_t *ret_s, struct err *err)
{
	struct profile_day_row row = { 0 };
	bool found = false;

	if (!profile_days_newest(s->tx, s->arena, s->account_id, s->window->now.last_day, &row,
				 &found, err))
		return false;
	*ret_s = found && row.day >= s->window->now.first_day ? row.updated_s : 0;
	return true;
}

int64_t export_local_s(const struct export_job *job)
{
	return job->exported_s + tz_offset_s(job->reading->tz, job->exported_s);
}

static bool is_wanted(const struct export_request *request, const struct export_file *file)
{
	return request->parts >> file->part & 1;
}

static uint32_t count_steps(const struct export_request *request)
{
	const struct export_file *file = NULL;
	uint32_t steps = 0;

	for (size_t i = 0; (file = export_file_at(i)); i++)
		steps += is_wanted(request, file) ? file->steps : 0;
	return steps;
}

static bool write_alone(struct export_job *job, struct sink sink, struct err *err)
{
	const struct export_file *file = NULL;

	for (size_t i = 0; (file = export_file_at(i)); i++)
		if (is_wanted(job->request, file))
			return file->write(job, file, sink, err);
	return err_set(err, ERR_INTERNAL, "nothing writes this export");
}

static bool write_entry(struct export_job *job, const struct export_file *file, struct zip *zip,
			struct err *err)
{
	struct str name = file->name;

	if (name.len == 0)
		name = part_file_name(job->reading->arena, job->request, file->part,
				      job->reading->window);
	return zip_entry(zip, name, file->is_packed ? ZIP_STORE : ZIP_DEFLATE, err) &&
	       file->write(job, file, zip_sink(zip), err) && zip_end_entry(zip, err);
}

static bool write_zip(struct export_job *job, struct sink sink, struct err *err)
{
	cleanup(zip_freep) struct zip *zip = zip_new(sink, export_local_s(job));
	const struct export_file *file = NULL;

	for (size_t i = 0; (file = export_file_at(i)); i++) {
		struct arena_mark mark = arena_mark(job->reading->arena);

		if (is_wanted(job->request, file) && !write_entry(job, file, zip, err))
			return false;
		arena_rewind(job->reading->arena, mark);
	}
	return zip_end(zip, err);
}

static void job_end(struct export_job *job)
{
	export_pdf_end(job->pdf);
}

bool export_write(const struct export_request *request, const struct stats *reading,
		  const struct export_progress *progress, struct sink sink, struct err *err)
{
	cleanup(job_end) struct export_job job = {
		.request = request,
		.reading = reading,
		.progress = progress,
		.total = count_steps(request),
		.exported_s = request->exported_s.value,
	};

	if (!export_check(request, reading, err))
		return false;
	if (child_is_needed(request))
		return child_export(request, reading, progress, sink, err);
	if (!request->exported_s.has && !newest_collection(reading, &job.exported_s, err))
		return false;
	if (request->format == EXPORT_ZIP || request->format == EXPORT_PDF)
		return write_zip(&job, sink, err);
	return write_alone(&job, sink, err);
}
