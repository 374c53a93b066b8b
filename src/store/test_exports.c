/* Exports, their links, schedules and letters: who sees what, and what happens only once. */
#include "store/brands.h"
#include "store/exports.h"
#include "store/job_rows.h"
#include "store/report_schedules.h"
#include "store/test_store.h"

#define ACCOUNT "17841400000000001"
#define DAY_S 86400

struct place {
	int64_t rani, tono;
};

static struct place place_of(struct fixture *f, struct db_tx *tx)
{
	struct place p = { add_user(f, tx, "rani@x.test"), add_user(f, tx, "tono@x.test") };

	add_account(f, tx, ACCOUNT, p.rani, add_social(f, tx, p.rani, "1"));
	return p;
}

static int64_t add_export(struct fixture *f, struct db_tx *tx, int64_t user_id,
			  struct opt_int schedule_id, int64_t *ret_job)
{
	const struct export_row row = { .user_id = user_id,
					.account_id = STR(ACCOUNT),
					.schedule_id = schedule_id,
					.slot_s = schedule_id,
					.request = STR("{}"),
					.created_s = NOW_S,
					.expires_s = NOW_S + DAY_S };
	const struct job_row job = { .kind = STR("export.make"),
				     .payload = STR("{}"),
				     .run_at_ms = NOW_S,
				     .max_attempts = 3,
				     .created_ms = NOW_S };
	int64_t id = 0;
	bool added;

	check_ok(exports_add(tx, &row, &id, &f->err), &f->err);
	check_ok(job_rows_add(tx, &job, ret_job, &added, &f->err), &f->err);
	check_ok(exports_set_job(tx, user_id, id, *ret_job, NOW_S + DAY_S, &f->err), &f->err);
	return id;
}

static enum export_state state_of(struct fixture *f, struct db_tx *tx, int64_t id)
{
	struct export_row row;
	bool found;

	check_ok(exports_get_any(tx, &f->a, id, &row, &found, &f->err), &f->err);
	check_true("there", found);
	return export_state(&row);
}

/* ---- exports ---- */

static void states(struct fixture *f, struct db_tx *tx)
{
	struct place p = place_of(f, tx);
	int64_t job = 0, unfinished = 0;
	int64_t id = add_export(f, tx, p.rani, OPT_NO_INT, &job);
	struct job_row claimed;
	bool found;
	const struct job_claim claim = {
		.owner = STR("w"), .now_ms = NOW_S, .lease_ms = 1000, .kinds = STR(",export.make,")
	};

	check_int("queued", state_of(f, tx, id), EXPORT_QUEUED);
	check_ok(exports_count_unfinished(tx, p.rani, &unfinished, &f->err), &f->err);
	check_int("unfinished", unfinished, 1);
	check_ok(job_rows_claim(tx, &f->a, &claim, &claimed, &found, &f->err), &f->err);
	check_int("making", state_of(f, tx, id), EXPORT_MAKING);

	/* Only the job that makes it now may finish it. */
	struct export_finish finish = { .id = id,
					.job_id = job + 1,
					.file_name = STR("a.csv"),
					.content_type = STR("text/csv"),
					.size_bytes = 5,
					.now_s = NOW_S,
					.expires_s = NOW_S + DAY_S };
	check_ok(exports_finish(tx, &finish, &found, &f->err), &f->err);
	check_true("another job's", !found);
	finish.job_id = job;
	check_ok(exports_finish(tx, &finish, &found, &f->err), &f->err);
	check_true("its own", found);
	check_int("ready", state_of(f, tx, id), EXPORT_READY);

	int64_t gone = add_export(f, tx, p.rani, OPT_NO_INT, &job);
	check_ok(job_rows_cancel(tx, job, NOW_S, &found, &f->err), &f->err);
	check_int("cancelled", state_of(f, tx, gone), EXPORT_CANCELLED);
	check_ok(exports_set_job(tx, p.rani, gone, 999, NOW_S + DAY_S, &f->err), &f->err);
	check_int("its job is forgotten", state_of(f, tx, gone), EXPORT_FAILED);
}

static void owners(struct fixture *f, struct db_tx *tx)
{
	struct place p = place_of(f, tx);
	int64_t job = 0;
	int64_t id = add_export(f, tx, p.rani, OPT_NO_INT, &job);
	struct export_rows rows;
	struct export_row row;
	bool found;
	const struct {
		const char *name;
		struct export_key key;
		bool found;
	} cases[] = {
		{ "own", { p.rani, id, NOW_S }, true },
		{ "another's", { p.tono, id, NOW_S }, false },
		{ "expired", { p.rani, id, NOW_S + DAY_S }, false },
		{ "no such", { p.rani, id + 1, NOW_S }, false },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		check_ok(exports_get(tx, &f->a, cases[i].key, &row, &found, &f->err), &f->err);
		check_int(cases[i].name, found, cases[i].found);
	}
	check_ok(exports_list(tx, &f->a, p.tono, NOW_S, 20, &rows, &f->err), &f->err);
	check_int("of another", rows.count, 0);
	check_ok(exports_delete(tx, p.tono, id, &found, &f->err), &f->err);
	check_true("not deleted", !found);
}

