#include "base/test.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "crypto/crypto.h"
#include "vault/key_file.h"
#include "vault/vault.h"

#define KEY_CHARS 32

/*
 * A provider that keeps what it was asked to wrap, "wraps" by copying, and fails on demand: the
 * vault must not depend on more than the four functions promise.
 */
struct spy {
	unsigned char *seen; /* KEY_CHARS bytes per data key */
	size_t count;
	bool refuses;
	size_t returns_bytes;
	size_t pads_to_bytes; /* the wrapped form is the key and zeros up to here */
};

static size_t spy_ids(const void *ctx, uint32_t *ids)
{
	(void)ctx;
	ids[0] = 7;
	return 1;
}

static bool spy_wrap(const void *ctx, struct arena *a, const struct key_use *use,
		     const struct secret *data_key, struct str *ret, struct err *err)
{
	struct spy *spy = *(struct spy *const *)ctx;

	assert_int_equal(use->key_id, 7);
	if (spy->refuses)
		return err_set(err, ERR_NETWORK, "the key service does not answer");
	if (spy->seen)
		memcpy(spy->seen + spy->count * KEY_CHARS, secret_view(data_key).at, KEY_CHARS);
	spy->count++;
	if (spy->pads_to_bytes) {
		char *padded = arena_new_n(a, char, spy->pads_to_bytes);

		memcpy(padded, secret_view(data_key).at, KEY_CHARS);
		*ret = (struct str){ padded, spy->pads_to_bytes };
		return true;
	}
	*ret = str_dup(a, secret_view(data_key));
	return true;
}

static bool spy_unwrap(const void *ctx, const struct key_use *use, struct str wrapped,
		       struct secret **ret, struct err *err)
{
	const struct spy *spy = *(struct spy *const *)ctx;

	assert_int_equal(use->key_id, 7);
	if (spy->refuses)
		return err_set(err, ERR_NETWORK, "the key service does not answer");
	*ret = secret_from_bytes(spy->returns_bytes ? str_sub(wrapped, 0, spy->returns_bytes)
						    : wrapped);
	return true;
}

static void spy_close(void *ctx)
{
	(void)ctx;
}

struct fixture {
	struct arena a;
	char folder[64];
	const char *path;
	struct vault *v;
};

static int enter(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err err = ERR_INIT;

	if (!f || !crypto_init(&err))
		return 1;
	arena_init(&f->a, 64 * MIB);
	snprintf(f->folder, sizeof(f->folder), "/tmp/simpul-vault-XXXXXX");
	if (!mkdtemp(f->folder))
		return 1;
	f->path = str_z(&f->a, str_fmt(&f->a, "%s/keys", f->folder));
	if (!vault_keys_init(f->path, rng_system(), &err) ||
	    !vault_open_file(f->path, rng_system(), &f->v, &err))
		return 1;
	*state = f;
	return 0;
}

static int leave(void **state)
{
	struct fixture *f = *state;

	vault_close(f->v);
	unlink(f->path);
	rmdir(f->folder);
	arena_free(&f->a);
	free(f);
	return 0;
}

static const struct vault_context here = {
	.table = STR_INIT("social_account"),
	.row = STR_INIT("12"),
	.column = STR_INIT("token_sealed"),
	.tenant = STR_INIT("3"),
};

static struct str seal(struct fixture *f, const struct vault_context *where, struct str text)
{
	cleanup(secret_freep) struct secret *value = secret_from_bytes(text);
	struct str blob = STR_NONE;
	struct err err = ERR_INIT;

	check_ok(vault_seal(f->v, &f->a, where, value, &blob, &err), &err);
	return blob;
}

static void opens_as(const struct vault *v, const struct vault_context *where, struct str blob,
		     struct str want)
{
	cleanup(secret_freep) struct secret *value = NULL;
	struct err err = ERR_INIT;

	check_ok(vault_open(v, where, blob, &value, &err), &err);
	check_str("value", secret_view(value), want);
}

static void refused(const struct vault *v, const struct vault_context *where, struct str blob)
{
	struct secret *value = NULL;
	struct err err = ERR_INIT;

	assert_false(vault_open(v, where, blob, &value, &err));
	assert_null(value);
	assert_int_equal(err.code, ERR_CRYPTO);
}

