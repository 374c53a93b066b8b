#include "graphsim/world/sim_id.h"

#include <inttypes.h>

#include "graphsim/world/mix.h"

/*
 * 15 digits follow the prefix: 8 and 7, scrambled by a Feistel network so that neighbours land far
 * apart. Packed keys take 49 bits, which is less than 15 digits hold.
 */
#define HIGH 100000000u
#define LOW 10000000u
#define PACKED_BITS 49
/* The account's upper bits stand above all, so that the cast has the ids it always had. */
#define ACCOUNT_LOW_BITS 10
#define ROUNDS 3

static uint64_t scramble(uint64_t x)
{
	uint64_t high = x / LOW, low = x % LOW;

	for (uint64_t round = 0; round < ROUNDS; round++) {
		high = (high + mix_of(round, MIX_NAME, low, 0) % HIGH) % HIGH;
		low = (low + mix_of(round, MIX_NAME, high, 1) % LOW) % LOW;
	}
	return high * LOW + low;
}

static uint64_t unscramble(uint64_t n)
{
	uint64_t high = n / LOW, low = n % LOW;

	for (uint64_t round = ROUNDS; round-- > 0;) {
		low = (low + LOW - mix_of(round, MIX_NAME, high, 1) % LOW) % LOW;
		high = (high + HIGH - mix_of(round, MIX_NAME, low, 0) % HIGH) % HIGH;
	}
	return high * LOW + low;
}

static uint64_t pack(struct sim_key k)
{
	uint64_t x = k.account >> ACCOUNT_LOW_BITS;

	x = x << 3 | (uint64_t)k.kind;
	x = x << ACCOUNT_LOW_BITS | (k.account & 0x3ff);
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
		.account = (unsigned)((x >> 33 & 0x3ff) | (x >> 46 & 0x7) << ACCOUNT_LOW_BITS),
		.kind = (enum sim_kind)(x >> 43 & 0x7),
	};
}

struct str sim_id_text(struct arena *a, struct sim_key key)
{
	uint64_t n = scramble(pack(key));

	return str_fmt(a, "%s%015" PRIu64, n % 2 ? "18" : "17", n);
}

bool sim_id_parse(struct str text, struct sim_key *ret)
{
	int64_t digits;

	if (text.len != 17 || !str_to_i64(str_skip(text, 2), &digits) || digits < 0)
		return false;
	if (!str_starts_with(text, digits % 2 ? STR("18") : STR("17")))
		return false;

	uint64_t x = unscramble((uint64_t)digits);
	if (x >> PACKED_BITS)
		return false;
	struct sim_key key = unpack(x);
	if (key.kind < SIM_MEDIA || key.kind > SIM_MADE)
		return false;
	*ret = key;
	return true;
}

struct str sim_shortcode(struct arena *a, struct sim_key key)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	uint64_t n = mix_of(pack(key), MIX_NAME, 0, 2);
	char code[11] = { 'C' };

	for (size_t i = 1; i < sizeof(code); i++, n >>= 6)
		code[i] = alphabet[n & 63];
	return str_dup(a, (struct str){ code, sizeof(code) });
}
