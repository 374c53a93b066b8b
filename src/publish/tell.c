#include "publish/tell.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "hooks/hooks.h"
#include "publish/drive.h"

/* The states somebody must know of. `word`: as the API calls it. */
static const struct news {
	enum post_state state;
	enum hook_event event;
	const char *word;
	bool needs_letter;
} all_news[] = {
	{ POST_DONE, HOOK_POST_PUBLISHED, "published", false },
	{ POST_FAILED, HOOK_POST_FAILED, "failed", true },
	{ POST_UNKNOWN, HOOK_POST_UNCONFIRMED, "unconfirmed", true },
	{ POST_HELD, HOOK_POST_HELD, "held", true },
};

static const struct news *news_of(enum post_state state)
{
	for (size_t i = 0; i < COUNT_OF(all_news); i++)
		if (all_news[i].state == state)
			return &all_news[i];
	return NULL;
}

static void put_text(struct json_writer *w, const char *key, struct str value)
{
	json_key(w, str_of(key));
	if (value.at)
		json_str(w, value);
	else
		json_null(w);
}

static void put_int(struct json_writer *w, const char *key, struct opt_int value)
{
	json_key(w, str_of(key));
	if (value.has)
		json_int(w, value.value);
	else
		json_null(w);
}

static void put_fault(struct json_writer *w, const struct post_target_row *row)
{
	enum publish_fault fault = publish_fault_parse(row->fault);
	const struct publish_fault_info *info = publish_fault_info(fault);

	json_key(w, STR("fault"));
	if (fault == FAULT_NONE) {
		json_null(w);
		return;
	}
	json_object(w);
	json_put_str(w, "code", str_of(info->name));
	json_put_str(w, "message", str_of(info->text_en));
	json_put_str(w, "action", str_of(info->action_en));
	put_int(w, "meta_code", row->meta_code);
	put_int(w, "meta_subcode", row->meta_subcode);
	put_text(w, "meta_message", row->meta_message);
	json_end_object(w);
}

/* Members as GET /api/posts/{id} has them. */
static struct str data_of(struct arena *a, const struct post_target_row *row,
			  const struct news *news)
{
	cleanup(buf_free) struct buf out = { 0 };
	struct json_writer w;

	buf_init(&out, 64 * KIB);
	json_start(&w, &out, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "post_id", str_fmt(a, "%lld", (long long)row->post_id));
	json_put_str(&w, "target_id", str_fmt(a, "%lld", (long long)row->id));
	json_put_str(&w, "state", str_of(news->word));
	json_put_str(&w, "connection_id", row->connection_id);
	json_put_str(&w, "place", row->place);
	json_put_str(&w, "account_id", row->place_id);
	put_text(&w, "media_id", row->media_id);
	put_text(&w, "permalink", row->permalink);
	put_text(&w, "comment_id", row->comment_id);
	put_text(&w, "published_at",
		 row->published_ms.has ? iso_text(a, row->published_ms.value / 1000, 0) : STR_NONE);
	put_fault(&w, row);
	json_end_object(&w);
	return str_dup(a, buf_str(&out));
}

bool publish_tell_in(struct publish *p, struct db_tx *tx, const struct post_target_row *row,
		     enum post_state state, enum tell_mover mover, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	const struct news *news = news_of(state);
	struct hooks *hooks = p->config.hooks;

	if (!news || !hooks)
		return true;
	arena_init(&a, 1 * MIB);
	if (!hooks_tell_in(hooks, tx, row->user_id, news->event, data_of(&a, row, news), err))
		return false;
	return !news->needs_letter || mover == TELL_OWNER ||
	       hooks_post_trouble_in(hooks, tx, row->user_id, row->id,
				     str_of(post_state_name(state)), err);
}
