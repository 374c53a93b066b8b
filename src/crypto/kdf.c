#include "crypto/kdf.h"

#include <assert.h>
#include <sodium.h>

_Static_assert(KDF_KEY_BYTES == crypto_kdf_KEYBYTES, "the size of a master key");
_Static_assert(KDF_PURPOSE_CHARS == crypto_kdf_CONTEXTBYTES, "the size of a purpose");

struct secret *kdf_subkey(const struct secret *master, struct str purpose, uint64_t number)
{
	struct secret *subkey = secret_new(KDF_KEY_BYTES);

	assert(secret_len(master) == KDF_KEY_BYTES);
	assert(purpose.len == KDF_PURPOSE_CHARS);
	crypto_kdf_derive_from_key(secret_bytes(subkey), KDF_KEY_BYTES, number, purpose.at,
				   (const unsigned char *)secret_view(master).at);
	return subkey;
}
