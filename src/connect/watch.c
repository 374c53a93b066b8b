/*
 * The token watch. A token dies only by two witnesses in a row: Meta's debug_token, the token's own
 * use, or a call of the collection that was refused with it. One alone keeps it in its state and
 * has it looked at again soon: Meta's answers are wrong now and then, and a whole installation must
 * not be disconnected by one of them.
 */
#include "connect/core.h"

#include "base/buf.h"
#include "base/fields.h"
#include "base/json.h"
#include "base/limits.h"
#include "connect/token_health.h"
#include "hooks/hooks.h"
#include "jobs/jobs.h"
#include "store/store.h"

#define STRIKES_OUT 2
#define CHECK_EVERY_S (20 * 3600) /* daily, whichever of the day's crawls comes first */
#define DOUBT_S 900               /* until a single witness is heard again */
#define DUE_MAX 10000
#define LETTER_DELAY_MS 5000

/* What a token must have been granted, by where it is kept. */
static struct str required_scopes(enum token_kind kind)
{
	return str_of(
		core_flow(kind == TOKEN_CONNECTION ? CONNECT_META : CONNECT_CEKBRAND)->required);
}

/* ---- one check --------------------------------------------------------------------------------
 */

/* Is the token itself turned away? A call that fails for any other reason proves nothing. */
static bool is_turned_away(struct connect *c, struct arena *a, const struct secret *token)
{
	struct graph_caller who = { .graph = c->config.graph, .token = token };
	const struct graph_query query = { .endpoint = GRAPH_ME, .fields = STR("id") };
	struct graph_reply reply = { .json = NULL };
	struct err refusal = ERR_INIT;

	return !graph_call(&who, a, &query, &reply, &refusal) &&
	       (reply.error.class == GRAPH_CLASS_TOKEN_EXPIRED ||
		reply.error.class == GRAPH_CLASS_USER_ACTION);
}

static void hear_witnesses(struct connect *c, struct arena *a, const struct secret *token,
			   const struct graph_token_info *info, struct token_watch_row *row)
{
	row->strikes++;
	if (row->strikes < STRIKES_OUT && is_turned_away(c, a, token))
		row->strikes++;
	if (row->strikes >= STRIKES_OUT)
		row->is_valid = false;
	row->problem_code = OPT_INT(info->error.code);
	row->problem_subcode = OPT_INT(info->error.subcode);
}

static struct opt_int instant(int64_t unix_s)
{
	return unix_s ? OPT_INT(unix_s) : OPT_NO_INT;
}

static void clear_of_doubt(struct arena *a, enum token_kind kind,
			   const struct graph_token_info *info, struct token_watch_row *row)
{
	row->strikes = 0;
	row->is_valid = true;
	row->problem_code = OPT_NO_INT;
	row->problem_subcode = OPT_NO_INT;
	row->missing_scopes = token_missing_scopes(a, required_scopes(kind), info->scopes);
	row->expires_s = instant(info->expires_at_s);
	row->data_access_expires_s = instant(info->data_access_until_s);
}

struct finding {
	struct connect *c;
	struct arena *arena;
	const struct watched_token *watched;
	struct token_watch_row row;
	struct opt_int warning;
};

static bool note(struct db_tx *tx, const struct finding *f, const char *action, struct str detail,
		 struct err *err)
{
	const struct token_key *at = &f->watched->at;
	const struct connect_actor owner = { .user_id = f->watched->user_id };
	struct str object = str_fmt(f->arena, "%.*s:%.*s", STR_ARG(token_kind_table(at->kind)),
				    STR_ARG(at->key));

	return core_audit(tx, f->c, &owner, action, object, detail, err);
}

/*
 * A user's tokens end together; a moment's delay makes one letter of what several checks find out.
 */
static bool tell_owner(struct db_tx *tx, const struct finding *f, const char *notice,
		       struct err *err)
{
	const struct connect_config *config = &f->c->config;
	int64_t user_id = f->watched->user_id, id;
	const struct job_request job = {
		.kind = STR_INIT("people.notice"),
		.unique_key =
			str_fmt(f->arena, "people.notice:%s:%lld", notice, (long long)user_id),
		.payload =
			str_fmt(f->arena, "{\"notice\":\"%s\",\"user_id\":%lld,\"days\":%lld}",
				notice, (long long)user_id, (long long)opt_int_or(f->warning, 0)),
		.run_at_ms = clock_now_ms(config->clock) + LETTER_DELAY_MS,
	};

	return !config->has_mail || !config->jobs ||
	       jobs_enqueue_in(config->jobs, tx, &job, &id, err);
}

