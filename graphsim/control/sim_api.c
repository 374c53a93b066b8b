#include "graphsim/control/sim_api.h"

#include "base/json.h"
#include "graphsim/control/sim_changes.h"
#include "graphsim/control/sim_hooks.h"
#include "graphsim/control/sim_publishing.h"
#include "graphsim/control/sim_tokens.h"

#define LOG_ROWS_SHOWN 1000

static bool complain(struct http_response *res, int status, const char *text)
{
	struct json_writer w;

	res->status = status;
	buf_clear(&res->body);
	json_start(&w, &res->body, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "error", str_of(text));
	json_end_object(&w);
	return false;
}

/* The body as JSON; an empty one is an empty object. */
static bool read_body(const struct http_request *req, struct http_response *res,
		      const struct json **ret)
{
	struct err err = ERR_INIT;
	struct str body = str_is_empty(req->body) ? STR("{}") : req->body;

	if (json_parse(req->arena, body, ret, &err))
		return true;
	return complain(res, 400, err.cause);
}

static void write_clock_members(const struct world *w, struct arena *a, struct json_writer *j)
{
	json_put_str(j, "now", iso_text(a, world_now_s(w), 0));
	json_put_int(j, "now_s", world_now_s(w));
	json_put_bool(j, "frozen", w->is_clock_frozen);
}

static void show_clock(struct world *w, const struct http_request *req, struct http_response *res)
{
	struct json_writer j;

	json_start(&j, &res->body, JSON_PLAIN);
	json_object(&j);
	write_clock_members(w, req->arena, &j);
	json_end_object(&j);
}

static void set_clock(struct world *w, const struct http_request *req, struct http_response *res)
{
	const struct json *body;
	int64_t now_ms;
	int64_t advance_s;

	if (!read_body(req, res, &body))
		return;
	const struct json *now = json_get(body, STR("now"));
	const struct json *frozen = json_get(body, STR("frozen"));

	if (json_is_true(json_get(body, STR("system"))))
		world_follow_system_clock(w);
	if (now) {
		if (!iso_parse(json_text(now), &now_ms)) {
			complain(res, 400, "now must be an ISO 8601 time.");
			return;
		}
		world_set_clock(w, now_ms);
	}
	if (json_to_int(json_get(body, STR("advance_s")), &advance_s))
		world_set_clock(w, world_now_ms(w) + advance_s * 1000);
	if (frozen)
		world_freeze_clock(w, json_is_true(frozen));
	show_clock(w, req, res);
}

static void set_latency(struct world *w, const struct http_request *req, struct http_response *res)
{
	const struct json *body;
	struct json_writer j;
	int64_t ms;

	if (!read_body(req, res, &body))
		return;
	if (!json_to_int(json_get(body, STR("ms")), &ms) || ms < 0 || ms > 600000) {
		complain(res, 400, "ms must be 0 to 600000.");
		return;
	}
	w->latency_ms = ms;
	json_start(&j, &res->body, JSON_PLAIN);
	json_object(&j);
	json_put_int(&j, "ms", ms);
	json_end_object(&j);
}

static void show_faults(struct world *w, const struct http_request *req, struct http_response *res)
{
	struct json_writer j;

	(void)req;
	json_start(&j, &res->body, JSON_PLAIN);
	fault_list_write(&w->faults, &j);
}

static void add_faults(struct world *w, const struct http_request *req, struct http_response *res)
{
	const struct json *body;
	struct err err = ERR_INIT;

	if (!read_body(req, res, &body))
		return;
	if (!fault_list_add(&w->faults, body, &err)) {
		complain(res, 400, err.user);
		return;
	}
	show_faults(w, req, res);
}

static void clear_faults(struct world *w, const struct http_request *req, struct http_response *res)
{
	fault_list_clear(&w->faults);
	show_faults(w, req, res);
}

