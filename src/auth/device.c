/*
 * The device cookie: USER.SECONDS.MAC says that this user logged in from here at that time, with
 * the password that still holds. It decides only which counter a try at his password is counted in.
 */
#include "auth/internal.h"
#include "base/codec.h"
#include "base/limits.h"
#include "crypto/mac.h"

#define KEY_NAME STR("device_key")
#define KEY_BYTES 32

struct key_text {
	struct auth *auth;
	struct arena *a;
	struct str text;
};

/* In the writer, so that two processes that start together agree on one key. */
static bool get_or_make_key(struct db_tx *tx, void *arg, struct err *err)
{
	struct key_text *k = arg;
	bool is_found = false;

	if (!settings_get(tx, k->a, KEY_NAME, &k->text, &is_found, err))
		return false;
	if (is_found)
		return true;
	k->text = rng_token(k->a, k->auth->config.rng, KEY_BYTES);
	return settings_set(tx, KEY_NAME, k->text, err);
}

bool device_key_load(struct auth *auth, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct key_text k = { .auth = auth, .a = &a };

	arena_init(&a, SMALL_ARENA_BYTES);
	if (!store_write(auth->config.store, get_or_make_key, &k, err))
		return err_wrap(err, "reading the key of device cookies");
	if (!secret_from_base64url(k.text, KEY_BYTES, &auth->device_key))
		return err_set(err, ERR_CONFIG,
			       "setting \"device_key\" in the database is damaged");
	return true;
}

static struct str mac_of(const struct auth *auth, struct arena *a, const struct user_row *user,
			 int64_t since_s)
{
	struct str message = str_fmt(a, "simpul device 1 %lld %lld %lld", (long long)user->id,
				     (long long)since_s, (long long)user->password_changed_s);
	struct sha256 mac = hmac_sha256(auth->device_key, message);

	return base64url_encode(a, sha256_str(&mac));
}

struct str device_cookie(const struct auth *auth, struct arena *a, const struct user_row *user,
			 int64_t now_s)
{
	return str_fmt(a, "%lld.%lld.%.*s", (long long)user->id, (long long)now_s,
		       STR_ARG(mac_of(auth, a, user, now_s)));
}

bool device_is_known(const struct auth *auth, struct arena *a, const struct user_row *user,
		     struct str cookie, int64_t now_s)
{
	struct str rest = cookie;
	struct str id_text = str_cut(&rest, '.');
	struct str since_text = str_cut(&rest, '.');
	int64_t id = 0, since_s = 0;

	if (!str_to_i64(id_text, &id) || !str_to_i64(since_text, &since_s))
		return false;
	return id == user->id && since_s <= now_s && now_s - since_s < AUTH_DEVICE_AGE_S &&
	       str_eq_constant_time(mac_of(auth, a, user, since_s), rest);
}