static void round_trip(void **state)
{
	struct fixture *f = *state;

	for (size_t len = 0; len < 600; len += 37) {
		cleanup(secret_freep) struct secret *value = secret_random(rng_system(), len);
		struct str blob = seal(f, &here, secret_view(value));

		assert_int_equal(blob.len, len + VAULT_OVERHEAD_BYTES);
		assert_int_equal(vault_key_id(blob), 1);
		opens_as(f->v, &here, blob, secret_view(value));
	}
}

static void plain_text_does_not_show(void **state)
{
	struct fixture *f = *state;

	assert_false(str_contains(seal(f, &here, STR("EAAGtoken-of-someone")), STR("EAA")));
}

/* K1, by hand: each part of the place counts, and parts do not run together. */
static void another_place_is_refused(void **state)
{
	static const struct vault_context elsewhere[] = {
		{ STR_INIT("connection"), STR_INIT("12"), STR_INIT("token_sealed"), STR_INIT("3") },
		{ STR_INIT("social_account"), STR_INIT("13"), STR_INIT("token_sealed"),
		  STR_INIT("3") },
		{ STR_INIT("social_account"), STR_INIT("12"), STR_INIT("secret_sealed"),
		  STR_INIT("3") },
		{ STR_INIT("social_account"), STR_INIT("12"), STR_INIT("token_sealed"),
		  STR_INIT("4") },
		{ STR_INIT("social_account"), STR_INIT("12"), STR_INIT("token_sealed"),
		  STR_INIT("") },
		{ STR_INIT("social_account1"), STR_INIT("2"), STR_INIT("token_sealed"),
		  STR_INIT("3") },
		{ STR_INIT("social_account"), STR_INIT("12token_sealed"), STR_INIT(""),
		  STR_INIT("3") },
		{ STR_INIT("social_account"), STR_INIT("12"), STR_INIT("token_sealed3"),
		  STR_INIT("") },
		{ STR_INIT("social_account 2:12"), STR_INIT(""), STR_INIT("token_sealed"),
		  STR_INIT("3") },
	};
	struct fixture *f = *state;
	struct str blob = seal(f, &here, STR("EAA"));

	opens_as(f->v, &here, blob, STR("EAA"));
	for (size_t i = 0; i < COUNT_OF(elsewhere); i++)
		refused(f->v, &elsewhere[i], blob);
}

/* K1: 1,000 random pairs of rows, columns and owners; each blob is copied over the other's. */
static void swapped_blobs_are_refused(void **state)
{
	struct fixture *f = *state;
	struct rng_seeded random;

	rng_of_seed(&random, 20261121);
	for (int i = 0; i < 1000; i++) {
		struct vault_context a = here, b = here;

		a.row = str_fmt(&f->a, "%" PRIu64, rng_seeded_below(&random, 1000));
		a.tenant = str_fmt(&f->a, "%" PRIu64, rng_seeded_below(&random, 10));
		b.row = str_fmt(&f->a, "%" PRIu64, rng_seeded_below(&random, 1000));
		b.tenant = str_fmt(&f->a, "%" PRIu64, rng_seeded_below(&random, 10));
		b.column = rng_seeded_below(&random, 2) ? STR("token_sealed") : STR("app_sealed");
		if (str_eq(a.row, b.row) && str_eq(a.tenant, b.tenant) &&
		    str_eq(a.column, b.column))
			b.row = STR("1000");

		struct str blob_a = seal(f, &a, STR("EAA-a"));
		struct str blob_b = seal(f, &b, STR("EAA-b"));

		refused(f->v, &b, blob_a);
		refused(f->v, &a, blob_b);
		opens_as(f->v, &a, blob_a, STR("EAA-a"));
	}
}

/* K2: every single bit and every shorter length. */
static void damaged_blobs_are_refused(void **state)
{
	struct fixture *f = *state;

	for (size_t len = 0; len < 200; len += 199) {
		cleanup(secret_freep) struct secret *value = secret_random(rng_system(), len);
		struct str blob = seal(f, &here, secret_view(value));
		char *bytes = str_z(&f->a, blob);
		struct str damaged = { bytes, blob.len };

		for (size_t bit = 0; bit < blob.len * 8; bit++) {
			bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
			refused(f->v, &here, damaged);
			bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
		}
		opens_as(f->v, &here, damaged, secret_view(value));
		for (size_t cut = 0; cut < blob.len; cut++) {
			refused(f->v, &here, str_sub(damaged, 0, cut));
			refused(f->v, &here, str_skip(damaged, cut + 1));
		}
		refused(f->v, &here, (struct str){ bytes, blob.len + 1 });
	}
	refused(f->v, &here, STR_NONE);
	refused(f->v, &here, STR("EAAGplain-token-that-was-never-sealed"));
}

