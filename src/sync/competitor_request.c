/* A competitor is added or let go (cekbrand.md A.6, G.5). */
#include "jobs/jobs.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/competitors.h"
#include "store/profile_days.h"
#include "sync/run.h"

struct adding {
	struct sync *sync;
	struct arena *arena;
	const struct sync_competitor_request *request;
	struct competitor_owner owner;
	struct str username; /* as Instagram writes it */
	struct graph_ig_user found;
	int64_t now_s;
	int64_t job_id;
};

/*
 * People copy the @, type capitals, or paste the profile's address from the browser or the app
 * (https://www.instagram.com/name/?igsh=…); Instagram's names have none of it.
 */
static struct str clean_username(struct arena *a, struct str typed)
{
	const struct str site = STR("instagram.com/");
	struct str name = str_lower(a, str_trim(typed));
	size_t at = str_find(name, site);

	if (at < name.len)
		name = str_skip(name, at + site.len);
	name = str_cut(&name, '?');
	name = str_cut(&name, '/');
	return str_starts_with(name, STR("@")) ? str_skip(name, 1) : name;
}

/* ---- what can be refused without asking Meta --------------------------------------------------
 */

static bool check_limit(const struct adding *add, const struct competitor_rows *rows,
			struct err *err)
{
	int64_t limit = add->request->limit_ig_competitor;

	/* One that was lost may be about to be found under its new name. */
	for (size_t i = 0; i < rows->count; i++) {
		if (rows->at[i].state > COMPETITOR_VISIBLE)
			return true;
	}
	return limit < 0 || (int64_t)rows->count < limit ||
	       err_set(err, ERR_EXCEED_LIMIT, "%zu of %lld competitors", rows->count,
		       (long long)limit);
}

