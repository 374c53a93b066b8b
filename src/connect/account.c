/* Instagram accounts of a user: their tokens, their end, and looking up other people's. */
#include "connect/core.h"

#include "jobs/jobs.h"
#include "store/store.h"
#include "store/sync_state.h"

#define CHECK_AGAIN_S 300

/* ---- renewing tokens --------------------------------------------------------------------------
 */

struct renewal {
	struct connect *c;
	struct arena *arena;
	int64_t user_id;
	const struct connect_actor *who; /* NULL: no audit row of its own */
	struct account_token_row *rows;
	size_t count;
	struct str object;
	bool is_asked; /* jobs were queued */
};

/*
 * Its old token was dead, or its newest collection failed: what was missed is collected now, not
 * at the next crawl time.
 */
static bool is_behind(struct db_tx *tx, struct arena *a, struct str account_id, bool *ret,
		      struct err *err)
{
	struct sync_account_row standing = { .failures = 0 };
	struct account_token_row old;
	bool has_old, has_standing;

	if (!account_tokens_get(tx, a, account_id, &old, &has_old, err) ||
	    !sync_accounts_get(tx, a, account_id, &standing, &has_standing, err))
		return false;
	*ret = (has_old && !old.is_valid) || standing.failures > 0;
	return true;
}

static bool renew_one(struct db_tx *tx, struct renewal *r, const struct account_token_row *row,
		      struct err *err)
{
	int64_t job_id;
	bool behind;

	if (!is_behind(tx, r->arena, row->account_id, &behind, err) ||
	    !account_tokens_put(tx, row, err))
		return false;
	if (!behind)
		return true;
	r->is_asked = true;
	return core_ask_collection(r->c, tx, r->arena, r->user_id, row->account_id, &job_id, err);
}

static bool write_renewal(struct db_tx *tx, void *arg, struct err *err)
{
	struct renewal *r = arg;

	for (size_t i = 0; i < r->count; i++) {
		if (!renew_one(tx, r, &r->rows[i], err))
			return false;
	}
	return !r->who ||
	       core_audit(tx, r->c, r->who, "cekbrand.reauthorize", r->object, STR(""), err);
}

static const struct social_page_row *page_of(const struct social_page_rows *pages,
					     struct str ig_account_id)
{
	for (size_t i = 0; i < pages->count; i++) {
		if (pages->at[i].page_token_sealed.at &&
		    str_eq(pages->at[i].ig_account_id, ig_account_id))
			return &pages->at[i];
	}
	return NULL;
}

/* The Page's token does not run out; the person's own is the substitute. */
static bool account_token(struct connect *c, struct arena *a,
			  const struct social_account_row *social,
			  const struct social_page_row *page, struct secret **ret, struct err *err)
{
	if (!page)
		return core_user_token(c, a, social, ret, err);
	return core_open(c, a,
			 (struct token_place){ social->user_id, SOCIAL_PAGES_TABLE, page->id },
			 page->page_token_sealed, ret, err);
}

static bool renew(struct connect *c, struct arena *a, const struct connect_actor *who,
		  const struct social_account_row *social, int64_t *ret_count, struct err *err)
{
	struct account_rows accounts;
	struct social_page_rows pages;
	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		if (!store_read(c->config.store, &tx, err) ||
		    !accounts_list_of_social(tx, a, social->user_id, social->id, &accounts, err) ||
		    !social_pages_list(tx, a, social->id, &pages, err))
			return false;
	}
	struct renewal r = {
		.c = c,
		.arena = a,
		.user_id = social->user_id,
		.who = who,
		.rows = arena_new_n(a, struct account_token_row, accounts.count + 1),
		.object = str_fmt(a, "social_account:%lld", (long long)social->id),
	};
	int64_t now_s = core_now_s(c);
	for (size_t i = 0; i < accounts.count; i++) {
		struct account_token_row *row = &r.rows[r.count++];
		cleanup(secret_freep) struct secret *token = NULL;
		*row = (struct account_token_row){
			.account_id = accounts.at[i].id,
			.social_account_id = OPT_INT(social->id),
			.last_checked_s = OPT_INT(now_s),
			.updated_s = now_s,
		};
		const struct social_page_row *page = page_of(&pages, row->account_id);
		if (!account_token(c, a, social, page, &token, err) ||
		    !core_seal(c, a,
			       (struct token_place){ social->user_id, ACCOUNT_TOKENS_TABLE,
						     row->account_id },
			       token, &row->token_sealed, err))
			return false;
	}
	*ret_count = (int64_t)r.count;
	if (!r.count && !who)
		return true;
	if (!store_write(c->config.store, write_renewal, &r, err))
		return false;
	if (r.is_asked && c->config.jobs)
		jobs_wake(c->config.jobs);
	return true;
}

