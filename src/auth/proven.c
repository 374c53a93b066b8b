/* Logins that something other than a password proves: counted like guesses, ending in a session. */
#include "auth/internal.h"
#include "store/attempts.h"

#define STEPS 2 /* begun and ended: each is counted */

static const struct throttle_rule per_address = { .max_failures = 50, .pause_s = 15 * 60 };

static struct str bucket_of(struct arena *a, const struct auth_client *client)
{
	return str_fmt(a, "login:proof:%.*s", STR_ARG(throttle_address(a, client->address)));
}

struct step {
	struct auth *auth;
	struct arena *a;
	const struct auth_client *client;
	int64_t wait_s;
};

static bool take(struct db_tx *tx, void *arg, struct err *err)
{
	struct step *s = arg;
	struct str bucket = bucket_of(s->a, s->client);
	struct attempts_row row;

	if (!attempts_get(tx, bucket, &row, err))
		return false;
	s->wait_s = throttle_take(&per_address, &row, auth_now_s(s->auth));
	return s->wait_s > 0 || attempts_put(tx, bucket, &row, err);
}

bool auth_take_proof(struct auth *auth, struct arena *a, const struct auth_client *client,
		     int64_t *ret_wait_s, struct err *err)
{
	struct step s = { .auth = auth, .a = a, .client = client };

	*ret_wait_s = 0;
	if (!store_write(auth->config.store, take, &s, err))
		return false;
	*ret_wait_s = s.wait_s;
	return s.wait_s == 0 || guess_refuse(auth, s.wait_s, err);
}

static bool give_back(struct db_tx *tx, struct arena *a, const struct auth_client *client,
		      struct err *err)
{
	struct str bucket = bucket_of(a, client);
	struct attempts_row row;

	if (!attempts_get(tx, bucket, &row, err))
		return false;
	for (int i = 0; i < STEPS; i++)
		throttle_give_back(&per_address, &row);
	return attempts_put(tx, bucket, &row, err);
}

struct entry {
	struct auth *auth;
	struct arena *a;
	const struct auth_client *client;
	const struct auth_proven *proven;
	struct user_row user;
	bool is_user;
	struct auth_session *session;
};

static bool let_in(struct db_tx *tx, void *arg, struct err *err)
{
	struct entry *e = arg;
	int64_t user_id = e->proven->user_id;
	int64_t now_s = auth_now_s(e->auth);
	const struct audit_event event = { .action = e->proven->action,
					   .client = e->client,
					   .actor_id = user_id,
					   .user_id = user_id };
	bool is_found = false;

	if (!users_get(tx, e->a, user_id, &e->user, &is_found, err))
		return false;
	e->is_user = is_found && e->user.is_active;
	if (!e->is_user)
		return true;
	return give_back(tx, e->a, e->client, err) &&
	       session_end(tx, e->a, e->proven->cookie, now_s, err) &&
	       session_begin(tx, e->auth, e->a, user_id, e->client, e->session, err) &&
	       users_set_last_login(tx, user_id, now_s, err) &&
	       audit_user(tx, e->a, e->auth, &event, err);
}

bool auth_login_proven(struct auth *auth, struct arena *a, const struct auth_client *client,
		       const struct auth_proven *proven, struct auth_session *ret, struct err *err)
{
	struct auth_session session = { 0 };
	struct entry e = {
		.auth = auth, .a = a, .client = client, .proven = proven, .session = &session
	};

	if (!store_write(auth->config.store, let_in, &e, err))
		return false;
	if (!e.is_user) {
		atomic_fetch_add(&auth->failed_logins, 1);
		return err_set(err, ERR_BAD_CREDENTIALS, "user %lld is gone or shut out",
			       (long long)proven->user_id);
	}
	atomic_fetch_add(&auth->logins, 1);
	session.device = device_cookie(auth, a, &e.user, auth_now_s(auth));
	*ret = session;
	return true;
}