static void what_goes(struct fixture *f, struct db_tx *tx)
{
	struct place p = place_of(f, tx);
	struct export_gone_list gone;
	int64_t job = 0, first = add_export(f, tx, p.rani, OPT_NO_INT, &job);
	bool exists;

	for (int i = 0; i < 3; i++)
		add_export(f, tx, p.rani, OPT_NO_INT, &job);
	check_ok(exports_delete_old(tx, &f->a, p.rani, 3, &gone, &f->err), &f->err);
	check_int("one too many", gone.count, 1);
	check_int("the oldest", gone.at[0].id, first);
	check_ok(exports_exists(tx, first, &exists, &f->err), &f->err);
	check_true("gone", !exists);
	check_ok(exports_purge(tx, &f->a, NOW_S + DAY_S - 1, &gone, &f->err), &f->err);
	check_int("not yet", gone.count, 0);
	check_ok(exports_purge(tx, &f->a, NOW_S + DAY_S, &gone, &f->err), &f->err);
	check_int("all", gone.count, 3);
}

static void links(struct fixture *f, struct db_tx *tx)
{
	struct place p = place_of(f, tx);
	int64_t job = 0;
	const struct export_link link = { STR("hash"), add_export(f, tx, p.rani, OPT_NO_INT, &job),
					  NOW_S + 10, 2 };
	struct opt_int opens;
	bool found;

	check_ok(export_links_add(tx, &link, &f->err), &f->err);
	for (int i = 0; i < 3; i++) {
		check_ok(export_links_get(tx, STR("hash"), NOW_S, &opens, &f->err), &f->err);
		check_int("opens", opens.has, i < 2);
		check_ok(export_links_use(tx, STR("hash"), NOW_S, &found, &f->err), &f->err);
		check_int("used", found, i < 2);
	}
	check_ok(export_links_get(tx, STR("other"), NOW_S, &opens, &f->err), &f->err);
	check_true("another", !opens.has);
}

/* ---- schedules ---- */

static int64_t add_schedule(struct fixture *f, struct db_tx *tx, int64_t user_id)
{
	const struct report_schedule_row row = { .user_id = user_id,
						 .account_id = STR(ACCOUNT),
						 .name = STR("x"),
						 .every = STR("week"),
						 .day = 1,
						 .time_zone = STR("Asia/Jakarta"),
						 .request = STR("{}"),
						 .delivery = STR("link"),
						 .is_active = true,
						 .next_s = NOW_S };
	int64_t id = 0;

	check_ok(report_schedules_add(tx, &row, NOW_S, &id, &f->err), &f->err);
	return id;
}

static void a_time_is_taken_once(struct fixture *f, struct db_tx *tx)
{
	int64_t id = add_schedule(f, tx, place_of(f, tx).rani);
	struct report_schedule_rows due;
	bool claimed;

	check_ok(report_schedules_due(tx, &f->a, NOW_S - 1, 10, &due, &f->err), &f->err);
	check_int("early", due.count, 0);
	check_ok(report_schedules_due(tx, &f->a, NOW_S, 10, &due, &f->err), &f->err);
	check_int("due", due.count, 1);
	check_ok(report_schedules_claim(tx, id, NOW_S, NOW_S + DAY_S, &claimed, &f->err), &f->err);
	check_true("the first", claimed);
	check_ok(report_schedules_claim(tx, id, NOW_S, NOW_S + DAY_S, &claimed, &f->err), &f->err);
	check_true("the second", !claimed);
	check_ok(report_schedules_due(tx, &f->a, NOW_S, 10, &due, &f->err), &f->err);
	check_int("no longer", due.count, 0);
	check_ok(report_schedules_ahead(tx, &f->a, NOW_S, 10, &due, &f->err), &f->err);
	check_int("ahead", due.count, 1);
}

static void set_recipients(struct fixture *f, struct db_tx *tx, int64_t id, const char *first,
			   const char *second)
{
	struct report_recipient_row at[] = {
		{ .email = str_of(first), .leave_token = str_fmt(&f->a, "%s-1", first) },
		{ .email = str_of(second), .leave_token = str_fmt(&f->a, "%s-2", second) },
	};

	check_ok(report_recipients_set(tx, id, &(struct report_recipient_rows){ at, 2 }, &f->err),
		 &f->err);
}

static void who_left_stays_left(struct fixture *f, struct db_tx *tx)
{
	int64_t id = add_schedule(f, tx, place_of(f, tx).rani);
	struct report_recipient_rows rows;
	struct report_leaving who;
	bool found;

	set_recipients(f, tx, id, "a@x.test", "b@x.test");
	check_ok(report_recipients_leave(tx, STR("a@x.test-1"), NOW_S, &found, &f->err), &f->err);
	check_true("left", found);
	set_recipients(f, tx, id, "b@x.test", "c@x.test");
	check_ok(report_recipients_list(tx, &f->a, id, &rows, &f->err), &f->err);
	check_int("on the list", rows.count, 2);
	set_recipients(f, tx, id, "a@x.test", "c@x.test");
	check_ok(report_recipients_list(tx, &f->a, id, &rows, &f->err), &f->err);
	check_str("back on the list", rows.at[0].email, STR("a@x.test"));
	check_int("but left", rows.at[0].left_s.value, NOW_S);
	check_ok(
		report_recipients_get_by_token(tx, &f->a, STR("a@x.test-1"), &who, &found, &f->err),
		&f->err);
	check_true("his link works", found && who.left_s.has);
}

