#include "crypto/crypto.h"

#include <sodium.h>

bool crypto_init(struct err *err)
{
	if (sodium_init() < 0)
		return err_set(err, ERR_CRYPTO, "libsodium could not be started");
	return true;
}
