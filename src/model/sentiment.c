#include "model/sentiment.h"

#include "base/arena.h"

struct sentiment_model {
	struct str words[SENTIMENT_LABEL_COUNT]; /* comma-separated */
};

struct sentiment_scratch {
	int hits[SENTIMENT_LABEL_COUNT];
};

bool sentiment_model_load(struct arena *a, const struct sentiment_model **ret, struct err *err)
{
	struct sentiment_model *model = arena_new(a, struct sentiment_model);

	(void)err;
	model->words[SENTIMENT_NEG] = STR("jelek,kecewa,bohong,parah,😡,👎");
	model->words[SENTIMENT_NEU] = STR("berapa,harga,dimana,kapan,?");
	model->words[SENTIMENT_POS] = STR("bagus,keren,mantap,suka,cantik,❤️,😍,👏,🔥");
	*ret = model;
	return true;
}

struct str sentiment_model_version(const struct sentiment_model *model)
{
	(void)model;
	return STR("words-1");
}

struct sentiment_scratch *sentiment_scratch_new(struct arena *a)
{
	return arena_new(a, struct sentiment_scratch);
}

struct sentiment sentiment_classify(const struct sentiment_model *model,
				    struct sentiment_scratch *scratch, struct str text)
{
	int total = 0;
	enum sentiment_label best = SENTIMENT_NEU;

	for (int label = 0; label < SENTIMENT_LABEL_COUNT; label++) {
		scratch->hits[label] = 0;
		for (struct str rest = model->words[label]; rest.at;)
			scratch->hits[label] += str_contains(text, str_cut(&rest, ','));
		total += scratch->hits[label];
	}
	for (int label = 0; label < SENTIMENT_LABEL_COUNT; label++)
		if (scratch->hits[label] > scratch->hits[best])
			best = (enum sentiment_label)label;
	return (struct sentiment){ best, (1.0 + scratch->hits[best]) / (3.0 + total) };
}

bool sentiment_is_unsure(struct sentiment s)
{
	return s.confidence < SENTIMENT_UNSURE_BELOW;
}

static const struct str names[SENTIMENT_LABEL_COUNT] = {
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
	for (int label = 0; label < SENTIMENT_LABEL_COUNT; label++)
		if (str_eq(name, names[label])) {
			*ret = (enum sentiment_label)label;
			return true;
		}
	return false;
}
