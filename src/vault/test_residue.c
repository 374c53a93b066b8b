/*
 * What stays in memory of a token that was sealed, opened and freed: nothing. The test looks for it
 * in every readable page of its own process; what it looks for, it knows only in a masked form.
 */
#include "base/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "crypto/crypto.h"
#include "vault/key_file.h"
#include "vault/vault.h"

enum { TOKEN_BYTES = 190, CHUNK_BYTES = 1 << 20, MASK = 0x5a };

struct masked {
	unsigned char at[TOKEN_BYTES];
};

static bool is_token(const unsigned char *at, const struct masked *token)
{
	for (size_t i = 0; i < TOKEN_BYTES; i++) {
		if ((at[i] ^ MASK) != token->at[i])
			return false;
	}
	return true;
}

static size_t count_in(const unsigned char *at, size_t len, const struct masked *token)
{
	size_t count = 0;

	for (size_t i = 0; i + TOKEN_BYTES <= len; i++)
		count += is_token(at + i, token);
	return count;
}

/* Overlapping reads, so that nothing hides on a border. */
static size_t count_in_region(int mem, off_t from, off_t to, unsigned char *chunk,
			      const struct masked *token)
{
	size_t count = 0;

	for (off_t at = from; at < to; at += CHUNK_BYTES - TOKEN_BYTES) {
		size_t want = to - at < CHUNK_BYTES ? (size_t)(to - at) : CHUNK_BYTES;
		ssize_t got = pread(mem, chunk, want, at);

		if (got <= 0)
			break; /* guard pages and the like */
		count += count_in(chunk, (size_t)got, token);
	}
	return count;
}

/* Are there copies of the token in this process? More than one may be the window read through. */
static size_t copies(const struct masked *token)
{
	static unsigned char chunk[CHUNK_BYTES];
	cleanup(fd_closep) int mem = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512];
	size_t count = 0;

	assert_true(mem >= 0);
	assert_non_null(maps);
	while (fgets(line, sizeof(line), maps)) {
		unsigned long from = 0, to = 0;
		char mode[8] = "";

		assert_int_equal(sscanf(line, "%lx-%lx %7s", &from, &to, mode), 3);
		/* A sanitizer's shadow is terabytes of nothing. */
		if (mode[0] != 'r' || to - from > 256 * MIB)
			continue;
		memset(chunk, 0, sizeof(chunk));
		count += count_in_region(mem, (off_t)from, (off_t)to, chunk, token);
	}
	fclose(maps);
	memset(chunk, 0, sizeof(chunk));
	return count;
}

static struct secret *new_token(struct masked *ret)
{
	struct secret *token = secret_random(rng_system(), TOKEN_BYTES);

	for (size_t i = 0; i < TOKEN_BYTES; i++)
		ret->at[i] = secret_bytes(token)[i] ^ MASK;
	return token;
}

static struct vault *new_vault(void)
{
	char folder[] = "/tmp/simpul-residue-XXXXXX";
	char path[64];
	struct vault *v = NULL;
	struct err err = ERR_INIT;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/keys", folder);
	check_ok(vault_keys_init(path, rng_system(), &err), &err);
	check_ok(vault_open_file(path, rng_system(), &v, &err), &err);
	unlink(path);
	rmdir(folder);
	return v;
}

static void nothing_stays(void **state)
{
	static const struct vault_context here = { .table = STR_INIT("t"),
						   .row = STR_INIT("r"),
						   .column = STR_INIT("c"),
						   .tenant = STR_INIT("1") };
	cleanup(vault_closep) struct vault *v = new_vault();
	cleanup(arena_free) struct arena a = { 0 };
	struct masked known;
	struct secret *token = new_token(&known), *opened = NULL;
	struct str blob = STR_NONE;
	struct err err = ERR_INIT;

	(void)state;
	arena_init(&a, MIB);
	assert_true(copies(&known) > 0); /* the search finds what is there */
	check_ok(vault_seal(v, &a, &here, token, &blob, &err), &err);
	secret_free(token);
	assert_int_equal(copies(&known), 0);
	check_ok(vault_open(v, &here, blob, &opened, &err), &err);
	assert_true(copies(&known) > 0);
	secret_free(opened);
	assert_int_equal(copies(&known), 0);
}

int main(void)
{
	struct err err = ERR_INIT;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_stays),
	};

	if (!crypto_init(&err))
		return 1;
	return cmocka_run_group_tests_name("vault/residue", tests, NULL, NULL);
}
