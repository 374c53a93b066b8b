/* simpul sentiment eval|classify: the classifier of comments, by hand */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/fs.h"
#include "base/limits.h"
#include "cmd/cmd.h"
#include "model/eval.h"
#include "model/sentiment.h"

#define EVAL_FILE_MAX_BYTES (64 * MIB)
#define TIMING_MIN_S 0.3 /* a shorter file is read again until then */

struct labelled {
	struct str text;
	enum sentiment_label label;
};

struct labelled_list {
	struct labelled *items;
	size_t count;
};

static bool read_list(struct arena *a, const char *path, struct labelled_list *ret, struct err *err)
{
	struct str text;
	size_t lines = 1;

	if (!fs_read(a, path, EVAL_FILE_MAX_BYTES, &text, err))
		return false;
	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n';
	ret->items = arena_new_n(a, struct labelled, lines);
	for (struct str rest = text; rest.at && rest.len; ret->count++) {
		struct labelled *item = &ret->items[ret->count];
		struct str line = str_cut(&rest, '\n');

		if (str_ends_with(line, STR("\r")))
			line.len--;
		if (!eval_parse(line, &item->label, &item->text, err))
			return err_wrap(err, "%s: line %zu", path, ret->count + 1);
	}
	return ret->count ? true : err_set(err, ERR_BAD_REQUEST, "%s is empty", path);
}

/* Every round begins with an empty memory, as the first one does. */
static struct eval judge(struct arena *a, const struct sentiment_model *model,
			 const struct labelled_list *list)
{
	struct arena_mark mark = arena_mark(a);
	struct sentiment_scratch *scratch = sentiment_scratch_new(a);
	struct eval eval = { 0 };

	for (size_t i = 0; i < list->count; i++) {
		struct sentiment guess = sentiment_classify(model, scratch, list->items[i].text);

		eval.counts[list->items[i].label][guess.label]++;
	}
	arena_rewind(a, mark);
	return eval;
}

/* Of the processor, not of the wall: a busy machine tells the same. */
static double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void print_matrix(const struct eval *eval)
{
	printf("true \\ guessed%8s%8s%8s%10s\n", "neg", "neu", "pos", "F1");
	for (int label = 0; label < SENTIMENT_LABEL_COUNT; label++) {
		printf("%-14s", sentiment_label_name((enum sentiment_label)label).at);
		for (int guess = 0; guess < SENTIMENT_LABEL_COUNT; guess++)
			printf("%8zu", eval->counts[label][guess]);
		printf("%10.1f\n", 100 * eval_f1(eval, (enum sentiment_label)label));
	}
}

static bool eval_file(struct arena *a, const struct sentiment_model *model, const char *path,
		      struct err *err)
{
	struct labelled_list list = { 0 };
	struct eval eval = { 0 };
	double total_s = 0, best_s = 1e9;
	int rounds = 0;

	if (!read_list(a, path, &list, err))
		return false;
	for (; total_s < TIMING_MIN_S; rounds++) {
		double start = cpu_s();

		eval = judge(a, model, &list);

		double took_s = cpu_s() - start;

		total_s += took_s;
		best_s = took_s < best_s ? took_s : best_s;
	}
	printf("%s\ncomments    %zu\naccuracy    %.1f\nmacro-F1    %.1f\n", path, eval_total(&eval),
	       100 * eval_accuracy(&eval), 100 * eval_macro_f1(&eval));
	print_matrix(&eval);
	printf("comments/s  %.0f (one core, best of %d rounds)\n", (double)list.count / best_s,
	       rounds);
	return true;
}

static bool classify_lines(struct arena *a, const struct sentiment_model *model, struct err *err)
{
	struct sentiment_scratch *scratch = sentiment_scratch_new(a);
	cleanup(mem_freep) char *line = NULL;
	size_t room = 0;

	for (ssize_t len; (len = getline(&line, &room, stdin)) >= 0;) {
		struct str text = { line, (size_t)len };

		if (str_ends_with(text, STR("\n")))
			text.len--;

		struct sentiment guess = sentiment_classify(model, scratch, text);

		printf("%s\t%.2f\t", sentiment_label_name(guess.label).at, guess.confidence);
		fwrite(text.at, 1, text.len, stdout);
		putchar('\n');
	}
	if (ferror(stdin) || fflush(stdout) != 0 || ferror(stdout))
		return err_set(err, ERR_INTERNAL, "could not read or write all lines");
	return true;
}

static bool load(struct arena *a, const char *path, const struct sentiment_model **ret,
		 struct err *err)
{
	struct str bytes;

	if (!path)
		return sentiment_model_load(a, ret, err);
	return fs_read(a, path, EVAL_FILE_MAX_BYTES, &bytes, err) &&
	       sentiment_model_parse(a, bytes, ret, err);
}

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const char *words[2] = { NULL, NULL };
	const char *model_path = NULL;
	const struct cmd_option table[] = { { "model", &model_path, NULL }, { NULL, NULL, NULL } };
	const struct sentiment_model *model = NULL;

	if (!cmd_options(&cmd_sentiment, argc, argv, table, words, 2, err))
		return false;

	bool is_eval = words[0] && strcmp(words[0], "eval") == 0;
	bool is_classify = words[0] && strcmp(words[0], "classify") == 0;

	if (is_eval != !!words[1] || is_eval == is_classify)
		return cmd_misused(err, &cmd_sentiment, "say eval and a file, or classify");
	if (!load(a, model_path, &model, err))
		return false;
	return is_eval ? eval_file(a, model, words[1], err) : classify_lines(a, model, err);
}

const struct cmd cmd_sentiment = {
	.name = "sentiment",
	.about = "classify comments, or measure the classifier",
	.usage = "classify [--model FILE]\n       simpul sentiment eval FILE [--model FILE]\n\n"
		 "classify reads comments from standard input, one a line, and writes label, "
		 "confidence and\n"
		 "comment with tabs between them. eval reads lines of label<TAB>comment (neg, neu "
		 "or pos) and\n"
		 "prints accuracy, macro-F1, the confusion matrix and comments per second. FILE of "
		 "--model is\n"
		 "used instead of the model that came with the program.",
	.run = run,
};