static bool check(const struct adding *add, struct err *err)
{
	struct account_row account;
	struct competitor_rows rows;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(add->sync->config.store, &tx, err) ||
	    !accounts_get(tx, add->arena, add->owner.user_id, add->owner.account_id, &account,
			  &found, err) ||
	    !competitors_list(tx, add->arena, &add->owner, &rows, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no such account of this user");
	if (str_eq(account.username, add->username))
		return err_set(err, ERR_COMPETITOR_IS_SELF, "the account itself");
	for (size_t i = 0; i < rows.count; i++) {
		bool is_there = rows.at[i].state <= COMPETITOR_VISIBLE;
		if (is_there && str_eq(rows.at[i].username, add->username))
			return err_set(err, ERR_COMPETITOR_EXISTS, "linked already");
	}
	return check_limit(add, &rows, err);
}

/* ---- looking ----------------------------------------------------------------------------------
 */

/* In the words of whoever adds a competitor. */
static bool explain(struct err *err)
{
	switch (err->code) {
	case ERR_TOKEN_EXPIRED:
		err->code = ERR_INVALID_TOKEN;
		return false;
	case ERR_NOT_FOUND:
		err->code = ERR_INSTAGRAM_NOT_BUSINESS;
		err_say(err, "Akun tidak ditemukan. Akun kompetitor haruslah akun bisnis.");
		return err_say_en(err,
				  "Account not found. A competitor must be a business account.");
	case ERR_PERMISSIONS_MISSING:
		err_say(err, "Facebook belum memberi izin untuk melihat akun lain. Hubungkan ulang "
			     "dan setujui semua izin.");
		return err_say_en(err, "Facebook has not allowed looking at other accounts. "
				       "Connect again and grant every permission.");
	default:
		return false;
	}
}

static bool look_up(struct adding *add, struct err *err)
{
	struct run view = { .sync = add->sync,
			    .arena = add->arena,
			    .user_id = add->owner.user_id,
			    .caller = { .graph = add->sync->config.graph,
					.account_id = add->owner.account_id } };
	struct graph_discovered seen;
	cleanup(secret_freep) struct secret *token = NULL;

	if (!run_open_token(&view, &token, err))
		return false;
	view.caller.token = token;
	if (!graph_discover(&view.caller, add->arena, add->owner.account_id, add->username, &seen,
			    err))
		return explain(err);
	add->found = seen.user;
	return !str_eq(seen.user.id, add->owner.account_id) ||
	       err_set(err, ERR_COMPETITOR_IS_SELF, "the account itself, under another name");
}

/* ---- storing ----------------------------------------------------------------------------------
 */

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

static bool write_profile(struct db_tx *tx, const struct adding *add, struct err *err)
{
	const struct graph_ig_user *user = &add->found;
	const struct account_row account = {
		.id = user->id,
		.username = str_lower(add->arena, or_empty(user->username)),
		.name = or_empty(user->name),
		.biography = or_empty(user->biography),
		.profile_picture_url = or_empty(user->picture_url),
		.website = or_empty(user->website),
	};
	const struct profile_day_row day = {
		.day = tz_day(add->sync->config.zone, add->now_s),
		.followers_count = user->followers,
		.follows_count = user->follows,
		.media_count = user->media,
		.updated_s = add->now_s,
	};
	return accounts_put_profile(tx, &account, add->now_s, err) &&
	       profile_days_put(tx, user->id, &day, err);
}

/* A link that is there already is a competitor found again, unless it never was lost. */
static bool check_known(struct db_tx *tx, const struct adding *add, bool *ret_known,
			struct err *err)
{
	struct competitor_row known;

	if (!competitors_get(tx, add->arena, &add->owner, add->found.id, &known, ret_known, err))
		return false;
	bool is_there = *ret_known && known.state <= COMPETITOR_VISIBLE &&
			str_eq(known.username, add->username);
	return !is_there || err_set(err, ERR_COMPETITOR_EXISTS, "linked already");
}

static bool write_link(struct db_tx *tx, const struct adding *add, struct err *err)
{
	int64_t limit = add->request->limit_ig_competitor;

	return competitors_add(tx, &add->owner, add->found.id,
			       limit < 0 ? OPT_NO_INT : OPT_INT(limit), add->now_s, err);
}

/* Collected through its own token: it needs no look from outside. */
static bool is_collected(struct db_tx *tx, const struct adding *add, bool *ret, struct err *err)
{
	struct account_row account;
	struct account_token_row token;
	bool has_account, has_token;

	if (!accounts_get_any(tx, add->arena, add->found.id, &account, &has_account, err) ||
	    !account_tokens_get(tx, add->arena, add->found.id, &token, &has_token, err))
		return false;
	*ret = has_account && account.social_account_id.has && has_token && token.is_valid;
	return true;
}

static bool write_job(struct db_tx *tx, struct adding *add, struct err *err)
{
	struct str id = add->found.id;
	const struct job_request job = {
		.kind = STR("sync.competitor"),
		.unique_key = str_fmt(add->arena, "sync.competitor:%.*s", STR_ARG(id)),
		.user_id = OPT_INT(add->owner.user_id),
		.payload = str_fmt(add->arena, "{\"account_id\":\"%.*s\"}", STR_ARG(id)),
	};
	return !add->sync->config.jobs ||
	       jobs_enqueue_in(add->sync->config.jobs, tx, &job, &add->job_id, err);
}

static bool write_audit(struct db_tx *tx, const struct adding *add, const char *action,
			struct str competitor_id, struct err *err)
{
	const struct sync_competitor_request *q = add->request;
	const struct audit_row row = {
		.created_s = add->now_s,
		.user_id = OPT_INT(q->user_id),
		.action = str_of(action),
		.object = str_fmt(add->arena, "account:%.*s", STR_ARG(q->account_id)),
		.outcome = STR("ok"),
		.detail = str_fmt(add->arena, "{\"competitor\":\"%.*s\"}", STR_ARG(competitor_id)),
		.ip = or_empty(q->address),
		.request_id = or_empty(q->request_id),
	};
	return audit_add(tx, &row, err);
}

static bool write_competitor(struct db_tx *tx, void *arg, struct err *err)
{
	struct adding *add = arg;
	const struct competitor_look visible = { .state = COMPETITOR_VISIBLE };
	bool is_own, is_known;

	if (!is_collected(tx, add, &is_own, err) || !check_known(tx, add, &is_known, err))
		return false;
	if (!is_own && !write_profile(tx, add, err))
		return false;
	if (!is_known && !write_link(tx, add, err))
		return false;
	return competitors_set_state(tx, add->found.id, &visible, add->now_s, err) &&
	       (is_own || write_job(tx, add, err)) &&
	       write_audit(tx, add, "competitor.add", add->found.id, err);
}

bool sync_add_competitor(struct sync *s, struct arena *a,
			 const struct sync_competitor_request *request, struct str *ret_id,
			 int64_t *ret_job_id, struct err *err)
{
	struct adding add = {
		.sync = s,
		.arena = a,
		.request = request,
		.owner = { request->user_id, request->account_id },
		.username = clean_username(a, request->username),
		.now_s = clock_now_s(s->config.clock),
	};

	if (!check(&add, err) || !look_up(&add, err) ||
	    !store_write(s->config.store, write_competitor, &add, err))
		return err_wrap(err, "adding competitor %.*s", STR_ARG(add.username));
	if (add.job_id)
		jobs_wake(s->config.jobs);
	*ret_id = add.found.id;
	*ret_job_id = add.job_id;
	return true;
}

/* ---- letting go -------------------------------------------------------------------------------
 */

struct removal {
	struct adding of;
	struct str competitor_id;
};

static bool write_removal(struct db_tx *tx, void *arg, struct err *err)
{
	const struct removal *removal = arg;
	bool found;

	if (!competitors_remove(tx, &removal->of.owner, removal->competitor_id, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no such competitor of this account");
	return write_audit(tx, &removal->of, "competitor.remove", removal->competitor_id, err);
}

bool sync_remove_competitor(struct sync *s, struct arena *a,
			    const struct sync_competitor_request *request, struct str competitor_id,
			    struct err *err)
{
	struct removal removal = {
		.of = { .sync = s,
			.arena = a,
			.request = request,
			.owner = { request->user_id, request->account_id },
			.now_s = clock_now_s(s->config.clock) },
		.competitor_id = competitor_id,
	};
	return store_write(s->config.store, write_removal, &removal, err);
}