static int64_t number_arg(const struct http_request *req, struct str name, int64_t otherwise)
{
	int64_t number;
	bool is_number = str_to_i64(params_get(&req->args, name), &number) && number >= 0;

	return is_number ? number : otherwise;
}

static void show_requests(struct world *w, const struct http_request *req,
			  struct http_response *res)
{
	struct json_writer j;
	struct request_filter filter = {
		.path_prefix = params_get(&req->args, STR("path")),
		.method = params_get(&req->args, STR("method")),
		.since = (uint64_t)number_arg(req, STR("since"), 0),
		.limit = (size_t)number_arg(req, STR("limit"), LOG_ROWS_SHOWN),
		.with_elements = number_arg(req, STR("elements"), 0) == 1,
	};

	json_start(&j, &res->body, JSON_PLAIN);
	request_log_write(&w->log, &j, &filter);
}

static void clear_requests(struct world *w, const struct http_request *req,
			   struct http_response *res)
{
	request_log_clear(&w->log);
	show_requests(w, req, res);
}

static void reset(struct world *w, const struct http_request *req, struct http_response *res)
{
	world_reset(w);
	show_clock(w, req, res);
}

static void write_page(struct json_writer *j, const struct page *p)
{
	json_object(j);
	json_put_str(j, "id", p->id);
	json_put_str(j, "name", p->name);
	json_put_bool(j, "can_create_content", (p->tasks & TASK_CREATE_CONTENT) != 0);
	json_put_bool(j, "in_accounts", p->way == WAY_ACCOUNTS);
	json_key(j, STR("business_id"));
	if (p->business)
		json_str(j, p->business->id);
	else
		json_null(j);
	json_key(j, STR("instagram"));
	if (p->account) {
		json_object(j);
		json_put_str(j, "id", p->account->id);
		json_put_str(j, "username", account_username(p->account));
		json_put_bool(j, "is_personal", p->account->standing == ACCOUNT_PERSONAL);
		json_end_object(j);
	} else {
		json_null(j);
	}
	json_end_object(j);
}

static void write_person(struct world *w, struct arena *a, struct json_writer *j,
			 const struct person *p)
{
	json_object(j);
	json_put_str(j, "key", p->key);
	json_put_str(j, "name", p->name);
	json_put_str(j, "email", str_of(p->cast->email));
	json_put_str(j, "stands_for", str_of(p->cast->stands_for));
	json_put_str(j, "user_id", world_user_id(a, w, &w->apps[0], p));
	json_put_array(j, "pages");
	for (size_t i = 0; i < w->page_count; i++) {
		if (w->pages[i].owner == p)
			write_page(j, &w->pages[i]);
	}
	json_end_array(j);
	json_end_object(j);
}

static void show_personas(struct world *w, const struct http_request *req,
			  struct http_response *res)
{
	struct json_writer j;

	json_start(&j, &res->body, JSON_PLAIN);
	json_object(&j);
	json_put_array(&j, "personas");
	for (size_t i = 0; i < w->person_count; i++)
		write_person(w, req->arena, &j, &w->persons[i]);
	json_end_array(&j);
	json_put_array(&j, "discoverable");
	for (size_t i = 0; i < w->account_count; i++) {
		if (!w->accounts[i].page && w->accounts[i].standing == ACCOUNT_PROFESSIONAL)
			json_str(&j, account_username(&w->accounts[i]));
	}
	json_end_array(&j);
	json_end_object(&j);
}

static void show_state(struct world *w, const struct http_request *req, struct http_response *res)
{
	struct json_writer j;

	json_start(&j, &res->body, JSON_PLAIN);
	json_object(&j);
	write_clock_members(w, req->arena, &j);
	json_put_int(&j, "seed", (int64_t)w->config.seed);
	json_put_array(&j, "apps");
	for (size_t i = 0; i < w->app_count; i++)
		json_str(&j, w->apps[i].id);
	json_end_array(&j);
	json_put_int(&j, "requests", (int64_t)w->log.total);
	json_put_int(&j, "faults", (int64_t)w->faults.count);
	sim_tokens_write(w, req->arena, &j);
	json_end_object(&j);
}

