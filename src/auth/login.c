/*
 * Logging in, in three steps: count the try (and read the user) in one transaction; hash, outside
 * of any; then, in a second transaction, either note the failure or take the try back and begin a
 * session. An unknown user goes through the same steps with an empty hash.
 */
#include "auth/email.h"
#include "auth/internal.h"

struct
try {
	struct auth *auth;
	struct arena *a;
	const struct auth_client *client;
	const struct auth_login *login;
	struct str email_folded;

	/* set by begin_try */
	struct guess guess;
	int64_t wait_s; /* > 0: not allowed yet */
	bool is_user;
	struct user_row user;

	/* set by check */
	bool is_right;
	struct str rehashed; /* at == NULL: the stored hash is as it should be */

	struct auth_session *session;
};

static bool begin_try(struct db_tx *tx, void *arg, struct err *err)
{
	struct try *t = arg;
	int64_t now_s = auth_now_s(t->auth);

	if (!users_get_by_email(tx, t->a, t->email_folded, &t->user, &t->is_user, err))
		return false;

	bool is_known_device =
		t->is_user && device_is_known(t->auth, t->a, &t->user, t->login->device, now_s);

	guess_init(&t->guess, t->a, t->email_folded, is_known_device ? t->login->device : STR_NONE,
		   t->client->address);
	return guess_take(tx, &t->guess, now_s, &t->wait_s, err);
}

static bool check(struct try *t, struct err *err)
{
	const struct auth_config *c = &t->auth->config;
	struct str encoded = t->is_user && t->user.is_active ? t->user.password_hash : STR_NONE;

	if (!password_check(t->auth, t->a, encoded, t->login->password, &t->is_right, err))
		return false;
	if (!t->is_right || !password_needs_rehash(encoded, c->password_cost))
		return true;
	return password_make(t->auth, t->a, t->login->password, &t->rehashed, err);
}

static bool note_failure(struct db_tx *tx, void *arg, struct err *err)
{
	const struct try *t = arg;

	const struct audit_event event = { .action = "login.failed",
					   .client = t->client,
					   .user_id = t->is_user ? t->user.id : 0,
					   .outcome = ERR_BAD_CREDENTIALS };

	return audit_user(tx, t->a, t->auth, &event, err);
}

/* Between the two transactions the password may have been changed or the user shut out. */
static bool is_still_the_same(struct db_tx *tx, struct try *t, struct err *err)
{
	struct user_row now;
	bool is_found = false;

	if (!users_get(tx, t->a, t->user.id, &now, &is_found, err))
		return false;
	t->is_right = is_found && now.is_active && str_eq(now.password_hash, t->user.password_hash);
	return true;
}

static bool let_in(struct db_tx *tx, void *arg, struct err *err)
{
	struct try *t = arg;
	int64_t now_s = auth_now_s(t->auth);
	const struct audit_event event = { .action = "login",
					   .client = t->client,
					   .actor_id = t->user.id,
					   .user_id = t->user.id };

	if (!is_still_the_same(tx, t, err))
		return false;
	if (!t->is_right)
		return note_failure(tx, t, err);
	/* A better hash of the same password is no change of it: the time stays. */
	if (t->rehashed.at &&
	    !users_set_password(tx, t->user.id, t->rehashed, t->user.password_changed_s, err))
		return false;
	return guess_give_back(tx, &t->guess, err) &&
	       session_end(tx, t->a, t->login->cookie, now_s, err) &&
	       session_begin(tx, t->auth, t->a, t->user.id, t->client, t->session, err) &&
	       users_set_last_login(tx, t->user.id, now_s, err) &&
	       audit_user(tx, t->a, t->auth, &event, err);
}

static bool check_form(const struct auth_login *login, struct err *err)
{
	if (!email_is_valid(str_trim(login->email)))
		return err_field_texts(err, "email", "Masukkan alamat email yang benar.",
				       "Enter a valid e-mail address.");
	if (login->password.len == 0)
		return err_field_texts(err, "password", "Kata sandi wajib diisi.",
				       "Enter your password.");
	if (login->password.len > PASSWORD_MAX_BYTES) {
		err_field(err, "password", "Kata sandi paling banyak %d karakter.",
			  LIMIT_PASSWORD_MAX);
		return err_say_en(err, "A password has at most %d characters.", LIMIT_PASSWORD_MAX);
	}
	return true;
}

bool auth_login(struct auth *auth, struct arena *a, const struct auth_client *client,
		const struct auth_login *login, struct auth_session *ret, int64_t *ret_wait_s,
		struct err *err)
{
	struct store *store = auth->config.store;
	struct auth_session session = { 0 };
	struct try t = {
		.auth = auth, .a = a, .client = client, .login = login, .session = &session
	};

	*ret_wait_s = 0;
	if (!check_form(login, err))
		return false;
	t.email_folded = email_fold(a, login->email);
	if (!store_write(store, begin_try, &t, err))
		return false;
	if (t.wait_s > 0) {
		*ret_wait_s = t.wait_s;
		return guess_refuse(auth, t.wait_s, err);
	}
	if (!check(&t, err)) {
		guess_forget(auth, &t.guess);
		return false;
	}
	if (!store_write(store, t.is_right ? let_in : note_failure, &t, err))
		return false;
	if (!t.is_right) {
		atomic_fetch_add(&auth->failed_logins, 1);
		return err_set(err, ERR_BAD_CREDENTIALS, "wrong e-mail address or password");
	}
	atomic_fetch_add(&auth->logins, 1);
	session.device = device_cookie(auth, a, &t.user, auth_now_s(auth));
	*ret = session;
	return true;
}
