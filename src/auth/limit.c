/* How often letters may be asked for and accounts made, by address. The arithmetic is throttle.c's.
 */
#include "auth/email.h"
#include "auth/internal.h"
#include "auth/workspace.h"
#include "store/attempts.h"

#define VERIFY_COOLDOWN_S 60

static const struct throttle_rule reset_per_email = { .max_failures = 3, .pause_s = 3600 };
static const struct throttle_rule reset_per_address = { .max_failures = 20, .pause_s = 15 * 60 };
static const struct throttle_rule register_per_address = { .max_failures = 10, .pause_s = 3600 };
static const struct throttle_rule verify_per_user = { .max_failures = 3, .pause_s = 86400 };
static const struct throttle_rule invitations_per_user = { .max_failures = 30, .pause_s = 3600 };

static bool take(struct db_tx *tx, const struct throttle_rule *rule, struct str bucket,
		 int64_t now_s, int64_t *ret_wait_s, struct err *err)
{
	struct attempts_row row;

	if (!attempts_get(tx, bucket, &row, err))
		return false;
	*ret_wait_s = throttle_take(rule, &row, now_s);
	return *ret_wait_s > 0 || attempts_put(tx, bucket, &row, err);
}

static struct str bucket_of(struct arena *a, const char *what, struct str whose)
{
	return str_fmt(a, "%s:%.*s", what, STR_ARG(whose));
}

static bool refuse_for(int64_t wait_s, struct err *err)
{
	err_set(err, ERR_RATE_LIMITED, "too many from one address, %lld s to wait",
		(long long)wait_s);
	err_say(err, "Terlalu banyak permintaan. Coba lagi dalam %lld detik.", (long long)wait_s);
	return err_say_en(err, "Too many requests. Try again in %lld seconds.", (long long)wait_s);
}

/* ---- registration ---- */

bool limit_register(struct db_tx *tx, struct arena *a, const struct auth_client *client,
		    int64_t now_s, struct err *err)
{
	struct str bucket = bucket_of(a, "register:ip", throttle_address(a, client->address));
	int64_t wait_s;

	if (!take(tx, &register_per_address, bucket, now_s, &wait_s, err))
		return false;
	return wait_s == 0 || refuse_for(wait_s, err);
}

/* ---- a link to reset the password ---- */

struct reset_ask {
	struct auth *auth;
	struct arena *a;
	const struct auth_client *client;
	struct str email_folded;
	int64_t address_wait_s, email_wait_s;
};

static bool take_reset(struct db_tx *tx, void *arg, struct err *err)
{
	struct reset_ask *r = arg;
	int64_t now_s = auth_now_s(r->auth);
	struct str by_address =
		bucket_of(r->a, "reset:ip", throttle_address(r->a, r->client->address));
	struct str by_email = bucket_of(r->a, "reset:email", r->email_folded);

	if (!take(tx, &reset_per_address, by_address, now_s, &r->address_wait_s, err))
		return false;
	return r->address_wait_s > 0 ||
	       take(tx, &reset_per_email, by_email, now_s, &r->email_wait_s, err);
}

bool auth_take_reset(struct auth *auth, struct arena *a, const struct auth_client *client,
		     struct str email, bool *ret_ok, struct err *err)
{
	struct reset_ask r = {
		.auth = auth, .a = a, .client = client, .email_folded = email_fold(a, email)
	};

	if (!email_is_valid(str_trim(email)))
		return err_field_texts(err, "email", "Masukkan alamat email yang benar.",
				       "Enter a valid e-mail address.");
	if (!store_write(auth->config.store, take_reset, &r, err))
		return false;
	*ret_ok = r.email_wait_s == 0;
	return r.address_wait_s == 0 || refuse_for(r.address_wait_s, err);
}

/* ---- a link to confirm the address ---- */

struct verify_ask {
	struct auth *auth;
	struct arena *a;
	int64_t user_id;
	int64_t cooldown_s, wait_s;
};

static bool take_verify(struct db_tx *tx, void *arg, struct err *err)
{
	struct verify_ask *v = arg;
	int64_t now_s = auth_now_s(v->auth);
	struct str bucket = str_fmt(v->a, "verify:user:%lld", (long long)v->user_id);
	struct attempts_row row;

	if (!attempts_get(tx, bucket, &row, err))
		return false;
	if (row.failures > 0 && row.blocked_until_s == 0 && now_s - row.last_s < VERIFY_COOLDOWN_S)
		v->cooldown_s = VERIFY_COOLDOWN_S - (now_s - row.last_s);
	return v->cooldown_s > 0 || take(tx, &verify_per_user, bucket, now_s, &v->wait_s, err);
}

bool auth_take_verify(struct auth *auth, struct arena *a, int64_t user_id, int64_t *ret_wait_s,
		      struct err *err)
{
	struct verify_ask v = { .auth = auth, .a = a, .user_id = user_id };

	if (!store_write(auth->config.store, take_verify, &v, err))
		return false;
	*ret_wait_s = v.cooldown_s ? v.cooldown_s : v.wait_s;
	if (v.cooldown_s > 0) {
		err_set(err, ERR_COOLDOWN_PERIOD, "a letter was sent moments ago");
		err_say(err, "Tunggu %lld detik sebelum meminta email lagi.",
			(long long)v.cooldown_s);
		return err_say_en(err, "Wait %lld seconds before you ask for another e-mail.",
				  (long long)v.cooldown_s);
	}
	if (v.wait_s > 0) {
		err_set(err, ERR_EXCEED_LIMIT, "three letters were sent");
		err_say(err, "Email konfirmasi sudah dikirim 3 kali. Coba lagi besok.");
		return err_say_en(err, "Three e-mails have been sent. Try again tomorrow.");
	}
	return true;
}

/* ---- invitations ---- */

struct invitation_ask {
	struct auth *auth;
	struct arena *a;
	int64_t user_id, wait_s;
};

static bool take_invitation(struct db_tx *tx, void *arg, struct err *err)
{
	struct invitation_ask *i = arg;
	struct str bucket = str_fmt(i->a, "invite:user:%lld", (long long)i->user_id);

	return take(tx, &invitations_per_user, bucket, auth_now_s(i->auth), &i->wait_s, err);
}

bool auth_take_invitation(struct auth *auth, struct arena *a, int64_t user_id, struct err *err)
{
	struct invitation_ask i = { .auth = auth, .a = a, .user_id = user_id };

	return store_write(auth->config.store, take_invitation, &i, err) &&
	       (i.wait_s == 0 || refuse_for(i.wait_s, err));
}
