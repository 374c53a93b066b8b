/*
 * Words with a meaning to the tokenizer, all written by hand for this project: how slang is spelled
 * out, which words negate, which emoticons smile (words_table.c), what English words mean
 * (english.txt). They are data of the model: changing one means training again (words_fingerprint
 * tells).
 */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct spelling_row {
	const char *meaning;   /* one word or two */
	const char *spellings; /* with a space between them */
};

extern const struct spelling_row spellings_table[];
extern const size_t spellings_table_count;

/* With a space between them. */
extern const char negations[];

/* english.txt: lines of "indonesian: english english ...", '#' begins a comment. */
extern const char english_bytes[], english_bytes_end[];

struct emoticon {
	struct str text;
	struct str meaning;
};

extern const struct emoticon emoticons_table[];
extern const size_t emoticons_table_count;

struct word {
	struct str text;
	struct str meaning; /* as it is spelled out; empty: as it stands */
	struct str sense;   /* of an English word: the Indonesian one; empty: none */
	bool negates;
};

#define WORDS_MAX 4096
#define WORDS_SLOTS 16384

/* The tables by word; made once and then only read. */
struct words {
	struct word all[WORDS_MAX];
	size_t count;
	uint16_t slots[WORDS_SLOTS]; /* place in `all` + 1; 0 is empty */
};

void words_index(struct words *ret);
/* NULL for a word that stands in no table. */
const struct word *words_find(const struct words *words, struct str text);
/* The sense of the English word that a word, which stands in no table, is a form of; empty: none.
 */
struct str words_sense_of_form(const struct words *words, struct str text);

/* Changes with every row. */
uint64_t words_fingerprint(void);

#endif
