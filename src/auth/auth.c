#include "auth/auth.h"

#include <stdlib.h>

#include "auth/internal.h"
#include "base/codec.h"
#include "store/account_links.h"
#include "store/api_tokens.h"
#include "store/attempts.h"
#include "store/team.h"

#define DAY_S (24 * 3600)
#define KEEP_ENDED_S (30 * DAY_S) /* a question about last month can be answered */
#define TOUCH_AFTER_S 60

bool auth_new(const struct auth_config *config, struct auth **ret, struct err *err)
{
	struct auth *auth = calloc(1, sizeof(*auth));

	if (!auth)
		abort();
	auth->config = *config;
	if (auth->config.password_cost.passes == 0)
		auth->config.password_cost = PASSWORD_COST_DEFAULT;
	if (auth->config.session_idle_s == 0)
		auth->config.session_idle_s = 7 * DAY_S;
	if (auth->config.session_age_s == 0)
		auth->config.session_age_s = 30 * DAY_S;
	hash_gate_init(&auth->gate, config->hashes_at_once ? config->hashes_at_once : 2,
		       config->hash_queue ? config->hash_queue : 50);
	auth->access_key = secret_random(config->rng, CREDENTIAL_BYTES);
	if (!device_key_load(auth, err)) {
		auth_free(auth);
		return false;
	}
	*ret = auth;
	return true;
}

struct auth *auth_free(struct auth *auth)
{
	if (auth) {
		hash_gate_deinit(&auth->gate);
		secret_free(auth->device_key);
		secret_free(auth->access_key);
		free(auth);
	}
	return NULL;
}

void auth_freep(struct auth **auth)
{
	*auth = auth_free(*auth);
}

struct auth_counters auth_counters(const struct auth *auth)
{
	return (struct auth_counters){
		.logins = auth->logins,
		.failed_logins = auth->failed_logins,
		.throttled = auth->throttled,
		.busy = auth->busy,
		.password_hashes = auth->password_hashes,
	};
}

int64_t auth_now_s(const struct auth *auth)
{
	return clock_now_s(auth->config.clock);
}

struct str credential_new(struct auth *auth, struct arena *a, const char *prefix)
{
	return str_fmt(a, "%s%.*s", prefix,
		       STR_ARG(rng_token(a, auth->config.rng, CREDENTIAL_BYTES)));
}

bool audit_user(struct db_tx *tx, struct arena *a, const struct auth *auth,
		const struct audit_event *event, struct err *err)
{
	const struct auth_client *client = event->client;
	struct audit_row row = {
		.created_s = auth_now_s(auth),
		.user_id = { event->actor_id != 0, event->actor_id },
		.action = str_of(event->action),
		.object = STR(""),
		.outcome = str_of(err_info(event->outcome)->name),
		.ip = client ? or_empty(client->address) : STR(""),
		.request_id = client ? or_empty(client->request_id) : STR(""),
	};

	if (event->user_id)
		row.object = str_fmt(a, "user:%lld", (long long)event->user_id);
	return audit_add(tx, &row, err);
}

/* ---- upkeep ------------------------------------------------------------------------------- */

static bool purge(struct db_tx *tx, void *arg, struct err *err)
{
	const struct auth *auth = arg;
	int64_t now_s = auth_now_s(auth);

	return sessions_purge(tx, now_s - KEEP_ENDED_S, err) &&
	       api_tokens_purge(tx, now_s - KEEP_ENDED_S, err) &&
	       account_links_purge(tx, now_s, err) && team_links_purge(tx, now_s, err) &&
	       attempts_purge(tx, now_s - DAY_S, err);
}

bool auth_purge(struct auth *auth, struct err *err)
{
	return store_write(auth->config.store, purge, auth, err);
}

/* ---- identify ----------------------------------------------------------------------------- */

/*
 * Best effort: somebody who may come in is not turned away because the disk is full. The next
 * request tries again.
 */
static void touch(struct auth *auth, store_work *work, void *arg)
{
	struct err err = ERR_INIT;

	if (!store_write(auth->config.store, work, arg, &err))
		return;
}

