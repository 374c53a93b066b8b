/* Every statement prepares, and none that a screen waits for walks through a whole table. */
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

/* Tables that grow with time: reading one from end to end is never right on a screen. */
static bool walks_through(struct str step)
{
	static const char *const big[] = { "media",
					   "media_days",
					   "media_insights",
					   "media_hashtags",
					   "media_comments",
					   "insight_days",
					   "page_days",
					   "stories",
					   "story_insights",
					   "media_children",
					   "audience_days",
					   "profile_days",
					   "engagement_days",
					   "jobs",
					   "sync_runs",
					   "audit_log",
					   "sessions",
					   "d",
					   "m",
					   "i",
					   "h",
					   "s" };

	if (!str_starts_with(step, STR("SCAN ")))
		return false;
	struct str rest = str_skip(step, 5);
	struct str table = str_cut(&rest, ' ');
	for (size_t i = 0; i < COUNT_OF(big); i++)
		if (str_eq(table, str_of(big[i])))
			return !str_contains(step, STR("CONSTANT ROW"));
	return false;
}

/* Statements for the clock or the operator, who have time; everything else must search. */
static bool may_walk(const char *name)
{
	static const char *const patient[] = { "sessions_purge",        "api_tokens_purge",
					       "sync_runs_purge",       "audit_last",
					       "job_rows_next_waiting", "job_rows_next_lease",
					       "job_rows_count",        "job_rows_claim" };

	for (size_t i = 0; i < COUNT_OF(patient); i++)
		if (str_eq(str_of(name), str_of(patient[i])))
			return true;
	return false;
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
			if (may_walk(sql_names[i]) || !walks_through(step))
				continue;
			print_error("%s: %.*s\n", sql_names[i], STR_ARG(step));
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
