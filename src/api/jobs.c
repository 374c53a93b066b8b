/* Jobs that gave up: ours, for the operator. */
#include "jobs/jobs.h"

#include "api/put.h"
#include "api/tables.h"
#include "base/fields.h"
#include "store/store.h"

#define JOBS_BY_DEFAULT 50
#define JOBS_MAX 500

static const struct member job_members[] = {
	{ "id", T_ID },
	{ "kind", T_TEXT },
	{ "key", T_TEXT, NULLABLE, "What it is about; the same work is never twice in the queue." },
	{ "user_id", T_INT, NULLABLE, "Who asked for it; null: the clock." },
	{ "attempts", T_INT },
	{ "created_at", T_TIME },
	{ "failed_at", T_TIME, NULLABLE },
	{ "error_code", T_TEXT, NULLABLE },
	{ "error_cause", T_TEXT, NULLABLE, "As in the log." },
};
static const struct shape job_shape =
	NAMED_OBJECT("FailedJob", job_members, "A job that is not tried again by itself.");
static const struct member list_members[] = {
	{ "jobs", T_LIST(&job_shape), 0, "Newest first." },
	{ "next", T_ID, NULLABLE, "Ask again with before=NEXT for more." },
};
static const struct shape list_shape = NAMED_OBJECT("FailedJobs", list_members, NULL);

struct page {
	int64_t before, limit;
};
static const struct field page_fields[] = {
	FIELD(struct page, before, .type = FIELD_I64, .min = 1, .hint = "isi dengan id pekerjaan",
	      .hint_en = "enter the id of a job"),
	FIELD(struct page, limit, .type = FIELD_I64, .min = 1, .max = JOBS_MAX,
	      .hint = "isi dengan angka 1 sampai 500", .hint_en = "enter a number from 1 to 500"),
};
static const struct member page_query[] = {
	{ "before", T_ID, OPTIONAL, "Only jobs before that id." },
	{ "limit", T_INT, OPTIONAL, "At most 500; 50 when absent." },
};

static void put_job(struct call *c, const struct job_row *j)
{
	json_object(&c->json);
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)j->id));
	json_put_str(&c->json, "kind", j->kind);
	put_text(c, "key", j->unique_key);
	put_opt_int(c, "user_id", j->user_id);
	json_put_int(&c->json, "attempts", j->attempts);
	put_time(c, "created_at", j->created_ms / 1000);
	put_time(c, "failed_at", opt_int_or(j->finished_ms, 0) / 1000);
	put_text(c, "error_code", j->error_code);
	put_text(c, "error_cause", j->error_cause);
	json_end_object(&c->json);
}

static bool list(struct call *c, struct err *err)
{
	struct page page = { .before = INT64_MAX, .limit = JOBS_BY_DEFAULT };
	struct job_row_list jobs;

	if (!fields_from_params(c->arena, page_fields, COUNT_OF(page_fields), &c->req->args, &page,
				err) ||
	    !job_rows_failed(c->snapshot, c->arena, page.before, page.limit + 1, &jobs, err))
		return false;
	bool has_more = jobs.count > (size_t)page.limit;
	size_t count = has_more ? (size_t)page.limit : jobs.count;

	json_object(&c->json);
	json_put_array(&c->json, "jobs");
	for (size_t i = 0; i < count; i++)
		put_job(c, &jobs.at[i]);
	json_end_array(&c->json);
	put_text(c, "next",
		 has_more ? str_fmt(c->arena, "%lld", (long long)jobs.at[count - 1].id) : STR_NONE);
	json_end_object(&c->json);
	return true;
}

static bool retry(struct call *c, struct err *err)
{
	int64_t id;
	bool found;

	if (!call_path_int(c, 0, &id, err) || !jobs_retry(c->api->jobs, id, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no job %lld has given up", (long long)id);
	c->res->status = 202;
	json_object(&c->json);
	json_put_str(&c->json, "detail",
		     c->english ? STR("It is tried again.") : STR("Pekerjaan ini dicoba lagi."));
	json_end_object(&c->json);
	return true;
}

#define OPERATORS .access = ACCESS_ADMIN, .face = FACE_META
#define PATH "/api/admin/jobs"

static const struct route routes[] = {
	{ HTTP_GET, PATH, list, OPERATORS, .reads = true,
	  .doc = "Jobs that gave up, of the last 30 days.", .query = QUERY(page_query),
	  .reply = &list_shape },
	{ HTTP_POST, PATH "/{job_id}/retry", retry, OPERATORS,
	  .doc = "One of them waits again, as if it had never been tried.", .reply = &shape_detail,
	  .reply_status = 202 },
};

const struct route_table job_routes = { routes, COUNT_OF(routes), "Operation" };
