#include "graphsim/oauth/dialog_page.h"

#include "graphsim/oauth/pages.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/picture.h"

#define PART_MAX_BYTES (1u * MIB)

static void send_page(struct http_response *res, struct str title, struct str content)
{
	http_set_content_type(res, STR("text/html; charset=utf-8"));
	http_set_header(res, STR("Content-Security-Policy"),
			STR("default-src 'none'; style-src 'self'; img-src 'self'; "
			    "frame-ancestors 'none'; base-uri 'none'"));
	http_set_header(res, STR("Cache-Control"), STR("no-store"));
	http_set_header(res, STR("Referrer-Policy"), STR("no-referrer"));
	PAGES_FILL(&res->body, "shell.html", { "title", title, false },
		   { "content", content, true });
}

void dialog_page_error(struct http_response *res, struct str title, struct str text)
{
	cleanup(buf_free) struct buf content = { 0 };

	buf_init(&content, PART_MAX_BYTES);
	PAGES_FILL(&content, "error.html", { "title", title, false }, { "text", text, false });
	res->status = 400;
	send_page(res, title, buf_str(&content));
}

/* Just enough of a call to name pictures. */
static struct call picture_call(struct arena *a, struct str origin)
{
	return (struct call){ .arena = a, .origin = origin };
}

/* The same dialog with one more argument. */
static struct str with_user(struct arena *a, const struct http_request *req, struct str key)
{
	return str_fmt(a, "?%.*s%ssim_user=%.*s", STR_ARG(req->query), req->query.len ? "&" : "",
		       STR_ARG(key));
}

/* The query as the application sent it. */
static struct str own_query(struct arena *a, struct str query)
{
	struct str kept = STR("");

	for (struct str rest = query; rest.at;) {
		struct str part = str_cut(&rest, '&');

		if (!str_starts_with(part, STR("sim_user=")))
			kept = str_fmt(a, "%.*s%s%.*s", STR_ARG(kept), kept.len ? "&" : "",
				       STR_ARG(part));
	}
	return kept;
}

void dialog_page_persons(struct world *w, struct http_response *res, const struct http_request *req,
			 const struct dialog_request *r, struct str origin)
{
	struct call c = picture_call(req->arena, origin);
	cleanup(buf_free) struct buf list = { 0 };
	cleanup(buf_free) struct buf content = { 0 };

	buf_init(&list, PART_MAX_BYTES);
	buf_init(&content, PART_MAX_BYTES);
	for (size_t i = 0; i < w->person_count; i++) {
		const struct person *p = &w->persons[i];

		PAGES_FILL(&list, "person.html",
			   { "href", with_user(req->arena, req, p->key), false },
			   { "key", p->key, false }, { "picture", picture_of_person(&c, p), false },
			   { "name", p->name, false },
			   { "stands_for", str_of(p->cast->stands_for), false });
	}
	PAGES_FILL(&content, "persons.html", { "app", r->app->name, false },
		   { "persons", buf_str(&list), true });
	send_page(res, STR("Masuk"), buf_str(&content));
}

void dialog_page_home(struct world *w, struct http_response *res, const struct http_request *req,
		      struct str origin)
{
	struct call c = picture_call(req->arena, origin);
	cleanup(buf_free) struct buf list = { 0 };
	cleanup(buf_free) struct buf content = { 0 };

	buf_init(&list, PART_MAX_BYTES);
	buf_init(&content, PART_MAX_BYTES);
	for (size_t i = 0; i < w->person_count; i++) {
		const struct person *p = &w->persons[i];

		PAGES_FILL(&list, "resident.html", { "picture", picture_of_person(&c, p), false },
			   { "name", p->name, false }, { "key", p->key, false },
			   { "stands_for", str_of(p->cast->stands_for), false });
	}
	PAGES_FILL(&content, "home.html",
		   { "now", iso_text(req->arena, world_now_s(w), JAKARTA_OFFSET_S), false },
		   { "persons", buf_str(&list), true });
	send_page(res, STR("Simulator"), buf_str(&content));
}

/* 96412 as 96.412 */
static struct str grouped(struct arena *a, int64_t n)
{
	if (n >= 1000000)
		return str_fmt(a, "%lld.%03lld.%03lld", (long long)(n / 1000000),
			       (long long)(n / 1000 % 1000), (long long)(n % 1000));
	if (n >= 1000)
		return str_fmt(a, "%lld.%03lld", (long long)(n / 1000), (long long)(n % 1000));
	return str_fmt(a, "%lld", (long long)n);
}

