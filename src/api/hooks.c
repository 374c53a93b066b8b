/*
 * What Meta calls by itself: webhooks, and the callbacks of people who remove the app or want their
 * data deleted. Nobody is logged in; a signature with the app's secret says that it is Meta, and is
 * checked before anything else is read. The addresses go into the Meta app's settings
 * (docs/operations.md).
 */
#include "api/put.h"
#include "api/tables.h"

#include "base/fields.h"
#include "base/limits.h"
#include "store/meta_events.h"
#include "sync/webhook.h"

/* ---- webhooks ---- */

static bool verify(struct call *c, struct err *err)
{
	struct str wanted = c->api->webhook_verify_token;
	struct str token = call_arg(c, STR("hub.verify_token"));
	struct str challenge = call_arg(c, STR("hub.challenge"));

	if (!wanted.len)
		return err_set(err, ERR_FORBIDDEN, "no webhook_verify_token is set");
	if (!str_eq(call_arg(c, STR("hub.mode")), STR("subscribe")) || !token.at ||
	    !str_eq_constant_time(token, wanted))
		return err_set(err, ERR_FORBIDDEN, "hub.mode or hub.verify_token is not ours");
	http_set_content_type(c->res, STR("text/plain; charset=utf-8"));
	http_set_header(c->res, STR("X-Content-Type-Options"), STR("nosniff"));
	buf_put(&c->res->body, challenge.at ? challenge : STR(""));
	return true;
}

static const struct member receipt_members[] = {
	{ "events", T_INT, 0, "Changes in the delivery." },
	{ "repeated", T_INT, 0, "Of these: known already." },
};
static const struct shape receipt_shape =
	NAMED_OBJECT("WebhookReceipt", receipt_members, "A delivery is stored.");

static bool deliver(struct call *c, struct err *err)
{
	struct webhook_receipt receipt;

	if (!connect_is_from_meta(c->api->connect, c->arena, c->req->body,
				  http_header(c->req, STR("X-Hub-Signature-256"))))
		return err_set(err, ERR_FORBIDDEN, "a webhook that Meta did not sign");
	if (!webhook_accept(c->api->sync, c->arena, c->req->body, clock_now_s(c->api->clock),
			    &receipt, err))
		return false;
	json_object(&c->json);
	json_put_int(&c->json, "events", receipt.events);
	json_put_int(&c->json, "repeated", receipt.repeated);
	json_end_object(&c->json);
	return true;
}

/* ---- people who leave ---- */

struct signed_body {
	struct str signed_request;
};
static const struct field signed_fields[] = {
	FIELD(struct signed_body, signed_request, .required = true, .max = 4096),
};

static bool read_signed(struct call *c, struct signed_body *ret, struct err *err)
{
	struct params form;

	return params_parse(c->arena, c->req->body, &form, err) &&
	       fields_from_params(c->arena, signed_fields, COUNT_OF(signed_fields), &form, ret,
				  err);
}

static const struct member done_members[] = { { "success", T_BOOL } };
static const struct shape done_shape = NAMED_OBJECT("Done", done_members, NULL);

static bool deauthorize(struct call *c, struct err *err)
{
	struct signed_body body = { 0 };

	if (!read_signed(c, &body, err) ||
	    !connect_deauthorize(c->api->connect, c->arena, body.signed_request, err))
		return false;
	json_object(&c->json);
	json_put_bool(&c->json, "success", true);
	json_end_object(&c->json);
	return true;
}

static const struct member deletion_members[] = {
	{ "url", T_TEXT, 0, "Where the person sees how far it is." },
	{ "confirmation_code", T_TEXT },
};
static const struct shape deletion_shape = NAMED_OBJECT(
	"DataDeletion", deletion_members, "As Meta's data deletion callback wants it.");

