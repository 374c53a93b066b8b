/*
 * Sealed values from a hostile database. Exercises src/vault/vault.c and src/crypto/aead.c. No
 * input may open, except the very blob that was sealed. Each input is tried as it is and as a
 * change to that blob (XOR), so that most tries get past the head.
 */
#include <unistd.h>

#include "crypto/crypto.h"
#include "fuzz/fuzz.h"
#include "vault/key_file.h"
#include "vault/vault.h"

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

/* Keys and blob from a seed: an input found once is found again. */
static struct world *make_world(void)
{
	struct world *w = calloc(1, sizeof(*w));
	struct rng_seeded *seeded = calloc(1, sizeof(*seeded));
	struct rng *random = calloc(1, sizeof(*random));
	struct err err = ERR_INIT;
	char folder[] = "/tmp/simpul-fuzz-XXXXXX";
	char path[64];

	promise(w && seeded && random && crypto_init(&err) && mkdtemp(folder));
	*random = rng_of_seed(seeded, 1);
	snprintf(path, sizeof(path), "%s/keys", folder);
	promise(vault_keys_init(path, random, &err));
	promise(vault_open_file(path, random, &w->vault, &err));
	unlink(path);
	rmdir(folder);
	arena_init(&w->a, MIB);

	cleanup(secret_freep) struct secret *token = secret_from_bytes(STR("EAAGtoken"));

	promise(vault_seal(w->vault, &w->a, &here, token, &w->blob, &err));
	return w;
}

static void try_open(const struct world *w, struct str blob)
{
	cleanup(secret_freep) struct secret *opened = NULL;
	struct err err = ERR_INIT;
	bool is_open = vault_open(w->vault, &here, blob, &opened, &err);

	promise(is_open == str_eq(blob, w->blob));
	promise(is_open == (opened != NULL));
	if (!is_open) {
		promise_error(&err);
		promise(err.code == ERR_CRYPTO);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct world *world;
	struct str input = fuzz_text(data, size);

	if (!world)
		world = make_world();
	try_open(world, input);

	cleanup(mem_freep) char *over = malloc(world->blob.len);

	promise(over != NULL);
	memcpy(over, world->blob.at, world->blob.len);
	for (size_t i = 0; i < size && i < world->blob.len; i++)
		over[i] = (char)(over[i] ^ input.at[i]);
	try_open(world, (struct str){ over, world->blob.len });
	(void)vault_key_id(input);
	return 0;
}
