#include "store/test_store.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "crypto/crypto.h"
#include "store/sealed.h"
#include "store/test_broken.h"
#include "vault/key_file.h"
#include "vault/vault_check.h"
#include "vault/vault_rotate.h"

enum { USERS = 7, TOKENS = 1203 }; /* more than two batches */

struct keys {
	struct fixture *f;
	char folder[64];
	const char *path;
	struct vault *v; /* as the file was when it was opened last */
};

static void open_keys(struct keys *k)
{
	vault_close(k->v);
	check_ok(vault_open_file(k->path, rng_system(), &k->v, &k->f->err), &k->f->err);
}

static struct vault_context place_of(struct fixture *f, enum sealed_place place, struct str row,
				     int64_t user_id)
{
	return (struct vault_context){ .table = sealed_table(place),
				       .row = row,
				       .column = sealed_column(place),
				       .tenant = str_fmt(&f->a, "%lld", (long long)user_id) };
}

static struct str sealed_for(struct keys *k, enum sealed_place place, struct str row,
			     int64_t user_id)
{
	struct fixture *f = k->f;
	struct vault_context where = place_of(f, place, row, user_id);
	cleanup(secret_freep) struct secret *token = secret_from_bytes(row);
	struct str blob = STR_NONE;

	check_ok(vault_seal(k->v, &f->a, &where, token, &blob, &f->err), &f->err);
	return blob;
}

static bool add_tokens(struct db_tx *tx, void *arg, struct err *err)
{
	struct keys *k = arg;
	struct fixture *f = k->f;

	for (int i = 0; i < TOKENS; i++) {
		struct str uid = str_fmt(&f->a, "1%05d", i);
		int64_t user_id = 1 + i % USERS;
		struct social_token_row row = {
			.id = social_token_key(&f->a, STR("facebook"), uid, STR("user")),
			.social_account_id = add_social(f, tx, user_id, str_z(&f->a, uid)),
			.kind = STR("user"),
			.scopes = STR("instagram_basic"),
			.last_checked_s = OPT_INT(NOW_S),
		};

		row.token_sealed = sealed_for(k, SEALED_SOCIAL_TOKEN, row.id, user_id);
		check_ok(social_tokens_put(tx, &row, err), err);
	}
	struct account_token_row of_account = { .account_id = STR("17841400000000001") };

	add_account(f, tx, "17841400000000001", 1, 1);
	of_account.token_sealed = sealed_for(k, SEALED_ACCOUNT_TOKEN, of_account.account_id, 1);
	return account_tokens_put(tx, &of_account, err);
}

static bool add_users(struct db_tx *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;

	(void)err;
	for (int i = 1; i <= USERS; i++)
		assert_int_equal(add_user(f, tx, str_z(&f->a, str_fmt(&f->a, "u%d@x.id", i))), i);
	return true;
}

static int enter(void **state)
{
	struct keys *k = calloc(1, sizeof(*k));
	struct err err = ERR_INIT;

	if (!k || !crypto_init(&err) || fixture_setup((void **)&k->f) != 0)
		return 1;
	snprintf(k->folder, sizeof(k->folder), "/tmp/simpul-rotate-XXXXXX");
	if (!mkdtemp(k->folder))
		return 1;
	k->path = str_z(&k->f->a, str_fmt(&k->f->a, "%s/keys", k->folder));
	check_ok(vault_keys_init(k->path, rng_system(), &err), &err);
	open_keys(k);
	check_ok(vault_check_store(k->v, k->f->store, &err), &err);
	check_ok(store_write(k->f->store, add_users, k->f, &err), &err);
	check_ok(store_write(k->f->store, add_tokens, k, &err), &err);
	*state = k;
	return 0;
}

static int leave(void **state)
{
	struct keys *k = *state;

	vault_close(k->v);
	unlink(k->path);
	rmdir(k->folder);
	fixture_teardown((void **)&k->f);
	free(k);
	return 0;
}

static struct vault_rotation rotate(struct keys *k)
{
	struct vault_rotation sums = { 0 };

	check_ok(vault_rotate(k->v, k->f->store, &sums, &k->f->err), &k->f->err);
	return sums;
}

static void add_key(struct keys *k)
{
	uint32_t id = 0;

	check_ok(vault_keys_add(k->path, rng_system(), &id, &k->f->err), &k->f->err);
	open_keys(k);
}

/* Takes key 1 out of the file; false when the vault then does not fit the database. */
static bool fits_without_first_key(struct keys *k)
{
	struct fixture *f = k->f;
	struct str text = STR_NONE;
	cleanup(buf_free) struct buf kept = { 0 };

	buf_init(&kept, 64 * KIB);
	check_ok(fs_read(&f->a, k->path, 64 * KIB, &text, &f->err), &f->err);
	text.len--;
	for (struct str rest = text; rest.at;) {
		struct str line = str_cut(&rest, '\n');

		if (!str_starts_with(line, STR("1 ")))
			buf_fmt(&kept, "%.*s\n", STR_ARG(line));
	}
	check_ok(fs_replace(k->path, 0600, buf_str(&kept), &f->err), &f->err);
	open_keys(k);
	return vault_check_store(k->v, f->store, &f->err);
}

