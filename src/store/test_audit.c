/* The audit log cannot be changed through us, and a change made behind our back shows. */
#include "store/audit.h"
#include "store/row.h"
#include "store/store_impl.h"
#include "store/test_store.h"

/* Not SHA-256, which lives in another layer; enough to tell two texts apart. */
static void digest(struct str bytes, unsigned char *out)
{
	for (int i = 0; i < 4; i++) {
		uint64_t h = str_hash(bytes) * (uint64_t)(2 * i + 1);
		memcpy(out + 8 * i, &h, sizeof(h));
	}
}

static int setup(void **state)
{
	fixture_setup(state);
	((struct fixture *)*state)->store->sha256 = digest;
	return 0;
}

static void add_three(struct fixture *f, struct db_tx *tx)
{
	for (int i = 0; i < 3; i++) {
		struct audit_row row = { .created_s = NOW_S + i,
					 .user_id = i ? OPT_INT(i) : OPT_NO_INT,
					 .action = STR("meta.connect"),
					 .object = STR("connection:conn_a"),
					 .outcome = i ? STR("token_expired") : STR_NONE,
					 .detail = STR("{\"page_id\":\"1\"}"),
					 .ip = STR("127.0.0.1"),
					 .request_id = STR("r1") };
		check_ok(audit_add(tx, &row, &f->err), &f->err);
	}
}

static void test_rows(void **state)
{
	struct fixture *f = *state;
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct audit_rows rows;

	in_write(f, add_three);
	check_ok(store_read(f->store, &tx, &f->err), &f->err);
	check_ok(audit_list_all(tx, &f->a, 0, 10, &rows, &f->err), &f->err);
	check_int("rows", (int64_t)rows.count, 3);
	check_str("no outcome is ok", rows.at[0].outcome, STR("ok"));
	check_true("the first has none before it", rows.at[0].prev_hash.at == NULL);
	check_str("chained", rows.at[1].prev_hash, rows.at[0].hash);
	check_ok(audit_list(tx, &f->a, 2, 10, &rows, &f->err), &f->err);
	check_int("one user's", (int64_t)rows.count, 1);
}

static bool run_script(struct db_tx *tx, void *arg, struct err *err)
{
	return db_script(tx, str_of(arg), err);
}

static void test_append_only(void **state)
{
	static char change[] = "UPDATE audit_log SET action = 'x' WHERE id = 2";
	static char removal[] = "DELETE FROM audit_log WHERE id = 2";
	struct fixture *f = *state;

	in_write(f, add_three);
	check_true("change", !store_write(f->store, run_script, change, &f->err));
	check_true("removal", !store_write(f->store, run_script, removal, &f->err));
}

static void test_verify(void **state)
{
	static const struct {
		const char *name, *script;
		int64_t rows, broken_id;
	} rows[] = {
		{ "whole", "SELECT 1", 3, 0 },
		{ "a changed row", "UPDATE audit_log SET action = 'x' WHERE id = 2", 1, 2 },
		{ "a changed hash", "UPDATE audit_log SET hash = x'00' WHERE id = 2", 1, 2 },
		{ "a missing row", "DELETE FROM audit_log WHERE id = 2", 1, 3 },
		{ "a missing first row", "DELETE FROM audit_log WHERE id = 1", 0, 2 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		void *state_of_row = NULL;
		int64_t count, broken;
		(void)state;
		setup(&state_of_row);
		struct fixture *f = state_of_row;
		in_write(f, add_three);
		/* Somebody with the file in his hands drops the triggers first. */
		char *script = str_z(&f->a, str_fmt(&f->a,
						    "DROP TRIGGER audit_log_keeps; "
						    "DROP TRIGGER audit_log_stays; %s",
						    rows[i].script));
		check_ok(store_write(f->store, run_script, script, &f->err), &f->err);
		check_ok(audit_verify(f->store, &count, &broken, &f->err), &f->err);
		check_int(rows[i].name, count, rows[i].rows);
		check_int(rows[i].name, broken, rows[i].broken_id);
		fixture_teardown(&state_of_row);
	}
}

static void count_things(struct fixture *f, struct db_tx *tx)
{
	struct counter_rows rows;

	check_ok(counters_add(tx, STR("error"), STR("token_expired"), 1, NOW_S, &f->err), &f->err);
	check_ok(counters_add(tx, STR("error"), STR("token_expired"), 2, NOW_S + 1, &f->err),
		 &f->err);
	check_ok(counters_list(tx, &f->a, &rows, &f->err), &f->err);
	check_int("one row", (int64_t)rows.count, 1);
	check_int("count", rows.at[0].count, 3);
	check_int("last", rows.at[0].last_s, NOW_S + 1);
}

static void test_counters(void **state)
{
	in_write(*state, count_things);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_rows),
		TEST(test_append_only),
		cmocka_unit_test(test_verify),
		TEST(test_counters),
	};
	return cmocka_run_group_tests_name("store/audit", tests, NULL, NULL);
}
