#include "vault/vault_rotate.h"

#include "base/buf.h"
#include "base/limits.h"
#include "store/sealed.h"
#include "vault/vault_check.h"

#define ROWS_AT_ONCE 500

struct rewrapped {
	struct str row, old_blob, new_blob;
};

struct batch {
	const struct vault *v;
	struct arena *a;
	enum sealed_place place;
	uint32_t newest_key;
	struct sealed_rows rows;
	struct rewrapped *changes;
	size_t change_count;
	size_t replaced_count; /* of the changes: the others met a newer token */
	struct vault_rotation *sums;
};

static bool read_batch(struct batch *b, struct store *s, struct str after_row, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(s, &tx, err) &&
	       sealed_list(tx, b->a, b->place, after_row, ROWS_AT_ONCE, &b->rows, err);
}

/* Outside of any transaction: a key service may take its time. */
static bool rewrap_row(struct batch *b, const struct sealed_row *row, struct err *err)
{
	struct vault_context where = { .table = sealed_table(b->place),
				       .row = row->row,
				       .column = sealed_column(b->place),
				       .tenant = STR("") };
	struct rewrapped change = { .row = row->row, .old_blob = row->blob };
	struct err why = ERR_INIT;

	if (vault_key_id(row->blob) == b->newest_key) {
		b->sums->current++;
		return true;
	}
	if (row->user_id.has)
		where.tenant = str_fmt(b->a, "%lld", (long long)row->user_id.value);
	if (vault_rewrap(b->v, b->a, &where, row->blob, &change.new_blob, &why)) {
		b->changes[b->change_count++] = change;
		return true;
	}
	/* A blob that does not open costs itself; a provider that does not answer ends the run. */
	if (why.code == ERR_CRYPTO) {
		b->sums->refused++;
		return true;
	}
	*err = why;
	return false;
}

static bool store_batch(struct db_tx *tx, void *arg, struct err *err)
{
	struct batch *b = arg;

	b->replaced_count = 0;
	for (size_t i = 0; i < b->change_count; i++) {
		const struct rewrapped *c = &b->changes[i];
		bool is_replaced = false;

		if (!sealed_replace(tx, b->place, c->row, c->old_blob, c->new_blob, &is_replaced,
				    err))
			return false;
		b->replaced_count += is_replaced;
	}
	return true;
}

/* *ret_more false: that was the last batch of the place. */
static bool rotate_batch(struct batch *b, struct store *s, struct str after_row, bool *ret_more,
			 struct err *err)
{
	if (!read_batch(b, s, after_row, err))
		return false;
	b->changes = arena_new_n(b->a, struct rewrapped, b->rows.count);
	b->change_count = b->replaced_count = 0;
	for (size_t i = 0; i < b->rows.count; i++) {
		if (!rewrap_row(b, &b->rows.at[i], err))
			return false;
	}
	*ret_more = b->rows.count == ROWS_AT_ONCE;
	if (b->change_count > 0 && !store_write(s, store_batch, b, err))
		return false;
	b->sums->rewrapped += (int64_t)b->replaced_count;
	b->sums->current += (int64_t)(b->change_count - b->replaced_count);
	return true;
}

static bool rotate_place(struct batch *b, struct store *s, struct err *err)
{
	cleanup(buf_free) struct buf after_row = { 0 };
	bool has_more = true;

	buf_init(&after_row, 4 * KIB);
	while (has_more) {
		arena_reset(b->a);
		if (!rotate_batch(b, s, buf_str(&after_row), &has_more, err))
			return false;
		if (!has_more)
			break;
		buf_clear(&after_row);
		buf_put(&after_row, b->rows.at[b->rows.count - 1].row);
		if (buf_failed(&after_row))
			return err_set(err, ERR_INTERNAL, "a row name of %zu bytes",
				       b->rows.at[b->rows.count - 1].row.len);
	}
	return true;
}

bool vault_rotate(const struct vault *v, struct store *s, struct vault_rotation *ret,
		  struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct vault_status status;
	struct vault_rotation sums = { 0 };

	arena_init(&a, 16 * MIB);
	vault_status(v, &status);
	for (int place = 0; place < SEALED_PLACES; place++) {
		struct batch b = { .v = v,
				   .a = &a,
				   .place = (enum sealed_place)place,
				   .newest_key = status.key_ids[status.key_count - 1],
				   .sums = &sums };

		if (!rotate_place(&b, s, err))
			return err_wrap(err, "rotating master keys");
	}
	*ret = sums;
	return sums.refused > 0 || vault_check_renew(v, s, err);
}
