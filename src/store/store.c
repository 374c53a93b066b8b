#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "store/hooks.h"
#include "store/job_rows.h"
#include "store/meta_events.h"
#include "store/oauth_transactions.h"
#include "store/row.h"
#include "store/store_impl.h"
#include "store/sync_state.h"

#define DAY_S INT64_C(86400)

bool settings_get(struct db_tx *tx, struct arena *a, struct str name, struct str *ret,
		  bool *ret_found, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;

	if (!db_one(tx, SQL_SETTINGS_GET, DB_ARGS(DB_T(name)), &row, ret_found, err))
		return false;
	if (row)
		*ret = row_text(a, row, 0);
	return true;
}

bool settings_set(struct db_tx *tx, struct str name, struct str value, struct err *err)
{
	return db_exec(tx, SQL_SETTINGS_SET, DB_ARGS(DB_T(name), DB_T(value)), NULL, err);
}

/* The instance's name is made once, by whichever process opens the database first. */
static bool name_instance(struct db_tx *tx, void *arg, struct err *err)
{
	struct store *s = arg;
	bool found;

	if (!settings_get(tx, &s->arena, STR("instance_id"), &s->instance_id, &found, err))
		return false;
	if (found)
		return true;
	s->instance_id = rng_token(&s->arena, s->rng, 12);
	return settings_set(tx, STR("instance_id"), s->instance_id, err);
}

bool store_open(const struct store_config *config, struct store **ret, struct err *err)
{
	cleanup(store_closep) struct store *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	arena_init(&s->arena, 4 * KIB);
	s->rng = config->rng;
	s->sha256 = config->sha256;
	struct db_config db = {
		.path = config->path,
		.statements = { .sql = sql_texts, .names = sql_names, .count = SQL_COUNT },
		.max_readers = config->max_readers,
		.owner = s,
	};
	if (!db_open(&db, &s->db, err) ||
	    !db_migrate(s->db, sql_migrations, sql_migration_count, clock_now_s(config->clock),
			&s->schema_version, err) ||
	    !db_write(s->db, name_instance, s, err))
		return false;
	*ret = TAKE(s);
	return true;
}

struct store *store_close(struct store *s)
{
	if (!s)
		return NULL;
	db_close(s->db);
	arena_free(&s->arena);
	free(s);
	return NULL;
}

void store_closep(struct store **s)
{
	*s = store_close(*s);
}

bool store_read(struct store *s, struct db_tx **ret, struct err *err)
{
	return db_read(s->db, ret, err);
}

void store_read_endp(struct db_tx **tx)
{
	db_read_endp(tx);
}

bool store_write(struct store *s, store_work *work, void *arg, struct err *err)
{
	return db_write(s->db, work, arg, err);
}

enum store_health store_health(const struct store *s)
{
	static const enum store_health healths[] = {
		[DB_WELL] = STORE_WELL,
		[DB_FAILING] = STORE_FAILING,
		[DB_LOST] = STORE_LOST,
	};

	return healths[db_health(s->db)];
}

static bool probe_work(struct db_tx *tx, void *arg, struct err *err)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)*(const int64_t *)arg);
	return settings_set(tx, STR("written_s"), str_of(text), err);
}

bool store_probe(struct store *s, int64_t now_s, struct err *err)
{
	return store_write(s, probe_work, &now_s, err);
}

bool store_is_writing(void *store)
{
	return db_is_writing(((struct store *)store)->db);
}

void store_status(const struct store *s, struct store_status *ret)
{
	struct db_stats stats = db_stats(s->db);

	*ret = (struct store_status){
		.instance_id = s->instance_id,
		.schema_version = s->schema_version,
		.reads = stats.reads,
		.writes = stats.writes,
		.commits = stats.commits,
	};
}

static bool tidy_work(struct db_tx *tx, void *arg, struct err *err)
{
	int64_t now_s = *(const int64_t *)arg;

	return oauth_transactions_purge(tx, now_s - DAY_S, err) &&
	       job_rows_purge(tx, (now_s - 30 * DAY_S) * 1000, err) &&
	       webhook_events_purge(tx, now_s - 30 * DAY_S, err) &&
	       hook_messages_purge(tx, (now_s - 30 * DAY_S) * 1000, err) &&
	       sync_runs_purge(tx, now_s - 90 * DAY_S, err);
}

bool store_tidy(struct store *s, int64_t now_s, struct err *err)
{
	return store_write(s, tidy_work, &now_s, err);
}
