/*
 * Secrets in texts that go to the log. The rule is to hide too much rather than too little: a log
 * line is read by people who may not see tokens, and stays on disks for years.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"

#define REDACT_BYTES (64 * KIB) /* the rest of a longer text is left out */
#define HIDDEN STR("[hidden]")
#define GRAPH_TOKEN_CHARS_MIN 16 /* real ones have 150 and more; EAA may stand in a word, too */

static bool is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

static size_t word_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && is_word_char(s.at[n]))
		n++;
	return n;
}

/* Takes one of `choices` off the front, letter case aside. */
static bool take_any(struct str *s, const char *const *choices)
{
	for (; *choices; choices++) {
		struct str choice = str_of(*choices);

		if (str_eq_nocase(str_sub(*s, 0, choice.len), choice)) {
			*s = str_skip(*s, choice.len);
			return true;
		}
	}
	return false;
}

static void skip_blanks(struct str *s)
{
	while (s->len > 0 && (s->at[0] == ' ' || s->at[0] == '\t'))
		*s = str_skip(*s, 1);
}

/* What stands between a name and its value: `=`, `: `, `":"`, `\":\"`, `%3D`, `%22%3A%22`. */
static bool take_separator(struct str *s, struct str *ret_quote)
{
	static const char *const quotes[] = { "\\\"", "\"", "'", "%22", NULL };
	static const char *const signs[] = { "=", ":", "%3D", "%3A", NULL };

	take_any(s, quotes);
	skip_blanks(s);
	if (!take_any(s, signs))
		return false;
	skip_blanks(s);

	struct str opening = *s;

	take_any(s, quotes);
	*ret_quote = str_sub(opening, 0, opening.len - s->len);
	return true;
}

/* A quoted value ends at its quote, any other at what separates values in URLs, JSON and prose. */
static size_t value_length(struct str s, struct str quote)
{
	size_t n = 0;

	for (; n < s.len; n++) {
		struct str here = str_skip(s, n);

		if (quote.len > 0 ? str_starts_with(here, quote)
				  : memchr(" \t\r\n&,;)}]\"'<>", s.at[n], 13) != NULL ||
					    str_starts_with(here, STR("%26")))
			break;
		/* An escaped quote is part of the password it stands in. */
		if (s.at[n] == '\\' && str_eq(quote, STR("\"")) && n + 1 < s.len)
			n++;
	}
	return n;
}

/* How many bytes at the front of `s` are a name and its secret; `*ret_keep` of them stay. */
static size_t secret_length(struct str s, bool in_word, size_t *ret_keep)
{
	static const struct str names[] = {
		STR_INIT("access_token"),  STR_INIT("appsecret_proof"),
		STR_INIT("client_secret"), STR_INIT("code"),
		STR_INIT("code_verifier"), STR_INIT("fb_exchange_token"),
		STR_INIT("input_token"),   STR_INIT("password"),
		STR_INIT("state"),         STR_INIT("token"),
	};

	*ret_keep = 0;
	if (s.at[0] == 'E' && str_starts_with(s, STR("EAA"))) {
		size_t len = word_length(s);

		return len >= GRAPH_TOKEN_CHARS_MIN ? len : 0;
	}
	if (in_word)
		return 0;
	if (str_eq_nocase(str_sub(s, 0, 7), STR("Bearer "))) {
		*ret_keep = 7;
		return 7 + value_length(str_skip(s, 7), STR_NONE);
	}

	struct str name = str_sub(s, 0, word_length(s));

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct str rest = str_skip(s, name.len);
		struct str quote;

		if (!str_eq_nocase(name, names[i]) || !take_separator(&rest, &quote))
			continue;
		*ret_keep = (size_t)(rest.at - s.at);
		return *ret_keep + value_length(rest, quote);
	}
	return 0;
}

/* Percent-encoded text: in `%3Dcode%3D` the name begins after the digits. */
static bool ends_percent_code(struct str s, size_t at)
{
	return at >= 2 && s.at[at - 2] == '%';
}

struct str log_redact(struct arena *a, struct str text)
{
	cleanup(buf_free) struct buf out;
	bool in_word = false;

	buf_init(&out, REDACT_BYTES);
	for (size_t at = 0; at < text.len && !buf_failed(&out);) {
		bool is_word = is_word_char(text.at[at]);
		bool may_start = is_word && (!in_word || text.at[at] == 'E');
		size_t keep = 0;
		size_t len = may_start ? secret_length(str_skip(text, at), in_word, &keep) : 0;

		if (len > keep) {
			buf_put(&out, str_sub(text, at, at + keep));
			buf_put(&out, HIDDEN);
			at += len;
			in_word = false;
			continue;
		}
		in_word = is_word && !ends_percent_code(text, at);
		buf_putc(&out, text.at[at++]);
	}
	return str_dup(a, buf_str(&out));
}