/* The same to his own programs. */
static bool tell_programs(struct db_tx *tx, const struct finding *f, struct err *err)
{
	const struct token_watch_row *row = &f->row;
	struct token_health health = token_health(row, core_now_s(f->c));
	bool is_connection = f->watched->at.kind == TOKEN_CONNECTION;
	cleanup(buf_free) struct buf data = { 0 };
	struct json_writer w;

	if (!f->c->config.hooks || !f->warning.has)
		return true;
	buf_init(&data, 4096);
	json_start(&w, &data, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "place", token_kind_table(f->watched->at.kind));
	json_key(&w, STR("connection_id"));
	if (is_connection)
		json_str(&w, f->watched->at.key);
	else
		json_null(&w);
	json_put_str(&w, "key", f->watched->at.key);
	json_put_str(&w, "state", str_of(token_state_name(health.state)));
	json_put_int(&w, "days_left", opt_int_or(health.days_left, 0));
	json_end_object(&w);
	return hooks_tell_in(f->c->config.hooks, tx, f->watched->user_id, HOOK_TOKEN_EXPIRING,
			     buf_str(&data), err);
}

/* What is new since the last check, for the audit log and for the token's owner. */
static bool note_changes(struct db_tx *tx, const struct finding *f, struct err *err)
{
	const struct token_watch_row *was = &f->watched->known, *is = &f->row;
	struct token_health health = token_health(is, core_now_s(f->c));
	const struct {
		bool is_new;
		const char *action;
		struct str detail;
		const char *notice; /* NULL: no letter */
	} changes[] = {
		{ was->is_valid && !is->is_valid, "token.invalid",
		  str_fmt(f->arena, "{\"reason\":\"%s\"}", health.reason ? health.reason : ""),
		  "token_invalid" },
		{ !was->is_valid && is->is_valid, "token.recovered", STR("") },
		{ is->is_valid && is->missing_scopes.len &&
			  !str_eq(is->missing_scopes, was->missing_scopes),
		  "token.permissions_missing",
		  str_fmt(f->arena, "{\"missing\":\"%.*s\"}", STR_ARG(is->missing_scopes)) },
		{ f->warning.has, "token.expiring",
		  str_fmt(f->arena, "{\"days\":%lld}", (long long)opt_int_or(f->warning, 0)),
		  "token_expiring" },
	};

	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		if (!changes[i].is_new)
			continue;
		if (!note(tx, f, changes[i].action, changes[i].detail, err) ||
		    (changes[i].notice && !tell_owner(tx, f, changes[i].notice, err)))
			return false;
	}
	return true;
}

static bool write_finding(struct db_tx *tx, void *arg, struct err *err)
{
	const struct finding *f = arg;

	return token_watch_put(tx, f->watched->at, &f->row, err) && note_changes(tx, f, err) &&
	       tell_programs(tx, f, err);
}

bool core_check_token(struct connect *c, struct arena *a, const struct watched_token *watched,
		      bool was_refused, struct token_watch_row *ret, struct err *err)
{
	const struct token_place place = { watched->user_id, token_kind_table(watched->at.kind),
					   watched->at.key };
	struct finding f = { .c = c, .arena = a, .watched = watched, .row = watched->known };
	struct graph_token_info info;
	cleanup(secret_freep) struct secret *token = NULL;

	if (!core_open(c, a, place, watched->token_sealed, &token, err) ||
	    !graph_debug_token(c->config.graph, a, token, &info, err))
		return false;
	if (was_refused)
		f.row.strikes++;
	if (info.is_valid)
		clear_of_doubt(a, watched->at.kind, &info, &f.row);
	else
		hear_witnesses(c, a, token, &info, &f.row);
	f.row.checked_s = OPT_INT(core_now_s(c));
	f.warning = token_warning_due(&f.row, core_now_s(c));
	if (f.warning.has)
		f.row.warned_days = f.warning;
	*ret = f.row;
	if (!store_write(c->config.store, write_finding, &f, err))
		return false;
	if (f.warning.has && c->config.jobs)
		jobs_wake(c->config.jobs);
	return true;
}

/* ---- jobs -------------------------------------------------------------------------------------
 */

static bool ask_check(struct connect *c, struct arena *a, struct token_key at, int64_t run_at_ms,
		      struct err *err)
{
	struct str table = token_kind_table(at.kind);
	cleanup(buf_free) struct buf payload;
	struct json_writer w;
	int64_t id;

	buf_init(&payload, 1024);
	json_start(&w, &payload, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "place", table);
	json_put_str(&w, "key", at.key);
	json_end_object(&w);
	const struct job_request request = {
		.kind = STR_INIT("token.check"),
		.unique_key = str_fmt(a, "token.check:%.*s:%.*s%s", STR_ARG(table), STR_ARG(at.key),
				      run_at_ms ? ":again" : ""),
		.payload = buf_str(&payload),
		.run_at_ms = run_at_ms,
	};
	return jobs_enqueue(c->config.jobs, &request, &id, err);
}

static bool list_keys(struct connect *c, struct arena *a, const struct token_query *query,
		      struct token_keys *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(c->config.store, &tx, err) && token_watch_due(tx, a, query, ret, err);
}

static bool ask_checks(struct connect *c, struct arena *a, const struct token_query *query,
		       struct err *err)
{
	struct token_keys due;

	if (!list_keys(c, a, query, &due, err))
		return false;
	for (size_t i = 0; i < due.count; i++)
		if (!ask_check(c, a, due.at[i], 0, err))
			return false;
	return true;
}

static bool purge(struct db_tx *tx, void *arg, struct err *err)
{
	(void)arg;
	return token_watch_purge(tx, err);
}

