#include "vault/vault.h"

#include <assert.h>
#include <stdlib.h>

#include "base/buf.h"
#include "crypto/aead.h"
#include "vault/key_file.h"

#define FORMAT_VERSION 1
#define HEAD_BYTES (1 + 4 + 2)
#define ASSOCIATED_MAX_BYTES 2048

struct vault {
	struct key_provider keys;
	const struct rng *rng;
	struct vault_status status;
};

/* ---- open and close ----------------------------------------------------------------------- */

bool vault_open_provider(struct key_provider provider, const struct rng *rng, struct vault **ret,
			 struct err *err)
{
	struct vault *v = calloc(1, sizeof(*v));

	if (!v)
		abort();
	*v = (struct vault){ .keys = provider, .rng = rng, .status.provider = provider.name };
	v->status.key_count = provider.key_ids(provider.ctx, v->status.key_ids);
	if (v->status.key_count == 0) {
		vault_close(v);
		return err_set(err, ERR_CONFIG, "key provider \"%s\" has no master key",
			       provider.name);
	}
	*ret = v;
	return true;
}

bool vault_open_file(const char *path, const struct rng *rng, struct vault **ret, struct err *err)
{
	struct key_provider file;

	return key_file_provider(path, rng, &file, err) && vault_open_provider(file, rng, ret, err);
}

struct vault *vault_close(struct vault *v)
{
	if (v) {
		v->keys.close(v->keys.ctx);
		free(v);
	}
	return NULL;
}

void vault_closep(struct vault **v)
{
	*v = vault_close(*v);
}

void vault_status(const struct vault *v, struct vault_status *ret)
{
	*ret = v->status;
}

static uint32_t newest_key(const struct vault *v)
{
	return v->status.key_ids[v->status.key_count - 1];
}

/* ---- the blob ----------------------------------------------------------------------------- */

struct envelope {
	uint32_t key_id;
	struct str wrapped; /* data key under the master key */
	struct str sealed;  /* value under the data key */
};

static bool envelope_read(struct str blob, struct envelope *ret, struct err *err)
{
	const unsigned char *b = (const unsigned char *)blob.at;

	if (blob.len < HEAD_BYTES || b[0] != FORMAT_VERSION)
		return err_set(err, ERR_CRYPTO, "not a sealed value (%zu bytes)", blob.len);

	size_t wrapped_len = (size_t)b[5] << 8 | b[6];

	if (wrapped_len > VAULT_WRAPPED_MAX_BYTES || blob.len - HEAD_BYTES < wrapped_len)
		return err_set(err, ERR_CRYPTO, "cut short (%zu bytes)", blob.len);
	*ret = (struct envelope){
		.key_id = (uint32_t)b[1] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 8 | b[4],
		.wrapped = str_sub(blob, HEAD_BYTES, HEAD_BYTES + wrapped_len),
		.sealed = str_skip(blob, HEAD_BYTES + wrapped_len),
	};
	return true;
}

static struct str envelope_write(struct arena *a, const struct envelope *e)
{
	size_t len = HEAD_BYTES + e->wrapped.len + e->sealed.len;
	unsigned char *b = arena_new_n(a, unsigned char, len);

	assert(e->wrapped.len <= VAULT_WRAPPED_MAX_BYTES);
	b[0] = FORMAT_VERSION;
	b[1] = (unsigned char)(e->key_id >> 24);
	b[2] = (unsigned char)(e->key_id >> 16);
	b[3] = (unsigned char)(e->key_id >> 8);
	b[4] = (unsigned char)e->key_id;
	b[5] = (unsigned char)(e->wrapped.len >> 8);
	b[6] = (unsigned char)e->wrapped.len;
	memcpy(b + HEAD_BYTES, e->wrapped.at, e->wrapped.len);
	memcpy(b + HEAD_BYTES + e->wrapped.len, e->sealed.at, e->sealed.len);
	return (struct str){ (const char *)b, len };
}

/* ---- associated data ---------------------------------------------------------------------- */

/*
 * Each part with its length before it, so that no two places spell the same bytes. The layer's
 * name keeps a wrapped key from ever passing for a value. The master key's id is bound to the
 * wrapped key only: a rewrap changes it and leaves the value as it is.
 */
