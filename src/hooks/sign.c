#include "hooks/sign.h"

#include "base/codec.h"
#include "crypto/mac.h"

static struct str sign(struct arena *a, struct str text, const struct secret *key)
{
	struct sha256 mac = hmac_sha256(key, text);

	return str_fmt(a, "v1,%.*s", STR_ARG(base64_encode(a, sha256_str(&mac))));
}

struct str hook_signature(struct arena *a, const struct hook_signed *what, const struct secret *key,
			  const struct secret *old_key)
{
	struct str text = str_fmt(a, "%.*s.%lld.%.*s", STR_ARG(what->id),
				  (long long)what->timestamp_s, STR_ARG(what->body));
	struct str signature = sign(a, text, key);

	if (!old_key)
		return signature;
	return str_fmt(a, "%.*s %.*s", STR_ARG(signature), STR_ARG(sign(a, text, old_key)));
}

struct str hook_secret_text(struct arena *a, const struct secret *key)
{
	return str_fmt(a, "whsec_%.*s", STR_ARG(base64_encode(a, secret_view(key))));
}
