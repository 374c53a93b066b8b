#include "graphsim/sim_id.h"

#include <inttypes.h>

/* 15 digits follow the prefix. Packed keys take 46 bits, which is less than that. */
#define SPACE 1000000000000000u
#define PACKED_BITS 46
/* A multiplier prime to 10^15 and its inverse: consecutive keys land far apart. */
#define MULTIPLIER 612345678900713u
#define INVERSE 678553483442777u

static uint64_t times_mod(uint64_t a, uint64_t b)
{
	return (uint64_t)((unsigned __int128)a * b % SPACE);
}

static uint64_t pack(struct sim_key k)
{
	uint64_t x = (uint64_t)k.kind;

	x = x << 10 | k.account;
	x = x << 13 | k.day;
	x = x << 4 | k.seq;
	x = x << 12 | k.item;
	return x << 4 | k.reply;
}

static struct sim_key unpack(uint64_t x)
{
	return (struct sim_key){
		.reply = (unsigned)(x & 0xf),
		.item = (unsigned)(x >> 4 & 0xfff),
		.seq = (unsigned)(x >> 16 & 0xf),
		.day = (unsigned)(x >> 20 & 0x1fff),
		.account = (unsigned)(x >> 33 & 0x3ff),
		.kind = (enum sim_kind)(x >> 43 & 0x7),
	};
}

struct str sim_id_text(struct arena *a, struct sim_key key)
{
	uint64_t n = times_mod(pack(key), MULTIPLIER);

	return str_fmt(a, "%s%015" PRIu64, n % 2 ? "18" : "17", n);
}

bool sim_id_parse(struct str text, struct sim_key *ret)
{
	int64_t digits;

	if (text.len != 17 || !str_to_i64(str_skip(text, 2), &digits) || digits < 0)
		return false;
	if (!str_starts_with(text, digits % 2 ? STR("18") : STR("17")))
		return false;

	uint64_t x = times_mod((uint64_t)digits, INVERSE);
	if (x >> PACKED_BITS)
		return false;
	struct sim_key key = unpack(x);
	if (key.kind < SIM_MEDIA || key.kind > SIM_PERSON)
		return false;
	*ret = key;
	return true;
}

struct str sim_shortcode(struct arena *a, struct sim_key key)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	uint64_t n = pack(key) * 0x9e3779b97f4a7c15u;
	char code[11] = { 'C' };

	for (size_t i = 1; i < sizeof(code); i++, n >>= 6)
		code[i] = alphabet[n & 63];
	return str_dup(a, (struct str){ code, sizeof(code) });
}