bool core_renew_accounts(struct connect *c, struct arena *a, int64_t user_id,
			 const struct social_account_row *social, int64_t *ret_count,
			 struct err *err)
{
	struct social_account_row own = *social;
	own.user_id = user_id;
	return renew(c, a, NULL, &own, ret_count, err);
}

static bool reauthorize(struct connect *c, struct arena *a, const struct connect_actor *who,
			int64_t social_account_id, struct err *err)
{
	struct social_account_row social;
	int64_t count;
	bool found;
	cleanup(secret_freep) struct secret *token = NULL;
	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		if (!store_read(c->config.store, &tx, err) ||
		    !social_accounts_get(tx, a, who->user_id, social_account_id, &social, &found,
					 err))
			return false;
	}
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no social account %lld",
			       (long long)social_account_id);
	/* A token that is known to be dead helps nobody. */
	return core_user_token(c, a, &social, &token, err) &&
	       renew(c, a, who, &social, &count, err);
}

bool connect_reauthorize(struct connect *c, struct arena *a, const struct connect_actor *who,
			 int64_t social_account_id, struct err *err)
{
	if (reauthorize(c, a, who, social_account_id, err))
		return true;
	err_wrap(err, "re-authorizing");
	return core_failed(c, who, "cekbrand.reauthorize", err);
}

/* ---- checking ---------------------------------------------------------------------------------
 */

static bool read_account_token(struct connect *c, struct arena *a, const struct connect_actor *who,
			       struct str account_id, struct watched_token *ret, struct err *err)
{
	const struct token_key at = { TOKEN_ACCOUNT, account_id };
	struct account_row account;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !accounts_get(tx, a, who->user_id, account_id, &account, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no account %.*s", STR_ARG(account_id));
	if (!token_watch_get(tx, a, at, ret, &found, err))
		return false;
	return found ||
	       err_set(err, ERR_INVALID_TOKEN, "account %.*s has no token", STR_ARG(account_id));
}

static bool verdict(const struct token_watch_row *row, struct err *err)
{
	if (row->is_valid)
		return true;
	return err_set(err, ERR_INVALID_TOKEN, "Meta refused the token: code %lld/%lld",
		       (long long)opt_int_or(row->problem_code, 0),
		       (long long)opt_int_or(row->problem_subcode, 0));
}

bool connect_check_account(struct connect *c, struct arena *a, const struct connect_actor *who,
			   struct str account_id, struct err *err)
{
	struct watched_token watched;
	struct token_watch_row row;
	struct err unasked = ERR_INIT;

	if (!read_account_token(c, a, who, account_id, &watched, err))
		return false;
	const struct token_watch_row *known = &watched.known;
	int64_t age_s = core_now_s(c) - opt_int_or(known->checked_s, 0);
	bool is_certain = !known->is_valid || (age_s < CHECK_AGAIN_S && !known->strikes);
	if (is_certain || !core_check_token(c, a, &watched, false, &row, &unasked))
		return verdict(known, err);
	return verdict(&row, err);
}

/* ---- before publishing ------------------------------------------------------------------------
 */

static bool read_connection_token(struct connect *c, struct arena *a,
				  const struct connect_actor *who, struct str public_id,
				  struct watched_token *ret, struct err *err)
{
	const struct token_key at = { TOKEN_CONNECTION, public_id };
	struct connection_row row;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !connections_get(tx, a, who->user_id, public_id, &row, &found, err))
		return false;
	if (!found) {
		err_set(err, ERR_NOT_FOUND, "no connection %.*s", STR_ARG(public_id));
		err_say(err, "Koneksi ini tidak ada di ruang kerja ini. Pilih salah satu dari "
			     "/api/posts/places.");
		return err_say_en(err, "There is no such connection in this workspace. Choose "
				       "one of /api/posts/places.");
	}
	if (!token_watch_get(tx, a, at, ret, &found, err))
		return false;
	return found ||
	       err_set(err, ERR_TOKEN_EXPIRED, "connection %.*s has no token", STR_ARG(public_id));
}

