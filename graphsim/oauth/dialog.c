#include "graphsim/oauth/dialog.h"

#include "graphsim/oauth/dialog_page.h"
#include "graphsim/protocol/versions.h"
#include "graphsim/world/mix.h"

#define REDIRECT_MAX_BYTES (32u * KIB)

/* What a person answered. */
struct decision {
	struct person *person;
	bool is_cancelled;
	bool is_all;          /* every Page, future ones too */
	struct str pages;     /* ids, comma-separated */
	struct str instagram; /* ids; STR_NONE: the accounts of the chosen Pages */
	permission_set declined;
};

bool dialog_is_path(struct str path)
{
	struct str rest = str_skip(path, 1);
	struct str version = rest;
	struct str segment = str_cut(&version, '/');

	if (version.at && version_looks_like(segment))
		rest = version;
	return str_eq(rest, STR("dialog/oauth")) || str_eq(rest, STR("dialog/oauth/"));
}

static void read_response_type(const struct params *args, struct dialog_request *r)
{
	struct str type = params_get(args, STR("response_type"));

	r->wants_token = str_contains(type, STR("token"));
	r->wants_scopes = str_contains(type, STR("granted_scopes")) ||
			  str_eq(params_get(args, STR("return_scopes")), STR("true"));
	r->wants_code = !r->wants_token || str_contains(type, STR("code"));
}

static void refuse(struct dialog_request *r, struct str title, struct str text)
{
	r->error_title = title;
	r->error_text = text;
}

void dialog_request_read(struct world *w, struct arena *a, const struct params *args,
			 struct dialog_request *r)
{
	struct str method = params_get(args, STR("code_challenge_method"));
	struct str unknown;

	*r = (struct dialog_request){
		.app = world_app(w, params_get(args, STR("client_id"))),
		.redirect_uri = params_get(args, STR("redirect_uri")),
		.state = params_get(args, STR("state")),
		.asked = permission_set_of(params_get(args, STR("scope")), &unknown),
		.is_rerequest = str_eq(params_get(args, STR("auth_type")), STR("rerequest")),
		.challenge = params_get(args, STR("code_challenge")),
	};
	r->is_challenge_plain = !str_eq(method, STR("S256"));
	/* public_profile comes with every login. */
	r->asked |= PERMISSION_BIT(PERMISSION_PUBLIC_PROFILE);
	read_response_type(args, r);

	if (!r->app)
		refuse(r, STR("ID aplikasi tidak valid"),
		       STR("Invalid App ID: the provided app ID does not look like a valid app ID. "
			   "Periksa client_id, lalu jalankan graphsim dengan --app-id yang sama."));
	else if (str_is_empty(r->redirect_uri))
		refuse(r, STR("redirect_uri tidak ada"),
		       STR("Missing redirect_uri parameter. Tambahkan alamat callback aplikasi."));
	else if (!world_allows_redirect(w, r->redirect_uri))
		refuse(r, STR("URL diblokir"),
		       str_fmt(a,
			       "URL blocked: %.*s is not whitelisted in the app's Client OAuth "
			       "Settings. Tambahkan dengan --redirect-uri.",
			       STR_ARG(r->redirect_uri)));
	else if (unknown.at)
		refuse(r, STR("Izin tidak dikenal"),
		       str_fmt(a,
			       "Invalid Scopes: %.*s. This message is only shown to developers. "
			       "Users of your app will ignore these permissions if present.",
			       STR_ARG(unknown)));
}

permission_set dialog_asks(struct world *w, const struct dialog_request *r,
			   const struct person *person)
{
	const struct grant *g = grant_find(&w->tokens, r->app, person);

	return g && !r->is_rerequest ? r->asked & ~g->declined : r->asked;
}

static bool lists_id(struct str ids, struct str id)
{
	for (struct str rest = ids; rest.at;) {
		if (str_eq(str_trim(str_cut(&rest, ',')), id))
			return true;
	}
	return false;
}

