#include "learn.h"

#include <math.h>
#include <pthread.h>

#include "number.h"
#include "svm.h"

#define LABELS SENTIMENT_LABEL_COUNT
#define RARITY_STEPS 255.0

/* Exponents of the naive Bayes ratio; 0: no scaling. */
static const double bayes_powers[] = { 0, 0.5, 1 };

/* What is known of all texts before anything is learned. */
struct survey {
	uint32_t *texts;   /* of a bucket: in how many texts it occurs */
	uint32_t *feature; /* of a bucket: its number + 1; 0 when it is left out */
	uint32_t *bucket;  /* of a feature */
	uint8_t *rarity;   /* of a feature, in steps */
	uint32_t count;    /* features */
};

static void count_texts(const struct corpus *corpus, struct survey *s)
{
	memset(s->texts, 0, sizeof(*s->texts) * FEATURE_BUCKETS);
	for (size_t i = 0; i < corpus->occurrence_count; i++)
		s->texts[corpus->occurrences[i].bucket]++;
}

/* Rarity is ln((1 + N) / (1 + n)) + 1, in 255 steps up to that of a feature in one text. */
static void number_features(const struct corpus *corpus, const bool *wanted, struct survey *s)
{
	double all = 1 + (double)corpus->row_count;
	double step = (number_log(all / 2) + 1) / RARITY_STEPS;

	s->count = 0;
	for (uint32_t bucket = 0; bucket < FEATURE_BUCKETS; bucket++) {
		s->feature[bucket] = 0;
		if (!wanted[bucket])
			continue;

		double rarity = number_log(all / (1 + s->texts[bucket])) + 1;

		s->bucket[s->count] = bucket;
		s->rarity[s->count] = (uint8_t)(rarity / step + 0.5);
		s->feature[bucket] = ++s->count;
	}
}

static double length_of(double squares, double damping)
{
	double length = sqrt(squares + damping * damping);

	return length > 0 ? length : 1;
}

static void make_row(const struct corpus *corpus, const struct corpus_row *row,
		     const struct survey *s, const struct learn_options *o, struct svm_data *data)
{
	double words = 0, letters = 0;

	for (size_t i = row->first; i < row->first + row->count; i++) {
		const struct occurrence *x = &corpus->occurrences[i];
		uint32_t feature = s->feature[x->bucket];
		double square =
			feature ? (double)s->rarity[feature - 1] * s->rarity[feature - 1] : 0;

		words += x->words * square;
		letters += x->letters * square;
	}
	words = 1 / length_of(words, o->words_damping);
	letters = o->letters_share / length_of(letters, 0);
	for (size_t i = row->first; i < row->first + row->count; i++) {
		const struct occurrence *x = &corpus->occurrences[i];
		uint32_t feature = s->feature[x->bucket];

		if (feature)
			svm_add(data, feature - 1,
				s->rarity[feature - 1] * (x->words * words + x->letters * letters));
	}
	svm_add(data, s->count, 1); /* the bias */
	svm_end_row(data);
}

struct label_work {
	const struct corpus *corpus;
	const struct survey *survey;
	const struct learn_options *options;
	const struct svm_data *data;
	enum sentiment_label label;
	double mass[LABELS]; /* of the weights of all texts with that label */
	double *weights;     /* result: of each feature, then the bias */
};

/* Squares of the scale of each feature: |log-count ratio| to the power of `bayes`, mean 1. */
static double *bayes_scales(const struct label_work *work, double bayes)
{
	const struct corpus *corpus = work->corpus;
	uint32_t count = work->survey->count;
	double *with = calloc(work->data->feature_count, sizeof(*with));
	double *without = calloc(work->data->feature_count, sizeof(*without));
	double total_with = count, total_without = count, sum = 0;

	if (!with || !without)
		abort();
	for (size_t r = 0; r < corpus->row_count; r++) {
		const struct corpus_row *row = &corpus->rows[r];
		bool is_label = row->label == work->label;

		for (size_t i = row->first; i < row->first + row->count; i++) {
			uint32_t feature = work->survey->feature[corpus->occurrences[i].bucket];

			if (!feature)
				continue;
			(is_label ? with : without)[feature - 1] += row->weight;
			*(is_label ? &total_with : &total_without) += row->weight;
		}
	}
	for (uint32_t f = 0; f < count; f++) {
		double ratio = number_log((with[f] + 1) / total_with) -
			       number_log((without[f] + 1) / total_without);

		with[f] = number_pow(ratio < 0 ? -ratio : ratio, 2 * bayes);
		sum += with[f];
	}
	for (uint32_t f = 0; f < count; f++)
		with[f] *= count / sum;
	for (uint32_t f = count; f < work->data->feature_count; f++)
		with[f] = 1;
	free(without);
	return with;
}

struct target {
	double *costs; /* of each text */
	bool *signs;   /* of each text: has it the label? */
};

static struct target make_target(const struct label_work *work)
{
	const struct corpus *corpus = work->corpus;
	struct target ret = {
		.costs = calloc(corpus->row_count, sizeof(*ret.costs)),
		.signs = calloc(corpus->row_count, sizeof(*ret.signs)),
	};
	double all = work->mass[0] + work->mass[1] + work->mass[2];

	if (!ret.costs || !ret.signs)
		abort();
	for (size_t r = 0; r < corpus->row_count; r++) {
		const struct corpus_row *row = &corpus->rows[r];
		double mean = all / LABELS / work->mass[row->label];

		ret.signs[r] = row->label == work->label;
		ret.costs[r] = work->options->cost * row->weight *
			       number_pow(mean, work->options->balance);
	}
	return ret;
}