typedef bool change_fn(struct world *w, const struct json *body, int64_t *ret_changed,
		       struct err *err);

static void change(struct world *w, const struct http_request *req, struct http_response *res,
		   change_fn *make)
{
	const struct json *body;
	struct err err = ERR_INIT;
	struct json_writer j;
	int64_t changed = 0;

	if (!read_body(req, res, &body))
		return;
	if (!make(w, body, &changed, &err)) {
		complain(res, 400, err.user);
		return;
	}
	json_start(&j, &res->body, JSON_PLAIN);
	json_object(&j);
	json_put_int(&j, "changed", changed);
	json_end_object(&j);
}

static void change_token(struct world *w, const struct http_request *req, struct http_response *res)
{
	change(w, req, res, sim_tokens_change);
}

static void change_account(struct world *w, const struct http_request *req,
			   struct http_response *res)
{
	change(w, req, res, sim_change_account);
}

static void change_media(struct world *w, const struct http_request *req, struct http_response *res)
{
	change(w, req, res, sim_change_media);
}

static void change_grant(struct world *w, const struct http_request *req, struct http_response *res)
{
	change(w, req, res, sim_change_grant);
}

static void show_made(struct http_response *res, const struct made_deliveries *made)
{
	struct json_writer j;

	json_start(&j, &res->body, JSON_PLAIN);
	json_object(&j);
	json_put_int(&j, "events", (int64_t)made->event_count);
	json_put_array(&j, "deliveries");
	for (size_t i = 0; i < made->count; i++)
		json_int(&j, made->ids[i]);
	json_end_array(&j);
	json_end_object(&j);
}

static void make_event(struct world *w, const struct http_request *req, struct http_response *res)
{
	struct made_deliveries made;
	const struct json *body;
	struct err err = ERR_INIT;

	if (!read_body(req, res, &body))
		return;
	if (sim_hooks_event(w, req->arena, body, &made, &err))
		show_made(res, &made);
	else
		complain(res, 400, err.user);
}

static void make_callback(struct world *w, const struct http_request *req,
			  struct http_response *res, const char *kind)
{
	struct made_deliveries made;
	const struct json *body;
	struct err err = ERR_INIT;

	if (!read_body(req, res, &body))
		return;
	if (sim_hooks_callback(w, req->arena, body, kind, &made, &err))
		show_made(res, &made);
	else
		complain(res, 400, err.user);
}

static void deauthorize(struct world *w, const struct http_request *req, struct http_response *res)
{
	make_callback(w, req, res, "deauthorize");
}

static void delete_data(struct world *w, const struct http_request *req, struct http_response *res)
{
	make_callback(w, req, res, "data_deletion");
}

static void show_hooks(struct world *w, const struct http_request *req, struct http_response *res)
{
	struct json_writer j;

	(void)req;
	json_start(&j, &res->body, JSON_PLAIN);
	sim_hooks_write(w, &j);
}

static void clear_hooks(struct world *w, const struct http_request *req, struct http_response *res)
{
	hooks_forget_deliveries(&w->hooks);
	show_hooks(w, req, res);
}

static void set_app(struct world *w, const struct http_request *req, struct http_response *res)
{
	const struct json *body;
	struct err err = ERR_INIT;

	if (!read_body(req, res, &body))
		return;
	if (sim_hooks_set_app(w, body, &err))
		show_hooks(w, req, res);
	else
		complain(res, 400, err.user);
}

static void show_publishing(struct world *w, const struct http_request *req,
			    struct http_response *res)
{
	struct json_writer j;

	(void)req;
	json_start(&j, &res->body, JSON_PLAIN);
	sim_publishing_write(w, &j);
}

static void set_publishing(struct world *w, const struct http_request *req,
			   struct http_response *res)
{
	const struct json *body;
	struct err err = ERR_INIT;

