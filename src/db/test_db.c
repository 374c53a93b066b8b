/* The database as its callers see it: statements, snapshots, group commit, faults. */
#include "db/test_db.h"

/* Stores, then thinks better of it. */
static bool add_and_fail(struct db_tx *tx, void *arg, struct err *err)
{
	return add(tx, arg, err) && err_set(err, ERR_FORBIDDEN, "changed my mind");
}

/* ---- statements -------------------------------------------------------------------------------
 */

static bool add_values(struct db_tx *tx, void *arg, struct err *err)
{
	struct str data = { "\0\1\2", 3 };

	(void)arg;
	return db_exec(tx, ADD, DB_ARGS(DB_I(INT64_MIN), DB_T(STR("kopi ☕")), DB_B(data)), NULL,
		       err) &&
	       db_exec(tx, ADD, DB_ARGS(DB_I(1), DB_N, DB_B(STR(""))), NULL, err);
}

static void test_values(void **state)
{
	struct fixture *f = *state;
	cleanup(db_read_endp) struct db_tx *tx = NULL;
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool found;

	check_ok(db_write(f->db, add_values, NULL, &f->err), &f->err);
	check_ok(db_read(f->db, &tx, &f->err), &f->err);
	check_ok(db_one(tx, GET, DB_ARGS(DB_I(INT64_MIN)), &row, &found, &f->err), &f->err);
	check_int("id", db_int(row, 0), INT64_MIN);
	check_str("word", db_text(row, 1), STR("kopi ☕"));
	check_str("data", db_blob(row, 2), ((struct str){ "\0\1\2", 3 }));
	check_true("null", db_is_null(row, 3));
	check_true("null is not zero", !db_opt_int(row, 3).has);
	db_endp(&row);

	check_ok(db_one(tx, GET, DB_ARGS(DB_I(1)), &row, &found, &f->err), &f->err);
	check_true("null text is absent", db_text(row, 1).at == NULL);
	check_true("an empty blob is not", db_blob(row, 2).at != NULL && db_blob(row, 2).len == 0);
	db_endp(&row);

	check_ok(db_one(tx, GET, DB_ARGS(DB_I(2)), &row, &found, &f->err), &f->err);
	check_true("nothing found", !found && !row);
}

/* The same statement twice at once: the inner one must not disturb the outer. */
static void test_nested(void **state)
{
	struct fixture *f = *state;
	cleanup(db_read_endp) struct db_tx *tx = NULL;
	cleanup(db_endp) struct db_stmt *outer = NULL;
	cleanup(db_endp) struct db_stmt *inner = NULL;

	check_ok(db_write(f->db, add_values, NULL, &f->err), &f->err);
	check_ok(db_read(f->db, &tx, &f->err), &f->err);
	check_ok(db_query(tx, GET, DB_ARGS(DB_I(1)), &outer, &f->err), &f->err);
	check_ok(db_query(tx, GET, DB_ARGS(DB_I(INT64_MIN)), &inner, &f->err), &f->err);
	check_true("outer row", db_next(outer));
	check_true("inner row", db_next(inner));
	check_int("outer", db_int(outer, 0), 1);
	check_int("inner", db_int(inner, 0), INT64_MIN);
	check_true("outer ends", !db_next(outer) && !db_next(outer));
}

static bool wrong_arguments(struct db_tx *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, ADD, DB_ARGS(DB_I(1)), NULL, err);
}

static bool no_such_parent(struct db_tx *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, ADD_CHILD, DB_ARGS(DB_I(77)), NULL, err);
}

static bool wrong_type(struct db_tx *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, ADD, DB_ARGS(DB_T(STR("x")), DB_N, DB_N), NULL, err);
}

static bool add_twice(struct db_tx *tx, void *arg, struct err *err)
{
	return add(tx, arg, err) && add(tx, arg, err);
}

