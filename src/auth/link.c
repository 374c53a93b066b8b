/*
 * Links sent by e-mail: set a new password, confirm an address. Their tokens are 256 random bits,
 * known to the store by SHA-256 only, and used once.
 */
#include "auth/email.h"
#include "auth/internal.h"
#include "store/account_links.h"

#define LINK_PREFIX "sml_"

/* ---- making one ---- */

struct link_make {
	struct auth *auth;
	struct arena *a;
	struct str email_folded; /* at == NULL: by user_id */
	int64_t user_id;
	struct str purpose;
	int64_t age_s;
	struct auth_link *link;
	bool is_found;
};

static bool find_user(struct db_tx *tx, const struct link_make *m, struct user_row *ret,
		      bool *ret_found, struct err *err)
{
	return m->email_folded.at
		       ? users_get_by_email(tx, m->a, m->email_folded, ret, ret_found, err)
		       : users_get(tx, m->a, m->user_id, ret, ret_found, err);
}

static bool make(struct db_tx *tx, void *arg, struct err *err)
{
	struct link_make *m = arg;
	int64_t now_s = auth_now_s(m->auth);
	struct str token = credential_new(m->auth, m->a, LINK_PREFIX);
	struct sha256 hash = sha256(token);
	struct user_row user;

	if (!find_user(tx, m, &user, &m->is_found, err))
		return false;
	m->is_found = m->is_found && user.is_active &&
		      !(user.is_verified && str_eq(m->purpose, LINK_VERIFY));
	if (!m->is_found)
		return true;

	const struct account_link link = { .token_hash = sha256_str(&hash),
					   .user_id = user.id,
					   .purpose = m->purpose,
					   .created_s = now_s,
					   .expires_s = now_s + m->age_s };

	*m->link = (struct auth_link){ .user_id = user.id,
				       .email = user.email,
				       .first_name = user.first_name,
				       .language = user.language,
				       .token = token };
	return account_links_add(tx, &link, err);
}

bool auth_reset_link(struct auth *auth, struct arena *a, struct str email, struct auth_link *ret,
		     bool *ret_found, struct err *err)
{
	struct link_make m = { .auth = auth,
			       .a = a,
			       .email_folded = email_fold(a, email),
			       .purpose = LINK_RESET,
			       .age_s = AUTH_RESET_AGE_S,
			       .link = ret };

	if (!store_write(auth->config.store, make, &m, err))
		return false;
	*ret_found = m.is_found;
	return true;
}

bool auth_verify_link(struct auth *auth, struct arena *a, int64_t user_id, struct auth_link *ret,
		      bool *ret_found, struct err *err)
{
	struct link_make m = { .auth = auth,
			       .a = a,
			       .user_id = user_id,
			       .purpose = LINK_VERIFY,
			       .age_s = AUTH_VERIFY_AGE_S,
			       .link = ret };

	if (!store_write(auth->config.store, make, &m, err))
		return false;
	*ret_found = m.is_found;
	return true;
}

/* ---- using one ---- */

static bool set_verified(struct db_tx *tx, const struct user_row *user, struct err *err)
{
	const struct user_flags flags = { .is_staff = user->is_staff,
					  .is_superuser = user->is_superuser,
					  .is_active = user->is_active,
					  .is_verified = true };

	return users_set_flags(tx, user->id, flags, err);
}

struct link_use {
	struct auth *auth;
	struct arena *a;
	const struct auth_client *client;
	struct account_link link;
	struct sha256 hash;
	struct user_row user;
	struct str password_hash;
	bool is_found;
};

static bool find_link(struct db_tx *tx, struct link_use *u, struct err *err)
{
	u->link.token_hash = sha256_str(&u->hash);
	if (!account_links_use(tx, &u->link, auth_now_s(u->auth), &u->is_found, err))
		return false;
	return !u->is_found || users_get(tx, u->a, u->link.user_id, &u->user, &u->is_found, err);
}

