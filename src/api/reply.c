#include "api/reply.h"

#include "base/json.h"

/* Seed 001 section 4, last column, and ours for the codes it does not have. */
static const struct {
	enum err_code code;
	const char *action_id, *action_en;
} actions[] = {
	{ ERR_NOT_ADMIN_PAGE, "Ganti akun Facebook atau minta akses Page",
	  "Use another Facebook account, or ask for access to the Page" },
	{ ERR_INSTAGRAM_NOT_CONNECTED, "Hubungkan IG Business ke Page di Meta Business Suite",
	  "Link an Instagram Business account to the Page in Meta Business Suite" },
	{ ERR_TOKEN_EXPIRED, "Klik reconnect (flow OAuth ulang)", "Connect again" },
	{ ERR_PERMISSIONS_MISSING, "Ulangi connect dan setujui semua izin yang diminta",
	  "Connect again and allow every permission that is asked for" },
	{ ERR_PERMISSION_DENIED, "Ulangi connect dan setujui semua izin yang diminta",
	  "Connect again and allow every permission that is asked for" },
	{ ERR_STATE_INVALID, "Mulai lagi dari halaman Social Connect",
	  "Start again from the Social Connect page" },
	{ ERR_PAGES_INCOMPLETE, "Coba lagi beberapa menit lagi", "Try again in a few minutes" },
	{ ERR_FACEBOOK_ALREADY_USED, "Gunakan akun Facebook lain", "Use another Facebook account" },
	{ ERR_FACEBOOK_NOT_FOUND, "Buat Page Facebook, lalu ulangi",
	  "Create a Facebook Page first" },
	{ ERR_GRAPH_BUSY, "Coba lagi beberapa menit lagi", "Try again in a few minutes" },
	{ ERR_NETWORK, "Coba lagi beberapa saat lagi", "Try again in a moment" },
	{ ERR_GRAPH, "Coba lagi beberapa saat lagi", "Try again in a moment" },
	{ ERR_DISK_FULL, "Beri tahu pengelola server, lalu coba lagi",
	  "Tell the server's operator, then try again" },
	{ ERR_INTERNAL, "Coba lagi; bila berulang, beri tahu pengelola server",
	  "Try again; if it happens again, tell the server's operator" },
	{ ERR_DATABASE, "Coba lagi; bila berulang, beri tahu pengelola server",
	  "Try again; if it happens again, tell the server's operator" },
	{ ERR_RATE_LIMITED, "Tunggu yang sedang berjalan, lalu coba lagi",
	  "Wait for what is under way, then try again" },
	{ ERR_PLAN_FORBIDS, "Lihat paket yang mencakupnya",
	  "Have a look at a plan that includes it" },
	{ ERR_NOT_LOGGED_IN, "Masuk, lalu ulangi", "Log in, then try again" },
};

const char *reply_action(enum err_code code, bool english)
{
	for (size_t i = 0; i < COUNT_OF(actions); i++)
		if (actions[i].code == code)
			return english ? actions[i].action_en : actions[i].action_id;
	return NULL;
}

#define CODE_NAME(id, name, ...) name,
static const char *const code_names[] = { ERR_CODES(CODE_NAME) NULL };
static const struct shape code_shape = { .kind = SHAPE_TEXT,
					 .name = "ErrorCode",
					 .doc = "Why a request was refused, for programs.",
					 .choices = code_names };

static const struct member error_members[] = {
	{ "code", &code_shape },
	{ "detail", T_TEXT, 0, "For people." },
	{ "message", T_TEXT, OPTIONAL, "Of a login: the same as detail." },
	{ "error", T_MAP(T_LIST(T_TEXT)), OPTIONAL, "What is wrong with each field." },
};
static const struct shape error_shape =
	NAMED_OBJECT("ApiError", error_members, "Why a request was refused.");

