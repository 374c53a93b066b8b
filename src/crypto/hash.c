#include "crypto/hash.h"

#include <sodium.h>

#include "base/codec.h"

_Static_assert(SHA256_BYTES == crypto_hash_sha256_BYTES, "the size of a SHA-256");

struct sha256 sha256(struct str bytes)
{
	struct sha256 h;

	crypto_hash_sha256(h.at, (const unsigned char *)bytes.at, bytes.len);
	return h;
}

struct str sha256_str(const struct sha256 *h)
{
	return (struct str){ (const char *)h->at, SHA256_BYTES };
}

struct str sha256_hex(struct arena *a, struct str bytes)
{
	struct sha256 h = sha256(bytes);

	return hex_encode(a, sha256_str(&h));
}

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sha256_run), "room for a state");

static crypto_hash_sha256_state *state_of(struct sha256_run *run)
{
	return (crypto_hash_sha256_state *)(void *)run->state;
}

void sha256_begin(struct sha256_run *run)
{
	crypto_hash_sha256_init(state_of(run));
}

void sha256_add(struct sha256_run *run, struct str bytes)
{
	crypto_hash_sha256_update(state_of(run), (const unsigned char *)bytes.at, bytes.len);
}

struct sha256 sha256_end(struct sha256_run *run)
{
	struct sha256 h;

	crypto_hash_sha256_final(state_of(run), h.at);
	return h;
}
