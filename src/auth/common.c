#include "auth/common.h"

#include <string.h>

#include "base/arena.h"
#include "base/limits.h"

#define ADDED_MAX 4 /* characters around a word that do not make it a secret */
#define DISTINCT_MIN 4
#define LOCAL_PART_MIN 4
#define SCRATCH_BYTES (16 * KIB)

extern const char common_passwords[], common_passwords_end[];

/* The line that holds `at`, an offset into the list. */
static struct str line_at(struct str list, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && list.at[from - 1] != '\n')
		from--;
	while (to < list.len && list.at[to] != '\n')
		to++;
	return str_sub(list, from, to);
}

static bool is_listed(struct str word)
{
	struct str list = { common_passwords, (size_t)(common_passwords_end - common_passwords) };
	size_t low = 0, high = list.len;

	while (low < high) {
		struct str line = line_at(list, low + (high - low) / 2);
		int order = str_cmp(word, line);

		if (order == 0)
			return true;
		if (order < 0)
			high = (size_t)(line.at - list.at);
		else
			low = (size_t)(line.at - list.at) + line.len + 1;
	}
	return false;
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Without what is not a letter at either end, when that is little. */
static struct str core(struct str word)
{
	size_t from = 0, to = word.len;

	while (from < to && !is_letter(word.at[from]))
		from++;
	while (to > from && !is_letter(word.at[to - 1]))
		to--;
	return word.len - (to - from) <= ADDED_MAX ? str_sub(word, from, to) : word;
}

/* "p4ssw0rd" is "password": digits and signs that stand for letters. */
static struct str plain_letters(struct arena *a, struct str word)
{
	static const char from[] = "0134578@$!", to[] = "oieastbasi";
	char *plain = str_z(a, word);

	for (size_t i = 0; i < word.len; i++) {
		const char *found = plain[i] ? strchr(from, plain[i]) : NULL;

		if (found)
			plain[i] = to[found - from];
	}
	return (struct str){ plain, word.len };
}

static bool has_few_characters(struct str word)
{
	bool seen[256] = { false };
	size_t count = 0;

	for (size_t i = 0; i < word.len; i++) {
		bool *is_seen = &seen[(unsigned char)word.at[i]];

		count += !*is_seen;
		*is_seen = true;
	}
	return count < DISTINCT_MIN;
}

static bool is_in_a_row(struct str word)
{
	int step = word.len > 1 ? word.at[1] - word.at[0] : 0;

	if (step != 1 && step != -1)
		return false;
	/* 7890: the row of digits goes on at its beginning. */
	for (size_t i = 1; i < word.len; i++)
		if (word.at[i] - word.at[i - 1] != step &&
		    !(word.at[i - 1] == '9' && word.at[i] == '0'))
			return false;
	return true;
}

static bool is_mostly_the_address(struct arena *a, struct str word, struct str email)
{
	struct str rest = str_lower(a, email);
	struct str local = str_cut(&rest, '@');

	return local.len >= LOCAL_PART_MIN && str_contains(word, local) &&
	       word.len - local.len <= ADDED_MAX;
}

bool password_is_common(struct str password, struct str email)
{
	cleanup(arena_free) struct arena a = { 0 };

	arena_init(&a, SCRATCH_BYTES);

	struct str word = str_lower(&a, password);

	return is_listed(word) || is_listed(core(word)) || is_listed(plain_letters(&a, word)) ||
	       is_listed(plain_letters(&a, core(word))) || has_few_characters(word) ||
	       is_in_a_row(word) || is_mostly_the_address(&a, word, email);
}
