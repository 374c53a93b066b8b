/*
 * A comment as the model reads it: tokens of folded, normalised text. The same function serves
 * training and classifying, so what one saw the other sees.
 *
 * In order: UTF-8 is decoded (invalid bytes separate words); case, accents, full-width and
 * mathematical letters are folded; variation selectors, joiners and skin tones vanish; addresses,
 * names, numbers and emoticons become one token each; every emoji is a token of its own; a letter
 * stretched three times or more is said once ("bangeeet"); laughter has one spelling; a doubled
 * word is said once ("makan-makan", "makan2"); the suffix -nya is a token; slang is spelled out
 * (words.h); English words get the sense of an Indonesian one; and the three words after a negation
 * are marked, up to the next punctuation.
 */
#ifndef MODEL_TEXT_H
#define MODEL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/words.h"

#define TEXT_MAX_BYTES 16384
#define TEXT_TOKENS_MAX 4096
#define TEXT_WORD_BYTES_MAX 48 /* the rest of a longer word is dropped */

enum text_kind {
	TEXT_WORD,   /* letters: its parts are features too */
	TEXT_SYMBOL, /* emoji, number, "_url", "_usr", "_happy", "_sad" */
	TEXT_MARK,   /* one punctuation character */
};

struct text_token {
	struct str text; /* into `bytes`, or into a constant table */
	enum text_kind kind;
	bool is_negated;
	struct str sense; /* of an English word: the Indonesian one; empty: none known */
};

struct text {
	struct text_token tokens[TEXT_TOKENS_MAX];
	size_t count;
	char bytes[TEXT_MAX_BYTES + TEXT_WORD_BYTES_MAX];
	size_t bytes_used;
};

/* Replaces what `ret` held. Text beyond the maxima is not read. */
void text_read(struct text *ret, const struct words *words, struct str raw);

#endif
