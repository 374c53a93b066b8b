#include "graphsim/world/sha256.h"

#define BLOCK_BYTES 64

struct state {
	uint32_t h[8];
	uint8_t block[BLOCK_BYTES];
	size_t used;
	uint64_t total_bytes;
};

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t round_constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2,
};

static uint32_t rotate(uint32_t x, unsigned n)
{
	return (x >> n) | (x << (32 - n));
}

static uint32_t read_be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void write_be32(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
}

static void schedule(uint32_t w[64], const uint8_t *block)
{
	for (size_t i = 0; i < 16; i++)
		w[i] = read_be32(block + 4 * i);
	for (size_t i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];
		w[i] = w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ (a >> 3)) + w[i - 7] +
		       (rotate(b, 17) ^ rotate(b, 19) ^ (b >> 10));
	}
}

static void compress(struct state *s)
{
	uint32_t w[64], v[8];

	schedule(w, s->block);
	memcpy(v, s->h, sizeof(v));
	for (size_t i = 0; i < 64; i++) {
		uint32_t e = v[4], a = v[0];
		uint32_t t1 = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
			      ((e & v[5]) ^ (~e & v[6])) + round_constants[i] + w[i];
		uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
			      ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
		memmove(v + 1, v, 7 * sizeof(v[0]));
		v[4] += t1;
		v[0] = t1 + t2;
	}
	for (size_t i = 0; i < 8; i++)
		s->h[i] += v[i];
	s->used = 0;
}

static void start(struct state *s)
{
	/* The first 32 bits of the fractional parts of the square roots of the first 8 primes. */
	*s = (struct state){ .h = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
				    0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

static void absorb(struct state *s, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;

	s->total_bytes += n;
	while (n > 0) {
		size_t room = BLOCK_BYTES - s->used;
		size_t take = n < room ? n : room;

		memcpy(s->block + s->used, p, take);
		s->used += take;
		p += take;
		n -= take;
		if (s->used == BLOCK_BYTES)
			compress(s);
	}
}

static struct sha256 finish(struct state *s)
{
	static const uint8_t padding[BLOCK_BYTES] = { 0x80 };
	uint64_t bits = s->total_bytes * 8;
	uint8_t length[8];
	struct sha256 digest;

	absorb(s, padding, (s->used < 56 ? 56 : 120) - s->used);
	write_be32(length, (uint32_t)(bits >> 32));
	write_be32(length + 4, (uint32_t)bits);
	absorb(s, length, sizeof(length));
	for (size_t i = 0; i < 8; i++)
		write_be32(digest.at + 4 * i, s->h[i]);
	return digest;
}

struct sha256 sha256_of(struct str bytes)
{
	struct state s;

	start(&s);
	absorb(&s, bytes.at, bytes.len);
	return finish(&s);
}

struct sha256 hmac_sha256_of(struct str key, struct str message)
{
	uint8_t pad[BLOCK_BYTES] = { 0 };
	struct state s;

	if (key.len > BLOCK_BYTES) {
		struct sha256 short_key = sha256_of(key);
		memcpy(pad, short_key.at, sizeof(short_key.at));
	} else if (key.len > 0) {
		memcpy(pad, key.at, key.len);
	}

	for (size_t i = 0; i < BLOCK_BYTES; i++)
		pad[i] ^= 0x36;
	start(&s);
	absorb(&s, pad, sizeof(pad));
	absorb(&s, message.at, message.len);
	struct sha256 inner = finish(&s);

	for (size_t i = 0; i < BLOCK_BYTES; i++)
		pad[i] ^= 0x36 ^ 0x5c;
	start(&s);
	absorb(&s, pad, sizeof(pad));
	absorb(&s, inner.at, sizeof(inner.at));
	return finish(&s);
}

struct str sha256_str(const struct sha256 *d)
{
	return (struct str){ (const char *)d->at, sizeof(d->at) };
}

bool secret_eq(struct str a, struct str b)
{
	unsigned char difference = 0;

	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		difference |= (unsigned char)(a.at[i] ^ b.at[i]);
	return difference == 0;
}
