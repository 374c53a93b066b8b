#include "model/sentiment.h"

#include <math.h>

#include "base/arena.h"
#include "model/model_file.h"
#include "model/ngrams.h"

#define LABELS SENTIMENT_LABEL_COUNT
#define REMEMBERED_WORDS 4096

/* A known bucket: what model_feature holds, in the 4 bytes a look-up reads. */
struct cell {
	uint8_t rarity;
	int8_t weights[LABELS];
};

/* Buckets in a row: one in eight is known, so cells stand side by side and are found by counting.
 */
struct stretch {
	uint64_t known;  /* a bit each */
	uint32_t before; /* known buckets of all stretches before it */
};
#define STRETCH_BUCKETS 64u

struct sentiment_model {
	struct words words;
	float bias[LABELS];
	float unit[LABELS]; /* what 1 of a squared weight byte is worth */
	float letters_share;
	float words_damping;
	float sharpness;
	char version[16]; /* hash of the file in hexadecimal */
	struct stretch stretches[FEATURE_BUCKETS / STRETCH_BUCKETS];
	struct cell cells[]; /* of known buckets, in their order */
};

/* Sums of known features. Integers: the order of adding does not matter. */
struct sums {
	int64_t weights[LABELS];
	uint64_t rarity_squares;
};

/* What the letters of a word give, kept from text to text. */
struct remembered {
	uint64_t key; /* hash of the word; 0: free */
	int32_t weights[LABELS];
	uint32_t rarity_squares;
};

struct sentiment_scratch {
	const struct sentiment_model *model; /* whose words are remembered */
	struct remembered remembered[REMEMBERED_WORDS];
	uint32_t buckets[FEATURES_OF_WORDS_MAX];
	struct text text;
};

_Static_assert(SENTIMENT_TEXT_MAX_BYTES == TEXT_MAX_BYTES, "one limit, told twice");
_Static_assert(FEATURES_OF_LETTERS_MAX <= FEATURES_OF_WORDS_MAX, "buckets serve both");

/* The file's hash covers the fingerprint of words and features too. */
static void name_version(struct sentiment_model *model, struct str bytes)
{
	uint64_t hash = str_hash(bytes);

	for (size_t i = 0; i < sizeof(model->version); i++, hash <<= 4)
		model->version[i] = "0123456789abcdef"[hash >> 60];
}

static void fill_cells(struct sentiment_model *model, const struct model_file *file)
{
	for (uint32_t i = 0; i < file->feature_count; i++) {
		const struct model_feature *feature = &file->features[i];
		struct cell *cell = &model->cells[i];

		model->stretches[feature->bucket / STRETCH_BUCKETS].known |=
			UINT64_C(1) << feature->bucket % STRETCH_BUCKETS;
		cell->rarity = feature->rarity;
		memcpy(cell->weights, feature->weights, sizeof(cell->weights));
	}
	for (size_t i = 1; i < COUNT_OF(model->stretches); i++) {
		const struct stretch *last = &model->stretches[i - 1];

		model->stretches[i].before =
			last->before + (uint32_t)__builtin_popcountll(last->known);
	}
}

/* NULL: unknown. */
static const struct cell *cell_of(const struct sentiment_model *model, uint32_t bucket)
{
	const struct stretch *stretch = &model->stretches[bucket / STRETCH_BUCKETS];
	uint64_t bit = UINT64_C(1) << bucket % STRETCH_BUCKETS;

	if (!(stretch->known & bit))
		return NULL;
	return &model->cells[stretch->before +
			     (uint32_t)__builtin_popcountll(stretch->known & (bit - 1))];
}

static void fill(struct sentiment_model *model, const struct model_file *file)
{
	words_index(&model->words);
	for (size_t c = 0; c < LABELS; c++) {
		model->bias[c] = file->bias[c];
		model->unit[c] = file->weight_max[c] / (float)(MODEL_WEIGHT_MAX * MODEL_WEIGHT_MAX);
	}
	model->letters_share = file->letters_share;
	model->words_damping = file->words_damping;
	model->sharpness = file->sharpness;
	fill_cells(model, file);
}

bool sentiment_model_parse(struct arena *a, struct str bytes, const struct sentiment_model **ret,
			   struct err *err)
{
	cleanup(arena_free) struct arena work;
	struct model_file file = { 0 };

	arena_init(&work, sizeof(struct model_feature) * (FEATURE_BUCKETS + 1));
	if (!model_file_read(&work, bytes, &file, err))
		return false;
	struct sentiment_model *model =
		arena_alloc(a, sizeof(*model) + file.feature_count * sizeof(struct cell),
			    alignof(struct sentiment_model));

