/* The database as its callers see it: statements, snapshots, group commit, faults. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/test.h"
#include "db/db.h"
#include "db/migrate.h"

enum { ADD, COUNT, GET, SUM, ADD_CHILD, BIG, SQL_COUNT };
static const char *const texts[SQL_COUNT] = {
	[ADD] = "INSERT INTO t (id, word, data) VALUES (?1, ?2, ?3)",
	[COUNT] = "SELECT count(*) FROM t",
	[GET] = "SELECT id, word, data, real FROM t WHERE id = ?1",
	[SUM] = "SELECT coalesce(sum(id), 0) FROM t",
	[ADD_CHILD] = "INSERT INTO child (t_id) VALUES (?1)",
	[BIG] = "INSERT INTO t (id, data) VALUES (?1, zeroblob(100000))",
};
static const char *const names[SQL_COUNT] = {
	[ADD] = "add", [COUNT] = "count",         [GET] = "get",
	[SUM] = "sum", [ADD_CHILD] = "add_child", [BIG] = "big",
};
static const struct db_migration migrations[] = {
	{ 1, "0001_t",
	  "CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT, data BLOB, real REAL) STRICT;" },
	{ 2, "0002_child",
	  "CREATE TABLE child (t_id INTEGER NOT NULL REFERENCES t (id)) STRICT;\n" },
};

struct fixture {
	struct db *db;
	struct err err;
	struct arena a;
};

static bool open_at(const char *path, struct db **ret, struct err *err)
{
	struct db_config config = { .path = path,
				    .statements = { texts, names, SQL_COUNT },
				    .max_readers = 4 };
	cleanup(db_closep) struct db *db = NULL;
	int64_t version;

	if (!db_open(&config, &db, err) ||
	    !db_migrate(db, migrations, COUNT_OF(migrations), 1, &version, err))
		return false;
	*ret = TAKE(db);
	return true;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->a, 1 << 20);
	check_ok(open_at(":memory:", &f->db, &f->err), &f->err);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	arena_free(&f->a);
	free(f);
	return 0;
}

static int64_t ask(struct db_tx *tx, unsigned statement)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	struct err err = ERR_INIT;
	bool found;

	check_ok(db_one(tx, statement, DB_NO_ARGS, &row, &found, &err), &err);
	return db_int(row, 0);
}

static int64_t ask_db(struct db *db, unsigned statement)
{
	cleanup(db_read_endp) struct db_tx *tx = NULL;
	struct err err = ERR_INIT;

	check_ok(db_read(db, &tx, &err), &err);
	return ask(tx, statement);
}

/* arg: int64_t id */
static bool add(struct db_tx *tx, void *arg, struct err *err)
{
	return db_exec(tx, ADD, DB_ARGS(DB_I(*(int64_t *)arg), DB_T(STR("kata")), DB_N), NULL, err);
}

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

struct writer {
	struct db *db;
	pthread_t thread;
	int64_t id;
	db_work *work;
	bool ok;
	struct err err;
};

static void *writer_main(void *arg)
{
	struct writer *w = arg;

	w->ok = db_write(w->db, w->work, &w->id, &w->err);
	return NULL;
}

/* Keeps the writer busy until the others have queued behind it. */
static bool hold(struct db_tx *tx, void *arg, struct err *err)
{
	(void)tx;
	(void)err;
	pthread_mutex_lock(arg);
	pthread_mutex_unlock(arg);
	return true;
}

struct holder {
	struct db *db;
	pthread_mutex_t gate;
	pthread_t thread;
};

static void *holder_main(void *arg)
{
	struct holder *h = arg;
	struct err err = ERR_INIT;

	check_ok(db_write(h->db, hold, &h->gate, &err), &err);
	return NULL;
}

#define WRITERS 100

static void run_writers(struct db *db, struct writer *writers)
{
	struct holder h = { .db = db };

	pthread_mutex_init(&h.gate, NULL);
	pthread_mutex_lock(&h.gate);
	pthread_create(&h.thread, NULL, holder_main, &h);
	for (int i = 0; i < WRITERS; i++)
		pthread_create(&writers[i].thread, NULL, writer_main, &writers[i]);
	pthread_mutex_unlock(&h.gate);
	for (int i = 0; i < WRITERS; i++)
		pthread_join(writers[i].thread, NULL);
	pthread_join(h.thread, NULL);
	pthread_mutex_destroy(&h.gate);
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

/* ---- files ------------------------------------------------------------------------------------
 */

static const char *temporary_path(struct fixture *f)
{
	const char *base = getenv("TMPDIR");
	char *folder = str_z(&f->a, str_fmt(&f->a, "%s/simpul-db-XXXXXX", base ? base : "/tmp"));

	assert_non_null(mkdtemp(folder));
	return str_z(&f->a, str_fmt(&f->a, "%s/simpul.db", folder));
}

static void remove_path(struct fixture *f, const char *path)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < COUNT_OF(suffixes); i++)
		unlink(str_z(&f->a, str_fmt(&f->a, "%s%s", path, suffixes[i])));
	rmdir(str_z(&f->a, str_sub(str_of(path), 0, strlen(path) - strlen("/simpul.db"))));
}

static void test_file_mode(void **state)
{
	struct fixture *f = *state;
	const char *path = temporary_path(f);
	struct db *db = NULL;
	struct stat st;
	int64_t id = 1;

	check_ok(open_at(path, &db, &f->err), &f->err);
	check_ok(db_write(db, add, &id, &f->err), &f->err);
	assert_int_equal(stat(path, &st), 0);
	check_int("database", st.st_mode & 0777, 0600);
	assert_int_equal(stat(str_z(&f->a, str_fmt(&f->a, "%s-wal", path)), &st), 0);
	check_int("write-ahead log", st.st_mode & 0777, 0600);
	db = db_close(db);

	check_ok(open_at(path, &db, &f->err), &f->err);
	check_int("opened again", ask_db(db, COUNT), 1);
	db = db_close(db);
	remove_path(f, path);
}

