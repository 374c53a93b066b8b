#include "model/ngrams.h"

/* Raise when text.c, text_class.c or this file changes what comes out. */
#define FEATURES_VERSION 2

#define LETTERS_MIN 2
#define LETTERS_MAX 5

/* Told apart by what their hash starts from. */
enum family { WORD = 1, PAIR, NEGATED, AFTER_BUT, LETTERS, LENGTH };

static uint64_t start_of(enum family family)
{
	return (uint64_t)family * 0xD6E8FEB86659FD93u;
}

static uint64_t add_byte(uint64_t hash, char c)
{
	return (hash ^ (unsigned char)c) * 0x00000100000001B3u;
}

static uint64_t add(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * 0x9FB21C651E98DF25u;
}

static uint32_t bucket_of(uint64_t hash)
{
	hash ^= hash >> 32;
	hash *= 0x9E3779B97F4A7C15u;
	return (uint32_t)(hash >> (64 - FEATURE_BITS));
}

static uint64_t hash_of(struct str word, bool is_negated)
{
	uint64_t hash = start_of(is_negated ? NEGATED : WORD);

	for (size_t i = 0; i < word.len; i++)
		hash = add_byte(hash, word.at[i]);
	return hash;
}

static bool is_but(struct str word)
{
	return str_eq(word, STR("tapi")) || str_eq(word, STR("namun")) ||
	       str_eq(word, STR("but")) || str_eq(word, STR("sayangnya"));
}

/* Doubling steps of the number of tokens. */
static uint32_t length_feature(size_t tokens)
{
	uint64_t steps = 0;

	for (; tokens > 1; tokens /= 2)
		steps++;
	return bucket_of(add(start_of(LENGTH), steps));
}

size_t features_of_words(const struct text *text, uint32_t *ret)
{
	uint64_t previous = add(start_of(PAIR), 1); /* the beginning */
	bool after_but = false;
	size_t n = 0;

	for (size_t i = 0; i < text->count; i++) {
		const struct text_token *token = &text->tokens[i];
		uint64_t hash = hash_of(token->text, token->is_negated);

		ret[n++] = bucket_of(hash);
		if (token->sense.len)
			ret[n++] = bucket_of(hash_of(token->sense, token->is_negated));
		ret[n++] = bucket_of(add(add(start_of(PAIR), previous), hash));
		if (after_but && token->kind == TEXT_WORD)
			ret[n++] = bucket_of(add(start_of(AFTER_BUT), hash));
		after_but = after_but || is_but(token->text);
		previous = hash;
	}
	ret[n++] = bucket_of(add(add(start_of(PAIR), previous), 1)); /* the end */
	ret[n++] = length_feature(text->count);
	return n;
}

size_t features_of_letters(struct str word, uint32_t *ret)
{
	char padded[TEXT_WORD_BYTES_MAX + 2];
	size_t len = 0, n = 0;

	padded[len++] = ' ';
	memcpy(padded + len, word.at, word.len);
	len += word.len;
	padded[len++] = ' ';
	for (size_t from = 0; from + LETTERS_MIN <= len; from++) {
		uint64_t hash = start_of(LETTERS);

		for (size_t i = from; i < len && i < from + LETTERS_MAX; i++) {
			hash = add_byte(hash, padded[i]);
			if (i - from + 1 >= LETTERS_MIN)
				ret[n++] = bucket_of(hash);
		}
	}
	return n;
}

uint64_t features_fingerprint(void)
{
	return words_fingerprint() * 31 + FEATURES_VERSION;
}