	fill(model, &file);
	name_version(model, bytes);
	*ret = model;
	return true;
}

struct str sentiment_model_version(const struct sentiment_model *model)
{
	return (struct str){ model->version, sizeof(model->version) };
}

struct sentiment_scratch *sentiment_scratch_new(struct arena *a)
{
	return arena_new(a, struct sentiment_scratch);
}

static void add_features(const struct sentiment_model *model, const uint32_t *buckets, size_t count,
			 struct sums *sums)
{
	for (size_t i = 0; i < count; i++) {
		const struct cell *cell = cell_of(model, buckets[i]);

		if (!cell)
			continue;
		for (size_t c = 0; c < LABELS; c++) {
			int q = cell->weights[c];

			sums->weights[c] += q * abs(q);
		}
		sums->rarity_squares += (uint64_t)cell->rarity * cell->rarity;
	}
}

static void remember(const struct sentiment_model *model, struct sentiment_scratch *scratch,
		     struct str word, struct remembered *ret)
{
	size_t count = features_of_letters(word, scratch->buckets);
	struct sums sums = { 0 };

	add_features(model, scratch->buckets, count, &sums);
	for (size_t c = 0; c < LABELS; c++)
		ret->weights[c] = (int32_t)sums.weights[c];
	ret->rarity_squares = (uint32_t)sums.rarity_squares;
}

static void add_letters(const struct sentiment_model *model, struct sentiment_scratch *scratch,
			struct str word, struct sums *sums)
{
	uint64_t key = str_hash(word) | 1;
	struct remembered *known = &scratch->remembered[key >> 1 & (REMEMBERED_WORDS - 1)];

	if (known->key != key) {
		remember(model, scratch, word, known);
		known->key = key;
	}
	for (size_t c = 0; c < LABELS; c++)
		sums->weights[c] += known->weights[c];
	sums->rarity_squares += known->rarity_squares;
}

/* Adds a group's evidence, scaled as if the text had the length 1. */
static void add_scores(const struct sentiment_model *model, const struct sums *sums, float share,
		       float damping, float scores[static LABELS])
{
	float length = sqrtf((float)sums->rarity_squares + damping * damping);

	if (length <= 0)
		return;
	for (size_t c = 0; c < LABELS; c++)
		scores[c] += share * model->unit[c] * (float)sums->weights[c] / length;
}

/* The best label, and its probability by the soft maximum of the scores. */
static struct sentiment judge(const float scores[static LABELS], float sharpness)
{
	struct sentiment ret = { .label = SENTIMENT_NEG };
	double sum = 0;

	for (int c = 0; c < LABELS; c++)
		if (scores[c] > scores[ret.label])
			ret.label = (enum sentiment_label)c;
	for (int c = 0; c < LABELS; c++)
		sum += exp((double)(sharpness * (scores[c] - scores[ret.label])));
	ret.confidence = 1 / sum;
	return ret;
}

struct sentiment sentiment_classify(const struct sentiment_model *model,
				    struct sentiment_scratch *scratch, struct str text)
{
	struct text *read = &scratch->text;
	struct sums words = { 0 }, letters = { 0 };
	float scores[LABELS];

	if (scratch->model != model) {
		memset(scratch->remembered, 0, sizeof(scratch->remembered));
		scratch->model = model;
	}
	text_read(read, &model->words, text);
	if (read->count == 0)
		return (struct sentiment){ SENTIMENT_NEU, 1.0 / LABELS };
	add_features(model, scratch->buckets, features_of_words(read, scratch->buckets), &words);
	for (size_t i = 0; i < read->count; i++)
		if (read->tokens[i].kind == TEXT_WORD)
			add_letters(model, scratch, read->tokens[i].text, &letters);
	memcpy(scores, model->bias, sizeof(scores));
	add_scores(model, &words, 1, model->words_damping, scores);
	add_scores(model, &letters, model->letters_share, 0, scores);
	return judge(scores, model->sharpness);
}

bool sentiment_is_unsure(struct sentiment s)
{
	return s.confidence < SENTIMENT_UNSURE_BELOW;
}

static const struct str names[LABELS] = {
	[SENTIMENT_NEG] = STR_INIT("neg"),
	[SENTIMENT_NEU] = STR_INIT("neu"),
	[SENTIMENT_POS] = STR_INIT("pos"),
};

struct str sentiment_label_name(enum sentiment_label label)
{
	return names[label];
}

bool sentiment_label_from_name(struct str name, enum sentiment_label *ret)
{
	for (int c = 0; c < LABELS; c++)
		if (str_eq(name, names[c])) {
			*ret = (enum sentiment_label)c;
			return true;
		}
	return false;
}