	if (!read_body(req, res, &body))
		return;
	if (sim_publishing_change(w, body, &err))
		show_publishing(w, req, res);
	else
		complain(res, 400, err.user);
}

static void show_ledger(struct world *w, const struct http_request *req, struct http_response *res)
{
	struct json_writer j;

	json_start(&j, &res->body, JSON_PLAIN);
	sim_ledger_write(w, req->arena, &req->args, &j);
}

static void show_truth(struct world *w, const struct http_request *req, struct http_response *res)
{
	struct str id = str_skip(req->path, sizeof("/_sim/truth/") - 1);
	struct account *a = world_account(w, id);
	struct json_writer j;
	int64_t number;

	if (!a) {
		complain(res, 404, "There is no Instagram account with this id.");
		return;
	}
	if (!day_parse(params_get(&req->args, STR("day")), &number)) {
		complain(res, 400, "day must be a date like 2026-11-20 (a Pacific day).");
		return;
	}
	json_start(&j, &res->body, JSON_PLAIN);
	if (!sim_truth_write(w, a, number, &j))
		complain(res, 404, "That day is not over yet, or before the account began.");
}

static const struct {
	enum http_method method;
	const char *path;
	bool is_prefix;
	void (*handle)(struct world *w, const struct http_request *req, struct http_response *res);
} routes[] = {
	{ HTTP_GET, "/_sim/clock", false, show_clock },
	{ HTTP_POST, "/_sim/clock", false, set_clock },
	{ HTTP_POST, "/_sim/latency", false, set_latency },
	{ HTTP_GET, "/_sim/faults", false, show_faults },
	{ HTTP_POST, "/_sim/faults", false, add_faults },
	{ HTTP_DELETE, "/_sim/faults", false, clear_faults },
	{ HTTP_GET, "/_sim/requests", false, show_requests },
	{ HTTP_DELETE, "/_sim/requests", false, clear_requests },
	{ HTTP_POST, "/_sim/reset", false, reset },
	{ HTTP_GET, "/_sim/state", false, show_state },
	{ HTTP_GET, "/_sim/personas", false, show_personas },
	{ HTTP_GET, "/_sim/truth/", true, show_truth },
	{ HTTP_POST, "/_sim/token", false, change_token },
	{ HTTP_POST, "/_sim/account", false, change_account },
	{ HTTP_POST, "/_sim/media", false, change_media },
	{ HTTP_POST, "/_sim/grant", false, change_grant },
	{ HTTP_GET, "/_sim/webhooks", false, show_hooks },
	{ HTTP_POST, "/_sim/webhooks", false, make_event },
	{ HTTP_DELETE, "/_sim/webhooks", false, clear_hooks },
	{ HTTP_POST, "/_sim/app", false, set_app },
	{ HTTP_POST, "/_sim/deauthorize", false, deauthorize },
	{ HTTP_POST, "/_sim/data-deletion", false, delete_data },
	{ HTTP_GET, "/_sim/publishing", false, show_publishing },
	{ HTTP_POST, "/_sim/publishing", false, set_publishing },
	{ HTTP_GET, "/_sim/ledger", false, show_ledger },
	{ HTTP_GET, "/sim/ledger", false, show_ledger },
};

void sim_api_handle(struct world *w, const struct http_request *req, struct http_response *res)
{
	bool is_path_known = false;

	http_set_content_type(res, STR("application/json; charset=utf-8"));
	for (size_t i = 0; i < COUNT_OF(routes); i++) {
		struct str path = str_of(routes[i].path);
		bool fits = routes[i].is_prefix ? str_starts_with(req->path, path)
						: str_eq(req->path, path);

		if (fits && routes[i].method == req->method) {
			routes[i].handle(w, req, res);
			return;
		}
		is_path_known = is_path_known || fits;
	}
	if (is_path_known)
		complain(res, 405, "This method does not work here; see graphsim/README.md.");
	else
		complain(res, 404, "There is no such lever; see graphsim/README.md.");
}