struct session_touch {
	const struct session_row *session;
	int64_t now_s, expires_s;
};

static bool touch_session(struct db_tx *tx, void *arg, struct err *err)
{
	const struct session_touch *t = arg;

	return sessions_touch(tx, t->session->id_hash, t->now_s, t->expires_s, err);
}

static void use_session(struct auth *auth, const struct session_row *session, int64_t now_s)
{
	int64_t idle_end_s = now_s + auth->config.session_idle_s;
	int64_t age_end_s = session->created_s + auth->config.session_age_s;
	struct session_touch t = {
		.session = session,
		.now_s = now_s,
		.expires_s = idle_end_s < age_end_s ? idle_end_s : age_end_s,
	};

	if (now_s - session->last_seen_s >= TOUCH_AFTER_S)
		touch(auth, touch_session, &t);
}

struct token_touch {
	const struct api_token_row *token;
	int64_t now_s;
};

static bool touch_token(struct db_tx *tx, void *arg, struct err *err)
{
	const struct token_touch *t = arg;

	return api_tokens_touch(tx, t->token->user_id, t->token->id, t->now_s, err);
}

static void use_token(struct auth *auth, const struct api_token_row *token, int64_t now_s)
{
	struct token_touch t = { .token = token, .now_s = now_s };

	if (now_s - opt_int_or(token->last_used_s, 0) >= TOUCH_AFTER_S)
		touch(auth, touch_token, &t);
}

/* A credential, and what stands behind it in one snapshot. */
struct look_up {
	struct str hash; /* 32 bytes */
	bool is_token;
	int64_t now_s;

	bool is_found;
	struct session_row session;
	struct api_token_row token;
	struct user_row user;
	struct plan plan;
};

static bool find_credential(struct db_tx *tx, struct arena *a, struct look_up *l, struct err *err)
{
	return l->is_token ? api_tokens_get(tx, a, l->hash, l->now_s, &l->token, &l->is_found, err)
			   : sessions_get(tx, a, l->hash, l->now_s, &l->session, &l->is_found, err);
}

static bool look_up(struct store *store, struct arena *a, struct look_up *l, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(store, &tx, err) || !find_credential(tx, a, l, err))
		return false;
	if (!l->is_found)
		return true;

	int64_t user_id = l->is_token ? l->token.user_id : l->session.user_id;

	return users_get(tx, a, user_id, &l->user, &l->is_found, err) &&
	       (!l->is_found || plan_load(tx, a, &l->user, l->now_s, &l->plan, err));
}

bool auth_identify(struct auth *auth, struct arena *a, const struct auth_credentials *given,
		   struct identity *ret, struct err *err)
{
	bool is_bearer = given->bearer.at != NULL;
	struct str presented = is_bearer ? given->bearer : given->cookie;
	struct sha256 hash = sha256(presented);
	struct look_up l = {
		.hash = sha256_str(&hash),
		.is_token = is_bearer && str_starts_with(presented, STR(TOKEN_PREFIX)),
		.now_s = auth_now_s(auth),
	};

	*ret = (struct identity){ .via = AUTH_NOBODY };
	if (!l.is_token && !str_starts_with(presented, STR(SESSION_PREFIX)) &&
	    !(is_bearer && access_token_session(auth, a, presented, &l.hash)))
		return true;
	if (!look_up(auth->config.store, a, &l, err))
		return err_wrap(err, "identifying a caller");
	if (!l.is_found)
		return true;
	if (l.is_token)
		use_token(auth, &l.token, l.now_s);
	else
		use_session(auth, &l.session, l.now_s);
	*ret = (struct identity){
		.via = l.is_token  ? AUTH_TOKEN
		       : is_bearer ? AUTH_BEARER
				   : AUTH_COOKIE,
		.user_id = l.user.id,
		.is_admin = l.user.is_superuser,
		.is_staff = l.user.is_staff || l.user.is_superuser,
		.is_verified = l.user.is_verified,
		.plan = l.plan,
		.credential = hex_encode(a, l.hash),
		.csrf_token = is_bearer ? STR_NONE : l.session.csrf_token,
	};
	return true;
}
