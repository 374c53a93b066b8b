/* The model that came with the program: bytes put here by tools/embed-bytes. */
#include "model/sentiment.h"

extern const char sentiment_model_bytes[], sentiment_model_bytes_end[];

bool sentiment_model_load(struct arena *a, const struct sentiment_model **ret, struct err *err)
{
	size_t len = (size_t)(sentiment_model_bytes_end - sentiment_model_bytes);

	return sentiment_model_parse(a, (struct str){ sentiment_model_bytes, len }, ret, err);
}
