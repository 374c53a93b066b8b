/*
 * Sealed values from a hostile database. Exercises src/vault/vault.c and src/crypto/aead.c. No input
 * may open, except the very blob that was sealed. Each input is tried as it is and as a change to
 * that blob (XOR), so that most tries get past the head.
 */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "crypto/crypto.h"
#include "vault/key_file.h"
#include "vault/vault.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct vault_context here = {
	.table = STR_INIT("social_tokens"),
	.row = STR_INIT("facebook:1:user"),
	.column = STR_INIT("token_sealed"),
	.tenant = STR_INIT("7"),
};

struct world {
	struct vault *vault;
	struct arena a;
	struct str blob;
};

static void must(bool ok)
{
	if (!ok)
		abort();
}

/* Keys and blob from a seed: an input found once is found again. */
static struct world *make_world(void)
{
	struct world *w = calloc(1, sizeof(*w));
	struct rng_seeded *seeded = calloc(1, sizeof(*seeded));
	struct rng *random = calloc(1, sizeof(*random));
	struct err err = ERR_INIT;
	char folder[] = "/tmp/simpul-fuzz-XXXXXX";
	char path[64];

	must(w && seeded && random && crypto_init(&err) && mkdtemp(folder));
	*random = rng_of_seed(seeded, 1);
	snprintf(path, sizeof(path), "%s/keys", folder);
	must(vault_keys_init(path, random, &err));
	must(vault_open_file(path, random, &w->vault, &err));
	unlink(path);
	rmdir(folder);
	arena_init(&w->a, MIB);

	cleanup(secret_freep) struct secret *token = secret_from_bytes(STR("EAAGtoken"));

	must(vault_seal(w->vault, &w->a, &here, token, &w->blob, &err));
	return w;
}

static void try_open(const struct world *w, struct str blob)
{
	cleanup(secret_freep) struct secret *opened = NULL;
	struct err err = ERR_INIT;
	bool is_open = vault_open(w->vault, &here, blob, &opened, &err);

	must(is_open == str_eq(blob, w->blob));
	must(is_open == (opened != NULL));
	must(is_open || err.code == ERR_CRYPTO);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct world *world;
	struct str input = { (const char *)data, size };

	if (!world)
		world = make_world();
	try_open(world, input);

	cleanup(mem_freep) char *over = malloc(world->blob.len);

	must(over != NULL);
	memcpy(over, world->blob.at, world->blob.len);
	for (size_t i = 0; i < size && i < world->blob.len; i++)
		over[i] = (char)(over[i] ^ input.at[i]);
	try_open(world, (struct str){ over, world->blob.len });
	(void)vault_key_id(input);
	return 0;
}
