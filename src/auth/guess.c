#include "auth/internal.h"
#include "store/attempts.h"

/* Decision 0012. */
static const struct throttle_rule per_account = { .max_failures = 10, .pause_s = 15 * 60 };
static const struct throttle_rule per_address = { .max_failures = 50, .pause_s = 15 * 60 };

#define FORGET_AFTER_S 86400 /* the longest any count lasts */

void guess_init(struct guess *g, struct arena *a, struct str email_folded, struct str device,
		struct str address)
{
	*g = (struct guess){
		.buckets = { device.at ? str_fmt(a, "login:device:%.*s",
						 STR_ARG(sha256_hex(a, device)))
				       : str_fmt(a, "login:email:%.*s", STR_ARG(email_folded)),
			     str_fmt(a, "login:ip:%.*s", STR_ARG(throttle_address(a, address))) },
		.rules = { &per_account, &per_address },
	};
}

bool guess_take(struct db_tx *tx, const struct guess *g, int64_t now_s, int64_t *ret_wait_s,
		struct err *err)
{
	struct attempts_row rows[GUESS_BUCKETS];
	int64_t longest_s = 0;

	for (size_t i = 0; i < GUESS_BUCKETS; i++) {
		if (!attempts_get(tx, g->buckets[i], &rows[i], err))
			return false;

		int64_t wait_s = throttle_take(g->rules[i], &rows[i], now_s);

		if (wait_s > longest_s)
			longest_s = wait_s;
	}
	*ret_wait_s = longest_s;
	if (longest_s > 0)
		return true;
	for (size_t i = 0; i < GUESS_BUCKETS; i++) {
		if (!attempts_put(tx, g->buckets[i], &rows[i], err))
			return false;
	}
	return attempts_purge(tx, now_s - FORGET_AFTER_S, err);
}

bool guess_give_back(struct db_tx *tx, const struct guess *g, struct err *err)
{
	for (size_t i = 0; i < GUESS_BUCKETS; i++) {
		struct attempts_row row;

		if (!attempts_get(tx, g->buckets[i], &row, err))
			return false;
		throttle_give_back(g->rules[i], &row);
		if (!attempts_put(tx, g->buckets[i], &row, err))
			return false;
	}
	return true;
}

static bool forget(struct db_tx *tx, void *arg, struct err *err)
{
	return guess_give_back(tx, arg, err);
}

void guess_forget(struct auth *auth, struct guess *g)
{
	struct err err = ERR_INIT;

	/* When this fails too, the try counts: the safe side. */
	if (!store_write(auth->config.store, forget, g, &err))
		return;
}

bool guess_refuse(struct auth *auth, int64_t wait_s, struct err *err)
{
	atomic_fetch_add(&auth->throttled, 1);
	err_set(err, ERR_TOO_MANY_LOGIN_ATTEMPTS, "too many tries, %lld s to wait",
		(long long)wait_s);
	err_say(err, "Terlalu banyak percobaan masuk. Coba lagi dalam %lld detik.",
		(long long)wait_s);
	return err_say_en(err, "Too many attempts to log in. Try again in %lld seconds.",
			  (long long)wait_s);
}

static bool enter(struct auth *auth, struct err *err)
{
	if (!hash_gate_enter(&auth->gate, err)) {
		atomic_fetch_add(&auth->busy, 1);
		return false;
	}
	atomic_fetch_add(&auth->password_hashes, 1);
	return true;
}

bool password_check(struct auth *auth, struct arena *a, struct str encoded, struct str password,
		    bool *ret_matches, struct err *err)
{
	cleanup(secret_freep) struct secret *secret = secret_from_bytes(password);
	bool is_known = encoded.len > 0;

	if (!enter(auth, err))
		return false;
	if (!is_known)
		encoded = password_unknown(a, auth->config.password_cost);
	/* The work first, then the answer: both cost the same. */
	*ret_matches = password_matches(encoded, secret) && is_known;
	hash_gate_leave(&auth->gate);
	return true;
}

bool password_make(struct auth *auth, struct arena *a, struct str password, struct str *ret,
		   struct err *err)
{
	cleanup(secret_freep) struct secret *secret = secret_from_bytes(password);

	if (!enter(auth, err))
		return false;

	bool is_made = password_hash(a, auth->config.password_cost, secret, ret, err);

	hash_gate_leave(&auth->gate);
	return is_made;
}
