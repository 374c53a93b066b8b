#include "base/test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "crypto/crypto.h"
#include "vault/key_file.h"
#include "vault/vault.h"

/* A folder per test, with one key file path in it. */
struct place {
	struct arena a;
	char folder[64];
	const char *path;
};

static int enter(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	struct err err = ERR_INIT;

	if (!p || !crypto_init(&err))
		return 1;
	arena_init(&p->a, MIB);
	snprintf(p->folder, sizeof(p->folder), "/tmp/simpul-key-file-XXXXXX");
	if (!mkdtemp(p->folder))
		return 1;
	p->path = str_z(&p->a, str_fmt(&p->a, "%s/keys", p->folder));
	*state = p;
	return 0;
}

static int leave(void **state)
{
	struct place *p = *state;

	unlink(p->path);
	rmdir(p->path);
	rmdir(p->folder);
	arena_free(&p->a);
	free(p);
	return 0;
}

static void write_file(struct place *p, struct str text, mode_t mode)
{
	struct err err = ERR_INIT;

	unlink(p->path);
	check_ok(fs_create(p->path, mode, text, &err), &err);
}

static bool opens(struct place *p, struct err *err)
{
	cleanup(vault_closep) struct vault *v = NULL;

	*err = ERR_INIT;
	return vault_open_file(p->path, rng_system(), &v, err);
}

static void refused(struct place *p, const char *row, const char *why)
{
	struct err err;

	check_int(row, opens(p, &err), false);
	check_int(row, err.code, ERR_CONFIG);
	if (!strstr(err.cause, why)) {
		print_error("%s: \"%s\" does not say \"%s\"\n", row, err.cause, why);
		fail();
	}
}

/* The sum is the first 4 bytes of SHA-256("1:" and 32 zero bytes), computed with sha256sum. */
#define ZERO_KEY "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define ZERO_LINE "1 " ZERO_KEY " 5b390c86\n"
#define ZERO_LINE_2 "2 " ZERO_KEY " a2d8094c\n"

