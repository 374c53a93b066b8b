#include "auth/email.h"
#include "auth/internal.h"

struct change {
	struct auth *auth;
	struct arena *a;
	const struct identity *who;
	const struct auth_client *client;
	const struct auth_password_change *passwords;

	struct guess guess;
	int64_t wait_s;
	struct user_row user;

	bool is_right;
	struct str new_hash;
	struct auth_session *session;
};

static bool begin_change(struct db_tx *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	bool is_found = false;

	if (!users_get(tx, c->a, c->who->user_id, &c->user, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_LOGGED_IN, "the user is gone");
	if (!password_policy("new_password", c->passwords->new_password, c->user.email, err))
		return false;
	guess_init(&c->guess, c->a, email_fold(c->a, c->user.email), STR_NONE, c->client->address);
	return guess_take(tx, &c->guess, auth_now_s(c->auth), &c->wait_s, err);
}

static bool check(struct change *c, struct err *err)
{
	const struct auth_password_change *p = c->passwords;

	if (!password_check(c->auth, c->a, c->user.password_hash, p->old_password, &c->is_right,
			    err))
		return false;
	return !c->is_right || password_make(c->auth, c->a, p->new_password, &c->new_hash, err);
}

static bool audit_change(struct db_tx *tx, const struct change *c, enum err_code outcome,
			 struct err *err)
{
	const struct audit_event event = { .action = "password.change",
					   .client = c->client,
					   .actor_id = c->user.id,
					   .user_id = c->user.id,
					   .outcome = outcome };

	return audit_user(tx, c->a, c->auth, &event, err);
}

static bool note_failure(struct db_tx *tx, void *arg, struct err *err)
{
	const struct change *c = arg;

	return audit_change(tx, c, ERR_BAD_CREDENTIALS, err);
}

static bool store_change(struct db_tx *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	int64_t now_s = auth_now_s(c->auth);
	int64_t user_id = c->user.id;
	struct user_row now;
	bool is_found = false;

	if (!users_get(tx, c->a, user_id, &now, &is_found, err))
		return false;
	if (!is_found || !str_eq(now.password_hash, c->user.password_hash))
		return err_set(err, ERR_CONFLICT, "the password was changed elsewhere");
	c->user.password_changed_s = now_s;
	return guess_give_back(tx, &c->guess, err) &&
	       users_set_password(tx, user_id, c->new_hash, now_s, err) &&
	       sessions_revoke_all(tx, user_id, STR_NONE, now_s, err) &&
	       session_begin(tx, c->auth, c->a, user_id, c->client, c->session, err) &&
	       audit_change(tx, c, ERR_NONE, err);
}

bool auth_password_change(struct auth *auth, struct arena *a, const struct identity *who,
			  const struct auth_client *client,
			  const struct auth_password_change *change, struct auth_session *ret,
			  struct err *err)
{
	struct store *store = auth->config.store;
	struct auth_session session = { 0 };
	struct change c = { .auth = auth,
			    .a = a,
			    .who = who,
			    .client = client,
			    .passwords = change,
			    .session = &session };

	/* A program's token must not be able to lock its owner out. */
	if (who->via != AUTH_COOKIE && who->via != AUTH_BEARER)
		return err_set(err, ERR_FORBIDDEN, "passwords are changed in a session only");
	if (change->old_password.len > PASSWORD_MAX_BYTES)
		return err_field_texts(err, "old_password", "Kata sandi lama salah.",
				       "The old password is not right.");
	if (!store_write(store, begin_change, &c, err))
		return false;
	if (c.wait_s > 0)
		return guess_refuse(auth, c.wait_s, err);
	if (!check(&c, err)) {
		guess_forget(auth, &c.guess);
		return false;
	}
	if (!store_write(store, c.is_right ? store_change : note_failure, &c, err))
		return false;
	if (!c.is_right)
		return err_field_texts(err, "old_password", "Kata sandi lama salah.",
				       "The old password is not right.");
	session.device = device_cookie(auth, a, &c.user, auth_now_s(auth));
	*ret = session;
	return true;
}
