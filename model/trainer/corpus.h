/*
 * The texts to learn from, as sparse rows: for each text its label, its weight,
 * and its features with how often they occur among the words and among the letters.
 */
#ifndef TRAINER_CORPUS_H
#define TRAINER_CORPUS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/ngrams.h"
#include "model/sentiment.h"

struct occurrence {
	uint32_t bucket;
	uint16_t words;
	uint16_t letters;
};

struct corpus_row {
	enum sentiment_label label;
	double weight;
	size_t first; /* of its occurrences */
	size_t count;
};

struct corpus {
	struct corpus_row *rows;
	size_t row_count, row_room;
	struct occurrence *occurrences;
	size_t occurrence_count, occurrence_room;
	FILE *list; /* where every text is written as it is added, or NULL */
	/* working memory */
	struct words words;
	struct text text;
	uint32_t *buckets;
};

void corpus_init(struct corpus *c);
void corpus_free(struct corpus *c);

void corpus_add(struct corpus *c, enum sentiment_label label, struct str text, double weight);
/* All lines "label<TAB>text" of a file; says which line is malformed. */
bool corpus_add_file(struct corpus *c, const char *path, double weight, struct err *err) must_use;

#endif
