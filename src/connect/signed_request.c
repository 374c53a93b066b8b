#include "connect/signed_request.h"

#include "base/codec.h"
#include "base/json.h"
#include "base/limits.h"
#include "connect/core.h"

static bool is_id(struct str s)
{
	if (!s.len || s.len > LIMIT_ID)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
	return true;
}

bool connect_is_from_meta(const struct connect *c, struct arena *a, struct str body,
			  struct str signature)
{
	struct str prefix = STR("sha256=");
	struct str mac;

	return signature.at && str_starts_with(signature, prefix) &&
	       hex_decode(a, str_skip(signature, prefix.len), &mac) &&
	       graph_has_signed(c->config.graph, body, mac);
}

bool signed_request_read(const struct graph *g, struct arena *a, struct str text,
			 struct signed_request *ret, struct err *err)
{
	struct str rest = text.at ? text : STR("");
	struct str encoded_mac = str_cut(&rest, '.');
	struct str mac, body;
	const struct json *payload;

	if (!rest.at || !base64url_decode(a, encoded_mac, &mac) || !graph_has_signed(g, rest, mac))
		return err_set(err, ERR_FORBIDDEN, "a signed_request that Meta did not sign");
	if (!base64url_decode(a, rest, &body) || !json_parse(a, body, &payload, err))
		return err_set(err, ERR_BAD_REQUEST, "a signed_request that is not JSON");
	struct str algorithm = json_text(json_get(payload, STR("algorithm")));
	if (!str_eq_nocase(algorithm, STR("HMAC-SHA256")))
		return err_set(err, ERR_BAD_REQUEST, "a signed_request of algorithm \"%.*s\"",
			       STR_ARG(algorithm));
	ret->user_id = json_text(json_get(payload, STR("user_id")));
	ret->issued_s = json_number_or(json_get(payload, STR("issued_at")), 0);
	return is_id(ret->user_id) ||
	       err_set(err, ERR_BAD_REQUEST, "a signed_request without a user_id");
}
