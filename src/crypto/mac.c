#include "crypto/mac.h"

#include <sodium.h>

#include "base/codec.h"

_Static_assert(SHA256_BYTES == crypto_auth_hmacsha256_BYTES, "the size of an HMAC-SHA256");

struct sha256 hmac_sha256(const struct secret *key, struct str message)
{
	/* The streaming form takes keys of any length, the one-shot form only 32 bytes. */
	crypto_auth_hmacsha256_state state;
	struct sha256 mac;

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret_view(key).at,
				    secret_len(key));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)message.at, message.len);
	crypto_auth_hmacsha256_final(&state, mac.at);
	mem_wipe(&state, sizeof(state));
	return mac;
}

struct str hmac_sha256_hex(struct arena *a, const struct secret *key, struct str message)
{
	struct sha256 mac = hmac_sha256(key, message);

	return hex_encode(a, sha256_str(&mac));
}

bool hmac_sha256_ok(const struct secret *key, struct str message, struct str mac)
{
	struct sha256 expected = hmac_sha256(key, message);

	return str_eq_constant_time(sha256_str(&expected), mac);
}