static void associate(struct buf *out, const char *layer, uint32_t key_id,
		      const struct vault_context *where)
{
	const struct str parts[] = { where->table, where->row, where->column, where->tenant };

	buf_init(out, ASSOCIATED_MAX_BYTES);
	buf_fmt(out, "simpul vault %d %s %u", FORMAT_VERSION, layer, key_id);
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		buf_fmt(out, " %zu:", parts[i].len);
		buf_put(out, parts[i]);
	}
	/* A context is made of names and ids of ours; an endless one is a bug, not an input. */
	assert(!buf_failed(out));
}

static bool wrap(const struct vault *v, struct arena *a, const struct vault_context *where,
		 const struct secret *data_key, struct envelope *e, struct err *err)
{
	cleanup(buf_free) struct buf associated = { 0 };

	e->key_id = newest_key(v);
	associate(&associated, "key", e->key_id, where);

	const struct key_use use = { .key_id = e->key_id, .associated = buf_str(&associated) };

	return v->keys.wrap(v->keys.ctx, a, &use, data_key, &e->wrapped, err);
}

static bool unwrap(const struct vault *v, const struct vault_context *where,
		   const struct envelope *e, struct secret **ret, struct err *err)
{
	cleanup(buf_free) struct buf associated = { 0 };
	cleanup(secret_freep) struct secret *data_key = NULL;

	associate(&associated, "key", e->key_id, where);

	const struct key_use use = { .key_id = e->key_id, .associated = buf_str(&associated) };

	if (!v->keys.unwrap(v->keys.ctx, &use, e->wrapped, &data_key, err))
		return false;
	/* A provider may be remote: what it returns is checked, not believed. */
	if (secret_len(data_key) != AEAD_KEY_BYTES)
		return err_set(err, ERR_CRYPTO, "data key of %zu bytes", secret_len(data_key));
	*ret = TAKE(data_key);
	return true;
}

/* ---- values ------------------------------------------------------------------------------- */

/* Says which value it was: the place, never the value. */
static bool name_place(struct err *err, const struct vault_context *where)
{
	return err_wrap(err, "sealed value of %.*s.%.*s in row \"%.*s\"", STR_ARG(where->table),
			STR_ARG(where->column), STR_ARG(where->row));
}

bool vault_seal(const struct vault *v, struct arena *a, const struct vault_context *where,
		const struct secret *value, struct str *ret, struct err *err)
{
	cleanup(buf_free) struct buf associated = { 0 };
	cleanup(secret_freep) struct secret *data_key = secret_random(v->rng, AEAD_KEY_BYTES);
	struct envelope e = { 0 };

	if (!wrap(v, a, where, data_key, &e, err))
		return name_place(err, where);
	associate(&associated, "value", 0, where);
	e.sealed = aead_seal(a, v->rng, data_key, buf_str(&associated), value);
	*ret = envelope_write(a, &e);
	return true;
}

static bool open_value(const struct vault *v, const struct vault_context *where, struct str blob,
		       struct secret **ret, struct err *err)
{
	cleanup(buf_free) struct buf associated = { 0 };
	cleanup(secret_freep) struct secret *data_key = NULL;
	struct envelope e;

	if (!envelope_read(blob, &e, err) || !unwrap(v, where, &e, &data_key, err))
		return false;
	associate(&associated, "value", 0, where);
	return aead_open(data_key, buf_str(&associated), e.sealed, ret, err);
}

bool vault_open(const struct vault *v, const struct vault_context *where, struct str blob,
		struct secret **ret, struct err *err)
{
	return open_value(v, where, blob, ret, err) || name_place(err, where);
}

uint32_t vault_key_id(struct str blob)
{
	struct err not_sealed = ERR_INIT;
	struct envelope e = { 0 };

	return envelope_read(blob, &e, &not_sealed) ? e.key_id : 0;
}

bool vault_rewrap(const struct vault *v, struct arena *a, const struct vault_context *where,
		  struct str blob, struct str *ret, struct err *err)
{
	cleanup(secret_freep) struct secret *data_key = NULL;
	struct envelope e;

	if (!envelope_read(blob, &e, err) || !unwrap(v, where, &e, &data_key, err) ||
	    !wrap(v, a, where, data_key, &e, err))
		return name_place(err, where);
	*ret = envelope_write(a, &e);
	return true;
}
