/* People who remove the app at Facebook, and those who want their data deleted. */
#include "connect/core.h"

#include "base/fields.h"
#include "base/json.h"
#include "base/limits.h"
#include "connect/signed_request.h"
#include "jobs/jobs.h"
#include "store/meta_events.h"
#include "store/store.h"

#define CODE_BYTES 15 /* 20 characters */
#define REMOVED_CODE 190
#define REMOVED_SUBCODE 458

/* ---- deauthorize ------------------------------------------------------------------------------
 */

struct leaving {
	struct connect *c;
	struct arena *arena;
	struct str uid;
	struct deletion_request request; /* data deletion only */
};

/* Meta itself says so: no second witness is needed. */
static bool end_token(struct db_tx *tx, const struct leaving *l, struct token_key at,
		      struct err *err)
{
	struct watched_token watched;
	bool found;

	if (!token_watch_get(tx, l->arena, at, &watched, &found, err) || !found)
		return err->code == ERR_NONE;
	struct token_watch_row *row = &watched.known;
	row->is_valid = false;
	row->strikes = 2;
	row->problem_code = OPT_INT(REMOVED_CODE);
	row->problem_subcode = OPT_INT(REMOVED_SUBCODE);
	row->checked_s = OPT_INT(core_now_s(l->c));
	const struct connect_actor owner = { .user_id = watched.user_id };
	struct str object =
		str_fmt(l->arena, "%.*s:%.*s", STR_ARG(token_kind_table(at.kind)), STR_ARG(at.key));
	return token_watch_put(tx, at, row, err) &&
	       core_audit(tx, l->c, &owner, "token.invalid", object,
			  STR("{\"reason\":\"app_removed\"}"), err);
}

static bool write_leaving(struct db_tx *tx, void *arg, struct err *err)
{
	const struct leaving *l = arg;
	struct token_keys tokens;

	if (!person_tokens(tx, l->arena, l->uid, &tokens, err))
		return false;
	for (size_t i = 0; i < tokens.count; i++)
		if (!end_token(tx, l, tokens.at[i], err))
			return false;
	return true;
}

bool connect_deauthorize(struct connect *c, struct arena *a, struct str signed_request,
			 struct err *err)
{
	struct signed_request request;
	struct leaving leaving = { .c = c, .arena = a };

	if (!signed_request_read(c->config.graph, a, signed_request, &request, err))
		return false;
	leaving.uid = request.user_id;
	return store_write(c->config.store, write_leaving, &leaving, err);
}

/* ---- data deletion ----------------------------------------------------------------------------
 */

static bool write_request(struct db_tx *tx, void *arg, struct err *err)
{
	const struct leaving *l = arg;
	int64_t id;
	const struct job_request job = {
		.kind = STR_INIT("connect.delete_person"),
		.payload = str_fmt(l->arena, "{\"code\":\"%.*s\"}", STR_ARG(l->request.code)),
		.max_attempts = 20,
	};

	return write_leaving(tx, arg, err) && deletion_requests_add(tx, &l->request, err) &&
	       jobs_enqueue_in(l->c->config.jobs, tx, &job, &id, err);
}

bool connect_delete_person(struct connect *c, struct arena *a, struct str signed_request,
			   struct str *ret_code, struct err *err)
{
	struct signed_request request;

	if (!signed_request_read(c->config.graph, a, signed_request, &request, err))
		return false;
	struct leaving leaving = {
		.c = c,
		.arena = a,
		.uid = request.user_id,
		.request = { .code = rng_token(a, c->config.rng, CODE_BYTES),
			     .uid = request.user_id,
			     .requested_s = core_now_s(c) },
	};
	if (!store_write(c->config.store, write_request, &leaving, err))
		return false;
	jobs_wake(c->config.jobs);
	*ret_code = leaving.request.code;
	return true;
}

struct deletion {
	struct str code;
	int64_t now_s;
	struct arena *arena;
};
static const struct field deletion_fields[] = {
	FIELD(struct deletion, code, .required = true, .max = LIMIT_ID),
};

static bool write_deletion(struct db_tx *tx, void *arg, struct err *err)
{
	const struct deletion *d = arg;
	struct deletion_request request;
	struct account_ids accounts;
	bool found;

	if (!deletion_requests_get(tx, d->arena, d->code, &request, &found, err))
		return false;
	if (!found || !request.uid.at)
		return true; /* done by a run of this job that was cut short afterwards */
	return person_accounts(tx, d->arena, request.uid, &accounts, err) &&
	       person_delete(tx, request.uid, &accounts, err) &&
	       deletion_requests_finish(tx, d->code, d->now_s, (int64_t)accounts.count, err);
}

bool connect_delete_person_job(void *ctx, struct job_context *job, struct err *err)
{
	struct connect *c = ctx;
	struct arena *a = job_arena(job);
	struct deletion deletion = { 0 };
	const struct json *payload;

	if (!json_parse(a, job_payload(job), &payload, err) ||
	    !fields_from_json(a, deletion_fields, COUNT_OF(deletion_fields), payload, &deletion,
			      err))
		return false;
	deletion.arena = a;
	deletion.now_s = core_now_s(c);
	return store_write(c->config.store, write_deletion, &deletion, err);
}

bool connect_deletion_state(struct connect *c, struct arena *a, struct str code,
			    struct connect_deletion *ret, struct err *err)
{
	struct deletion_request row;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !deletion_requests_get(tx, a, code, &row, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no deletion request with that code");
	*ret = (struct connect_deletion){
		.requested_s = row.requested_s,
		.finished_s = opt_int_or(row.finished_s, 0),
		.accounts = row.accounts,
	};
	return true;
}
