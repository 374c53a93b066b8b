#include "crypto/password.h"

#include <sodium.h>

/* libsodium reads encoded hashes as C strings. False when it does not fit one. */
static bool to_z(struct str encoded, char out[crypto_pwhash_STRBYTES])
{
	if (encoded.len >= crypto_pwhash_STRBYTES || str_find_char(encoded, '\0') < encoded.len)
		return false;
	if (encoded.len)
		memcpy(out, encoded.at, encoded.len);
	out[encoded.len] = '\0';
	return true;
}

bool password_hash(struct arena *a, struct password_cost cost, const struct secret *password,
		   struct str *ret, struct err *err)
{
	char encoded[crypto_pwhash_STRBYTES];

	if (crypto_pwhash_str_alg(encoded, secret_view(password).at, secret_len(password),
				  cost.passes, cost.memory_bytes,
				  crypto_pwhash_ALG_ARGON2ID13) != 0)
		return err_set(err, ERR_BUSY, "no memory for argon2id (%zu bytes)",
			       cost.memory_bytes);
	*ret = str_dup(a, str_of(encoded));
	return true;
}

bool password_matches(struct str encoded, const struct secret *password)
{
	char z[crypto_pwhash_STRBYTES];

	return to_z(encoded, z) &&
	       crypto_pwhash_str_verify(z, secret_view(password).at, secret_len(password)) == 0;
}

struct str password_unknown(struct arena *a, struct password_cost cost)
{
	/* 16 bytes of salt and 32 of hash, all zero: readable, so it costs the whole work. */
	return str_fmt(a, "$argon2id$v=19$m=%zu,t=%u,p=1$%s$%s", cost.memory_bytes / 1024,
		       cost.passes, "AAAAAAAAAAAAAAAAAAAAAA",
		       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
}

bool password_needs_rehash(struct str encoded, struct password_cost cost)
{
	char z[crypto_pwhash_STRBYTES];

	return !to_z(encoded, z) ||
	       crypto_pwhash_str_needs_rehash(z, cost.passes, cost.memory_bytes) != 0;
}
