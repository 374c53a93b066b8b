/*
 * From a corpus to a model: three linear support vector machines, one label against the rest
 * (Fan et al., "LIBLINEAR", JMLR 9, 2008: squared hinge loss, dual coordinate descent), over
 * features that are scaled by how much a naive Bayes classifier would make of them (Wang and
 * Manning, "Baselines and Bigrams", ACL 2012).
 *
 * The same corpus and options give the same model, bit for bit.
 */
#ifndef TRAINER_LEARN_H
#define TRAINER_LEARN_H

#include "corpus.h"
#include "model/model_file.h"

struct learn_options {
	double cost;          /* what a wrong text of weight 1 costs beside large weights */
	double balance;       /* exponent: 0 takes labels as often as they come, 1 all alike */
	double letters_share; /* of the letters beside the words */
	double words_damping;
	double prune; /* weights below this share of the largest are left out */
	double sharpness;
	double min_texts; /* a feature in fewer texts is left out */
	double tolerance; /* when to stop */
	double seed;
};

/* `ret->features` lives in the arena. */
void learn(struct arena *a, const struct corpus *corpus, const struct learn_options *options,
	   struct model_file *ret);

#endif