static void a_letter_is_begun_once(struct fixture *f, struct db_tx *tx)
{
	int64_t id = add_schedule(f, tx, place_of(f, tx).rani);
	struct report_delivery_row row = { .schedule_id = id,
					   .slot_s = NOW_S,
					   .email = STR("a@x.test"),
					   .state = STR("waiting") };
	struct report_delivery_rows rows;
	bool begun;

	for (int i = 0; i < 2; i++)
		check_ok(report_deliveries_add(tx, &row, NOW_S, &f->err), &f->err);
	check_ok(report_deliveries_of_slot(tx, &f->a, &row, &rows, &f->err), &f->err);
	check_int("wanted twice, there once", rows.count, 1);
	for (int i = 0; i < 2; i++) {
		check_ok(report_deliveries_begin(tx, rows.at[0].id, NOW_S, &begun, &f->err),
			 &f->err);
		check_int("begun", begun, i == 0);
	}
	row.id = rows.at[0].id;
	row.state = STR("sent");
	check_ok(report_deliveries_end(tx, &row, NOW_S + 1, &f->err), &f->err);
	check_ok(report_deliveries_begin(tx, row.id, NOW_S, &begun, &f->err), &f->err);
	check_true("sent is sent", !begun);
}

static void a_test_a_minute(struct fixture *f, struct db_tx *tx)
{
	struct place p = place_of(f, tx);
	int64_t id = add_schedule(f, tx, p.rani);
	const struct {
		const char *name;
		struct report_test test;
		bool noted;
	} cases[] = {
		{ "the first", { p.rani, id, NOW_S, 60 }, true },
		{ "at once again", { p.rani, id, NOW_S + 59, 60 }, false },
		{ "a minute later", { p.rani, id, NOW_S + 60, 60 }, true },
		{ "another's", { p.tono, id, NOW_S + 999, 60 }, false },
		{ "a clock that went back", { p.rani, id, NOW_S, 60 }, true },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		bool noted;
		check_ok(report_schedules_test(tx, &cases[i].test, &noted, &f->err), &f->err);
		check_int(cases[i].name, noted, cases[i].noted);
	}
}

/* ---- brands ---- */

static void brands(struct fixture *f, struct db_tx *tx)
{
	struct place p = place_of(f, tx);
	const struct brand_row logo = { .logo = STR("\x89PNG"), .logo_type = STR("image/png") };
	const struct brand_row name = { .name = STR("Dapur"), .colour = STR("#aa3311") };
	const struct brand_row none = { .logo = STR_NONE };
	struct brand_row row;

	check_ok(brands_get(tx, &f->a, p.rani, &row, &f->err), &f->err);
	check_str("none", row.name, STR(""));
	check_ok(brands_set_logo(tx, p.rani, &logo, NOW_S, &f->err), &f->err);
	check_ok(brands_set(tx, p.rani, &name, NOW_S, &f->err), &f->err);
	check_ok(brands_get(tx, &f->a, p.rani, &row, &f->err), &f->err);
	check_str("name", row.name, STR("Dapur"));
	check_str("logo", row.logo, logo.logo);
	check_ok(brands_set_logo(tx, p.rani, &none, NOW_S, &f->err), &f->err);
	check_ok(brands_get(tx, &f->a, p.rani, &row, &f->err), &f->err);
	check_true("no logo", !row.logo.at && !row.logo_type.at);
	check_str("name stays", row.name, STR("Dapur"));
	check_ok(brands_get(tx, &f->a, p.tono, &row, &f->err), &f->err);
	check_str("another's", row.name, STR(""));
}

#define IN_WRITE(name)                                                                             \
	static void test_##name(void **state)                                                      \
	{                                                                                          \
		in_write(*state, name);                                                            \
	}
IN_WRITE(states)
IN_WRITE(owners)
IN_WRITE(what_goes)
IN_WRITE(links)
IN_WRITE(a_time_is_taken_once)
IN_WRITE(who_left_stays_left)
IN_WRITE(a_letter_is_begun_once)
IN_WRITE(a_test_a_minute)
IN_WRITE(brands)

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(states),
		TEST(owners),
		TEST(what_goes),
		TEST(links),
		TEST(a_time_is_taken_once),
		TEST(who_left_stays_left),
		TEST(a_letter_is_begun_once),
		TEST(a_test_a_minute),
		TEST(brands),
	};
	return cmocka_run_group_tests_name("store/exports", tests, NULL, NULL);
}
