/*
 * Usage: sentiment_bench TEST.tsv...
 * Classifies the texts of each file several times and prints, as JSON, the guesses and the best
 * round's seconds. Every round begins with an empty memory of words.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/limits.h"
#include "model/eval.h"
#include "model/sentiment.h"

#define ROUNDS 5

/* Of the processor: other programs on the machine do not count. */
static double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct texts {
	struct str *at;
	enum sentiment_label *guesses;
	size_t count;
};

static bool load(struct arena *a, const char *path, struct texts *ret, struct err *err)
{
	struct str text;
	size_t lines = 1;

	if (!fs_read(a, path, 256 * MIB, &text, err))
		return false;
	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n';
	ret->at = arena_new_n(a, struct str, lines);
	ret->guesses = arena_new_n(a, enum sentiment_label, lines);
	for (struct str rest = text; rest.at && rest.len; ret->count++) {
		enum sentiment_label label;

		if (!eval_parse(str_cut(&rest, '\n'), &label, &ret->at[ret->count], err))
			return false;
	}
	return true;
}

static double classify(struct arena *a, const struct sentiment_model *model, struct texts *texts)
{
	struct arena_mark mark = arena_mark(a);
	struct sentiment_scratch *scratch = sentiment_scratch_new(a);
	double started = cpu_s();

	for (size_t i = 0; i < texts->count; i++)
		texts->guesses[i] = sentiment_classify(model, scratch, texts->at[i]).label;
	arena_rewind(a, mark);
	return cpu_s() - started;
}

static bool bench(struct arena *a, const struct sentiment_model *model, const char *path,
		  struct err *err)
{
	struct texts texts = { 0 };
	double best = 1e9;

	if (!load(a, path, &texts, err))
		return false;
	for (int round = 0; round < ROUNDS; round++) {
		double took = classify(a, model, &texts);

		best = took < best ? took : best;
	}
	printf("{\"seconds\":%.6f,\"guesses\":[", best);
	for (size_t i = 0; i < texts.count; i++)
		printf("%s\"%s\"", i ? "," : "", sentiment_label_name(texts.guesses[i]).at);
	printf("]}");
	return true;
}

int main(int argc, char **argv)
{
	cleanup(arena_free) struct arena a;
	const struct sentiment_model *model = NULL;
	struct err err = ERR_INIT;

	arena_init(&a, 1024ull * MIB);

	bool ok = sentiment_model_load(&a, &model, &err);

	printf("{\"results\":[");
	for (int i = 1; ok && i < argc; i++) {
		printf("%s", i > 1 ? "," : "");
		ok = bench(&a, model, argv[i], &err);
	}
	printf("]}\n");
	if (!ok)
		fprintf(stderr, "sentiment_bench: %s\n", err.cause);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
