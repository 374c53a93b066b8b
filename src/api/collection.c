/* How collecting stands, account by account: ours, for the operator. */
#include "api/put.h"
#include "api/tables.h"
#include "sync/overview.h"

#define ACCOUNTS_BY_DEFAULT 100
#define ACCOUNTS_MAX 500

static const struct member step_members[] = {
	{ "name", T_TEXT },
	{ "state", T_CHOICE("waiting", "done", "partial", "failed", "skipped") },
	{ "got", T_INT, 0, "By the newest collection that came to it." },
	{ "total", T_INT, NULLABLE },
	{ "message", T_TEXT, NULLABLE, "Why it is partial, failed or skipped." },
	{ "meta_code", T_INT, NULLABLE, "Graph's error code, when that is why." },
	{ "meta_subcode", T_INT, NULLABLE },
	{ "updated_at", T_TIME },
};
static const struct member refusal_members[] = {
	{ "metric", T_TEXT, 0, "Level and Graph's name: account/views." },
	{ "since", T_TIME },
	{ "asked_again", T_TIME, 0, "Until then it is left out." },
	{ "meta_code", T_INT, NULLABLE },
	{ "message", T_TEXT },
};
static const struct member problem_members[] = {
	{ "step", T_TEXT },     { "object", T_TEXT, 0, "A post, a metric, a Page." },
	{ "meta_code", T_INT }, { "meta_subcode", T_INT },
	{ "message", T_TEXT },  { "seen_at", T_TIME },
};
static const struct member account_members[] = {
	{ "kind", T_CHOICE("account", "competitor") },
	{ "id", T_ID },
	{ "username", T_TEXT },
	{ "state",
	  T_CHOICE("never", "waiting", "running", "done", "partial", "failed", "invalid_token") },
	{ "coverage", T_TEXT, 0, "In words." },
	{ "last_try", T_TIME, NULLABLE },
	{ "last_success", T_TIME, NULLABLE, "Of a collection that was done, or in part." },
	{ "next_run", T_TIME, NULLABLE },
	{ "failures", T_INT, 0, "Failed collections in a row, up to now." },
	{ "calls_today", T_INT, 0, "HTTP calls to Meta." },
	{ "error_code", T_TEXT, NULLABLE },
	{ "error_text", T_TEXT, NULLABLE },
	{ "meta_code", T_INT, NULLABLE },
	{ "meta_subcode", T_INT, NULLABLE },
	{ "steps", T_LIST(T_OBJECT(step_members)) },
	{ "not_offered", T_LIST(T_OBJECT(refusal_members)), 0, "Metrics Meta refused." },
	{ "problems", T_LIST(T_OBJECT(problem_members)), 0,
	  "What single things could not be had." },
};
static const struct shape account_standing_shape =
	NAMED_OBJECT("AccountCollection", account_members, "How collecting one account stands.");

static const struct member totals_members[] = {
	{ "accounts", T_INT, 0, "Own ones." },
	{ "fresh", T_INT, 0, "Collected within a day." },
	{ "failing", T_INT },
	{ "calls_today", T_INT, 0, "HTTP calls to Meta, those for competitors too." },
	{ "oldest_success", T_TIME, NULLABLE, "Of the account that waits longest." },
};
static const struct member collection_members[] = {
	{ "totals", T_OBJECT(totals_members) },
	{ "accounts", T_LIST(&account_standing_shape) },
	{ "next", T_ID, NULLABLE, "Ask again with after=NEXT for more." },
};
static const struct shape collection_shape =
	NAMED_OBJECT("Collection", collection_members, "How collecting stands.");

struct page {
	struct str after;
	int64_t limit;
};
static const struct field page_fields[] = {
	FIELD(struct page, after, .type = FIELD_ID, .max = 32, .hint = "id akun Instagram",
	      .hint_en = "the id of an Instagram account"),
	FIELD(struct page, limit, .type = FIELD_I64, .min = 1, .max = ACCOUNTS_MAX,
	      .hint = "isi dengan angka 1 sampai 500", .hint_en = "enter a number from 1 to 500"),
};
static const struct member page_query[] = {
	{ "after", T_ID, OPTIONAL, "Only accounts after that id." },
	{ "limit", T_INT, OPTIONAL, "At most 500; 100 when absent." },
};

static void put_totals(struct call *c, const struct sync_totals *t)
{
	json_key(&c->json, STR("totals"));
	json_object(&c->json);
	json_put_int(&c->json, "accounts", t->accounts);
	json_put_int(&c->json, "fresh", t->fresh);
	json_put_int(&c->json, "failing", t->failing);
	json_put_int(&c->json, "calls_today", t->calls_today);
	put_time(c, "oldest_success", opt_int_or(t->oldest_success_s, 0));
	json_end_object(&c->json);
}

static bool collection(struct call *c, struct err *err)
{
	struct page page = { .after = STR("") };
	struct sync_overview overview;
	struct sync_totals totals;

	if (!fields_from_params(c->arena, page_fields, COUNT_OF(page_fields), &c->req->args, &page,
				err) ||
	    !sync_totals(c->api->sync, &totals, err) ||
	    !sync_overview(c->api->sync, c->arena, page.after,
			   page.limit ? page.limit : ACCOUNTS_BY_DEFAULT, &overview, err))
		return false;
	json_object(&c->json);
	put_totals(c, &totals);
	json_put_array(&c->json, "accounts");
	for (size_t i = 0; i < overview.count; i++) {
		json_object(&c->json);
		sync_overview_write(&c->json, c->arena, c->zone, &overview.at[i]);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	put_text(c, "next", overview.next);
	json_end_object(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/api/admin/collection", collection, .access = ACCESS_ADMIN, .face = FACE_META,
	  .doc = "How collecting stands, account by account.", .query = QUERY(page_query),
	  .reply = &collection_shape },
};

const struct route_table collection_routes = { routes, COUNT_OF(routes), "Operation" };
