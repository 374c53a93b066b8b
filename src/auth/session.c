#include "auth/internal.h"
#include "base/codec.h"

bool session_begin(struct db_tx *tx, struct auth *auth, struct arena *a, int64_t user_id,
		   const struct auth_client *client, struct auth_session *ret, struct err *err)
{
	const struct auth_config *c = &auth->config;
	struct str id = credential_new(auth, a, SESSION_PREFIX);
	struct sha256 hash = sha256(id);
	int64_t now_s = auth_now_s(auth);
	int64_t first_end_s =
		c->session_idle_s < c->session_age_s ? c->session_idle_s : c->session_age_s;
	struct session_row row = {
		.id_hash = sha256_str(&hash),
		.user_id = user_id,
		.csrf_token = rng_token(a, c->rng, CREDENTIAL_BYTES),
		.created_s = now_s,
		.expires_s = now_s + first_end_s,
		.user_agent = or_empty(str_sub(client->user_agent, 0, USER_AGENT_MAX_BYTES)),
		.ip = or_empty(client->address),
	};

	if (!sessions_add(tx, &row, err))
		return false;
	*ret = (struct auth_session){
		.user_id = user_id,
		.cookie = id,
		.max_age_s = c->session_age_s,
		.csrf_token = row.csrf_token,
		.bearer = client->is_browser ? STR("") : id,
		.device = ret->device,
	};
	return true;
}

bool session_end(struct db_tx *tx, struct arena *a, struct str cookie, int64_t now_s,
		 struct err *err)
{
	struct sha256 hash = sha256(cookie);
	struct session_row row;
	bool is_found = false;

	if (!cookie.at)
		return true;
	if (!sessions_get(tx, a, sha256_str(&hash), now_s, &row, &is_found, err))
		return false;
	return !is_found || sessions_revoke(tx, row.user_id, row.id_hash, now_s, err);
}

/* ---- logout ------------------------------------------------------------------------------- */

struct ending {
	struct auth *auth;
	struct arena *a;
	const struct identity *who;
	const struct auth_client *client;
	struct str id_hash; /* at == NULL: all */
	const char *action;
};

static bool end_sessions(struct db_tx *tx, void *arg, struct err *err)
{
	const struct ending *e = arg;
	int64_t now_s = auth_now_s(e->auth);
	int64_t user_id = e->who->user_id;
	const struct audit_event event = {
		.action = e->action, .client = e->client, .actor_id = user_id, .user_id = user_id
	};
	bool is_ended = e->id_hash.at ? sessions_revoke(tx, user_id, e->id_hash, now_s, err)
				      : sessions_revoke_all(tx, user_id, STR_NONE, now_s, err);

	return is_ended && audit_user(tx, e->a, e->auth, &event, err);
}

static bool is_session(const struct identity *who)
{
	return who->via == AUTH_COOKIE || who->via == AUTH_BEARER;
}

bool auth_logout(struct auth *auth, const struct identity *who, const struct auth_client *client,
		 struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct ending e = {
		.auth = auth, .a = &a, .who = who, .client = client, .action = "logout"
	};

	arena_init(&a, SMALL_ARENA_BYTES);
	if (!is_session(who))
		return true;
	if (!hex_decode(&a, who->credential, &e.id_hash))
		return err_set(err, ERR_INTERNAL, "a session whose id is not a hash");
	return store_write(auth->config.store, end_sessions, &e, err);
}

bool auth_logout_everywhere(struct auth *auth, const struct identity *who,
			    const struct auth_client *client, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct ending e = {
		.auth = auth, .a = &a, .who = who, .client = client, .action = "logout.everywhere"
	};

	arena_init(&a, SMALL_ARENA_BYTES);
	return store_write(auth->config.store, end_sessions, &e, err);
}

/* ---- list --------------------------------------------------------------------------------- */

static bool list_rows(struct auth *auth, struct arena *a, int64_t user_id, struct session_rows *ret,
		      struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(auth->config.store, &tx, err) &&
	       sessions_list(tx, a, user_id, auth_now_s(auth), ret, err);
}

bool auth_session_list(struct auth *auth, struct arena *a, const struct identity *who,
		       const struct auth_session_info **ret, size_t *ret_count, struct err *err)
{
	struct session_rows rows = { 0 };

	if (!list_rows(auth, a, who->user_id, &rows, err))
		return false;

	struct auth_session_info *infos = arena_new_n(a, struct auth_session_info, rows.count);

	for (size_t i = 0; i < rows.count; i++) {
		const struct session_row *row = &rows.at[i];
		struct str id = hex_encode(a, row->id_hash);

		infos[i] = (struct auth_session_info){
			.id = id,
			.address = row->ip,
			.user_agent = row->user_agent,
			.created_at_s = row->created_s,
			.seen_at_s = row->last_seen_s,
			.expires_at_s = row->expires_s,
			.is_this = str_eq(id, who->credential),
		};
	}
	*ret = infos;
	*ret_count = rows.count;
	return true;
}

bool auth_session_revoke(struct auth *auth, const struct identity *who, struct str id,
			 const struct auth_client *client, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct session_rows rows = { 0 };
	struct ending e = {
		.auth = auth, .a = &a, .who = who, .client = client, .action = "session.revoke"
	};

	arena_init(&a, SMALL_ARENA_BYTES);
	if (!list_rows(auth, &a, who->user_id, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		if (str_eq(hex_encode(&a, rows.at[i].id_hash), id))
			e.id_hash = rows.at[i].id_hash;
	}
	if (!e.id_hash.at)
		return err_set(err, ERR_NOT_FOUND, "no such session of this user");
	return store_write(auth->config.store, end_sessions, &e, err);
}
