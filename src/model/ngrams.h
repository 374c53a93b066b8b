/*
 * From tokens to numbered features. A feature is a bucket of 0 … FEATURE_BUCKETS - 1, found by
 * hashing; two groups are weighed apart:
 *   words    each token, the sense of an English word (the token it would be in Indonesian), each
 *            pair of neighbours, each word after "but", and how long the text is
 *   letters  groups of 2 to 5 bytes of " word ", for each word: endings, roots, misspellings
 * What a word's letters give depends on the word alone, so it can be remembered.
 */
#ifndef MODEL_NGRAMS_H
#define MODEL_NGRAMS_H

#include <stdint.h>

#include "model/text.h"

#define FEATURE_BITS 20
#define FEATURE_BUCKETS (1u << FEATURE_BITS)

#define FEATURES_OF_WORDS_MAX (4 * TEXT_TOKENS_MAX + 8)
#define FEATURES_OF_LETTERS_MAX (4 * (TEXT_WORD_BYTES_MAX + 2))

/* Changes whenever the same text could give other features. */
uint64_t features_fingerprint(void);

/* Both return how many; the same bucket may come several times. */
size_t features_of_words(const struct text *text, uint32_t *ret);
size_t features_of_letters(struct str word, uint32_t *ret);

#endif