/* Parts of two blobs of the very same place do not mix either. */
static void parts_of_two_blobs_do_not_mix(void **state)
{
	struct fixture *f = *state;
	struct str a = seal(f, &here, STR("EAA-one")), b = seal(f, &here, STR("EAA-two"));
	const size_t head_and_key = 1 + 4 + 2 + 72;
	char *mixed = str_z(&f->a, a);

	memcpy(mixed + head_and_key, b.at + head_and_key, b.len - head_and_key);
	refused(f->v, &here, (struct str){ mixed, a.len });
}

static int compare_nonces(const void *a, const void *b)
{
	return memcmp(a, b, 24);
}

static int compare_keys(const void *a, const void *b)
{
	return memcmp(a, b, KEY_CHARS);
}

static void assert_unique(void *items, size_t count, size_t bytes,
			  int (*compare)(const void *, const void *))
{
	qsort(items, count, bytes, compare);
	for (size_t i = 1; i < count; i++)
		assert_true(compare((char *)items + (i - 1) * bytes, (char *)items + i * bytes) !=
			    0);
}

/* K3: 10^5 values, the same text each time: no data key and no nonce comes twice. */
static void keys_and_nonces_never_repeat(void **state)
{
	enum { COUNT = 100 * 1000 };
	struct fixture *f = *state;
	cleanup(mem_freep) unsigned char *data_keys = malloc((size_t)COUNT * KEY_CHARS);
	cleanup(mem_freep) unsigned char *nonces = malloc((size_t)COUNT * 24);
	cleanup(secret_freep) struct secret *value = secret_from_bytes(STR("EAA"));
	struct spy spy = { .seen = data_keys };
	struct spy *spy_at = &spy;
	cleanup(vault_closep) struct vault *v = NULL;
	struct err err = ERR_INIT;

	assert_non_null(data_keys);
	assert_non_null(nonces);
	check_ok(vault_open_provider((struct key_provider){ "spy", spy_ids, spy_wrap, spy_unwrap,
							    spy_close, &spy_at },
				     rng_system(), &v, &err),
		 &err);
	for (size_t i = 0; i < COUNT; i++) {
		struct arena_mark mark = arena_mark(&f->a);
		struct str blob = STR_NONE;

		check_ok(vault_seal(v, &f->a, &here, value, &blob, &err), &err);
		memcpy(nonces + i * 24, blob.at + 1 + 4 + 2 + KEY_CHARS, 24);
		arena_rewind(&f->a, mark);
	}
	assert_int_equal(spy.count, COUNT);
	assert_unique(data_keys, COUNT, KEY_CHARS, compare_keys);
	assert_unique(nonces, COUNT, 24, compare_nonces);
}

static void other_key_file_is_refused(void **state)
{
	struct fixture *f = *state;
	struct str blob = seal(f, &here, STR("EAA"));
	cleanup(vault_closep) struct vault *other = NULL;
	struct err err = ERR_INIT;

	unlink(f->path);
	check_ok(vault_keys_init(f->path, rng_system(), &err), &err);
	check_ok(vault_open_file(f->path, rng_system(), &other, &err), &err);
	refused(other, &here, blob);
}

/* Rotation: the newest key seals, all open, a rewrap keeps the value, an old file cannot read it.
 */
static void several_keys(void **state)
{
	struct fixture *f = *state;
	struct str old = seal(f, &here, STR("EAA")), rewrapped = STR_NONE;
	cleanup(vault_closep) struct vault *both = NULL;
	uint32_t id = 0;
	struct err err = ERR_INIT;

	check_ok(vault_keys_add(f->path, rng_system(), &id, &err), &err);
	check_ok(vault_open_file(f->path, rng_system(), &both, &err), &err);
	opens_as(both, &here, old, STR("EAA"));
	check_ok(vault_rewrap(both, &f->a, &here, old, &rewrapped, &err), &err);
	assert_int_equal(vault_key_id(old), 1);
	assert_int_equal(vault_key_id(rewrapped), 2);
	opens_as(both, &here, rewrapped, STR("EAA"));
	refused(f->v, &here, rewrapped);
	/* The value part was not touched. */
	assert_memory_equal(old.at + 79, rewrapped.at + 79, old.len - 79);
}

