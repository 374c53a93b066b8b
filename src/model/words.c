#include "model/words.h"

#include <assert.h>

#define ROOT_MIN_BYTES 4 /* a shorter rest is another word */

/* The place of a word, or the free one where it would stand. */
static size_t slot_of(const struct words *words, struct str text)
{
	size_t slot = (size_t)(str_hash(text) % WORDS_SLOTS);

	while (words->slots[slot] && !str_eq(words->all[words->slots[slot] - 1].text, text))
		slot = (slot + 1) % WORDS_SLOTS;
	return slot;
}

static struct word *add(struct words *words, struct str text)
{
	size_t slot = slot_of(words, text);

	if (!words->slots[slot]) {
		assert(words->count < WORDS_MAX);
		words->all[words->count] = (struct word){ .text = text };
		words->slots[slot] = (uint16_t)++words->count;
	}
	return &words->all[words->slots[slot] - 1];
}

static struct str english(void)
{
	return (struct str){ english_bytes, (size_t)(english_bytes_end - english_bytes) };
}

/* "bagus: good nice" */
static void add_senses(struct words *words, struct str line)
{
	struct str sense = str_cut(&line, ':');

	if (str_starts_with(sense, STR("#")) || !line.at)
		return;
	for (struct str rest = str_skip(line, 1); rest.at;)
		add(words, str_cut(&rest, ' '))->sense = sense;
}

void words_index(struct words *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < spellings_table_count; i++)
		for (struct str rest = str_of(spellings_table[i].spellings); rest.at;)
			add(ret, str_cut(&rest, ' '))->meaning = str_of(spellings_table[i].meaning);
	for (struct str rest = english(); rest.at;)
		add_senses(ret, str_cut(&rest, '\n'));
	for (struct str rest = str_of(negations); rest.at;)
		add(ret, str_cut(&rest, ' '))->negates = true;
}

const struct word *words_find(const struct words *words, struct str text)
{
	size_t place = words->slots[slot_of(words, text)];

	return place ? &words->all[place - 1] : NULL;
}

struct str words_sense_of_form(const struct words *words, struct str text)
{
	static const struct str endings[] = {
		STR_INIT("s"),   STR_INIT("es"), STR_INIT("d"), STR_INIT("ed"),
		STR_INIT("ing"), STR_INIT("ly"), STR_INIT("y"), STR_INIT("ness"),
	};

	if (text.len <= ROOT_MIN_BYTES || !strchr("dgsy", text.at[text.len - 1]))
		return STR("");
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		struct str ending = endings[i];
		if (text.len < ROOT_MIN_BYTES + ending.len || !str_ends_with(text, ending))
			continue;
		const struct word *root =
			words_find(words, str_sub(text, 0, text.len - ending.len));
		if (root && root->sense.len)
			return root->sense;
	}
	return STR("");
}

static uint64_t mix(uint64_t sum, struct str s)
{
	return (sum ^ str_hash(s)) * 0x9E3779B97F4A7C15u;
}

uint64_t words_fingerprint(void)
{
	uint64_t sum = mix(mix(1, str_of(negations)), english());

	for (size_t i = 0; i < spellings_table_count; i++) {
		sum = mix(sum, str_of(spellings_table[i].meaning));
		sum = mix(sum, str_of(spellings_table[i].spellings));
	}
	for (size_t i = 0; i < emoticons_table_count; i++) {
		sum = mix(sum, emoticons_table[i].text);
		sum = mix(sum, emoticons_table[i].meaning);
	}
	return sum;
}
