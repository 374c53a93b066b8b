/*
 * Labelled texts (one "label<TAB>text" a line) and how well they were guessed.
 */
#ifndef MODEL_EVAL_H
#define MODEL_EVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "model/sentiment.h"

/* One line without its end. False names in `err` what is wrong with it. */
bool eval_parse(struct str line, enum sentiment_label *ret_label, struct str *ret_text,
		struct err *err) must_use;

struct eval {
	size_t counts[SENTIMENT_LABEL_COUNT][SENTIMENT_LABEL_COUNT]; /* [true][guessed] */
};

size_t eval_total(const struct eval *eval);
double eval_accuracy(const struct eval *eval);
/* 0 for a label that neither is there nor was guessed. */
double eval_f1(const struct eval *eval, enum sentiment_label label);
/* The mean over the labels that are there. */
double eval_macro_f1(const struct eval *eval);

#endif