static void write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void test_refused_files(void **state)
{
	struct fixture *f = *state;
	const char *path = temporary_path(f);
	struct db *db = NULL;
	struct err err = ERR_INIT;

	check_true("folder missing", !open_at("/nowhere/at/all/simpul.db", &db, &err));
	check_int("folder missing", err.code, ERR_CONFIG);

	write_text(path, "this is not a database, but it is long enough to look at: "
			 "................................................................");
	check_true("not a database", !open_at(path, &db, &err));
	check_int("not a database", err.code, ERR_CONFIG);
	check_true("says which file", str_contains(str_of(err.user), str_of(path)));
	remove_path(f, path);
}

static void test_newer_schema(void **state)
{
	struct fixture *f = *state;
	int64_t version;

	check_true("refused", !db_migrate(f->db, migrations, 1, 1, &version, &f->err));
	check_int("code", f->err.code, ERR_CONFIG);
	check_true("says why", str_contains(str_of(f->err.user), STR("newer")));
}

static void test_broken_migration(void **state)
{
	static const struct db_migration broken[] = {
		{ 1, "0001_t", "" },
		{ 2, "0002_child", "" },
		{ 3, "0003_broken",
		  "CREATE TABLE half (id INTEGER); CREATE TABLE half (id INTEGER);" },
	};
	struct fixture *f = *state;
	cleanup(db_read_endp) struct db_tx *tx = NULL;
	cleanup(db_endp) struct db_stmt *row = NULL;
	int64_t version;

	check_true("fails", !db_migrate(f->db, broken, 3, 1, &version, &f->err));
	check_ok(db_read(f->db, &tx, &f->err), &f->err);
	check_ok(db_query_text(tx,
			       STR("SELECT max(version), (SELECT count(*) FROM sqlite_schema "
				   "WHERE name = 'half') FROM schema_versions"),
			       DB_NO_ARGS, &row, &f->err),
		 &f->err);
	check_true("row", db_next(row));
	check_int("still the version before", db_int(row, 0), 2);
	check_int("nothing half-done", db_int(row, 1), 0);
}

/* ---- what may happen to a machine -------------------------------------------------------------
 */

/* Says each id on the pipe once it is stored, until somebody kills it. */
static void write_until_killed(const char *path, int said)
{
	struct db *db = NULL;
	struct err err = ERR_INIT;

	if (!open_at(path, &db, &err))
		_exit(1);
	for (int64_t id = 1;; id++)
		if (!db_write(db, add, &id, &err) || write(said, &id, sizeof(id)) != sizeof(id))
			_exit(2);
}

static void test_kill(void **state)
{
	struct fixture *f = *state;
	const char *path = temporary_path(f);
	struct db *db = NULL;
	int64_t last = 0, id;
	int said[2];

	assert_int_equal(pipe(said), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		write_until_killed(path, said[1]);
	close(said[1]);
	while (last < 50 && read(said[0], &id, sizeof(id)) == sizeof(id))
		last = id;
	kill(child, SIGKILL);
	while (read(said[0], &id, sizeof(id)) == sizeof(id))
		last = id;
	close(said[0]);
	waitpid(child, NULL, 0);

	check_ok(open_at(path, &db, &f->err), &f->err);
	int64_t stored = ask_db(db, COUNT);
	check_true("said to be stored, and is", stored >= last && last >= 50);
	check_true("at most the one that was under way is there too", stored <= last + 1);
	check_int("without gaps", ask_db(db, SUM), stored * (stored + 1) / 2);
	db_close(db);
	remove_path(f, path);
}

static bool add_big(struct db_tx *tx, void *arg, struct err *err)
{
	return db_exec(tx, BIG, DB_ARGS(DB_I(*(int64_t *)arg)), NULL, err);
}

/* Runs in a child: the limit on file sizes cannot be taken back. */
static int fill_the_disk(const char *path)
{
	struct db *db = NULL;
	struct err err = ERR_INIT;
	int64_t id = 1, stored = 0;

	signal(SIGXFSZ, SIG_IGN);
	if (!open_at(path, &db, &err))
		return 1;
	struct rlimit limit = { 2000000, 2000000 };
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 2;
	for (; id < 200 && db_write(db, add_big, &id, &err); id++)
		stored++;
	if (id == 200 || stored == 0)
		return 3;
	if (err.code != ERR_DATABASE || !err.cause[0])
		return 4;
	/* What was stored before is still there and readable. */
	if (ask_db(db, COUNT) != stored)
		return 5;
	db_close(db);
	return 0;
}

static void test_disk_full(void **state)
{
	struct fixture *f = *state;
	const char *path = temporary_path(f);
	struct db *db = NULL;
	int status = -1;

	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(fill_the_disk(path));
	waitpid(child, &status, 0);
	check_int("child", WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);

	/* With room again, it goes on. */
	int64_t id = 1000;
	check_ok(open_at(path, &db, &f->err), &f->err);
	check_ok(db_write(db, add_big, &id, &f->err), &f->err);
	db_close(db);
	remove_path(f, path);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_values),        TEST(test_nested),       TEST(test_faults),
		TEST(test_snapshot),      TEST(test_group_commit), TEST(test_savepoints),
		TEST(test_write_inside),  TEST(test_readers_wait), TEST(test_file_mode),
		TEST(test_refused_files), TEST(test_newer_schema), TEST(test_broken_migration),
		TEST(test_kill),          TEST(test_disk_full),
	};
	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
