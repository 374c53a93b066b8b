/* Hashtags: search and the media that carry one. Spec: meta-graph.md 3.6. */
#include <inttypes.h>

#include "graphsim/protocol/graph.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/world/caption.h"
#include "graphsim/world/mix.h"

#define FOUND_MAX 200
#define SEARCHED_PER_ACCOUNT 120

/* Ids are global and constant: the same whatever the seed. */
static struct str tag_id(struct arena *a, struct str tag)
{
	return str_fmt(a, "178%014" PRIu64,
		       mix_of(0, MIX_NAME, str_hash(str_lower(a, tag)), 9) % 100000000000000u);
}

static struct str hashtag_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)c;
	return tag_id(a, n->tag);
}

static void write_name(struct view *v)
{
	view_str(v, v->node->tag);
}

struct found {
	struct account *account;
	const struct media *media;
	uint64_t rank; /* higher comes first; never the same twice */
};

struct found_list {
	struct found at[FOUND_MAX];
	size_t count;
};

static uint64_t found_key(const struct listing *l, size_t i)
{
	const struct found_list *list = l->ctx;

	return list->at[i].rank;
}

/* Neither author nor owner is shown. */
static void found_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct found_list *list = l->ctx;

	*ret = (struct node){ .type = &ig_media_type,
			      .account = list->at[i].account,
			      .media = list->at[i].media,
			      .is_discovered = true };
}

static int by_rank(const void *a, const void *b)
{
	uint64_t left = ((const struct found *)a)->rank;
	uint64_t right = ((const struct found *)b)->rank;

	return (left < right) - (left > right);
}

static void collect(struct view *v, struct found_list *list, struct account *a, int64_t since_s,
		    bool by_time)
{
	int64_t now_s = v->call->now_s;

	for (size_t i = 0; i < SEARCHED_PER_ACCOUNT && list->count < FOUND_MAX; i++) {
		const struct media *m = account_media_at(a, i, now_s);

		if (!m || m->posted_s < since_s)
			return;
		if (!caption_has_hashtag(caption_of(v->call->arena, a, m), v->node->tag))
			continue;
		uint64_t what = by_time ? (uint64_t)m->posted_s
					: (uint64_t)media_count_of(m, REACTION_LIKES, now_s);
		list->at[list->count++] =
			(struct found){ a, m, what << 20 | a->index << 8 | list->count };
	}
}

static void write_found(struct view *v, int64_t since_s, bool by_time)
{
	struct found_list *list = arena_new(v->call->arena, struct found_list);

	for (size_t i = 0; i < v->call->world->account_count; i++)
		collect(v, list, &v->call->world->accounts[i], since_s, by_time);
	qsort(list->at, list->count, sizeof(list->at[0]), by_rank);
	struct listing l = { .count = list->count,
			     .is_newest_first = true,
			     .key = found_key,
			     .item = found_item,
			     .defaults = "id",
			     .default_limit = 25,
			     .max_limit = 50,
			     .ctx = list };
	listing_write(v, &l);
}

static bool has_user(struct view *v)
{
	struct str user = view_arg(v, STR("user_id"));
	struct account *a = world_account(v->call->world, user);

	if (str_is_empty(user))
		return CALL_FAIL(v->call, GE_PARAM_REQUIRED, STR("user_id"));
	if (!a || !call_sees_account(v->call, a))
		return CALL_FAIL(v->call, GE_UNSUPPORTED_GET, user);
	return true;
}

static void get_top_media(struct view *v)
{
	if (has_user(v))
		write_found(v, 0, false);
}

static void get_recent_media(struct view *v)
{
	if (has_user(v))
		write_found(v, v->call->now_s - DAY_S, true);
}

void hashtag_search(struct call *c)
{
	struct account *a = world_account(c->world, call_arg(c, STR("user_id")));
	struct str wanted = call_arg(c, STR("q"));

	if (!a || !call_sees_account(c, a)) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("user_id"));
		return;
	}
	if (!call_allows(c, PERMISSION_INSTAGRAM_BASIC)) {
		CALL_FAIL(c, GE_NO_PERMISSION);
		return;
	}
	if (str_is_empty(wanted)) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("q"));
		return;
	}
	for (size_t i = 0; caption_hashtag(i).at; i++) {
		if (!str_eq_nocase(caption_hashtag(i), wanted))
			continue;
		json_object(&c->json);
		json_put_array(&c->json, "data");
		json_object(&c->json);
		json_put_str(&c->json, "id", tag_id(c->arena, wanted));
		json_end_object(&c->json);
		json_end_array(&c->json);
		json_end_object(&c->json);
		return;
	}
	CALL_FAIL(c, GE_HASHTAG_UNKNOWN);
}

bool hashtag_of_id(struct arena *a, struct str id, struct str *ret)
{
	for (size_t i = 0; caption_hashtag(i).at; i++) {
		if (str_eq(tag_id(a, caption_hashtag(i)), id)) {
			*ret = caption_hashtag(i);
			return true;
		}
	}
	return false;
}

static bool check_hashtag(struct call *c, const struct node *n)
{
	(void)n;
	return call_allows(c, PERMISSION_INSTAGRAM_BASIC) ? true : CALL_FAIL(c, GE_NO_PERMISSION);
}

static const struct node_field hashtag_fields[] = { { "name", write_name }, { NULL, NULL } };
static const struct node_edge hashtag_edges[] = {
	{ .name = "top_media", .get = get_top_media },
	{ .name = "recent_media", .get = get_recent_media },
	{ .name = NULL },
};
static const char *const hashtag_valueless[] = { NULL };

const struct node_type ig_hashtag_type = {
	.name = "ShadowIGHashtag",
	.defaults = "id",
	.fields = hashtag_fields,
	.edges = hashtag_edges,
	.valueless = hashtag_valueless,
	.id = hashtag_id,
	.check = check_hashtag,
};
