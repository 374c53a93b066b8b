/* Every statement prepares, and none walks through a whole table without a stated reason. */
#include "base/buf.h"
#include "store/row.h"
#include "store/store_impl.h"
#include "store/test_store.h"

static void explain(struct fixture *f, struct db_tx *tx, const char *how, unsigned statement,
		    struct db_stmt **ret)
{
	struct str text = str_fmt(&f->a, "%s %s", how, sql_texts[statement]);
	struct db_arg args[32] = { { .kind = DB_NULL } };
	size_t count = 0;

	/* ?1 to ?n without gaps, which sqlgen has checked. */
	while (str_contains(text, str_fmt(&f->a, "?%zu", count + 1)))
		count++;
	check_ok(db_query_text(tx, text, args, count, ret, &f->err), &f->err);
}

static void prepare_all(struct fixture *f, struct db_tx *tx)
{
	for (unsigned i = 0; i < SQL_COUNT; i++) {
		cleanup(db_endp) struct db_stmt *s = NULL;
		explain(f, tx, "EXPLAIN", i, &s);
	}
}

static void test_prepare(void **state)
{
	in_read(*state, prepare_all);
}

/*
 * What may read a table, or an index, from end to end; everything else must search. A row stands
 * for all statements whose name begins with `statement`, and for what the plan calls the table
 * there.
 */
static const struct {
	const char *statement, *table, *why;
} may_walk[] = {
	{ "", "CONSTANT", "no table at all" },
	{ "", "page_choices",
	  "rows live ten minutes; a user or social account that goes takes its own" },
	{ "", "oauth_transactions", "rows live ten minutes; as above" },
	{ "counters_list", "counters", "one row for each error code there is" },
	{ "products_list", "p", "a handful" },
	{ "subscription_groups_list", "g", "a handful" },
	{ "subscription_plans_list", "p", "a handful" },
	{ "user_categories_list", "user_categories", "a handful" },
	{ "vouchers_list", "v", "all of them are shown" },
	{ "voucher_redemptions_list", "r", "in the order of the key, and stops at LIMIT" },
	{ "voucher_redemptions_count", "voucher_redemptions", "for an admin; users are few" },
	{ "members_count", "u", "for an admin, with a search pattern; users are few" },
	{ "members_by_", "u", "in the order of an index, and stops at LIMIT" },
	{ "users_count", "users", "at start; users are few" },
	{ "audit_last", "audit_log", "from the end of the key, and stops at one" },
	{ "job_rows_next_lease", "jobs", "a partial index of running jobs" },
	{ "job_rows_count", "jobs", "partial indexes of unfinished and failed jobs" },
	{ "job_rows_lost", "jobs", "as above" },
	{ "job_rows_expire", "jobs", "as above" },
	{ "api_tokens_purge", "api_tokens", "once a day" },
	{ "sessions_purge", "sessions", "once a day" },
	{ "sync_runs_purge", "sync_runs", "once a day" },
	{ "social_tokens_due", "t", "once a day, one row for each Facebook login" },
	{ "token_watch_due", "t", "once a day, and when a token has died: one row per connection" },
	{ "token_watch_due", "c", "as above" },
	{ "token_watch_purge", "social_connections", "once a day" },
	{ "token_watch_count", "social_connections", "for the operator, one row per connection" },
	{ "token_watch_count", "(subquery-2)", "as above" },
	{ "webhook_events_waiting", "webhook_events", "a partial index of unread ones; LIMIT" },
	{ "sync_accounts_totals", "sync_accounts", "as the next" },
	{ "sync_accounts_totals", "t", "for the operator, one row for each connected account" },
};

static bool is_allowed(struct str name, struct str table)
{
	for (size_t i = 0; i < COUNT_OF(may_walk); i++)
		if (str_starts_with(name, str_of(may_walk[i].statement)) &&
		    str_eq(table, str_of(may_walk[i].table)))
			return true;
	return false;
}

/* A step of a plan: "SCAN media USING INDEX ..." walks, "SEARCH media ..." does not. */
static bool walks(unsigned statement, struct str step)
{
	if (!str_starts_with(step, STR("SCAN ")))
		return false;
	struct str rest = str_skip(step, 5);

	return !is_allowed(str_of(sql_names[statement]), str_cut(&rest, ' '));
}

static void explain_all(struct fixture *f, struct db_tx *tx)
{
	int walking = 0;

	for (unsigned i = 0; i < SQL_COUNT; i++) {
		cleanup(db_endp) struct db_stmt *plan = NULL;
		explain(f, tx, "EXPLAIN QUERY PLAN", i, &plan);
		while (db_next(plan)) {
			struct str step = db_text(plan, 3);
			if (getenv("SHOW_PLANS"))
				print_message("%-32s %.*s\n", sql_names[i], STR_ARG(step));
			if (!walks(i, step))
				continue;
			print_error("%s: %.*s: give it an index (a migration), or a row and a "
				    "reason in may_walk\n",
				    sql_names[i], STR_ARG(step));
			walking++;
		}
	}
	check_int("statements that walk", walking, 0);
}

static void test_plans(void **state)
{
	in_read(*state, explain_all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_prepare, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_plans, fixture_setup, fixture_teardown),
	};
	return cmocka_run_group_tests_name("store/statements", tests, NULL, NULL);
}
