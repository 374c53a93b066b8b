#include "crypto/secret.h"

#include <sodium.h>

/*
 * The handle is ordinary memory, so that leak checkers see a forgotten one; only `at` points into
 * pages of sodium_malloc. When RLIMIT_MEMLOCK is used up those pages are merely not locked: they
 * are still guarded, kept out of core dumps (MADV_DONTDUMP) and zeroed.
 */
struct secret {
	unsigned char *at;
	size_t len;
};

static void die_out_of_memory(void)
{
	fputs("out of memory for a secret\n", stderr);
	abort();
}

struct secret *secret_new(size_t len)
{
	struct secret *s = malloc(sizeof(*s));

	if (!s)
		die_out_of_memory();
	s->at = sodium_malloc(len);
	if (!s->at)
		die_out_of_memory();
	s->len = len;
	sodium_memzero(s->at, len);
	return s;
}

struct secret *secret_from_bytes(struct str bytes)
{
	struct secret *s = secret_new(bytes.len);

	if (bytes.len)
		memcpy(s->at, bytes.at, bytes.len);
	return s;
}

struct secret *secret_random(const struct rng *rng, size_t len)
{
	struct secret *s = secret_new(len);

	rng_bytes(rng, s->at, len);
	return s;
}

struct secret *secret_copy(const struct secret *s)
{
	return secret_from_bytes(secret_view(s));
}

struct secret *secret_with_prefix(struct str head, const struct secret *tail)
{
	struct secret *s = secret_new(head.len + tail->len);

	if (head.len)
		memcpy(s->at, head.at, head.len);
	memcpy(s->at + head.len, tail->at, tail->len);
	return s;
}

struct secret *secret_free(struct secret *s)
{
	if (!s)
		return NULL;
	sodium_free(s->at); /* zeroes first */
	free(s);
	return NULL;
}

void secret_freep(struct secret **s)
{
	*s = secret_free(*s);
}

size_t secret_len(const struct secret *s)
{
	return s->len;
}

struct str secret_view(const struct secret *s)
{
	return (struct str){ (const char *)s->at, s->len };
}

unsigned char *secret_bytes(struct secret *s)
{
	return s->at;
}

struct secret *secret_base64url(const struct secret *s)
{
	const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	size_t with_nul = sodium_base64_encoded_len(s->len, variant);
	struct secret *text = secret_new(with_nul);

	sodium_bin2base64((char *)text->at, with_nul, s->at, s->len, variant);
	text->len = with_nul - 1;
	return text;
}

bool secret_from_base64url(struct str text, size_t len, struct secret **ret)
{
	cleanup(secret_freep) struct secret *s = secret_new(len);
	size_t decoded = 0;
	/* Without an `end` pointer libsodium refuses anything after the last digit. */
	int failed = sodium_base642bin(s->at, s->len, text.at, text.len, NULL, &decoded, NULL,
				       sodium_base64_VARIANT_URLSAFE_NO_PADDING);

	if (failed || decoded != len)
		return false;
	*ret = TAKE(s);
	return true;
}

bool secret_eq(const struct secret *a, const struct secret *b)
{
	return str_eq_constant_time(secret_view(a), secret_view(b));
}

bool str_eq_constant_time(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	return a.len == 0 || sodium_memcmp(a.at, b.at, a.len) == 0;
}

void mem_wipe(void *at, size_t len)
{
	sodium_memzero(at, len);
}
