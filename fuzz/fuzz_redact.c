/* Exercises src/base/log_redact.c. */
#include "base/log.h"
#include "fuzz/fuzz.h"

#define TOKEN_CHARS_MIN 16

static bool is_token_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

/* A Graph token somewhere in the text. */
static bool has_token(struct str s)
{
	for (size_t from = 0; from + TOKEN_CHARS_MIN <= s.len; from++) {
		size_t len = 0;

		if (!str_starts_with(str_skip(s, from), STR("EAA")))
			continue;
		while (from + len < s.len && is_token_char(s.at[from + len]))
			len++;
		if (len >= TOKEN_CHARS_MIN)
			return true;
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;

	arena_init(&a, FUZZ_BYTES);
	promise(!has_token(log_redact(&a, fuzz_text(data, size))));
	arena_free(&a);
	return 0;
}
