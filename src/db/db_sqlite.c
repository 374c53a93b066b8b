/*
 * SQLite behind db.h: one writing connection that belongs to whoever leads the group commit, and a
 * pool of reading ones. WAL lets readers go on while the writer writes; synchronous=FULL makes a
 * commit wait for the disk, so what was reported as stored is stored.
 */
#include "db/db_sqlite.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"

/* Another process (simpul user add, a backup) may hold the lock that long. */
#define BUSY_TIMEOUT_MS 10000
#define READERS_DEFAULT 8
/*
 * A reader's cache is forgotten whenever somebody else has written, and the kernel keeps the file:
 * more than 2 MiB each made no reading of a million posts faster (bench reads). The writer's stays.
 */
#define READER_CACHE "PRAGMA cache_size=-2000;"
#define WRITER_CACHE "PRAGMA cache_size=-4000;"
/* SQLite's own choice (wal_autocheckpoint). */
#define CHECKPOINT_PAGES 1000
/* "Simp": tells our files from other SQLite files. */
#define APPLICATION_ID 1399418224

static const char *const fixed_texts[FIXED_COUNT] = {
	[FIXED_BEGIN] = "BEGIN",           [FIXED_BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[FIXED_COMMIT] = "COMMIT",         [FIXED_ROLLBACK] = "ROLLBACK",
	[FIXED_SAVE] = "SAVEPOINT work",   [FIXED_RELEASE] = "RELEASE work",
	[FIXED_UNDO] = "ROLLBACK TO work",
};

static char *copy_z(const char *s)
{
	char *copy = strdup(s);

	if (!copy)
		abort();
	return copy;
}

/* ---- connections ------------------------------------------------------------------------------
 */

static bool run_fixed(struct db_tx *tx, enum fixed which, struct err *err)
{
	sqlite3_stmt **s = &tx->fixed[which];
	int status = SQLITE_OK;

	if (!*s)
		status = sqlite3_prepare_v3(tx->handle, fixed_texts[which], -1,
					    SQLITE_PREPARE_PERSISTENT, s, NULL);
	if (status == SQLITE_OK) {
		status = sqlite3_step(*s);
		sqlite3_reset(*s);
	}
	return status == SQLITE_DONE || db_fault(tx, status, fixed_texts[which], err);
}

static void tx_free(struct db_tx *tx)
{
	if (!tx)
		return;
	for (size_t i = 0; i < FIXED_COUNT; i++)
		sqlite3_finalize(tx->fixed[i]);
	for (unsigned i = 0; i < tx->db->statements.count; i++)
		sqlite3_finalize(tx->prepared[i].handle);
	sqlite3_close(tx->handle);
	free(tx->prepared);
	free(tx);
}

/* One connection, set up. `journal_mode` answers with a row, which sqlite3_exec ignores. */
static bool tx_open(struct db *db, const char *pragmas, struct db_tx **ret, struct err *err)
{
	struct db_tx *tx = calloc(1, sizeof(*tx));

	if (!tx)
		abort();
	tx->db = db;
	tx->prepared = calloc(db->statements.count + 1, sizeof(*tx->prepared));
	if (!tx->prepared)
		abort();
	int status = sqlite3_open_v2(
		db->path, &tx->handle,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (status == SQLITE_OK) {
		sqlite3_busy_timeout(tx->handle, BUSY_TIMEOUT_MS);
		sqlite3_db_config(tx->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		sqlite3_db_config(tx->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
		sqlite3_db_config(tx->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
		status = sqlite3_exec(tx->handle, pragmas, NULL, NULL, NULL);
	}
	if (status != SQLITE_OK) {
		db_fault(tx, status, "opening the database", err);
		tx_free(tx);
		return false;
	}
	*ret = tx;
	return true;
}

static bool reader_open(struct db *db, struct db_tx **ret, struct err *err)
{
	return tx_open(db,
		       "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA query_only=ON;"
		       "PRAGMA temp_store=MEMORY;" READER_CACHE,
		       ret, err);
}

/*
 * After each commit. Writes the log back when it has grown, as SQLite would by itself, but does not
 * overlook that the disk failed meanwhile.
 */
static int after_commit(void *ctx, sqlite3 *handle, const char *name, int pages)
{
	struct db *db = ctx;

	if (pages < CHECKPOINT_PAGES)
		return SQLITE_OK;
	int status = sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	if (status == SQLITE_IOERR_FSYNC || status == SQLITE_IOERR_DIR_FSYNC)
		db_lost_write(db);
	return SQLITE_OK;
}

static bool writer_open(struct db *db, struct err *err)
{
	const char *durable =
		"PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA journal_mode=WAL;"
		"PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;" WRITER_CACHE
		"PRAGMA journal_size_limit=67108864;";
	const char *for_tests =
		"PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA journal_mode=WAL;"
		"PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;";

	if (!tx_open(db, db->temporary_folder ? for_tests : durable, &db->writer, err))
		return false;
	sqlite3_wal_hook(db->writer->handle, after_commit, db);
	return true;
}

/* The first integer a statement answers with. */
static bool ask_int(struct db_tx *tx, const char *sql, int64_t *ret, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;

	if (!db_query_text(tx, str_of(sql), DB_NO_ARGS, &row, err))
		return false;
	if (db_next(row))
		*ret = db_int(row, 0);
	return db_end_ok(row, err);
}

/* Marks a new file as ours; refuses somebody else's. */
static bool check_identity(struct db_tx *tx, struct err *err)
{
	int64_t id = 0, tables = 0;

	if (!ask_int(tx, "PRAGMA application_id", &id, err) ||
	    !ask_int(tx, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	if (id == APPLICATION_ID)
		return true;
	if (id != 0 || tables != 0)
		return err_set(err, ERR_CONFIG, "application_id %lld, %lld objects", (long long)id,
			       (long long)tables);
	return db_script(tx, STR("PRAGMA application_id=1399418224"), err);
}

/* ---- opening and closing ----------------------------------------------------------------------
 */

static bool make_temporary_folder(struct db *db, struct err *err)
{
	const char *base = getenv("TMPDIR");
	struct buf path;

	buf_init(&path, 4096);
	buf_fmt(&path, "%s/simpul-XXXXXX", base && *base ? base : "/tmp");
	buf_putc(&path, '\0');
	if (buf_failed(&path) || !mkdtemp(path.at)) {
		buf_free(&path);
		return err_errno(err, ERR_CONFIG, errno, "making a temporary folder");
	}
	db->temporary_folder = copy_z(path.at);
	buf_clear(&path);
	buf_fmt(&path, "%s/db", db->temporary_folder);
	buf_putc(&path, '\0');
	db->path = copy_z(path.at);
	buf_free(&path);
	return true;
}

/*
 * Makes a missing file with the right mode; SQLite gives -wal and -shm the same. An existing file
 * is left alone: opening and closing it here would drop the locks of this process on it.
 */
static bool make_file(const char *path, struct err *err)
{
	cleanup(fd_closep) int fd =
		open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd >= 0 || errno == EEXIST)
		return true;
	return err_errno(err, ERR_CONFIG, errno, "making %s", path);
}

static void remove_temporary(struct db *db)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };

	if (!db->temporary_folder)
		return;
	for (size_t i = 0; i < COUNT_OF(suffixes); i++) {
		struct buf path;
		buf_init(&path, 4096);
		buf_fmt(&path, "%s%s", db->path, suffixes[i]);
		buf_putc(&path, '\0');
		unlink(path.at);
		buf_free(&path);
	}
	rmdir(db->temporary_folder);
}

static const struct group_commit_engine engine;

bool db_open(const struct db_config *config, struct db **ret, struct err *err)
{
	cleanup(db_closep) struct db *db = calloc(1, sizeof(*db));

	if (!db)
		abort();
	pthread_mutex_init(&db->lock, NULL);
	pthread_cond_init(&db->returned, NULL);
	db->statements = config->statements;
	db->owner = config->owner;
	db->max_readers = config->max_readers ? config->max_readers : READERS_DEFAULT;
	if (str_eq(str_of(config->path), STR(":memory:"))) {
		if (!make_temporary_folder(db, err))
			return false;
	} else {
		db->path = copy_z(config->path);
	}
	if (!make_file(db->path, err) || !writer_open(db, err) ||
	    !check_identity(db->writer, err)) {
		/* Whatever it was, somebody has to look at the file or the setting. */
		err->code = ERR_CONFIG;
		err_say(err,
			"The database %s cannot be used: %.80s. Check the path, its owner and "
			"the free space.",
			config->path, err->cause);
		return false;
	}
	db->commits = group_commit_new(&engine, db->writer);
	*ret = TAKE(db);
	return true;
}

struct db *db_close(struct db *db)
{
	if (!db)
		return NULL;
	group_commit_free(db->commits);
	while (db->idle) {
		struct db_tx *tx = db->idle;
		db->idle = tx->next_idle;
		db->open_readers--;
		tx_free(tx);
	}
	assert(db->open_readers == 0); /* a reader that never ended would still use our memory */
	tx_free(db->writer);
	remove_temporary(db);
	pthread_cond_destroy(&db->returned);
	pthread_mutex_destroy(&db->lock);
	free(db->path);
	free(db->temporary_folder);
	free(db);
	return NULL;
}

void db_closep(struct db **db)
{
	*db = db_close(*db);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

/*
 * No more descriptors, most likely: those that are open must do. NULL: there are none. Their number
 * stays what it is, so that the next caller waits instead of trying in vain.
 */
static struct db_tx *take_open_reader(struct db *db)
{
	pthread_mutex_lock(&db->lock);
	db->open_readers--; /* the one that could not be opened */
	if (db->open_readers > 0)
		db->max_readers = db->open_readers;
	while (!db->idle && db->open_readers > 0)
		pthread_cond_wait(&db->returned, &db->lock);
	struct db_tx *tx = db->idle;
	if (tx)
		db->idle = tx->next_idle;
	pthread_mutex_unlock(&db->lock);
	return tx;
}

/* An idle connection, or leave to open another (NULL), waiting for either. */
static struct db_tx *take_reader(struct db *db)
{
	pthread_mutex_lock(&db->lock);
	while (!db->idle && db->open_readers == db->max_readers)
		pthread_cond_wait(&db->returned, &db->lock);
	struct db_tx *tx = db->idle;
	if (tx)
		db->idle = tx->next_idle;
	else
		db->open_readers++;
	pthread_mutex_unlock(&db->lock);
	return tx;
}

static void give_back(struct db *db, struct db_tx *tx)
{
	pthread_mutex_lock(&db->lock);
	tx->next_idle = db->idle;
	db->idle = tx;
	pthread_cond_signal(&db->returned);
	pthread_mutex_unlock(&db->lock);
}

bool db_read(struct db *db, struct db_tx **ret, struct err *err)
{
	struct db_tx *tx = take_reader(db);

	if (!tx && !reader_open(db, &tx, err)) {
		tx = take_open_reader(db);
		if (!tx)
			return false;
		*err = ERR_INIT;
	}
	if (!run_fixed(tx, FIXED_BEGIN, err)) {
		give_back(db, tx);
		return false;
	}
	atomic_fetch_add(&db->reads, 1);
	*ret = tx;
	return true;
}

void db_read_endp(struct db_tx **tx)
{
	struct err ignored = ERR_INIT;

	if (!*tx)
		return;
	assert((*tx)->running == 0);
	/* Nothing was written; a fault here has nothing to say. */
	if (!run_fixed(*tx, FIXED_COMMIT, &ignored) && !run_fixed(*tx, FIXED_ROLLBACK, &ignored))
		ignored.code = ERR_NONE;
	give_back((*tx)->db, *tx);
	*tx = NULL;
}

/* ---- writing ----------------------------------------------------------------------------------
 */

static bool engine_is_open(const struct db_tx *tx)
{
	return !sqlite3_get_autocommit(tx->handle);
}

static void engine_rollback(struct db_tx *tx)
{
	struct err ignored = ERR_INIT;

	if (engine_is_open(tx) && !run_fixed(tx, FIXED_ROLLBACK, &ignored))
		ignored.code = ERR_NONE;
}

static bool engine_begin(struct db_tx *tx, struct err *err)
{
	return run_fixed(tx, FIXED_BEGIN_WRITE, err);
}

static bool engine_commit(struct db_tx *tx, struct err *err)
{
	if (run_fixed(tx, FIXED_COMMIT, err))
		return true;
	engine_rollback(tx);
	return false;
}

static bool engine_run_apart(struct db_tx *tx, db_work *work, void *arg, struct err *err)
{
	struct err ignored = ERR_INIT;

	if (!run_fixed(tx, FIXED_SAVE, err))
		return false;
	bool ok = work(tx, arg, err);
	assert(tx->running == 0);
	if (!engine_is_open(tx))
		return ok;
	if (!ok && !run_fixed(tx, FIXED_UNDO, &ignored)) {
		engine_rollback(tx);
		return false;
	}
	return run_fixed(tx, FIXED_RELEASE, ok ? err : &ignored) && ok;
}

void db_lost_write(struct db *db)
{
	atomic_store(&db->health, DB_LOST);
}

enum db_health db_health(const struct db *db)
{
	return (enum db_health)atomic_load(&db->health);
}

static const struct group_commit_engine engine = {
	.begin = engine_begin,
	.commit = engine_commit,
	.rollback = engine_rollback,
	.run_apart = engine_run_apart,
	.is_open = engine_is_open,
};

bool db_write(struct db *db, db_work *work, void *arg, struct err *err)
{
	int failing = DB_FAILING;

	if (db_health(db) == DB_LOST) {
		err_set(err, ERR_DATABASE, "the disk lost a write (fsync failed): start anew");
		err_say(err, "Disk server bermasalah, jadi tidak ada yang disimpan lagi.");
		return err_say_en(err,
				  "The server's disk is at fault: nothing is stored any more.");
	}
	if (!group_commit_run(db->commits, work, arg, err))
		return false;
	atomic_compare_exchange_strong(&db->health, &failing, DB_WELL);
	return true;
}

bool db_is_writing(const struct db *db)
{
	return group_commit_is_leading(db->commits);
}

void *db_owner(const struct db_tx *tx)
{
	return tx->db->owner;
}

struct db_stats db_stats(const struct db *db)
{
	struct db_stats stats = { .reads = atomic_load(&db->reads) };

	group_commit_stats(db->commits, &stats.writes, &stats.commits);
	return stats;
}
