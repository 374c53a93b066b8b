/* What the tests of the database share: a small schema, a database, and many writers at once. */
#ifndef DB_TEST_DB_H
#define DB_TEST_DB_H

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

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

static inline bool open_at(const char *path, struct db **ret, struct err *err)
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

static inline int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->a, 1 << 20);
	check_ok(open_at(":memory:", &f->db, &f->err), &f->err);
	*state = f;
	return 0;
}

static inline int teardown(void **state)
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
static inline bool add(struct db_tx *tx, void *arg, struct err *err)
{
	return db_exec(tx, ADD, DB_ARGS(DB_I(*(int64_t *)arg), DB_T(STR("kata")), DB_N), NULL, err);
}

struct writer {
	struct db *db;
	pthread_t thread;
	int64_t id;
	db_work *work;
	atomic_int *began; /* grows when it is about to write; NULL: nobody counts */
	bool ok;
	struct err err;
};

static inline void *writer_main(void *arg)
{
	struct writer *w = arg;

	if (w->began)
		atomic_fetch_add(w->began, 1);
	w->ok = db_write(w->db, w->work, &w->id, &w->err);
	return NULL;
}

struct holder {
	struct db *db;
	pthread_t thread;
	atomic_bool is_inside, may_go;
	bool ok; /* it fails when it shares a commit that does */
};

/* Keeps the writer busy until the others have queued behind it. */
static inline bool hold(struct db_tx *tx, void *arg, struct err *err)
{
	struct holder *h = arg;

	(void)tx;
	(void)err;
	atomic_store(&h->is_inside, true);
	while (!atomic_load(&h->may_go))
		sched_yield();
	return true;
}

static inline void *holder_main(void *arg)
{
	struct holder *h = arg;
	struct err err = ERR_INIT;

	h->ok = db_write(h->db, hold, h, &err);
	return NULL;
}

#define WRITERS 100

static inline void run_writers(struct db *db, struct writer *writers)
{
	struct holder h = { .db = db };
	atomic_int began = 0;

	pthread_create(&h.thread, NULL, holder_main, &h);
	while (!atomic_load(&h.is_inside))
		sched_yield();
	for (int i = 0; i < WRITERS; i++) {
		writers[i].began = &began;
		pthread_create(&writers[i].thread, NULL, writer_main, &writers[i]);
	}
	while (atomic_load(&began) < WRITERS)
		sched_yield();
	atomic_store(&h.may_go, true);
	for (int i = 0; i < WRITERS; i++)
		pthread_join(writers[i].thread, NULL);
	pthread_join(h.thread, NULL);
}

#endif