static struct grant *apply(struct world *w, const struct dialog_request *r,
			   const struct decision *d)
{
	permission_set asked = dialog_asks(w, r, d->person);
	struct grant *g = grant_make(&w->tokens, r->app, d->person);
	/* A name and a picture cannot be kept from the app one logs in to. */
	permission_set declined = d->declined & asked & ~PERMISSION_BIT(PERMISSION_PUBLIC_PROFILE);

	g->granted = (g->granted | asked) & ~declined;
	g->declined = (g->declined & ~asked) | declined;
	g->is_all = d->is_all;
	g->data_access_ends_s = world_now_s(w) + DATA_ACCESS_S;
	for (size_t i = 0; i < w->page_count; i++) {
		const struct page *p = &w->pages[i];
		bool is_own = p->owner == d->person;

		g->has_page[i] = is_own && (d->is_all || lists_id(d->pages, p->id));
		g->has_instagram[i] =
			is_own && p->account &&
			(d->instagram.at ? lists_id(d->instagram, p->account->id) : g->has_page[i]);
	}
	return g;
}

static void add_code(struct world *w, struct buf *query, const struct dialog_request *r,
		     const struct grant *g)
{
	struct code *code =
		code_issue(&w->tokens, r->app, g->person, r->redirect_uri, world_now_s(w));

	if (!str_is_empty(r->challenge)) {
		code->challenge = str_dup(&w->tokens.arena, r->challenge);
		code->is_challenge_plain = r->is_challenge_plain;
	}
	url_add_param(query, STR("code"), code->text);
}

static void add_token(struct world *w, struct arena *a, struct buf *query, struct grant *g)
{
	const struct token *t = token_issue_user(&w->tokens, g, false, world_now_s(w));

	url_add_param(query, STR("access_token"), t->text);
	url_add_param(query, STR("expires_in"),
		      str_fmt(a, "%lld", (long long)(t->expires_s - world_now_s(w))));
	url_add_param(query, STR("data_access_expiration_time"),
		      str_fmt(a, "%lld", (long long)g->data_access_ends_s));
}

/* Back to the application: in the query, or (tokens) in the fragment. */
static void send_back(struct http_response *res, const struct dialog_request *r,
		      const struct buf *query, bool is_fragment)
{
	cleanup(buf_free) struct buf url = { 0 };
	bool has_query = str_contains(r->redirect_uri, STR("?"));

	buf_init(&url, REDIRECT_MAX_BYTES);
	buf_put(&url, r->redirect_uri);
	buf_putc(&url, is_fragment ? '#' : has_query ? '&' : '?');
	buf_put(&url, buf_str(query));
	if (!is_fragment && !str_contains(r->redirect_uri, STR("#")))
		buf_put(&url, STR("#_=_"));
	http_redirect(res, 302, buf_str(&url));
	http_set_header(res, STR("Cache-Control"), STR("no-store"));
}

static void finish(struct world *w, struct arena *a, const struct dialog_request *r,
		   struct grant *g, struct http_response *res)
{
	cleanup(buf_free) struct buf query = { 0 };

	buf_init(&query, REDIRECT_MAX_BYTES);
	if (r->wants_token)
		add_token(w, a, &query, g);
	if (r->wants_code)
		add_code(w, &query, r, g);
	if (r->wants_scopes) {
		url_add_param(&query, STR("granted_scopes"), permission_set_text(a, g->granted));
		url_add_param(&query, STR("denied_scopes"), permission_set_text(a, g->declined));
	}
	if (r->state.at)
		url_add_param(&query, STR("state"), r->state);
	send_back(res, r, &query, r->wants_token);
}

static void cancel(const struct dialog_request *r, struct http_response *res)
{
	cleanup(buf_free) struct buf query = { 0 };

	buf_init(&query, REDIRECT_MAX_BYTES);
	buf_put(&query, STR("error=access_denied&error_code=200"
			    "&error_description=Permissions+error&error_reason=user_denied"));
	if (r->state.at)
		url_add_param(&query, STR("state"), r->state);
	send_back(res, r, &query, false);
}

static void decide(struct world *w, struct arena *a, const struct dialog_request *r,
		   const struct decision *d, struct http_response *res)
{
	if (d->is_cancelled)
		cancel(r, res);
	else
		finish(w, a, r, apply(w, r, d), res);
}

