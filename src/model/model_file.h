/*
 * The trained model as bytes. All integers and floats are little-endian:
 *
 *	8   "SMPLSNT1"
 *	8   fingerprint of words and features it was trained with
 *	4 x 9  IEEE 754 floats: bias of neg, neu, pos; weight_max of neg, neu, pos;
 *	    letters_share; words_damping; sharpness
 *	4   number of features
 *	    for each, by rising bucket: the step from the last bucket (LEB128), rarity (1 byte),
 *	    weights of neg, neu, pos (1 signed byte each)
 *	8   FNV-1a of all before
 *
 * A weight byte q means sign(q) * (q / 127)^2 * weight_max: fine near zero, where most weights are.
 */
#ifndef MODEL_MODEL_FILE_H
#define MODEL_MODEL_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/sentiment.h"

#define MODEL_FILE_MAX_BYTES 1572864 /* 1.5 MiB */
#define MODEL_WEIGHT_MAX 127

struct model_feature {
	uint32_t bucket;
	uint8_t rarity; /* inverse document frequency in steps */
	int8_t weights[SENTIMENT_LABEL_COUNT];
};

struct model_file {
	uint64_t fingerprint;
	float bias[SENTIMENT_LABEL_COUNT];
	float weight_max[SENTIMENT_LABEL_COUNT];
	float letters_share; /* how much the letters count beside the words */
	float words_damping; /* in rarity steps: keeps a text with few known words unsure */
	float sharpness;     /* scores are multiplied by it before they become probabilities */
	struct model_feature *features;
	uint32_t feature_count;
};

/* Refuses what is truncated, damaged, or made with other words or features. */
bool model_file_read(struct arena *a, struct str bytes, struct model_file *ret, struct err *err)
	must_use;
void model_file_write(const struct model_file *file, struct buf *out);

#endif