static void test_faults(void **state)
{
	static const struct {
		const char *name;
		db_work *work;
		enum err_code code;
	} rows[] = {
		{ "wrong number of arguments", wrong_arguments, ERR_INTERNAL },
		{ "foreign key", no_such_parent, ERR_DATABASE },
		{ "type of a strict table", wrong_type, ERR_DATABASE },
		{ "unique key", add_twice, ERR_CONFLICT },
		{ "the work's own refusal", add_and_fail, ERR_FORBIDDEN },
	};
	struct fixture *f = *state;
	int64_t id = 5;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;
		check_true(rows[i].name, !db_write(f->db, rows[i].work, &id, &err));
		check_int(rows[i].name, err.code, rows[i].code);
		check_int(rows[i].name, ask_db(f->db, COUNT), 0);
	}
}

/* ---- transactions -----------------------------------------------------------------------------
 */

static void test_snapshot(void **state)
{
	struct fixture *f = *state;
	cleanup(db_read_endp) struct db_tx *tx = NULL;
	int64_t id = 1;

	check_ok(db_read(f->db, &tx, &f->err), &f->err);
	check_int("before", ask(tx, COUNT), 0);
	check_ok(db_write(f->db, add, &id, &f->err), &f->err);
	check_int("the snapshot does not move", ask(tx, COUNT), 0);
	check_int("a new one sees it", ask_db(f->db, COUNT), 1);
}

static void test_group_commit(void **state)
{
	struct fixture *f = *state;
	struct writer writers[WRITERS];
	struct db_stats before = db_stats(f->db);

	for (int i = 0; i < WRITERS; i++)
		writers[i] = (struct writer){ .db = f->db, .id = i + 1, .work = add };
	run_writers(f->db, writers);
	for (int i = 0; i < WRITERS; i++)
		check_ok(writers[i].ok, &writers[i].err);
	struct db_stats after = db_stats(f->db);
	check_int("all stored", ask_db(f->db, COUNT), WRITERS);
	check_int("writes", (int64_t)(after.writes - before.writes), WRITERS + 1);
	check_true("commits were shared", after.commits - before.commits < WRITERS);
}

/* Every third one fails; its neighbours in the same commit stay. */
static void test_savepoints(void **state)
{
	struct fixture *f = *state;
	struct writer writers[WRITERS];
	int64_t want = 0;

	for (int i = 0; i < WRITERS; i++) {
		bool fails = i % 3 == 0;
		writers[i] = (struct writer){ .db = f->db,
					      .id = i + 1,
					      .work = fails ? add_and_fail : add };
		want += fails ? 0 : i + 1;
	}
	run_writers(f->db, writers);
	for (int i = 0; i < WRITERS; i++)
		check_int("outcome", writers[i].ok, i % 3 != 0);
	check_int("what is stored", ask_db(f->db, SUM), want);
}

static bool write_inside(struct db_tx *tx, void *arg, struct err *err)
{
	int64_t id = 9;

	(void)tx;
	return db_write(arg, add, &id, err);
}

static void test_write_inside(void **state)
{
	struct fixture *f = *state;

	check_true("refused", !db_write(f->db, write_inside, f->db, &f->err));
	check_int("code", f->err.code, ERR_INTERNAL);
}

#define READER_THREADS 16

static void *reader_main(void *arg)
{
	for (int i = 0; i < 50; i++)
		check_int("count", ask_db(arg, COUNT), 0);
	return NULL;
}

/* More threads than connections: they take turns. */
static void test_readers_wait(void **state)
{
	struct fixture *f = *state;
	pthread_t threads[READER_THREADS];

	for (int i = 0; i < READER_THREADS; i++)
		pthread_create(&threads[i], NULL, reader_main, f->db);
	for (int i = 0; i < READER_THREADS; i++)
		pthread_join(threads[i], NULL);
	check_int("reads", (int64_t)db_stats(f->db).reads, READER_THREADS * 50);
}

static bool ask_if_writing(struct db_tx *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;

	(void)tx;
	return db_is_writing(f->db) || err_set(err, ERR_INTERNAL, "not known as writing");
}

static void test_who_writes(void **state)
{
	struct fixture *f = *state;

	check_true("before", !db_is_writing(f->db));
	check_ok(db_write(f->db, ask_if_writing, f, &f->err), &f->err);
	check_true("after", !db_is_writing(f->db));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_values),       TEST(test_nested),       TEST(test_faults),
		TEST(test_snapshot),     TEST(test_group_commit), TEST(test_savepoints),
		TEST(test_write_inside), TEST(test_readers_wait), TEST(test_who_writes),
	};
	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