permission_set dialog_default_declines(const struct person *person, permission_set asked)
{
	struct str rest = str_of(person->cast->declines);
	enum permission p;

	while (rest.at) {
		if (permission_of(str_cut(&rest, ','), &p) && (asked & PERMISSION_BIT(p)))
			return PERMISSION_BIT(p);
	}
	return 0;
}

/* `_sim_persona=NAME`: the answer is in the URL. Unknown names show the page with a hint. */
static bool decide_by_script(struct world *w, const struct http_request *req,
			     const struct dialog_request *r, struct http_response *res)
{
	struct str unknown;
	struct decision d = {
		.person = world_person(w, params_get(&req->args, STR("_sim_persona"))),
		.pages = params_get(&req->args, STR("_sim_pages")),
		.instagram = params_get(&req->args, STR("_sim_instagram")),
		.is_cancelled = str_eq(params_get(&req->args, STR("_sim_cancel")), STR("1")),
	};

	if (!d.person)
		return false;
	d.is_all = !d.pages.at;
	d.declined = permission_set_of(params_get(&req->args, STR("_sim_decline")), &unknown);
	if (!params_has(&req->args, STR("_sim_decline")))
		d.declined = dialog_default_declines(d.person, r->asked);
	decide(w, req->arena, r, &d, res);
	return true;
}

void dialog_show(struct world *w, const struct http_request *req, struct str origin,
		 struct http_response *res)
{
	struct dialog_request r;

	dialog_request_read(w, req->arena, &req->args, &r);
	if (r.error_title.at) {
		dialog_page_error(res, r.error_title, r.error_text);
		return;
	}
	if (params_has(&req->args, STR("_sim_persona")) && decide_by_script(w, req, &r, res))
		return;
	struct person *person = world_person(w, params_get(&req->args, STR("sim_user")));
	if (person)
		dialog_page_choose(w, res, req, &r, person, origin);
	else
		dialog_page_persons(w, res, req, &r, origin);
}

/*
 * All values of a name in a form, comma-joined; STR("") when there is none. Read by hand, because a
 * person may tick more Pages than a query may have parameters.
 */
static struct str form_values(struct arena *a, struct str form, struct str name)
{
	struct str all = STR("");

	for (struct str rest = form; rest.at;) {
		struct str value = str_cut(&rest, '&');
		struct str key = str_cut(&value, '=');

		if (!str_eq(key, name) || !value.at || !url_decode(a, value, true, &value))
			continue;
		all = str_fmt(a, "%.*s%s%.*s", STR_ARG(all), all.len ? "," : "", STR_ARG(value));
	}
	return all;
}

/* The form sends back the dialog's own query and what was ticked. */
void dialog_decide(struct world *w, const struct http_request *req, struct http_response *res)
{
	struct arena *a = req->arena;
	struct str form = str_is_empty(req->body) ? STR("") : req->body;
	struct params query = { 0 };
	struct err err = ERR_INIT;
	struct dialog_request r;
	struct str unknown;
	struct decision d = { .person = world_person(w, form_values(a, form, STR("person"))) };

	if (!params_parse(a, form_values(a, form, STR("query")), &query, &err)) {
		dialog_page_error(res, STR("Formulir tidak terbaca"),
				  STR("Buka ulang dialog dari aplikasi."));
		return;
	}
	dialog_request_read(w, a, &query, &r);
	if (r.error_title.at || !d.person) {
		dialog_page_error(res, STR("Dialog tidak berlaku lagi"),
				  STR("Buka ulang dialog dari aplikasi."));
		return;
	}
	d.is_cancelled = str_eq(form_values(a, form, STR("answer")), STR("cancel"));
	d.is_all = str_eq(form_values(a, form, STR("range")), STR("all"));
	d.pages = form_values(a, form, STR("page"));
	d.instagram = d.is_all ? STR_NONE : form_values(a, form, STR("instagram"));
	d.declined = dialog_asks(w, &r, d.person) &
		     ~permission_set_of(form_values(a, form, STR("scope")), &unknown);
	decide(w, a, &r, &d, res);
}
