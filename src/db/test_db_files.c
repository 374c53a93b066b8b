/* The database as a file: what it refuses, and what it survives. */
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "db/test_db.h"

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

/*
 * What must not happen to this process happens to another: the test program itself, started as
 * `test_db_files ROLE PATH`, with a pipe as its standard output.
 */
static pid_t start_role(const char *role, const char *path, int *ret_said)
{
	int said[2];

	assert_int_equal(pipe(said), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(said[1], STDOUT_FILENO);
		execl("/proc/self/exe", "test_db_files", role, path, (char *)NULL);
		_exit(127);
	}
	close(said[1]);
	*ret_said = said[0];
	return child;
}

/* Says each id once it is stored, until somebody kills it. */
static int write_until_killed(const char *path)
{
	struct db *db = NULL;
	struct err err = ERR_INIT;

	if (!open_at(path, &db, &err))
		return 1;
	for (int64_t id = 1;; id++)
		if (!db_write(db, add, &id, &err) ||
		    write(STDOUT_FILENO, &id, sizeof(id)) != sizeof(id))
			return 2;
}

static void test_kill(void **state)
{
	struct fixture *f = *state;
	const char *path = temporary_path(f);
	struct db *db = NULL;
	int64_t last = 0, id;
	int said;

	pid_t child = start_role("write", path, &said);
	while (last < 50 && read(said, &id, sizeof(id)) == sizeof(id))
		last = id;
	kill(child, SIGKILL);
	while (read(said, &id, sizeof(id)) == sizeof(id))
		last = id;
	close(said);
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

/* The limit on file sizes cannot be taken back. */
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
	if (db_health(db) != DB_FAILING)
		return 6;
	db_close(db);
	return 0;
}

static void *read_once(void *arg)
{
	struct err err = ERR_INIT;
	struct db_tx *tx = NULL;

	if (!db_read(arg, &tx, &err))
		return NULL;
	db_read_endp(&tx);
	return arg;
}

/* No descriptor is left for another reader: whoever asks waits for one that is open. */
static int read_without_descriptors(const char *path)
{
	struct db *db = NULL;
	struct db_tx *held = NULL;
	struct err err = ERR_INIT;
	struct timespec moment = { 0, 100000000 };
	void *done = NULL;
	pthread_t other;

	if (!open_at(path, &db, &err) || !db_read(db, &held, &err))
		return 1;
	int next = dup(0);
	struct rlimit limit = { (rlim_t)next, (rlim_t)next };
	close(next);
	if (next < 0 || setrlimit(RLIMIT_NOFILE, &limit) != 0)
		return 2;
	if (pthread_create(&other, NULL, read_once, db) != 0)
		return 3;
	nanosleep(&moment, NULL); /* it asks while none is free; later is no harm */
	db_read_endp(&held);
	pthread_join(other, &done);
	if (done != db)
		return 4;
	/* Reading says nothing of how writing goes. */
	int64_t id = 1;
	if (db_health(db) != DB_WELL || !db_write(db, add_big, &id, &err))
		return 5;
	db_close(db);
	return 0;
}

/* Many at once: whoever was told that his write is stored finds it stored, and nobody else. */
static int fill_the_disk_together(const char *path)
{
	struct db *db = NULL;
	struct err err = ERR_INIT;
	struct writer writers[WRITERS];
	int64_t stored = 0, failed = 0;

	signal(SIGXFSZ, SIG_IGN);
	if (!open_at(path, &db, &err))
		return 1;
	struct rlimit limit = { 2000000, 2000000 };
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 2;
	for (int i = 0; i < WRITERS; i++)
		writers[i] = (struct writer){ .db = db, .id = i + 1, .work = add_big };
	run_writers(db, writers);
	for (int i = 0; i < WRITERS; i++) {
		stored += writers[i].ok ? i + 1 : 0;
		failed += !writers[i].ok && writers[i].err.code == ERR_DATABASE;
	}
	if (failed == 0)
		return 3;
	if (ask_db(db, SUM) != stored)
		return 4;
	db_close(db);
	return 0;
}

static void poor_machine_as(struct fixture *f, const char *role)
{
	const char *path = temporary_path(f);
	struct db *db = NULL;
	int status = -1, said;

	pid_t child = start_role(role, path, &said);
	close(said);
	waitpid(child, &status, 0);
	check_int(role, WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);

	/* With room again, it goes on. */
	int64_t id = 1000;
	check_ok(open_at(path, &db, &f->err), &f->err);
	check_ok(db_write(db, add_big, &id, &f->err), &f->err);
	db_close(db);
	remove_path(f, path);
}

static void test_a_poor_machine(void **state)
{
	static const char *const roles[] = { "fill", "fill-together", "few-descriptors" };

	for (size_t i = 0; i < COUNT_OF(roles); i++)
		poor_machine_as(*state, roles[i]);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*play)(const char *path);
	} roles[] = {
		{ "write", write_until_killed },
		{ "fill", fill_the_disk },
		{ "fill-together", fill_the_disk_together },
		{ "few-descriptors", read_without_descriptors },
	};
	for (size_t i = 0; argc == 3 && i < COUNT_OF(roles); i++)
		if (str_eq(str_of(argv[1]), str_of(roles[i].name)))
			return roles[i].play(argv[2]);
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_file_mode),        TEST(test_refused_files), TEST(test_newer_schema),
		TEST(test_broken_migration), TEST(test_kill),          TEST(test_a_poor_machine),
	};
	return cmocka_run_group_tests_name("db/files", tests, NULL, NULL);
}
