/*
 * How people feel in a comment: negative, neutral or positive, with a confidence. Indonesian first
 * (with slang, emoji and ten local languages), English too. A linear model over hashed words and
 * letter groups, trained by `./dev train-sentiment` and embedded in the program; what it was
 * trained on, how good it is and where it fails stands in src/model/MODEL_CARD.md.
 *
 * Any bytes are acceptable text: invalid UTF-8, NUL bytes, nothing at all. Only the first
 * SENTIMENT_TEXT_MAX_BYTES are read (Instagram's comments have at most 2,200 characters), so the
 * work per text is bounded. The same text always gets the same answer.
 *
 * Threads: a loaded model is never written again and may be shared; a scratch belongs to one thread
 * at a time.
 */
#ifndef MODEL_SENTIMENT_H
#define MODEL_SENTIMENT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

#define SENTIMENT_TEXT_MAX_BYTES 16384

/* Below this confidence a label is shown as "unsure": see the calibration in the model card. */
#define SENTIMENT_UNSURE_BELOW 0.5

enum sentiment_label {
	SENTIMENT_NEG,
	SENTIMENT_NEU,
	SENTIMENT_POS,
	SENTIMENT_LABEL_COUNT,
};

struct sentiment {
	enum sentiment_label label;
	double confidence; /* estimated probability that the label is right: 1/3 to 1 */
};

struct sentiment_model;
struct sentiment_scratch;

/* The model that came with the program. It lives as long as the arena (4 MiB). */
bool sentiment_model_load(struct arena *a, const struct sentiment_model **ret, struct err *err)
	must_use;
/* The same from other bytes, for the trainer and for tests. */
bool sentiment_model_parse(struct arena *a, struct str bytes, const struct sentiment_model **ret,
			   struct err *err) must_use;

/*
 * Names this model: labels are stored with it, and comments that another one labelled are
 * classified again. Different bytes of the model file (or other rules of reading text) give a
 * different name. Lives as long as the model.
 */
struct str sentiment_model_version(const struct sentiment_model *model);

/* Working memory of one thread (about 300 KiB): never shrinks, never grows, needs no reset. */
struct sentiment_scratch *sentiment_scratch_new(struct arena *a);

struct sentiment sentiment_classify(const struct sentiment_model *model,
				    struct sentiment_scratch *scratch, struct str text);

bool sentiment_is_unsure(struct sentiment s);

/* "neg", "neu", "pos": as stored, as in the API, as in training files. */
struct str sentiment_label_name(enum sentiment_label label);
bool sentiment_label_from_name(struct str name, enum sentiment_label *ret) must_use;

#endif
