#include "fuzz/llhttp_oracle.h"

#include <llhttp.h>

#include "base/limits.h"

struct story {
	llhttp_t parser; /* first: its callbacks are given a pointer to it */
	struct buf *text;
	struct buf name, value; /* of the field that is coming in */
	struct buf body;
	bool in_trailers;
};

static void put_field(struct buf *text, struct str name, struct str value)
{
	buf_fmt(text, "%.*s: %.*s\n", STR_ARG(name), STR_ARG(str_trim(value)));
}

static struct story *story_of(llhttp_t *parser)
{
	return (struct story *)(void *)parser;
}

static int on_begin(llhttp_t *parser)
{
	story_of(parser)->in_trailers = false;
	return 0;
}

static int on_url(llhttp_t *parser, const char *at, size_t length)
{
	buf_put(&story_of(parser)->value, (struct str){ at, length });
	return 0;
}

static int on_url_complete(llhttp_t *parser)
{
	struct story *s = story_of(parser);
	const char *method = llhttp_method_name((llhttp_method_t)parser->method);
	buf_fmt(s->text, "%s %.*s\n", method, STR_ARG(buf_str(&s->value)));
	buf_clear(&s->value);
	return 0;
}

static int on_name(llhttp_t *parser, const char *at, size_t length)
{
	buf_put(&story_of(parser)->name, (struct str){ at, length });
	return 0;
}

static int on_value(llhttp_t *parser, const char *at, size_t length)
{
	buf_put(&story_of(parser)->value, (struct str){ at, length });
	return 0;
}

static int on_value_complete(llhttp_t *parser)
{
	struct story *s = story_of(parser);
	if (!s->in_trailers)
		put_field(s->text, buf_str(&s->name), buf_str(&s->value));
	buf_clear(&s->name);
	buf_clear(&s->value);
	return 0;
}

static int on_headers_complete(llhttp_t *parser)
{
	story_of(parser)->in_trailers = true;
	return 0;
}

static int on_body(llhttp_t *parser, const char *at, size_t length)
{
	buf_put(&story_of(parser)->body, (struct str){ at, length });
	return 0;
}

static int on_complete(llhttp_t *parser)
{
	struct story *s = story_of(parser);
	buf_fmt(s->text, "[%zu]\n", s->body.len);
	buf_put(s->text, buf_str(&s->body));
	buf_clear(&s->body);
	return 0;
}

static const llhttp_settings_t settings = {
	.on_message_begin = on_begin,
	.on_url = on_url,
	.on_url_complete = on_url_complete,
	.on_header_field = on_name,
	.on_header_value = on_value,
	.on_header_value_complete = on_value_complete,
	.on_headers_complete = on_headers_complete,
	.on_body = on_body,
	.on_message_complete = on_complete,
};

const char *llhttp_tell(struct str raw, struct buf *text)
{
	struct story s = { .text = text };

	buf_init(&s.name, 1 * MIB);
	buf_init(&s.value, 1 * MIB);
	buf_init(&s.body, 1 * MIB);
	llhttp_init(&s.parser, HTTP_REQUEST, &settings);
	/* Proxy-Connection and trailers mean nothing to us; after a real close nothing is asked. */
	llhttp_set_lenient_keep_alive(&s.parser, 1);
	llhttp_errno_t outcome = llhttp_execute(&s.parser, raw.at, raw.len);
	/* Like us, it shall not follow an Upgrade. */
	while (outcome == HPE_PAUSED_UPGRADE) {
		const char *at = llhttp_get_error_pos(&s.parser);
		llhttp_resume_after_upgrade(&s.parser);
		outcome = llhttp_execute(&s.parser, at, (size_t)(raw.at + raw.len - at));
	}
	buf_free(&s.name);
	buf_free(&s.value);
	buf_free(&s.body);
	return outcome == HPE_OK ? NULL : llhttp_get_error_reason(&s.parser);
}
