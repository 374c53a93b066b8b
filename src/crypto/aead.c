#include "crypto/aead.h"

#include <assert.h>
#include <sodium.h>

_Static_assert(AEAD_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
_Static_assert(AEAD_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
_Static_assert(AEAD_TAG_BYTES == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");

static const unsigned char *bytes_of(struct str s)
{
	return (const unsigned char *)s.at;
}

struct str aead_seal(struct arena *a, const struct rng *rng, const struct secret *key,
		     struct str associated, const struct secret *plain)
{
	size_t sealed_len = secret_len(plain) + AEAD_OVERHEAD_BYTES;
	unsigned char *sealed = arena_new_n(a, unsigned char, sealed_len);

	assert(secret_len(key) == AEAD_KEY_BYTES);
	rng_bytes(rng, sealed, AEAD_NONCE_BYTES);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		sealed + AEAD_NONCE_BYTES, NULL, bytes_of(secret_view(plain)), secret_len(plain),
		bytes_of(associated), associated.len, NULL, sealed, bytes_of(secret_view(key)));
	return (struct str){ (const char *)sealed, sealed_len };
}

bool aead_open(const struct secret *key, struct str associated, struct str sealed,
	       struct secret **ret, struct err *err)
{
	assert(secret_len(key) == AEAD_KEY_BYTES);
	if (sealed.len < AEAD_OVERHEAD_BYTES)
		return err_set(err, ERR_CRYPTO, "sealed text of %zu bytes is too short",
			       sealed.len);

	cleanup(secret_freep) struct secret *plain = secret_new(sealed.len - AEAD_OVERHEAD_BYTES);
	struct str body = str_skip(sealed, AEAD_NONCE_BYTES);

	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		    secret_bytes(plain), NULL, NULL, bytes_of(body), body.len, bytes_of(associated),
		    associated.len, bytes_of(sealed), bytes_of(secret_view(key))) != 0)
		return err_set(err, ERR_CRYPTO, "sealed text does not match its key and place");
	*ret = TAKE(plain);
	return true;
}