static void put_instagram(struct world *w, const struct call *c, struct buf *out,
			  struct account *account)
{
	int64_t followers = account_followers(account, world_now_s(w));

	PAGES_FILL(out, "instagram_row.html", { "id", account->id, false },
		   { "picture", picture_of_account(c, account), false },
		   { "username", account_username(account), false },
		   { "about",
		     str_fmt(c->arena, "Instagram %s · %.*s pengikut",
			     account->standing == ACCOUNT_PERSONAL ? "pribadi" : "profesional",
			     STR_ARG(grouped(c->arena, followers))),
		     false });
}

static void put_page(struct world *w, const struct call *c, struct buf *out, const struct page *p)
{
	cleanup(buf_free) struct buf instagram = { 0 };

	buf_init(&instagram, PART_MAX_BYTES);
	if (p->account)
		put_instagram(w, c, &instagram, p->account);
	else
		PAGES_FILL(&instagram, "note_row.html",
			   { "text", STR("Tidak terhubung ke Instagram"), false });
	PAGES_FILL(out, "page_row.html", { "id", p->id, false },
		   { "picture", picture_of_page(c, p), false }, { "name", p->name, false },
		   { "about",
		     str_fmt(c->arena, "%.*s · %.*s pengikut%s%.*s", STR_ARG(p->category),
			     STR_ARG(grouped(c->arena, p->fans)), p->business ? " · " : "",
			     STR_ARG(p->business ? p->business->name : STR(""))),
		     false },
		   { "instagram", buf_str(&instagram), true });
}

static size_t put_pages(struct world *w, const struct call *c, struct buf *out,
			const struct person *person)
{
	size_t count = 0;

	for (size_t i = 0; i < w->page_count; i++) {
		if (w->pages[i].owner != person || w->pages[i].is_role_lost)
			continue;
		put_page(w, c, out, &w->pages[i]);
		count++;
	}
	if (count == 0)
		PAGES_FILL(out, "note_row.html",
			   { "text", STR("Orang ini tidak mengelola Page apa pun."), false });
	return count;
}

static void put_scopes(struct world *w, struct buf *out, const struct dialog_request *r,
		       const struct person *person)
{
	permission_set asked = dialog_asks(w, r, person);
	permission_set unticked = dialog_default_declines(person, asked);

	for (int p = 0; p < PERMISSION_COUNT; p++) {
		const struct permission_info *info = permission_info((enum permission)p);
		bool is_fixed = p == PERMISSION_PUBLIC_PROFILE;
		bool is_ticked = !(unticked & PERMISSION_BIT(p));

		if (!(asked & PERMISSION_BIT(p)))
			continue;
		PAGES_FILL(out, "scope_row.html", { "scope", info->name, false },
			   { "state",
			     is_fixed    ? STR(" checked disabled")
			     : is_ticked ? STR(" checked")
					 : STR(""),
			     true },
			   { "text", info->text, false },
			   { "remark",
			     is_fixed    ? STR(" · wajib")
			     : is_ticked ? STR("")
					 : STR(" · biasanya ditolak oleh orang ini"),
			     false });
	}
}

void dialog_page_choose(struct world *w, struct http_response *res, const struct http_request *req,
			const struct dialog_request *r, const struct person *person,
			struct str origin)
{
	struct arena *a = req->arena;
	struct call c = picture_call(a, origin);
	struct str query = own_query(a, req->query);
	cleanup(buf_free) struct buf pages = { 0 };
	cleanup(buf_free) struct buf scopes = { 0 };
	cleanup(buf_free) struct buf range = { 0 };
	cleanup(buf_free) struct buf content = { 0 };

	buf_init(&pages, PART_MAX_BYTES);
	buf_init(&scopes, PART_MAX_BYTES);
	buf_init(&range, PART_MAX_BYTES);
	buf_init(&content, 4 * PART_MAX_BYTES);
	size_t count = put_pages(w, &c, &pages, person);
	put_scopes(w, &scopes, r, person);
	if (count > 0)
		PAGES_FILL(&range, "range.html", { "count", str_fmt(a, "%zu", count), false });
	PAGES_FILL(&content, "choose.html", { "query", query, false },
		   { "key", person->key, false },
		   { "back", str_fmt(a, "?%.*s", STR_ARG(query)), false },
		   { "picture", picture_of_person(&c, person), false },
		   { "app", r->app->name, false }, { "name", person->name, false },
		   { "range", buf_str(&range), true }, { "pages", buf_str(&pages), true },
		   { "scopes", buf_str(&scopes), true }, { "redirect", r->redirect_uri, false });
	send_page(res, STR("Izinkan akses"), buf_str(&content));
}
