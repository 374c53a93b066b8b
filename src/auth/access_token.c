/*
 * Access tokens: what a session's bearer trades his session for, so that the long-lived credential
 * is not in every request (cekbrand.md A.9, obtain-authorization-token). A JWT (RFC 7519, HS256)
 * that names the session: it ends with the session, or after an hour. The key is made when the
 * process starts and is stored nowhere: a stolen database signs nothing, and after a restart the
 * client trades again, as it does for any 401.
 */
#include "auth/internal.h"
#include "base/buf.h"
#include "base/codec.h"
#include "base/json.h"
#include "crypto/mac.h"

#define HEADER STR("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
#define CLAIMS_MAX_BYTES 1024

static struct str sign(const struct auth *auth, struct arena *a, struct str signed_part)
{
	struct sha256 mac = hmac_sha256(auth->access_key, signed_part);

	return base64url_encode(a, sha256_str(&mac));
}

bool auth_access_token(struct auth *auth, struct arena *a, const struct identity *who,
		       struct auth_access *ret, struct err *err)
{
	cleanup(buf_free) struct buf claims = { 0 };
	int64_t now_s = auth_now_s(auth);
	struct json_writer w;

	if (who->via != AUTH_BEARER)
		return err_set(err, ERR_FORBIDDEN, "only a session's bearer gets an access token");
	buf_init(&claims, CLAIMS_MAX_BYTES);
	json_start(&w, &claims, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "sub", str_fmt(a, "%lld", (long long)who->user_id));
	json_put_str(&w, "sid", who->credential);
	json_put_int(&w, "iat", now_s);
	json_put_int(&w, "exp", now_s + AUTH_ACCESS_AGE_S);
	json_end_object(&w);

	struct str body = str_fmt(a, "%.*s.%.*s", STR_ARG(base64url_encode(a, HEADER)),
				  STR_ARG(base64url_encode(a, buf_str(&claims))));

	*ret = (struct auth_access){
		.token = str_fmt(a, "%.*s.%.*s", STR_ARG(body), STR_ARG(sign(auth, a, body))),
		.expires_in_s = AUTH_ACCESS_AGE_S,
	};
	return true;
}

bool access_token_session(const struct auth *auth, struct arena *a, struct str token,
			  struct str *ret_id_hash)
{
	struct str rest = token;
	struct str header = str_cut(&rest, '.');
	struct str claims_text = str_cut(&rest, '.');
	struct str body = str_sub(token, 0, header.len + 1 + claims_text.len);
	const struct json *claims;
	struct str text;
	struct err why = ERR_INIT;

	/* The one algorithm is ours to choose: a header that says another is not looked into. */
	if (!rest.at || !str_eq(header, base64url_encode(a, HEADER)) ||
	    !str_eq_constant_time(sign(auth, a, body), rest))
		return false;
	return base64url_decode(a, claims_text, &text) && json_parse(a, text, &claims, &why) &&
	       json_number_or(json_get(claims, STR("exp")), 0) > auth_now_s(auth) &&
	       hex_decode(a, json_text(json_get(claims, STR("sid"))), ret_id_hash);
}