/* How many of the tokens in the database open and say what they should. */
static int readable(struct keys *k, uint32_t key_id)
{
	struct fixture *f = k->f;
	int count = 0;

	for (int place = 0; place < SEALED_PLACES; place++) {
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		struct sealed_rows rows = { 0 };

		check_ok(store_read(f->store, &tx, &f->err), &f->err);
		check_ok(sealed_list(tx, &f->a, (enum sealed_place)place, STR(""), 2 * TOKENS,
				     &rows, &f->err),
			 &f->err);
		for (size_t i = 0; i < rows.count; i++) {
			cleanup(secret_freep) struct secret *token = NULL;
			struct vault_context where =
				place_of(f, (enum sealed_place)place, rows.at[i].row,
					 rows.at[i].user_id.value);

			count += vault_key_id(rows.at[i].blob) == key_id &&
				 vault_open(k->v, &where, rows.at[i].blob, &token, &f->err) &&
				 str_eq(secret_view(token), rows.at[i].row);
		}
	}
	return count;
}

static void nothing_to_do(void **state)
{
	struct keys *k = *state;
	struct vault_rotation sums = rotate(k);

	assert_int_equal(sums.current, TOKENS + 1);
	assert_int_equal(sums.rewrapped + sums.refused, 0);
	assert_int_equal(readable(k, 1), TOKENS + 1);
}

static void everything_moves(void **state)
{
	struct keys *k = *state;
	struct vault_rotation sums;

	add_key(k);
	assert_int_equal(readable(k, 1), TOKENS + 1);
	sums = rotate(k);
	assert_int_equal(sums.rewrapped, TOKENS + 1);
	assert_int_equal(sums.current + sums.refused, 0);
	assert_int_equal(readable(k, 2), TOKENS + 1);
	assert_int_equal(rotate(k).current, TOKENS + 1);
	assert_true(fits_without_first_key(k));
	assert_int_equal(readable(k, 2), TOKENS + 1);
}

/* Without the rotation the old key is still needed, and taking it away is noticed at once. */
static void old_key_is_missed(void **state)
{
	struct keys *k = *state;

	add_key(k);
	assert_false(fits_without_first_key(k));
	assert_int_equal(k->f->err.code, ERR_CONFIG);
	assert_non_null(strstr(k->f->err.cause, "begun with key 1"));
}

static bool damage_one(struct db_tx *tx, void *arg, struct err *err)
{
	struct keys *k = arg;
	struct sealed_rows rows = { 0 };
	bool is_replaced = false;

	check_ok(sealed_list(tx, &k->f->a, SEALED_SOCIAL_TOKEN, STR(""), 2, &rows, err), err);
	check_ok(sealed_replace(tx, SEALED_SOCIAL_TOKEN, rows.at[0].row, rows.at[0].blob,
				rows.at[1].blob, &is_replaced, err),
		 err);
	return is_replaced;
}

/* A blob that somebody moved costs itself; and the old keys stay needed until it is gone. */
static void refused_ones_are_counted(void **state)
{
	struct keys *k = *state;
	struct vault_rotation sums;
	struct err err = ERR_INIT;

	add_key(k);
	check_ok(store_write(k->f->store, damage_one, k, &err), &err);
	sums = rotate(k);
	assert_int_equal(sums.refused, 1);
	assert_int_equal(sums.rewrapped, TOKENS);
	assert_int_equal(readable(k, 2), TOKENS);
	assert_false(fits_without_first_key(k));
}

static void missing_tables_are_faults(void **state)
{
	static const char *const tables[] = { "account_tokens", "settings" };
	struct keys *k = *state;

	add_key(k);
	for (size_t i = 0; i < COUNT_OF(tables); i++) {
		struct vault_rotation sums;
		struct err err = ERR_INIT;

		take_table_away(k->f->store, tables[i]);
		assert_false(vault_rotate(k->v, k->f->store, &sums, &err));
		assert_int_equal(err.code, ERR_DATABASE);
	}
}

static size_t one_id(const void *ctx, uint32_t *ids)
{
	(void)ctx;
	ids[0] = 3;
	return 1;
}

static bool no_answer(const void *ctx, const struct key_use *use, struct str wrapped,
		      struct secret **ret, struct err *err)
{
	(void)ctx;
	(void)use;
	(void)wrapped;
	(void)ret;
	return err_set(err, ERR_NETWORK, "the key service does not answer");
}

static void nothing_to_close(void *ctx)
{
	(void)ctx;
}

/* A key service that is away is no reason to call a thousand tokens damaged. */
static void silent_providers_end_the_run(void **state)
{
	struct keys *k = *state;
	const struct key_provider silent = {
		.name = "silent", .key_ids = one_id, .unwrap = no_answer, .close = nothing_to_close
	};
	cleanup(vault_closep) struct vault *v = NULL;
	struct vault_rotation sums = { 0 };
	struct err err = ERR_INIT;

	check_ok(vault_open_provider(silent, rng_system(), &v, &err), &err);
	assert_false(vault_rotate(v, k->f->store, &sums, &err));
	assert_int_equal(err.code, ERR_NETWORK);
	assert_int_equal(readable(k, 1), TOKENS + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_to_do, enter, leave),
		cmocka_unit_test_setup_teardown(everything_moves, enter, leave),
		cmocka_unit_test_setup_teardown(old_key_is_missed, enter, leave),
		cmocka_unit_test_setup_teardown(missing_tables_are_faults, enter, leave),
		cmocka_unit_test_setup_teardown(silent_providers_end_the_run, enter, leave),
		cmocka_unit_test_setup_teardown(refused_ones_are_counted, enter, leave),
	};

	return cmocka_run_group_tests_name("vault/vault_rotate", tests, NULL, NULL);
}