bool connect_watch_job(void *ctx, struct job_context *job, struct err *err)
{
	struct connect *c = ctx;
	const struct token_query due = { .before_s = core_now_s(c) - CHECK_EVERY_S,
					 .limit = DUE_MAX };

	return ask_checks(c, job_arena(job), &due, err) &&
	       store_write(c->config.store, purge, NULL, err);
}

static bool read_token(struct connect *c, struct arena *a, struct token_key at,
		       struct watched_token *ret, bool *ret_found, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(c->config.store, &tx, err) &&
	       token_watch_get(tx, a, at, ret, ret_found, err);
}

struct check_request {
	struct str place, key;
	bool refused;
};
static const struct field check_fields[] = {
	FIELD(struct check_request, place, .required = true, .max = LIMIT_ID),
	FIELD(struct check_request, key, .required = true, .max = LIMIT_ID),
	FIELD(struct check_request, refused, .type = FIELD_BOOL),
};

static bool read_request(struct job_context *job, struct token_key *ret, bool *ret_refused,
			 struct err *err)
{
	struct check_request request = { 0 };
	const struct json *payload;

	if (!json_parse(job_arena(job), job_payload(job), &payload, err) ||
	    !fields_from_json(job_arena(job), check_fields, COUNT_OF(check_fields), payload,
			      &request, err))
		return false;
	for (unsigned kind = 0; kind < TOKEN_KIND_COUNT; kind++) {
		if (!str_eq(request.place, token_kind_table(kind)))
			continue;
		*ret = (struct token_key){ kind, request.key };
		*ret_refused = request.refused;
		return true;
	}
	return err_set(err, ERR_INTERNAL, "no tokens are kept in %.*s", STR_ARG(request.place));
}

bool connect_check_job(void *ctx, struct job_context *job, struct err *err)
{
	struct connect *c = ctx;
	struct arena *a = job_arena(job);
	struct watched_token watched;
	struct token_watch_row row;
	struct token_key at;
	bool refused = false, found;

	if (!read_request(job, &at, &refused, err) || !read_token(c, a, at, &watched, &found, err))
		return false;
	if (!found)
		return true; /* disconnected in the meantime */
	if (!core_check_token(c, a, &watched, refused, &row, err))
		return false;
	if (row.is_valid && row.strikes > 0)
		return ask_check(c, a, at, clock_now_ms(c->config.clock) + DOUBT_S * 1000, err);
	/* What ended one token has most likely ended its sisters. */
	const struct token_query sisters = { .before_s = INT64_MAX,
					     .user_id = OPT_INT(watched.user_id),
					     .limit = DUE_MAX };
	bool has_died = watched.known.is_valid && !row.is_valid;
	return !has_died || ask_checks(c, a, &sisters, err);
}

/* ---- all of them ------------------------------------------------------------------------------
 */

bool connect_tokens(struct connect *c, struct arena *a, bool checks,
		    const struct connect_token **ret, size_t *ret_count, struct err *err)
{
	const struct token_query everything = { .before_s = INT64_MAX, .limit = DUE_MAX };
	struct token_keys keys;

	if (!list_keys(c, a, &everything, &keys, err))
		return false;
	struct connect_token *tokens = arena_new_n(a, struct connect_token, keys.count + 1);
	size_t count = 0;
	for (size_t i = 0; i < keys.count; i++) {
		struct watched_token watched;
		struct err unasked = ERR_INIT;
		bool found;

		if (!read_token(c, a, keys.at[i], &watched, &found, err))
			return false;
		if (!found)
			continue;
		struct token_watch_row row = watched.known;
		bool failed = checks && !core_check_token(c, a, &watched, false, &row, &unasked);
		tokens[count++] = (struct connect_token){
			.place = token_kind_table(keys.at[i].kind),
			.key = keys.at[i].key,
			.user_id = watched.user_id,
			.health = token_health(&row, core_now_s(c)),
			.failure = failed ? str_dup(a, str_of(unasked.cause)) : STR_NONE,
		};
	}
	*ret = tokens;
	*ret_count = count;
	return true;
}

/* ---- showing it -------------------------------------------------------------------------------
 */

static bool health_of(struct db_tx *tx, struct arena *a, struct token_key at, int64_t now_s,
		      struct token_health *ret, bool *ret_found, struct err *err)
{
	struct watched_token watched;

	if (!token_watch_get(tx, a, at, &watched, ret_found, err))
		return false;
	if (*ret_found)
		*ret = token_health(&watched.known, now_s);
	return true;
}

bool connect_account_health(struct db_tx *tx, struct arena *a, struct str account_id, int64_t now_s,
			    struct token_health *ret, bool *ret_found, struct err *err)
{
	return health_of(tx, a, (struct token_key){ TOKEN_ACCOUNT, account_id }, now_s, ret,
			 ret_found, err);
}

bool connect_connection_health(struct db_tx *tx, struct arena *a, struct str public_id,
			       int64_t now_s, struct token_health *ret, bool *ret_found,
			       struct err *err)
{
	return health_of(tx, a, (struct token_key){ TOKEN_CONNECTION, public_id }, now_s, ret,
			 ret_found, err);
}
