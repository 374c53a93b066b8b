#include "fmt/deflate.h"

#include <string.h>

#include "base/limits.h"
#include "fmt/deflate_block.h"

/*
 * Two ways to a match: the newest position with the same four bytes, and a chain of those whose
 * next eight bytes have the same hash, the newest first. Text is made of words that come again and
 * again: a chain by four bytes would be long and of little use, one by eight leads to places where
 * the next word is the same too. A match gives way to a better one that begins a byte later.
 */
#define WINDOW (32 * KIB)
#define BUFFER (2 * WINDOW)
/* Positions nearer to the end than this wait for more bytes, so that matches are not cut short. */
#define LOOKAHEAD (MATCH_MAX + 16)
#define SLACK 16 /* read past the end, zeros */

#define HASH_BYTES 4 /* the shortest match looked for: one of three rarely pays */
#define HASH4_BITS 15
#define HASH8_BITS 16

struct effort {
	unsigned depth;       /* candidates looked at */
	unsigned nice_length; /* good enough to stop looking */
	unsigned lazy_depth;  /* candidates looked at a byte later; 0: the first match is taken */
	unsigned insert_all;  /* matches up to this length leave every position in the tables */
};

static const struct effort efforts[] = {
	[DEFLATE_FAST] = { 6, 40, 0, 24 },
	[DEFLATE_NORMAL] = { 48, 96, 24, MATCH_MAX },
};

struct deflate {
	const struct effort *effort;
	size_t at, end; /* in `in`: what is next, what has come */
	uint16_t head4[1u << HASH4_BITS], head8[1u << HASH8_BITS];
	uint16_t previous[WINDOW]; /* in the chain by eight; by position modulo WINDOW */
	unsigned char in[BUFFER + SLACK];
	struct block block;
};

struct match {
	unsigned length, offset;
};

struct deflate *deflate_new(void)
{
	struct deflate *d = calloc(1, sizeof(*d));

	if (!d)
		abort();
	return d;
}

struct deflate *deflate_free(struct deflate *d)
{
	free(d);
	return NULL;
}

void deflate_freep(struct deflate **d)
{
	*d = deflate_free(*d);
}

void deflate_start(struct deflate *d, enum deflate_level level, struct sink sink)
{
	d->effort = &efforts[level];
	/* Position 0 stands for "none". */
	d->at = d->end = 1;
	memset(d->in, 0, sizeof(d->in));
	memset(d->head4, 0, sizeof(d->head4));
	memset(d->head8, 0, sizeof(d->head8));
	block_start(&d->block, sink);
}

uint64_t deflate_out_bytes(const struct deflate *d)
{
	return d->block.out_bytes;
}

/* ---- matches ------------------------------------------------------------------------------- */