static const struct member meta_error_inside[] = {
	{ "code", &code_shape },
	{ "message", T_TEXT, 0, "For people." },
	{ "action", T_TEXT, NULLABLE, "What the user can do about it." },
	{ "field", T_TEXT, OPTIONAL, "Which field is wrong." },
};
static const struct member meta_error_members[] = {
	{ "error", T_OBJECT(meta_error_inside) },
};
static const struct shape meta_error_shape =
	NAMED_OBJECT("MetaError", meta_error_members, "Why a request under /api/meta was refused.");

const struct shape *reply_error_shape(enum face face)
{
	return face == FACE_META ? &meta_error_shape : &error_shape;
}

static void put_meta_error(struct json_writer *w, const struct err *err, bool english)
{
	const char *action = reply_action(err->code, english);

	json_put_object(w, "error");
	json_put_str(w, "code", str_of(err_info(err->code)->name));
	json_put_str(w, "message", err_text(err, english));
	json_key(w, STR("action"));
	if (action)
		json_str(w, str_of(action));
	else
		json_null(w);
	if (err->field[0])
		json_put_str(w, "field", str_of(err->field));
	json_end_object(w);
}

static void put_cekbrand_error(struct json_writer *w, const struct err *err, bool english)
{
	struct str text = err_text(err, english);

	json_put_str(w, "code", str_of(err_info(err->code)->name));
	json_put_str(w, "detail", text);
	/* The forms of A.9 read `message`, and the seconds in it. */
	if (err->code == ERR_TOO_MANY_LOGIN_ATTEMPTS || err->code == ERR_BAD_CREDENTIALS ||
	    err->code == ERR_COOLDOWN_PERIOD)
		json_put_str(w, "message", text);
	if (!err->field[0])
		return;
	json_put_object(w, "error");
	json_key(w, str_of(err->field));
	json_array(w);
	json_str(w, text);
	json_end_array(w);
	json_end_object(w);
}

void reply_error(enum face face, bool english, const struct err *err, struct http_response *res)
{
	struct json_writer w;

	buf_clear(&res->body);
	res->static_body = STR_NONE;
	res->status = err_info(err->code)->http_status;
	http_set_content_type(res, STR("application/json"));
	if (err->code == ERR_BUSY)
		http_set_header(res, STR("Retry-After"), STR("2"));
	json_start(&w, &res->body, JSON_PLAIN);
	json_object(&w);
	if (face == FACE_META)
		put_meta_error(&w, err, english);
	else
		put_cekbrand_error(&w, err, english);
	json_end_object(&w);
}

static bool has_header(const struct http_response *res, struct str name)
{
	for (size_t i = 0; i < res->header_count; i++)
		if (str_eq_nocase(res->headers[i].name, name))
			return true;
	return false;
}

void reply_headers(const struct api *api, struct http_response *res)
{
	static const struct http_header always[] = {
		{ STR_INIT("X-Content-Type-Options"), STR_INIT("nosniff") },
		{ STR_INIT("X-Frame-Options"), STR_INIT("DENY") },
		{ STR_INIT("Referrer-Policy"), STR_INIT("no-referrer") },
		{ STR_INIT("Cross-Origin-Opener-Policy"), STR_INIT("same-origin") },
		{ STR_INIT("Cross-Origin-Resource-Policy"), STR_INIT("same-origin") },
		{ STR_INIT("Permissions-Policy"),
		  STR_INIT("camera=(), microphone=(), geolocation=()") },
	};

	/* A handler that has its own policy has said why. */
	for (size_t i = 0; i < COUNT_OF(always); i++)
		if (!has_header(res, always[i].name))
			http_set_header(res, always[i].name, always[i].value);
	if (!has_header(res, STR("Content-Security-Policy")))
		http_set_header(res, STR("Content-Security-Policy"), api->content_security_policy);
	if (api->is_https)
		http_set_header(res, STR("Strict-Transport-Security"),
				STR("max-age=63072000; includeSubDomains"));
	if (!has_header(res, STR("Cache-Control")))
		http_set_header(res, STR("Cache-Control"), STR("no-store"));
}

bool reply_stream_begin(struct call *c, struct err *err)
{
	reply_headers(c->api, c->res);
	return http_stream_begin(c->res, err);
}