/* Adds a share of the weights that are learned with features scaled so. */
static void learn_scaled(struct label_work *work, const struct target *target, double bayes,
			 uint64_t seed)
{
	double *scales = bayes_scales(work, bayes);
	double *weights = calloc(work->data->feature_count, sizeof(*weights));

	if (!weights)
		abort();
	svm_learn(work->data,
		  &(struct svm_problem){ .costs = target->costs,
					 .signs = target->signs,
					 .scales = scales,
					 .tolerance = work->options->tolerance,
					 .seed = seed },
		  weights);
	for (uint32_t f = 0; f < work->data->feature_count; f++)
		work->weights[f] += weights[f] / COUNT_OF(bayes_powers);
	free(weights);
	free(scales);
}

/*
 * The mean of three machines that differ in how much they trust the counts: each errs elsewhere,
 * and the sum of linear models is one.
 */
static void *learn_label(void *arg)
{
	struct label_work *work = arg;
	struct target target = make_target(work);

	memset(work->weights, 0, work->data->feature_count * sizeof(*work->weights));
	for (size_t i = 0; i < COUNT_OF(bayes_powers); i++)
		learn_scaled(work, &target, bayes_powers[i], (uint64_t)work->options->seed + i);
	free(target.costs);
	free(target.signs);
	return NULL;
}

/* Learns all labels at once; what each thread gives does not depend on the others. */
static void learn_labels(const struct corpus *corpus, const struct survey *s,
			 const struct learn_options *o, double *weights[static LABELS])
{
	cleanup(svm_data_free) struct svm_data data = { 0 };
	struct label_work work[LABELS];
	pthread_t threads[LABELS];
	double mass[LABELS] = { 0 };

	data.feature_count = s->count + 1;
	for (size_t r = 0; r < corpus->row_count; r++) {
		make_row(corpus, &corpus->rows[r], s, o, &data);
		mass[corpus->rows[r].label] += corpus->rows[r].weight;
	}
	for (int c = 0; c < LABELS; c++) {
		work[c] = (struct label_work){ .corpus = corpus,
					       .survey = s,
					       .options = o,
					       .data = &data,
					       .label = (enum sentiment_label)c,
					       .weights = weights[c] };
		memcpy(work[c].mass, mass, sizeof(mass));
		if (pthread_create(&threads[c], NULL, learn_label, &work[c]) != 0)
			abort();
	}
	for (int c = 0; c < LABELS; c++)
		pthread_join(threads[c], NULL);
}

static double largest(const struct survey *s, const double *weights)
{
	double max = 0;

	for (uint32_t f = 0; f < s->count; f++) {
		double size = fabs(weights[f]) * s->rarity[f];

		max = size > max ? size : max;
	}
	return max;
}

/* Keeps the buckets that matter to at least one label. */
static void mark_strong(const struct survey *s, const struct learn_options *o,
			double *const weights[static LABELS], bool *wanted)
{
	for (int c = 0; c < LABELS; c++) {
		double threshold = largest(s, weights[c]) * o->prune;

		for (uint32_t f = 0; f < s->count; f++)
			if (fabs(weights[c][f]) * s->rarity[f] >= threshold)
				wanted[s->bucket[f]] = true;
	}
}

static int8_t pack(double weight, double max)
{
	double q = sqrt(fabs(weight) / max) * MODEL_WEIGHT_MAX;
	int rounded = (int)(q + 0.5);

	return (int8_t)(weight < 0 ? -rounded : rounded);
}

static void write_file(struct arena *a, const struct survey *s, const struct learn_options *o,
		       double *const weights[static LABELS], struct model_file *ret)
{
	ret->fingerprint = features_fingerprint();
	ret->letters_share = (float)o->letters_share;
	ret->words_damping = (float)o->words_damping;
	ret->sharpness = (float)o->sharpness;
	ret->feature_count = s->count;
	ret->features = arena_new_n(a, struct model_feature, s->count);
	for (int c = 0; c < LABELS; c++) {
		double max = largest(s, weights[c]);

		ret->bias[c] = (float)weights[c][s->count];
		ret->weight_max[c] = (float)max;
		for (uint32_t f = 0; f < s->count; f++)
			ret->features[f].weights[c] = pack(weights[c][f] * s->rarity[f], max);
	}
	for (uint32_t f = 0; f < s->count; f++) {
		ret->features[f].bucket = s->bucket[f];
		ret->features[f].rarity = s->rarity[f];
	}
}

void learn(struct arena *a, const struct corpus *corpus, const struct learn_options *options,
	   struct model_file *ret)
{
	struct survey s = {
		.texts = arena_new_n(a, uint32_t, FEATURE_BUCKETS),
		.feature = arena_new_n(a, uint32_t, FEATURE_BUCKETS),
		.bucket = arena_new_n(a, uint32_t, FEATURE_BUCKETS),
		.rarity = arena_new_n(a, uint8_t, FEATURE_BUCKETS),
	};
	bool *wanted = arena_new_n(a, bool, FEATURE_BUCKETS);
	double *weights[LABELS];

	count_texts(corpus, &s);
	for (uint32_t bucket = 0; bucket < FEATURE_BUCKETS; bucket++)
		wanted[bucket] = s.texts[bucket] >= options->min_texts;
	number_features(corpus, wanted, &s);
	for (int c = 0; c < LABELS; c++)
		weights[c] = arena_new_n(a, double, s.count + 1);
	learn_labels(corpus, &s, options, weights);
	if (options->prune > 0) {
		memset(wanted, 0, FEATURE_BUCKETS * sizeof(*wanted));
		mark_strong(&s, options, weights, wanted);
		number_features(corpus, wanted, &s);
		learn_labels(corpus, &s, options, weights);
	}
	write_file(a, &s, options, weights, ret);
}
