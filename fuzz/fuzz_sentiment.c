/* Exercises src/model: text_read and sentiment_classify. */
#include <string.h>

#include "fuzz/fuzz.h"
#include "model/sentiment.h"
#include "model/text.h"

struct fixture {
	struct arena arena;
	const struct sentiment_model *model;
	struct sentiment_scratch *scratch;
	struct words words;
	struct text text;
};

static struct fixture *fixture_new(void)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err err = ERR_INIT;

	promise(f);
	arena_init(&f->arena, FUZZ_BYTES);
	promise(sentiment_model_load(&f->arena, &f->model, &err));
	f->scratch = sentiment_scratch_new(&f->arena);
	words_index(&f->words);
	return f;
}

static void check_tokens(const struct text *text)
{
	promise(text->count <= TEXT_TOKENS_MAX && text->bytes_used <= TEXT_MAX_BYTES);
	for (size_t i = 0; i < text->count; i++) {
		const struct text_token *token = &text->tokens[i];

		promise(token->text.len > 0 && token->text.len <= TEXT_WORD_BYTES_MAX);
		promise(!memchr(token->text.at, ' ', token->text.len));
		promise(token->kind == TEXT_WORD || !token->is_negated);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fixture *f; /* loading the model takes longer than most texts */
	struct str said = fuzz_text(data, size);

	if (!f)
		f = fixture_new();
	text_read(&f->text, &f->words, said);
	check_tokens(&f->text);

	struct sentiment once = sentiment_classify(f->model, f->scratch, said);
	struct sentiment again = sentiment_classify(f->model, f->scratch, said);

	promise(once.label < SENTIMENT_LABEL_COUNT);
	promise(once.confidence >= 1.0 / 3 && once.confidence <= 1);
	promise(once.label == again.label && once.confidence == again.confidence);
	return 0;
}