static bool delete_data(struct call *c, struct err *err)
{
	struct signed_body body = { 0 };
	struct str code;

	if (!read_signed(c, &body, err) ||
	    !connect_delete_person(c->api->connect, c->arena, body.signed_request, &code, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "url",
		     str_fmt(c->arena, "%.*s/api/meta/data-deletion/%.*s",
			     STR_ARG(c->api->base_url), STR_ARG(code)));
	json_put_str(&c->json, "confirmation_code", code);
	json_end_object(&c->json);
	return true;
}

static const struct member deletion_state_members[] = {
	{ "state", T_CHOICE("deleting", "deleted") },
	{ "requested_at", T_TIME },
	{ "deleted_at", T_TIME, NULLABLE },
	{ "instagram_accounts", T_INT, 0, "Whose data was deleted." },
};
static const struct shape deletion_state_shape =
	NAMED_OBJECT("DataDeletionState", deletion_state_members, NULL);

static bool deletion_state(struct call *c, struct err *err)
{
	struct str code = call_path(c, 0);
	struct connect_deletion state;

	if (!connect_deletion_state(c->api->connect, c->arena, code, &state, err))
		return false;
	if (http_accepts(c->req, STR("text/html"))) {
		http_redirect(c->res, 302,
			      str_fmt(c->arena, "/#/data-deletion?code=%.*s", STR_ARG(code)));
		return true;
	}
	json_object(&c->json);
	json_put_str(&c->json, "state", state.finished_s ? STR("deleted") : STR("deleting"));
	put_time(c, "requested_at", state.requested_s);
	put_time(c, "deleted_at", state.finished_s);
	json_put_int(&c->json, "instagram_accounts", state.accounts);
	json_end_object(&c->json);
	return true;
}

/* ---- mentions ---- */

#define MENTIONS_MAX 500

static const struct member mention_members[] = {
	{ "media_id", T_ID },
	{ "comment_id", T_ID, NULLABLE, "Null: in the post's caption." },
	{ "seen_at", T_TIME },
};
static const struct shape mention_shape =
	NAMED_OBJECT("Mention", mention_members, "Somebody's post or comment names the account.");

static bool mentions(struct call *c, struct err *err)
{
	struct mention_rows rows;

	if (!mentions_list(c->snapshot, c->arena, c->account.id, MENTIONS_MAX, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "media_id", rows.at[i].media_id);
		put_text(c, "comment_id",
			 rows.at[i].comment_id.len ? rows.at[i].comment_id : STR_NONE);
		put_time(c, "seen_at", rows.at[i].seen_s);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static const struct member verify_query[] = {
	{ "hub.mode", T_TEXT },
	{ "hub.verify_token", T_TEXT },
	{ "hub.challenge", T_TEXT },
};
#define SIGNED_FORM                                                                                \
	{                                                                                          \
		.fields = signed_fields, .field_count = COUNT_OF(signed_fields), .is_form = true   \
	}

static const struct route routes[] = {
	{ HTTP_GET, "/api/meta/webhooks", verify, .face = FACE_META,
	  .doc = "Meta asks whether this address takes webhooks; answers its challenge.",
	  .query = QUERY(verify_query), .reply_type = "text/plain" },
	{ HTTP_POST, "/api/meta/webhooks", deliver, .face = FACE_META, .max_body_bytes = MIB,
	  .doc = "Meta delivers events, signed; they are stored and read by a job.",
	  .reply = &receipt_shape },
	{ HTTP_POST, "/api/meta/deauthorize", deauthorize, .face = FACE_META,
	  .max_body_bytes = 8 * KIB,
	  .doc = "Meta tells that a person removed the app (signed_request).", .body = SIGNED_FORM,
	  .reply = &done_shape },
	{ HTTP_POST, "/api/meta/data-deletion", delete_data, .face = FACE_META,
	  .max_body_bytes = 8 * KIB,
	  .doc = "Meta tells that a person wants his data deleted (signed_request).",
	  .body = SIGNED_FORM, .reply = &deletion_shape },
	{ HTTP_GET, "/api/meta/data-deletion/{code}", deletion_state, .face = FACE_META,
	  .doc = "How far a deletion is; a browser is sent to the page that says so.",
	  .reply = &deletion_state_shape, .redirect_status = 302 },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/mentions", mentions, .access = ACCESS_USER,
	  .owns_account = true, .reads = true,
	  .doc = "Mentions that webhooks told of, newest first.", .reply = T_LIST(&mention_shape) },
};

const struct route_table hook_routes = { routes, COUNT_OF(routes), "Meta calls" };
