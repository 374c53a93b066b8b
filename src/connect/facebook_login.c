/*
 * Logging in with Facebook (decision 0095). Nobody is known when it begins, so the login is bound
 * to the browser by a cookie, and to nothing else; who it is is said by Meta alone, and looked up
 * among the Facebook accounts that users connected while they were logged in here.
 */
#include "connect/core.h"

#include "crypto/hash.h"
#include "store/oauth_transactions.h"
#include "store/store.h"

#define ACTION "facebook.login"

static bool write_start(struct db_tx *tx, void *arg, struct err *err)
{
	const struct facebook_login_row *row = arg;

	return oauth_transactions_purge(tx, row->created_s, err) &&
	       facebook_logins_add(tx, row, err);
}

bool connect_login_start(struct connect *c, struct arena *a, struct connect_started *ret,
			 struct err *err)
{
	struct connect_started started = {
		.state = rng_token(a, c->config.rng, STATE_BYTES),
		.cookie_value = rng_token(a, c->config.rng, STATE_BYTES),
		.cookie_max_age_s = LOGIN_TTL_S,
	};
	struct sha256 state_hash = sha256(started.state);
	struct sha256 browser_hash = sha256(started.cookie_value);
	int64_t now_s = core_now_s(c);
	struct facebook_login_row row = {
		.state_hash = sha256_str(&state_hash),
		.browser_hash = sha256_str(&browser_hash),
		.created_s = now_s,
		.expires_s = now_s + LOGIN_TTL_S,
	};

	if (!store_write(c->config.store, write_start, &row, err))
		return err_wrap(err, "starting a login with Facebook");

	const struct graph_dialog dialog = {
		.redirect_uri = c->config.redirect_login,
		.state = started.state,
		.scope = STR("public_profile"),
	};
	started.cookie_name = connect_cookie_name(a, started.state);
	started.oauth_url = graph_dialog_url(c->config.graph, a, &dialog);
	*ret = started;
	return true;
}

/* ---- using it up ---- */

struct use {
	struct arena *a;
	struct facebook_login_use use;
	struct facebook_login_row row;
	bool found;
};

static bool write_use(struct db_tx *tx, void *arg, struct err *err)
{
	struct use *u = arg;

	return facebook_logins_use(tx, u->a, &u->use, &u->row, &u->found, err);
}

/* Burns the state, whatever comes of it; STATE_INVALID unless this browser began it. */
static bool use_state(struct connect *c, struct arena *a, const struct connect_answer *answer,
		      struct err *err)
{
	if (answer->state.len != STATE_CHARS)
		return err_set(err, ERR_STATE_INVALID, "a state of %zu characters",
			       answer->state.len);

	struct sha256 state_hash = sha256(answer->state);
	struct sha256 browser_hash = sha256(answer->cookie_value);
	struct use u = { .a = a, .use = { sha256_str(&state_hash), core_now_s(c) } };

	if (!store_write(c->config.store, write_use, &u, err))
		return false;
	if (!u.found)
		return err_set(err, ERR_STATE_INVALID, "an unknown, used or expired state");
	if (!answer->cookie_value.len ||
	    !str_eq_constant_time(sha256_str(&browser_hash), u.row.browser_hash))
		return err_set(err, ERR_STATE_INVALID,
			       "the state came back through another browser");
	return true;
}

/* ---- who it is ---- */

/* The person's id, as our app is told it; the token is forgotten at once. */
static bool read_person(struct connect *c, struct arena *a, struct str code, struct str *ret_uid,
			struct err *err)
{
	cleanup(graph_token_clear) struct graph_token token = { .secret = NULL };
	struct graph_token_info info;

	if (!graph_exchange_code(c->config.graph, a, code, c->config.redirect_login, &token, err) ||
	    !graph_debug_token(c->config.graph, a, token.secret, &info, err))
		return false;
	if (!info.is_valid)
		return graph_fail(err, &info.error, "the new token");
	if (!info.user_id.len || !str_eq(info.type, STR("USER")))
		return err_set(err, ERR_GRAPH, "the new token is nobody's");
	*ret_uid = info.user_id;
	return true;
}

static bool find_user(struct connect *c, struct arena *a, struct str uid, int64_t *ret_user_id,
		      struct err *err)
{
	struct social_account_row row;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !social_accounts_get_by_uid(tx, a, PROVIDER, uid, &row, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_FACEBOOK_ACCOUNT_UNKNOWN,
			       "nobody here has connected Facebook user %.*s", STR_ARG(uid));
	*ret_user_id = row.user_id;
	return true;
}

static bool finish(struct connect *c, struct arena *a, const struct connect_answer *answer,
		   int64_t *ret_user_id, struct err *err)
{
	struct str uid;

	if (!use_state(c, a, answer, err))
		return false;
	if (!answer->code.len)
		return err_set(err, ERR_STATE_INVALID, "the dialog ended without a code");
	return read_person(c, a, answer->code, &uid, err) && find_user(c, a, uid, ret_user_id, err);
}

bool connect_login_finish(struct connect *c, struct arena *a, const struct connect_actor *who,
			  const struct connect_answer *answer, int64_t *ret_user_id,
			  struct err *err)
{
	if (finish(c, a, answer, ret_user_id, err))
		return true;
	err_wrap(err, "logging in with Facebook");
	return core_failed(c, who, ACTION, err);
}