static bool publish_verdict_of(const struct token_watch_row *row, struct err *err)
{
	if (!row->is_valid)
		return err_set(err, ERR_TOKEN_EXPIRED, "Meta refused the token: code %lld/%lld",
			       (long long)opt_int_or(row->problem_code, 0),
			       (long long)opt_int_or(row->problem_subcode, 0));
	return !row->missing_scopes.len ||
	       err_set(err, ERR_PERMISSIONS_MISSING, "missing: %.*s", STR_ARG(row->missing_scopes));
}

bool connect_check_connection(struct connect *c, struct arena *a, const struct connect_actor *who,
			      struct str public_id, struct err *err)
{
	struct watched_token watched;
	struct token_watch_row row;
	struct err unasked = ERR_INIT;

	if (!read_connection_token(c, a, who, public_id, &watched, err))
		return false;
	const struct token_watch_row *known = &watched.known;
	int64_t age_s = core_now_s(c) - opt_int_or(known->checked_s, 0);
	bool is_fresh = known->is_valid && age_s < CHECK_AGAIN_S && !known->strikes;
	if (is_fresh || !core_check_token(c, a, &watched, false, &row, &unasked))
		return publish_verdict_of(known, err);
	return publish_verdict_of(&row, err);
}

/* ---- the end ----------------------------------------------------------------------------------
 */

struct unlinking {
	struct connect *c;
	struct arena *arena;
	const struct connect_actor *who;
	struct str account_id;
};

static bool write_unlinking(struct db_tx *tx, void *arg, struct err *err)
{
	struct unlinking *u = arg;
	struct str object = str_fmt(u->arena, "account:%.*s", STR_ARG(u->account_id));
	bool found;

	if (!accounts_disconnect(tx, u->who->user_id, u->account_id, core_now_s(u->c), &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no account %.*s", STR_ARG(u->account_id));
	return core_audit(tx, u->c, u->who, "account.unlink", object, STR(""), err);
}

bool connect_unlink_account(struct connect *c, struct arena *a, const struct connect_actor *who,
			    struct str account_id, struct err *err)
{
	struct unlinking u = { .c = c, .arena = a, .who = who, .account_id = account_id };
	return store_write(c->config.store, write_unlinking, &u, err);
}

/* ---- other people's accounts ------------------------------------------------------------------
 */

/* An account of the user's own and a token for it: a connected one, or one a Page leads to. */
static bool find_viewer(struct connect *c, struct arena *a, const struct connect_actor *who,
			struct str *ret_id, struct secret **ret_token, struct err *err)
{
	struct account_rows accounts;
	struct account_token_row row;
	struct social_account_rows socials;
	struct social_page_rows pages;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !accounts_list(tx, a, who->user_id, &accounts, err) ||
	    !social_accounts_list(tx, a, who->user_id, &socials, err))
		return false;
	for (size_t i = 0; i < accounts.count; i++) {
		*ret_id = accounts.at[i].id;
		if (!account_tokens_get(tx, a, *ret_id, &row, &found, err))
			return false;
		if (found && row.is_valid)
			return core_open(c, a,
					 (struct token_place){ who->user_id, ACCOUNT_TOKENS_TABLE,
							       row.account_id },
					 row.token_sealed, ret_token, err);
	}
	for (size_t i = 0; i < socials.count; i++) {
		if (!social_pages_list(tx, a, socials.at[i].id, &pages, err))
			return false;
		for (size_t p = 0; p < pages.count; p++) {
			const struct social_page_row *page = &pages.at[p];
			if (!page->ig_account_id.len || !page->page_token_sealed.at)
				continue;
			*ret_id = page->ig_account_id;
			return core_open(
				c, a,
				(struct token_place){ who->user_id, SOCIAL_PAGES_TABLE, page->id },
				page->page_token_sealed, ret_token, err);
		}
	}
	return err_set(err, ERR_INVALID_TOKEN, "no account of the user to look through");
}

bool connect_instagram_business(struct connect *c, struct arena *a, const struct connect_actor *who,
				struct str username, struct instagram_business *ret,
				struct err *err)
{
	struct str own_id;
	struct graph_discovered found;
	cleanup(secret_freep) struct secret *token = NULL;

	if (!find_viewer(c, a, who, &own_id, &token, err))
		return false;
	struct graph_caller caller = { .graph = c->config.graph,
				       .token = token,
				       .account_id = own_id };
	if (!graph_discover(&caller, a, own_id, username, &found, err))
		return false;
	*ret = (struct instagram_business){
		.id = found.user.id,
		.username = found.user.username,
		.name = found.user.name,
		.picture_url = found.user.picture_url,
	};
	return true;
}