static void rewrap_checks_the_place(void **state)
{
	struct fixture *f = *state;
	struct vault_context elsewhere = here;
	struct str blob = seal(f, &here, STR("EAA")), rewrapped = STR_NONE;
	struct err err = ERR_INIT;

	elsewhere.row = STR("13");
	assert_false(vault_rewrap(f->v, &f->a, &elsewhere, blob, &rewrapped, &err));
	assert_int_equal(err.code, ERR_CRYPTO);
	assert_false(vault_rewrap(f->v, &f->a, &here, STR("x"), &rewrapped, &err));
	assert_null(rewrapped.at);
	assert_int_equal(vault_key_id(STR("x")), 0);
}

static void provider_failures_are_passed_on(void **state)
{
	struct fixture *f = *state;
	cleanup(secret_freep) struct secret *value = secret_from_bytes(STR("EAA"));
	struct spy spy = { 0 };
	struct spy *spy_at = &spy;
	cleanup(vault_closep) struct vault *v = NULL;
	struct secret *opened = NULL;
	struct str blob = STR_NONE, none = STR_NONE;
	struct err err = ERR_INIT;

	check_ok(vault_open_provider((struct key_provider){ "spy", spy_ids, spy_wrap, spy_unwrap,
							    spy_close, &spy_at },
				     rng_system(), &v, &err),
		 &err);
	check_ok(vault_seal(v, &f->a, &here, value, &blob, &err), &err);
	spy.refuses = true;
	assert_false(vault_seal(v, &f->a, &here, value, &none, &err));
	assert_int_equal(err.code, ERR_NETWORK);
	assert_null(none.at);
	assert_false(vault_open(v, &here, blob, &opened, &err));
	assert_int_equal(err.code, ERR_NETWORK);
	spy.refuses = false;
	spy.returns_bytes = 31;
	refused(v, &here, blob);
}

/* A key service may wrap at greater length than a file does. */
static void long_wrapped_keys_fit(void **state)
{
	struct fixture *f = *state;
	cleanup(secret_freep) struct secret *value = secret_from_bytes(STR("EAA"));
	struct spy spy = { .pads_to_bytes = VAULT_WRAPPED_MAX_BYTES, .returns_bytes = KEY_CHARS };
	struct spy *spy_at = &spy;
	cleanup(vault_closep) struct vault *v = NULL;
	struct str blob = STR_NONE;
	struct err err = ERR_INIT;

	check_ok(vault_open_provider((struct key_provider){ "spy", spy_ids, spy_wrap, spy_unwrap,
							    spy_close, &spy_at },
				     rng_system(), &v, &err),
		 &err);
	check_ok(vault_seal(v, &f->a, &here, value, &blob, &err), &err);
	assert_int_equal(blob.len, 7 + VAULT_WRAPPED_MAX_BYTES + 3 + 40);
	opens_as(v, &here, blob, STR("EAA"));
}

/* What goes to the log names the place and holds nothing of the value or the blob. */
static void errors_name_the_place(void **state)
{
	struct fixture *f = *state;
	struct secret *value = NULL;
	struct err err = ERR_INIT;

	assert_false(vault_open(f->v, &here, STR("EAAGplain"), &value, &err));
	assert_non_null(strstr(err.cause, "social_account.token_sealed in row \"12\""));
	assert_null(strstr(err.cause, "EAAG"));
	assert_string_equal(err.user, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(round_trip, enter, leave),
		cmocka_unit_test_setup_teardown(plain_text_does_not_show, enter, leave),
		cmocka_unit_test_setup_teardown(another_place_is_refused, enter, leave),
		cmocka_unit_test_setup_teardown(swapped_blobs_are_refused, enter, leave),
		cmocka_unit_test_setup_teardown(damaged_blobs_are_refused, enter, leave),
		cmocka_unit_test_setup_teardown(parts_of_two_blobs_do_not_mix, enter, leave),
		cmocka_unit_test_setup_teardown(keys_and_nonces_never_repeat, enter, leave),
		cmocka_unit_test_setup_teardown(other_key_file_is_refused, enter, leave),
		cmocka_unit_test_setup_teardown(several_keys, enter, leave),
		cmocka_unit_test_setup_teardown(rewrap_checks_the_place, enter, leave),
		cmocka_unit_test_setup_teardown(provider_failures_are_passed_on, enter, leave),
		cmocka_unit_test_setup_teardown(long_wrapped_keys_fit, enter, leave),
		cmocka_unit_test_setup_teardown(errors_name_the_place, enter, leave),
	};

	return cmocka_run_group_tests_name("vault/vault", tests, NULL, NULL);
}
