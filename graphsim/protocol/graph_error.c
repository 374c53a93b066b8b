#include "graphsim/protocol/graph_error.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"

struct row {
	int status;
	int code;
	int subcode;
	struct str type, message, title, text, kind;
};

static const struct row rows[GE_COUNT] = {
#define GRAPH_ERROR_ROW(name, status_, code_, subcode_, type_, message_, title_, text_, kind_)     \
	[GE_##name] = { .status = status_,                                                         \
			.code = code_,                                                             \
			.subcode = subcode_,                                                       \
			.type = STR_INIT(type_),                                                   \
			.message = STR_INIT(message_),                                             \
			.title = STR_INIT(title_),                                                 \
			.text = STR_INIT(text_),                                                   \
			.kind = STR_INIT(kind_) },
	GRAPH_ERRORS(GRAPH_ERROR_ROW) GRAPH_PUBLISH_ERRORS(GRAPH_ERROR_ROW)
#undef GRAPH_ERROR_ROW
};

/* Puts words in the place of {0}, {1}, {2}; one word too few leaves its place empty. */
static struct str fill_in(struct arena *a, struct str text, const struct str *words, size_t count)
{
	struct str filled = text;

	for (size_t i = 0; i < 3; i++) {
		char slot[] = { '{', (char)('0' + i), '}' };
		struct str place = { slot, sizeof(slot) };

		if (str_contains(filled, place))
			filled = str_replace(a, filled, place, i < count ? words[i] : STR(""));
	}
	return filled;
}

struct graph_error graph_error_of(struct arena *a, enum graph_error_id id, const struct str *words,
				  size_t word_count)
{
	assert(id > GE_NONE && id < GE_COUNT);
	const struct row *row = &rows[id];

	return (struct graph_error){
		.status = row->status,
		.code = row->code,
		.subcode = row->subcode,
		.type = row->type,
		.message = fill_in(a, row->message, words, word_count),
		.user_title = row->title,
		.user_text = fill_in(a, row->text, words, word_count),
		.kind = row->kind,
	};
}

enum graph_error_id graph_error_of_subcode(int64_t subcode)
{
	for (int id = GE_NONE + 1; id < GE_COUNT && subcode != 0; id++) {
		if (rows[id].subcode == subcode)
			return (enum graph_error_id)id;
	}
	return GE_NONE;
}

int graph_error_subcode(enum graph_error_id id)
{
	return rows[id].subcode;
}

void graph_error_write(struct json_writer *w, const struct graph_error *e, struct str trace_id)
{
	json_object(w);
	json_put_object(w, "error");
	json_put_str(w, "message", e->message);
	json_put_str(w, "type", e->type);
	if (e->code != 0)
		json_put_int(w, "code", e->code);
	if (e->subcode != 0)
		json_put_int(w, "error_subcode", e->subcode);
	if (e->subcode != 0 || e->is_transient)
		json_put_bool(w, "is_transient", e->is_transient);
	if (!str_is_empty(e->user_title)) {
		json_put_str(w, "error_user_title", e->user_title);
		json_put_str(w, "error_user_msg", e->user_text);
	}
	json_put_str(w, "fbtrace_id", trace_id);
	json_end_object(w);
	json_end_object(w);
}

struct str graph_error_challenge(struct arena *a, const struct graph_error *e)
{
	struct str message = str_replace(a, e->message, STR("\""), STR("'"));

	/* A header is one line. */
	message = str_replace(a, message, STR("\n"), STR(" "));
	message = str_replace(a, message, STR("\r"), STR(" "));
	return str_fmt(a, "OAuth \"Facebook Platform\" \"%.*s\" \"%.*s\"", STR_ARG(e->kind),
		       STR_ARG(message));
}
