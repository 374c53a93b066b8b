/*
 * sentiment_train RECIPE DATA_DIR OUT: learns the model that a recipe describes.
 * sentiment_train --list RECIPE DATA_DIR: prints the texts it would learn from.
 *
 * A recipe is lines of words, '#' begins a comment:
 *	option NAME VALUE      one of learn_options
 *	data FILE WEIGHT       labelled texts in DATA_DIR
 *	own FILE WEIGHT        labelled texts beside the recipe, written for this project
 *	phrases FILE COUNT WEIGHT  texts made from the templates in a file beside the recipe
 */
#include <stdio.h>

#include "base/fs.h"
#include "base/limits.h"
#include "corpus.h"
#include "learn.h"
#include "phrases.h"

#define RECIPE_MAX_BYTES (64 * KIB)

struct trainer {
	struct arena arena;
	struct corpus corpus;
	struct learn_options options;
	const char *data_dir;
	struct str recipe_dir;
};

static const struct {
	const char *name;
	size_t offset;
	double preset;
} option_table[] = {
#define OPTION(name, preset)                                                                       \
	{                                                                                          \
#name, offsetof(struct learn_options, name), preset                                \
	}
	OPTION(cost, 0.3),        OPTION(balance, 0.7),    OPTION(letters_share, 0.8),
	OPTION(words_damping, 0), OPTION(prune, 0.004),    OPTION(sharpness, 1.8),
	OPTION(min_texts, 3),     OPTION(tolerance, 0.05), OPTION(seed, 1),
#undef OPTION
};

static double *option_at(struct learn_options *options, size_t row)
{
	return (double *)(void *)((char *)options + option_table[row].offset);
}

static bool set_option(struct trainer *t, struct str name, struct str value, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(option_table); i++) {
		if (!str_eq(name, str_of(option_table[i].name)))
			continue;
		if (!str_to_double(value, option_at(&t->options, i)))
			return err_set(err, ERR_CONFIG, "\"%.*s\" is not a number", STR_ARG(value));
		return true;
	}
	return err_set(err, ERR_CONFIG, "there is no option \"%.*s\"", STR_ARG(name));
}

static bool add_phrases(struct trainer *t, struct str file, struct str count, double weight,
			struct err *err)
{
	int64_t wanted = 0;
	const char *path =
		str_fmt(&t->arena, "%.*s/%.*s", STR_ARG(t->recipe_dir), STR_ARG(file)).at;

	if (!str_to_i64(count, &wanted) || wanted < 0)
		return err_set(err, ERR_CONFIG, "\"%.*s\" is not a count", STR_ARG(count));
	return phrases_add(&t->corpus, path, (size_t)wanted, weight, err);
}

static bool obey(struct trainer *t, struct str line, struct err *err)
{
	struct str words[4] = { 0 };
	size_t count = 0;
	double weight = 0;

	for (struct str rest = str_trim(str_cut(&line, '#')); rest.at && count < 4;) {
		struct str word = str_trim(str_cut(&rest, ' '));

		if (word.len)
			words[count++] = word;
	}
	if (count == 0)
		return true;
	if (count < 3 || !str_to_double(words[count - 1], &weight))
		return err_set(err, ERR_CONFIG, "a line ends in a number");
	if (str_eq(words[0], STR("option")))
		return set_option(t, words[1], words[2], err);
	if (str_eq(words[0], STR("phrases")) && count == 4)
		return add_phrases(t, words[1], words[2], weight, err);

	bool own = str_eq(words[0], STR("own"));
	struct str dir = own ? t->recipe_dir : str_of(t->data_dir);

	if (!own && !str_eq(words[0], STR("data")))
		return err_set(err, ERR_CONFIG, "\"%.*s\" is not a word of recipes",
			       STR_ARG(words[0]));
	return corpus_add_file(&t->corpus,
			       str_fmt(&t->arena, "%.*s/%.*s", STR_ARG(dir), STR_ARG(words[1])).at,
			       weight, err);
}

static bool follow(struct trainer *t, const char *recipe, struct err *err)
{
	struct str text;
	size_t line_number = 0;

	if (!fs_read(&t->arena, recipe, RECIPE_MAX_BYTES, &text, err))
		return false;
	t->recipe_dir = str_of(recipe);
	while (t->recipe_dir.len && t->recipe_dir.at[t->recipe_dir.len - 1] != '/')
		t->recipe_dir.len--;
	t->recipe_dir =
		t->recipe_dir.len ? str_sub(t->recipe_dir, 0, t->recipe_dir.len - 1) : STR(".");
	for (struct str rest = text; rest.at;) {
		line_number++;
		if (!obey(t, str_cut(&rest, '\n'), err))
			return err_wrap(err, "%s:%zu", recipe, line_number);
	}
	return true;
}

static bool train(struct trainer *t, const char *recipe, const char *out_path, struct err *err)
{
	cleanup(buf_free) struct buf out;
	struct model_file file = { 0 };

	buf_init(&out, MODEL_FILE_MAX_BYTES);
	for (size_t i = 0; i < COUNT_OF(option_table); i++)
		*option_at(&t->options, i) = option_table[i].preset;
	if (!follow(t, recipe, err))
		return false;
	if (t->corpus.row_count == 0)
		return err_set(err, ERR_CONFIG, "the recipe names no texts");
	learn(&t->arena, &t->corpus, &t->options, &file);
	model_file_write(&file, &out);
	if (buf_failed(&out))
		return err_set(err, ERR_TOO_LARGE, "the model passes %d bytes: prune more",
			       MODEL_FILE_MAX_BYTES);
	printf("%zu texts, %u features, %zu bytes\n", t->corpus.row_count, file.feature_count,
	       out.len);
	return fs_replace(out_path, 0644, buf_str(&out), err);
}

int main(int argc, char **argv)
{
	static struct trainer t;
	struct err err = ERR_INIT;
	bool lists = argc == 4 && strcmp(argv[1], "--list") == 0;

	if (argc != 4) {
		fprintf(stderr, "usage: sentiment_train RECIPE DATA_DIR OUT\n"
				"       sentiment_train --list RECIPE DATA_DIR\n");
		return 2;
	}
	arena_init(&t.arena, LIMIT_ARENA);
	corpus_init(&t.corpus);
	t.corpus.list = lists ? stdout : NULL;
	t.data_dir = argv[lists ? 3 : 2];

	bool ok = lists ? follow(&t, argv[2], &err) : train(&t, argv[1], argv[3], &err);

	if (!ok)
		fprintf(stderr, "sentiment_train: %s\n", err.cause);
	corpus_free(&t.corpus);
	arena_free(&t.arena);
	return ok ? 0 : 1;
}