static bool audit_use(struct db_tx *tx, const struct link_use *u, const char *action,
		      struct err *err)
{
	const struct audit_event event = {
		.action = action, .client = u->client, .actor_id = u->user.id, .user_id = u->user.id
	};

	return audit_user(tx, u->a, u->auth, &event, err);
}

static bool token_refused(struct err *err)
{
	return err_field_texts(err, "token",
			       "Tautan ini tidak berlaku lagi. Minta tautan yang baru.",
			       "This link is no longer valid. Ask for a new one.");
}

/* Looks without using it up: a password that is refused must not cost the link. */
static bool peek(struct auth *auth, struct link_use *u, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	u->link.token_hash = sha256_str(&u->hash);
	return store_read(auth->config.store, &tx, err) &&
	       account_links_has(tx, &u->link, auth_now_s(auth), &u->is_found, err) &&
	       (!u->is_found || users_get(tx, u->a, u->link.user_id, &u->user, &u->is_found, err));
}

static bool reset_password(struct db_tx *tx, void *arg, struct err *err)
{
	struct link_use *u = arg;
	int64_t now_s = auth_now_s(u->auth);

	if (!find_link(tx, u, err))
		return false;
	if (!u->is_found)
		return true;
	return users_set_password(tx, u->user.id, u->password_hash, now_s, err) &&
	       set_verified(tx, &u->user, err) &&
	       sessions_revoke_all(tx, u->user.id, STR_NONE, now_s, err) &&
	       audit_use(tx, u, "password.reset", err);
}

bool auth_password_reset(struct auth *auth, struct arena *a, const struct auth_client *client,
			 const struct auth_password_reset *reset, struct err *err)
{
	struct link_use u = { .auth = auth,
			      .a = a,
			      .client = client,
			      .hash = sha256(reset->token),
			      .link = { .purpose = LINK_RESET } };

	if (!str_to_i64(reset->uid, &u.link.user_id))
		return token_refused(err);
	if (!peek(auth, &u, err))
		return false;
	if (!u.is_found)
		return token_refused(err);
	if (!password_policy("new_password2", reset->new_password, u.user.email, err) ||
	    !password_make(auth, a, reset->new_password, &u.password_hash, err) ||
	    !store_write(auth->config.store, reset_password, &u, err))
		return false;
	return u.is_found || token_refused(err);
}

static bool verify(struct db_tx *tx, void *arg, struct err *err)
{
	struct link_use *u = arg;

	if (!find_link(tx, u, err))
		return false;
	return !u->is_found ||
	       (set_verified(tx, &u->user, err) && audit_use(tx, u, "email.verify", err));
}

bool auth_verify_email(struct auth *auth, struct arena *a, const struct identity *who,
		       const struct auth_client *client, struct str key, struct err *err)
{
	struct link_use u = { .auth = auth,
			      .a = a,
			      .client = client,
			      .hash = sha256(key),
			      .link = { .user_id = who->user_id, .purpose = LINK_VERIFY } };

	if (!store_write(auth->config.store, verify, &u, err))
		return false;
	return u.is_found || err_set(err, ERR_KEY_EXPIRED, "an unknown, used or expired key");
}

static bool verify_by_hand(struct db_tx *tx, void *arg, struct err *err)
{
	struct link_make *m = arg;
	struct user_row user;

	if (!find_user(tx, m, &user, &m->is_found, err))
		return false;
	if (!m->is_found)
		return true;

	const struct audit_event event = { .action = "email.verify", .user_id = user.id };

	return set_verified(tx, &user, err) && audit_user(tx, m->a, m->auth, &event, err);
}

bool auth_user_verify(struct auth *auth, struct arena *a, struct str email, struct err *err)
{
	struct link_make m = { .auth = auth, .a = a, .email_folded = email_fold(a, email) };

	if (!store_write(auth->config.store, verify_by_hand, &m, err))
		return false;
	return m.is_found || err_set(err, ERR_NOT_FOUND, "no user has that e-mail address");
}