static inline uint32_t load4(const unsigned char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline uint64_t load8(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* Where two words differ first, in bytes. */
static inline unsigned first_difference(uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return (unsigned)__builtin_clzll(x) / 8;
#else
	return (unsigned)__builtin_ctzll(x) / 8;
#endif
}

static inline unsigned common_length(const unsigned char *a, const unsigned char *b, unsigned from,
				     unsigned most)
{
	for (; from < most; from += 8) {
		uint64_t differs = load8(a + from) ^ load8(b + from);

		if (differs) {
			from += first_difference(differs);
			break;
		}
	}
	return from < most ? from : most;
}

static inline uint32_t hash4(uint32_t bytes)
{
	return bytes * 0x9E3779B1u >> (32 - HASH4_BITS);
}

static inline uint32_t hash8(uint64_t bytes)
{
	return (uint32_t)(bytes * 0x9E3779B185EBCA87u >> (64 - HASH8_BITS));
}

static inline void insert(struct deflate *d, size_t at)
{
	uint16_t *newest = &d->head8[hash8(load8(d->in + at))];

	d->head4[hash4(load4(d->in + at))] = (uint16_t)at;
	d->previous[at % WINDOW] = *newest;
	*newest = (uint16_t)at;
}

/* Looks for a match longer than `best` at `at`, then enters the position into the tables. */
static inline struct match find(struct deflate *d, size_t at, unsigned best, unsigned depth)
{
	const unsigned char *here = d->in + at;
	uint32_t bytes = load4(here);
	unsigned most = d->end - at < MATCH_MAX ? (unsigned)(d->end - at) : MATCH_MAX;
	size_t oldest = at > WINDOW - 1 ? at - (WINDOW - 1) : 0; /* not itself */
	size_t four = d->head4[hash4(bytes)], then = d->head8[hash8(load8(here))];
	struct match m = { best, 0 };

	insert(d, at);
	if (four > oldest && load4(d->in + four) == bytes) {
		unsigned length = common_length(d->in + four, here, HASH_BYTES, most);

		if (length > m.length)
			m = (struct match){ length, (unsigned)(at - four) };
	}
	for (; then > oldest && depth > 0; depth--, then = d->previous[then % WINDOW]) {
		const unsigned char *there = d->in + then;
		unsigned tail = m.length > 3 ? m.length - 3 : 0;
		unsigned length = 0;

		if (load4(there) != bytes || load4(there + tail) != load4(here + tail))
			continue;
		length = common_length(there, here, HASH_BYTES, most);
		if (length <= m.length)
			continue;
		m = (struct match){ length, (unsigned)(at - then) };
		if (length >= d->effort->nice_length || length == most)
			break;
	}
	return m;
}

/* ---- choosing ------------------------------------------------------------------------------ */

static inline unsigned log2_of(unsigned n)
{
	return 31 - (unsigned)__builtin_clz(n);
}

/* A byte more is worth about four bits of offset; one literal has to be paid as well. */
static inline bool is_better(const struct match *next, const struct match *now)
{
	int longer = (int)next->length - (int)now->length;

	if (next->offset == 0)
		return false;
	return 4 * longer + (int)log2_of(now->offset) - (int)log2_of(next->offset) > 2;
}

static void enter_rest(struct deflate *d, size_t first, size_t past)
{
	size_t last = d->end > HASH_BYTES ? d->end - HASH_BYTES : 0;

	if (past - first > d->effort->insert_all)
		first = past - 2;
	for (size_t at = first; at < past && at <= last; at++)
		insert(d, at);
}

/* One match, or the literals before a better one and that. */
static void take(struct deflate *d, struct match m)
{
	const struct effort *effort = d->effort;
	size_t entered = d->at + 1;

	while (effort->lazy_depth && m.length < effort->nice_length &&
	       d->at + 1 + HASH_BYTES < d->end && d->block.count < BLOCK_TOKENS - 2) {
		struct match next = find(d, d->at + 1, m.length - 1, effort->lazy_depth);

		entered = d->at + 2;
		if (!is_better(&next, &m))
			break;
		block_literal(&d->block, d->in[d->at++]);
		m = next;
	}
	block_match(&d->block, m.length, m.offset);
	enter_rest(d, entered, d->at + m.length);
	d->at += m.length;
}

/* Bytes up to `limit`, which may be overstepped by the last match. */
static bool compress(struct deflate *d, size_t limit, struct err *err)
{
	while (d->at < limit) {
		struct match m = { 0 };

		if (d->end - d->at > HASH_BYTES)
			m = find(d, d->at, HASH_BYTES - 1, d->effort->depth);
		if (m.offset > 0)
			take(d, m);
		else
			block_literal(&d->block, d->in[d->at++]);
		if (block_is_full(&d->block) && !block_end(&d->block, false, err))
			return false;
	}
	return true;
}

/* ---- the stream ---------------------------------------------------------------------------- */

static void move_back(uint16_t *positions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		positions[i] = positions[i] >= WINDOW ? (uint16_t)(positions[i] - WINDOW) : 0;
}

static void slide(struct deflate *d)
{
	memmove(d->in, d->in + WINDOW, d->end - WINDOW);
	d->at -= WINDOW;
	d->end -= WINDOW;
	move_back(d->head4, 1u << HASH4_BITS);
	move_back(d->head8, 1u << HASH8_BITS);
	move_back(d->previous, WINDOW);
}

bool deflate_write(struct deflate *d, struct str bytes, struct err *err)
{
	while (bytes.len > 0) {
		size_t room = BUFFER - d->end;
		size_t now = bytes.len < room ? bytes.len : room;

		memcpy(d->in + d->end, bytes.at, now);
		d->end += now;
		bytes = str_skip(bytes, now);
		if (d->end < BUFFER)
			return true;
		if (!compress(d, BUFFER - LOOKAHEAD, err))
			return false;
		slide(d);
	}
	return true;
}

bool deflate_end(struct deflate *d, struct err *err)
{
	/* What is read past the end must not depend on an earlier stream. */
	memset(d->in + d->end, 0, SLACK);
	return compress(d, d->end, err) && block_end(&d->block, true, err);
}
