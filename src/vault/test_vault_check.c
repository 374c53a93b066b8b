#include "base/test.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "crypto/crypto.h"
#include "store/store.h"
#include "store/test_broken.h"
#include "vault/key_file.h"
#include "vault/vault_check.h"

struct fixture {
	struct arena a;
	char folder[64];
	const char *keys, *other_keys;
	struct store *store;
};

static int enter(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	const struct store_config config = {
		.path = ":memory:", .rng = rng_system(), .clock = clock_system()
	};
	struct err err = ERR_INIT;

	if (!f || !crypto_init(&err))
		return 1;
	arena_init(&f->a, MIB);
	snprintf(f->folder, sizeof(f->folder), "/tmp/simpul-vault-check-XXXXXX");
	if (!mkdtemp(f->folder))
		return 1;
	f->keys = str_z(&f->a, str_fmt(&f->a, "%s/keys", f->folder));
	f->other_keys = str_z(&f->a, str_fmt(&f->a, "%s/other-keys", f->folder));
	if (!store_open(&config, &f->store, &err) ||
	    !vault_keys_init(f->keys, rng_system(), &err) ||
	    !vault_keys_init(f->other_keys, rng_system(), &err)) {
		print_error("%s\n", err.cause);
		return 1;
	}
	*state = f;
	return 0;
}

static int leave(void **state)
{
	struct fixture *f = *state;

	store_close(f->store);
	unlink(f->keys);
	unlink(f->other_keys);
	rmdir(f->folder);
	arena_free(&f->a);
	free(f);
	return 0;
}

static bool fits(struct fixture *f, const char *keys, struct err *err)
{
	cleanup(vault_closep) struct vault *v = NULL;

	*err = ERR_INIT;
	check_ok(vault_open_file(keys, rng_system(), &v, err), err);
	return vault_check_store(v, f->store, err);
}

static void first_keys_stay(void **state)
{
	struct fixture *f = *state;
	struct err err;

	check_ok(fits(f, f->keys, &err), &err);
	check_ok(fits(f, f->keys, &err), &err);
	assert_false(fits(f, f->other_keys, &err));
	assert_int_equal(err.code, ERR_CONFIG);
	assert_non_null(strstr(err.cause, "not this database's"));
	/* The refusal changed nothing. */
	check_ok(fits(f, f->keys, &err), &err);
}

static void added_keys_fit(void **state)
{
	struct fixture *f = *state;
	struct err err;
	uint32_t id = 0;

	check_ok(fits(f, f->keys, &err), &err);
	check_ok(vault_keys_add(f->keys, rng_system(), &id, &err), &err);
	check_ok(fits(f, f->keys, &err), &err);
}

static bool damage(struct db_tx *tx, void *arg, struct err *err)
{
	return settings_set(tx, STR("vault_check"), *(struct str *)arg, err);
}

static void damaged_text_is_refused(void **state)
{
	static const struct str texts[] = { STR_INIT(""), STR_INIT("AAAA"),
					    STR_INIT("not base64!") };
	struct fixture *f = *state;
	struct err err;

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct str text = texts[i];

		err = ERR_INIT;
		check_ok(store_write(f->store, damage, &text, &err), &err);
		assert_false(fits(f, f->keys, &err));
		assert_int_equal(err.code, ERR_CONFIG);
	}
}

static void missing_table_is_a_fault(void **state)
{
	struct fixture *f = *state;
	struct err err;

	take_table_away(f->store, "settings");
	assert_false(fits(f, f->keys, &err));
	assert_int_equal(err.code, ERR_DATABASE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(first_keys_stay, enter, leave),
		cmocka_unit_test_setup_teardown(added_keys_fit, enter, leave),
		cmocka_unit_test_setup_teardown(missing_table_is_a_fault, enter, leave),
		cmocka_unit_test_setup_teardown(damaged_text_is_refused, enter, leave),
	};

	return cmocka_run_group_tests_name("vault/vault_check", tests, NULL, NULL);
}
