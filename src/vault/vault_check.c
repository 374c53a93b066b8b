#include "vault/vault_check.h"

#include <inttypes.h>

#include "base/codec.h"
#include "base/limits.h"
#include "store/store.h"

#define NAME STR("vault_check")
#define KNOWN_TEXT STR("Simpul: these keys belong to this database.")

static const struct vault_context here = {
	.table = STR_INIT("settings"),
	.row = STR_INIT("vault_check"),
	.column = STR_INIT("value"),
	.tenant = STR_INIT(""),
};

struct check {
	const struct vault *v;
	struct arena *a;
	struct str text; /* base64url of the blob */
};

static bool seal_known_text(struct check *c, struct err *err)
{
	cleanup(secret_freep) struct secret *known = secret_from_bytes(KNOWN_TEXT);
	struct str blob = STR_NONE;

	if (!vault_seal(c->v, c->a, &here, known, &blob, err))
		return false;
	c->text = base64url_encode(c->a, blob);
	return true;
}

/* In the writer, so that of two processes that start together one is second. */
static bool get_or_store(struct db_tx *tx, void *arg, struct err *err)
{
	struct check *c = arg;
	struct str stored = STR_NONE;
	bool is_found = false;

	if (!settings_get(tx, c->a, NAME, &stored, &is_found, err))
		return false;
	if (!is_found)
		return settings_set(tx, NAME, c->text, err);
	c->text = stored;
	return true;
}

bool vault_check_store(const struct vault *v, struct store *s, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	cleanup(secret_freep) struct secret *opened = NULL;
	struct check c = { .v = v, .a = &a };
	struct str blob = STR_NONE;
	struct err why = ERR_INIT;

	arena_init(&a, 256 * KIB);
	if (!seal_known_text(&c, err) || !store_write(s, get_or_store, &c, err))
		return err_wrap(err, "checking the master keys");
	if (!base64url_decode(&a, c.text, &blob))
		return err_set(err, ERR_CONFIG,
			       "setting \"vault_check\" in the database is damaged");
	if (!vault_open(v, &here, blob, &opened, &why))
		return err_set(err, ERR_CONFIG,
			       "the master keys are not this database's (it was begun with key "
			       "%" PRIu32 "): use the key file that belongs to it",
			       vault_key_id(blob));
	/* What opens is what was sealed: the text itself has nothing more to tell. */
	return true;
}

static bool store_text(struct db_tx *tx, void *arg, struct err *err)
{
	const struct check *c = arg;

	return settings_set(tx, NAME, c->text, err);
}

bool vault_check_renew(const struct vault *v, struct store *s, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct check c = { .v = v, .a = &a };

	arena_init(&a, 256 * KIB);
	return seal_known_text(&c, err) && store_write(s, store_text, &c, err);
}
