/*
 * Signatures of Standard Webhooks (standardwebhooks.com, specification 1, "Signature scheme"):
 * HMAC-SHA256 over "ID.TIMESTAMP.BODY", base64, after "v1,"; several are separated by spaces. A
 * secret is shown as "whsec_" and its bytes in base64.
 */
#ifndef HOOKS_SIGN_H
#define HOOKS_SIGN_H

#include "base/arena.h"
#include "crypto/secret.h"

struct hook_signed {
	struct str id; /* msg_… */
	int64_t timestamp_s;
	struct str body;
};

/* The value of webhook-signature; `old_key` NULL: signed once. */
struct str hook_signature(struct arena *a, const struct hook_signed *what, const struct secret *key,
			  const struct secret *old_key);
/* For the one reply that shows it. */
struct str hook_secret_text(struct arena *a, const struct secret *key);

#endif
