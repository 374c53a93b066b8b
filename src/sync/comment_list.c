#include "sync/comment_list.h"

#include "graph/object.h"

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

static struct comment_row row_of(const struct graph_comment *c, struct str parent_id)
{
	return (struct comment_row){
		.id = c->id,
		.parent_id = parent_id,
		.username = or_empty(c->username),
		.text = or_empty(c->text),
		.posted_s = c->timestamp_s,
		.like_count = c->likes,
		.is_hidden = c->hidden,
	};
}

static struct str next_of(const struct json *list)
{
	const struct json *paging = json_get(list, STR("paging"));

	if (json_is_null(json_get(paging, STR("next"))))
		return STR("");
	return or_empty(json_text(json_get(json_get(paging, STR("cursors")), STR("after"))));
}

static void add_answers(struct arena *a, struct comment_list *to, struct str comment_id,
			const struct json *replies)
{
	const struct comment_list answers = comment_list_read(a, replies, comment_id);

	for (size_t i = 0; i < answers.rows.count; i++)
		*arena_push(a, &to->rows) = answers.rows.at[i];
	if (answers.after.len)
		*arena_push(a, &to->threads) = (struct comment_thread){ comment_id, answers.after };
}

struct comment_list comment_list_read(struct arena *a, const struct json *list,
				      struct str parent_id)
{
	const struct json *data = json_get(list, STR("data"));
	struct comment_list ret = { .is_told = list != NULL, .after = next_of(list) };

	for (const struct json *c = json_first(data); c; c = c->next) {
		const struct json *replies = json_get(c, STR("replies"));
		struct graph_comment comment;

		if (!graph_comment_read(c, &comment))
			continue;
		*arena_push(a, &ret.rows) = row_of(&comment, parent_id);
		ret.own_count++;
		if (replies)
			add_answers(a, &ret, comment.id, replies);
	}
	return ret;
}
