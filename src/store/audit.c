#include "store/audit.h"

#include "base/buf.h"
#include "store/row.h"
#include "store/store_impl.h"

#define HASH_BYTES 32
#define PAGE_ROWS 1000

static struct str or_text(struct str s, struct str fallback)
{
	return s.len ? s : fallback;
}

/* Length before text: no two rows can look alike. */
static void put_part(struct buf *out, struct str part)
{
	buf_fmt(out, "%zu:", part.len);
	buf_put(out, part);
}

/* What a row's hash covers: every column but the hash, and the hash before it. */
static bool hash_row(const struct store *s, const struct audit_row *row, unsigned char *out)
{
	struct buf text;

	buf_init(&text, 4 * MIB);
	buf_fmt(&text, "%lld,%lld,", (long long)row->id, (long long)row->created_s);
	if (row->user_id.has)
		buf_fmt(&text, "%lld", (long long)row->user_id.value);
	buf_putc(&text, ',');
	put_part(&text, row->action);
	put_part(&text, row->object);
	put_part(&text, row->outcome);
	put_part(&text, row->detail);
	put_part(&text, row->ip);
	put_part(&text, row->request_id);
	put_part(&text, row->prev_hash);
	bool ok = !buf_failed(&text);
	if (ok)
		s->sha256(buf_str(&text), out);
	buf_free(&text);
	return ok;
}

static bool read_last(struct db_tx *tx, struct arena *a, int64_t *ret_id, struct str *ret_hash,
		      struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool found;

	if (!db_one(tx, SQL_AUDIT_LAST, DB_NO_ARGS, &row, &found, err))
		return false;
	*ret_id = found ? db_int(row, 0) : 0;
	*ret_hash = found ? row_blob(a, row, 1) : STR_NONE;
	return true;
}

static struct db_arg blob_or_null(struct str bytes)
{
	return bytes.at ? DB_B(bytes) : DB_N;
}

bool audit_add(struct db_tx *tx, const struct audit_row *row, struct err *err)
{
	const struct store *s = db_owner(tx);
	cleanup(arena_free) struct arena a;
	unsigned char hash[HASH_BYTES];
	struct audit_row full = *row;

	arena_init(&a, 4 * KIB);
	full.outcome = or_text(row->outcome, STR("ok"));
	full.detail = or_text(row->detail, STR("{}"));
	full.hash = STR_NONE;
	if (!read_last(tx, &a, &full.id, &full.prev_hash, err))
		return false;
	full.id++;
	if (s->sha256) {
		if (!hash_row(s, &full, hash))
			return err_set(err, ERR_TOO_LARGE, "audit detail of %zu bytes",
				       full.detail.len);
		full.hash = (struct str){ (const char *)hash, HASH_BYTES };
	}
	return db_exec(tx, SQL_AUDIT_ADD,
		       DB_ARGS(DB_I(full.id), DB_I(full.created_s), DB_O(full.user_id),
			       DB_T(full.action), DB_T(full.object), DB_T(full.outcome),
			       DB_T(full.detail), DB_T(full.ip), DB_T(full.request_id),
			       blob_or_null(full.prev_hash), blob_or_null(full.hash)),
		       NULL, err);
}

static void read_audit(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct audit_row *)ret = (struct audit_row){
		.id = db_int(row, 0),
		.created_s = db_int(row, 1),
		.user_id = db_opt_int(row, 2),
		.action = row_text(a, row, 3),
		.object = row_text(a, row, 4),
		.outcome = row_text(a, row, 5),
		.detail = row_text(a, row, 6),
		.ip = row_text(a, row, 7),
		.request_id = row_text(a, row, 8),
		.prev_hash = row_blob(a, row, 9),
		.hash = row_blob(a, row, 10),
	};
}

bool audit_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t limit,
		struct audit_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_AUDIT_LIST, DB_ARGS(DB_I(user_id), DB_I(limit)) };

	return row_list(&q, read_audit, ret, err);
}

bool audit_list_all(struct db_tx *tx, struct arena *a, int64_t after_id, int64_t limit,
		    struct audit_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_AUDIT_LIST_ALL, DB_ARGS(DB_I(after_id), DB_I(limit)) };

	return row_list(&q, read_audit, ret, err);
}

/* Where the walk along the chain is. */
struct chain {
	int64_t rows, last_id, broken_id;
	unsigned char hash[HASH_BYTES]; /* of the row before */
	bool has_hash;
};

static bool fits(const struct store *s, const struct chain *c, const struct audit_row *row)
{
	unsigned char hash[HASH_BYTES];
	struct str before = { (const char *)c->hash, c->has_hash ? HASH_BYTES : 0 };

	return row->id == c->last_id + 1 && str_eq(row->prev_hash, before) &&
	       row->hash.len == HASH_BYTES && hash_row(s, row, hash) &&
	       str_eq(row->hash, (struct str){ (const char *)hash, HASH_BYTES });
}

static void follow(const struct store *s, struct chain *c, const struct audit_row *row)
{
	if (!fits(s, c, row)) {
		c->broken_id = row->id;
		return;
	}
	c->rows++;
	c->last_id = row->id;
	memcpy(c->hash, row->hash.at, HASH_BYTES);
	c->has_hash = true;
}

bool audit_verify(struct store *s, int64_t *ret_rows, int64_t *ret_broken_id, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	cleanup(arena_free) struct arena a;
	struct chain chain = { 0 };
	struct audit_rows page;

	arena_init(&a, LIMIT_ARENA);
	if (!s->sha256)
		return err_set(err, ERR_CONFIG, "this store does not chain its audit log");
	if (!store_read(s, &tx, err))
		return false;
	do {
		arena_reset(&a);
		if (!audit_list_all(tx, &a, chain.last_id, PAGE_ROWS, &page, err))
			return false;
		for (size_t i = 0; i < page.count && !chain.broken_id; i++)
			follow(s, &chain, &page.at[i]);
	} while (page.count == PAGE_ROWS && !chain.broken_id);
	*ret_rows = chain.rows;
	*ret_broken_id = chain.broken_id;
	return true;
}

/* ---- counters ---------------------------------------------------------------------------------
 */

bool counters_add(struct db_tx *tx, struct str name, struct str label, int64_t by, int64_t now_s,
		  struct err *err)
{
	return db_exec(tx, SQL_COUNTERS_ADD,
		       DB_ARGS(DB_T(name), DB_T(label), DB_I(by), DB_I(now_s)), NULL, err);
}

static void read_counter(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct counter_row *)ret = (struct counter_row){
		.name = row_text(a, row, 0),
		.label = row_text(a, row, 1),
		.count = db_int(row, 2),
		.last_s = db_int(row, 3),
	};
}

bool counters_list(struct db_tx *tx, struct arena *a, struct counter_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_COUNTERS_LIST, DB_NO_ARGS };

	return row_list(&q, read_counter, ret, err);
}
