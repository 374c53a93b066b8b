#include "corpus.h"

#include "base/fs.h"
#include "base/limits.h"
#include "model/eval.h"

#define FILE_MAX_BYTES (256 * MIB)
#define BUCKETS_MAX ((size_t)TEXT_TOKENS_MAX * 16 + FEATURES_OF_WORDS_MAX)
#define OF_LETTERS 0x80000000u /* told apart from words while both are sorted */

static void *grown(void *at, size_t *room, size_t wanted, size_t size)
{
	if (wanted <= *room)
		return at;
	*room = wanted * 2;
	at = realloc(at, *room * size);
	if (!at)
		abort();
	return at;
}

void corpus_init(struct corpus *c)
{
	memset(c, 0, sizeof(*c));
	words_index(&c->words);
	c->buckets = malloc(sizeof(*c->buckets) * BUCKETS_MAX);
	if (!c->buckets)
		abort();
}

void corpus_free(struct corpus *c)
{
	free(c->rows);
	free(c->occurrences);
	free(c->buckets);
}

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a & ~OF_LETTERS, y = *(const uint32_t *)b & ~OF_LETTERS;

	return (x > y) - (x < y);
}

static size_t read_buckets(struct corpus *c, struct str text)
{
	text_read(&c->text, &c->words, text);

	size_t count = features_of_words(&c->text, c->buckets);

	for (size_t i = 0; i < c->text.count; i++) {
		const struct text_token *token = &c->text.tokens[i];

		if (token->kind != TEXT_WORD || count + FEATURES_OF_LETTERS_MAX > BUCKETS_MAX)
			continue;

		size_t letters = features_of_letters(token->text, c->buckets + count);

		for (size_t k = 0; k < letters; k++)
			c->buckets[count + k] |= OF_LETTERS;
		count += letters;
	}
	qsort(c->buckets, count, sizeof(*c->buckets), compare);
	return count;
}

void corpus_add(struct corpus *c, enum sentiment_label label, struct str text, double weight)
{
	size_t count = read_buckets(c, text), first = c->occurrence_count;

	if (c->list)
		fprintf(c->list, "%s\t%.*s\n", sentiment_label_name(label).at, STR_ARG(text));

	c->occurrences =
		grown(c->occurrences, &c->occurrence_room, first + count, sizeof(*c->occurrences));
	for (size_t i = 0; i < count; i++) {
		uint32_t bucket = c->buckets[i] & ~OF_LETTERS;
		size_t used = c->occurrence_count;

		if (used == first || c->occurrences[used - 1].bucket != bucket)
			c->occurrences[c->occurrence_count++] =
				(struct occurrence){ .bucket = bucket };
		struct occurrence *last = &c->occurrences[c->occurrence_count - 1];
		if (c->buckets[i] & OF_LETTERS)
			last->letters++;
		else
			last->words++;
	}
	c->rows = grown(c->rows, &c->row_room, c->row_count + 1, sizeof(*c->rows));
	c->rows[c->row_count++] = (struct corpus_row){
		.label = label,
		.weight = weight,
		.first = first,
		.count = c->occurrence_count - first,
	};
}

bool corpus_add_file(struct corpus *c, const char *path, double weight, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct str text;
	size_t line_number = 0;

	arena_init(&a, FILE_MAX_BYTES + MIB);
	if (!fs_read(&a, path, FILE_MAX_BYTES, &text, err))
		return false;
	for (struct str rest = text; rest.at && rest.len;) {
		struct str line = str_cut(&rest, '\n'), said;
		enum sentiment_label label;

		line_number++;
		if (!eval_parse(line, &label, &said, err))
			return err_wrap(err, "%s:%zu", path, line_number);
		corpus_add(c, label, said, weight);
	}
	return true;
}
