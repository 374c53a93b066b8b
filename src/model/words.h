/*
 * Words with a meaning to the tokenizer, all written by hand for this project: how slang is spelled
 * out, which words negate, which emoticons smile. The tables are data of the model: changing one
 * means training again (words_fingerprint tells).
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

struct emoticon {
	struct str text;
	struct str meaning;
};

extern const struct emoticon emoticons_table[];
extern const size_t emoticons_table_count;

struct word {
	struct str text;
	struct str meaning; /* empty: it means itself, and negates */
	bool negates;
};

#define WORDS_MAX 2048
#define WORDS_SLOTS 4096

/* The tables by word; made once and then only read. */
struct words {
	struct word all[WORDS_MAX];
	size_t count;
	uint16_t slots[WORDS_SLOTS]; /* place in `all` + 1; 0 is empty */
};

void words_index(struct words *ret);
/* NULL for a word that means itself. */
const struct word *words_find(const struct words *words, struct str text);

/* Changes with every row. */
uint64_t words_fingerprint(void);

#endif