static void made_ones_open(void **state)
{
	struct place *p = *state;
	cleanup(vault_closep) struct vault *v = NULL;
	struct vault_status status;
	struct stat st;
	struct err err = ERR_INIT;

	check_ok(vault_keys_init(p->path, rng_system(), &err), &err);
	assert_int_equal(stat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	check_ok(vault_open_file(p->path, rng_system(), &v, &err), &err);
	vault_status(v, &status);
	assert_string_equal(status.provider, "file");
	assert_int_equal(status.key_count, 1);
	assert_int_equal(status.key_ids[0], 1);
}

static void never_replaced(void **state)
{
	struct place *p = *state;
	struct str before = STR_NONE, after = STR_NONE;
	struct err err = ERR_INIT;

	check_ok(vault_keys_init(p->path, rng_system(), &err), &err);
	check_ok(fs_read(&p->a, p->path, MIB, &before, &err), &err);
	assert_false(vault_keys_init(p->path, rng_system(), &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	check_ok(fs_read(&p->a, p->path, MIB, &after, &err), &err);
	assert_true(str_eq(before, after));
}

static void two_files_differ(void **state)
{
	struct place *p = *state;
	struct str first = STR_NONE, second = STR_NONE;
	struct err err = ERR_INIT;

	check_ok(vault_keys_init(p->path, rng_system(), &err), &err);
	check_ok(fs_read(&p->a, p->path, MIB, &first, &err), &err);
	unlink(p->path);
	check_ok(vault_keys_init(p->path, rng_system(), &err), &err);
	check_ok(fs_read(&p->a, p->path, MIB, &second, &err), &err);
	assert_int_equal(first.len, second.len);
	assert_false(str_eq(first, second));
}

static void keys_are_added(void **state)
{
	struct place *p = *state;
	cleanup(vault_closep) struct vault *v = NULL;
	struct vault_status status;
	uint32_t id = 0;
	struct err err = ERR_INIT;

	check_ok(vault_keys_init(p->path, rng_system(), &err), &err);
	for (uint32_t want = 2; want <= VAULT_KEYS_MAX; want++) {
		check_ok(vault_keys_add(p->path, rng_system(), &id, &err), &err);
		assert_int_equal(id, want);
	}
	assert_false(vault_keys_add(p->path, rng_system(), &id, &err));
	assert_int_equal(err.code, ERR_CONFIG);
	check_ok(vault_open_file(p->path, rng_system(), &v, &err), &err);
	vault_status(v, &status);
	assert_int_equal(status.key_count, VAULT_KEYS_MAX);
	assert_int_equal(status.key_ids[VAULT_KEYS_MAX - 1], VAULT_KEYS_MAX);
}

static void only_private_modes(void **state)
{
	static const struct {
		mode_t mode;
		bool ok;
	} cases[] = {
		{ 0600, true },  { 0400, true },  { 0644, false },  { 0640, false },
		{ 0604, false }, { 0620, false }, { 0602, false },  { 0610, false },
		{ 0601, false }, { 0700, false }, { 0500, false },  { 0444, false },
		{ 0666, false }, { 0777, false }, { 04600, false }, { 0200, false },
	};
	struct place *p = *state;
	struct err err;

	write_file(p, STR("simpul-keys 1\n" ZERO_LINE), 0600);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char row[8];

		snprintf(row, sizeof(row), "%04o", (unsigned)cases[i].mode);
		assert_int_equal(chmod(p->path, cases[i].mode), 0);
		if (cases[i].ok)
			check_ok(opens(p, &err), &err);
		else if (cases[i].mode != 0200 || geteuid() == 0)
			refused(p, row, "has mode");
		else
			refused(p, row, "could not open");
	}
}

static void only_our_own(void **state)
{
	struct place *p = *state;

	if (geteuid() != 0)
		skip(); /* only root can give a file away */
	write_file(p, STR("simpul-keys 1\n" ZERO_LINE), 0600);
	assert_int_equal(chown(p->path, 12345, (gid_t)-1), 0);
	refused(p, "owner", "belongs to another user");
}

static void only_files(void **state)
{
	struct place *p = *state;

	refused(p, "missing", "simpul keys init");
	assert_int_equal(mkdir(p->path, 0600), 0);
	refused(p, "folder", "is not a file");
	rmdir(p->path);
	assert_int_equal(mkfifo(p->path, 0600), 0);
	refused(p, "pipe", "is not a file");
	unlink(p->path);
	assert_int_equal(symlink("/dev/null", p->path), 0);
	refused(p, "link", "could not open");
}

static void texts(void **state)
{
	static const struct {
		const char *text;
		const char *why; /* NULL: it opens */
	} cases[] = {
		{ "simpul-keys 1\n" ZERO_LINE, NULL },
		{ "simpul-keys 1\n# for people\n" ZERO_LINE "#\n" ZERO_LINE_2, NULL },
		{ "", "empty" },
		{ "\n", "line 1" },
		{ "simpul-keys 1", "cut short" },
		{ "simpul-keys 1\n", "holds no key" },
		{ "simpul-keys 1\n# only words\n", "holds no key" },
		{ "simpul-keys 2\n" ZERO_LINE, "line 1" },
		{ ZERO_LINE, "line 1" },
		{ "simpul-keys 1\n\n" ZERO_LINE, "line 2: the key id" },
		{ "simpul-keys 1\n" ZERO_KEY "\n", "the key id" },
		{ "simpul-keys 1\n0 " ZERO_KEY " 00000000\n", "the key id" },
		{ "simpul-keys 1\n-1 " ZERO_KEY " 00000000\n", "the key id" },
		{ "simpul-keys 1\n4294967296 " ZERO_KEY " 00000000\n", "the key id" },
		{ "simpul-keys 1\n1\n", "32 bytes" },
		{ "simpul-keys 1\n1 \n", "32 bytes" },
		{ "simpul-keys 1\n1 AAAA 5b390c86\n", "32 bytes" },
		{ "simpul-keys 1\n1 A" ZERO_KEY " 5b390c86\n", "32 bytes" },
		{ "simpul-keys 1\n1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 5b390c86\n",
		  "32 bytes" },
		{ "simpul-keys 1\n1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA! 5b390c86\n",
		  "32 bytes" },
		{ "simpul-keys 1\n1  " ZERO_KEY " 5b390c86\n", "32 bytes" },
		{ "simpul-keys 1\n1 " ZERO_KEY "\n", "checksum" },
		{ "simpul-keys 1\n1 " ZERO_KEY " 00000000\n", "checksum" },
		{ "simpul-keys 1\n1 " ZERO_KEY " 5b390c86 \n", "checksum" },
		{ "simpul-keys 1\n1 " ZERO_KEY " 5b390c86\r\n", "checksum" },
		{ "simpul-keys 1\n2 " ZERO_KEY " 5b390c86\n", "checksum" },
		{ "simpul-keys 1\n1 BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA 5b390c86\n",
		  "checksum" },
		{ "simpul-keys 1\n" ZERO_LINE ZERO_LINE, "must rise" },
		{ "simpul-keys 1\n" ZERO_LINE_2 ZERO_LINE, "must rise" },
	};
	struct place *p = *state;
	struct err err;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		write_file(p, str_of(cases[i].text), 0600);
		if (cases[i].why)
			refused(p, cases[i].text, cases[i].why);
		else
			check_ok(opens(p, &err), &err);
	}
}

/* No error about a key file repeats what stands in it. */
static void errors_hold_no_key(void **state)
{
	struct place *p = *state;
	struct err err;

	write_file(p, STR("simpul-keys 1\n1 " ZERO_KEY " 00000000\n"), 0600);
	assert_false(opens(p, &err));
	assert_null(strstr(err.cause, "AAAA"));
	assert_null(strstr(err.user, "AAAA"));
}

static void too_long(void **state)
{
	struct place *p = *state;
	cleanup(mem_freep) char *words = malloc(20 * KIB);

	assert_non_null(words);
	memset(words, '#', 20 * KIB);
	words[20 * KIB - 1] = '\n';
	write_file(p, (struct str){ words, 20 * KIB }, 0600);
	refused(p, "20 KiB", "too long");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(made_ones_open, enter, leave),
		cmocka_unit_test_setup_teardown(never_replaced, enter, leave),
		cmocka_unit_test_setup_teardown(two_files_differ, enter, leave),
		cmocka_unit_test_setup_teardown(keys_are_added, enter, leave),
		cmocka_unit_test_setup_teardown(only_private_modes, enter, leave),
		cmocka_unit_test_setup_teardown(only_our_own, enter, leave),
		cmocka_unit_test_setup_teardown(only_files, enter, leave),
		cmocka_unit_test_setup_teardown(texts, enter, leave),
		cmocka_unit_test_setup_teardown(errors_hold_no_key, enter, leave),
		cmocka_unit_test_setup_teardown(too_long, enter, leave),
	};

	return cmocka_run_group_tests_name("vault/key_file", tests, NULL, NULL);
}
