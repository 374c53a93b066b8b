#include "graphsim/publish/container.h"

#include "base/codec.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/world.h"

#define PACE_S (26.0 * HOUR_S)

static const struct {
	const char *name;
	enum media_kind kind;
	bool is_video;
} kinds[CONTAINER_KIND_COUNT] = {
	[CONTAINER_IMAGE] = { "image", MEDIA_IMAGE, false },
	[CONTAINER_VIDEO] = { "video", MEDIA_REEL, true },
	[CONTAINER_REEL] = { "reel", MEDIA_REEL, true },
	[CONTAINER_STORY_IMAGE] = { "story", MEDIA_STORY_IMAGE, false },
	[CONTAINER_STORY_VIDEO] = { "story", MEDIA_STORY_VIDEO, true },
	[CONTAINER_CAROUSEL] = { "carousel", MEDIA_ALBUM, false },
};

const char *container_kind_name(enum container_kind kind)
{
	return kinds[kind].name;
}

bool container_is_video(const struct container *c)
{
	return kinds[c->kind].is_video;
}

const char *container_status_name(enum container_status s)
{
	static const char *const names[STATUS_COUNT] = {
		[STATUS_IN_PROGRESS] = "IN_PROGRESS", [STATUS_FINISHED] = "FINISHED",
		[STATUS_PUBLISHED] = "PUBLISHED",     [STATUS_ERROR] = "ERROR",
		[STATUS_EXPIRED] = "EXPIRED",
	};

	return names[s];
}

/* ---- processing ---- */

static int64_t processing_ms(struct publishing *p, const struct container *c)
{
	const struct publish_rules *r = publish_rules_for(p, c->account->id);

	return kinds[c->kind].is_video ? r->video_ms : r->image_ms;
}

/* The worst state of the children. */
static enum container_status carousel_status(struct publishing *p, const struct container *c,
					     int64_t now_ms)
{
	enum container_status worst = STATUS_FINISHED;

	for (size_t i = 0; i < c->child_count; i++) {
		enum container_status s = container_status(p, c->children[i], now_ms);

		if (s == STATUS_ERROR || s == STATUS_EXPIRED)
			return STATUS_ERROR;
		if (s == STATUS_IN_PROGRESS)
			worst = s;
	}
	return worst;
}

static enum container_status file_status(struct publishing *p, const struct container *c,
					 int64_t now_ms)
{
	const struct asset *a = &c->asset;

	if (a->state == ASSET_WAITING || now_ms < a->ready_ms + processing_ms(p, c))
		return STATUS_IN_PROGRESS;
	return container_failure(c) == GE_NONE ? STATUS_FINISHED : STATUS_ERROR;
}

enum graph_error_id container_failure(const struct container *c)
{
	for (size_t i = 0; i < c->child_count; i++) {
		if (container_failure(c->children[i]) != GE_NONE)
			return container_failure(c->children[i]);
	}
	if (c->failure != GE_NONE)
		return c->failure;
	if (c->asset.state == ASSET_READY && container_is_video(c) &&
	    c->texts.thumb_offset_ms > c->asset.facts.duration_ms)
		return GE_THUMB_OFFSET_WRONG;
	return c->asset.failure;
}

enum container_status container_status(struct publishing *p, const struct container *c,
				       int64_t now_ms)
{
	if (c->publish_count > 0)
		return STATUS_PUBLISHED;
	if (now_ms >= c->created_ms + CONTAINER_LIFE_MS)
		return STATUS_EXPIRED;
	if (c->kind != CONTAINER_CAROUSEL)
		return file_status(p, c, now_ms);
	enum container_status s = carousel_status(p, c, now_ms);
	return s == STATUS_FINISHED && c->failure != GE_NONE ? STATUS_ERROR : s;
}

/* ---- limits ---- */

size_t container_count(const struct publishing *p, const struct account *a, int64_t now_ms)
{
	size_t count = 0;

	for (const struct container *c = p->containers; c; c = c->next)
		count += c->account == a && c->created_ms > now_ms - CONTAINER_LIFE_MS;
	return count;
}

int64_t publish_count(const struct publishing *p, struct str account_id, int64_t since_s)
{
	int64_t count = 0;

	for (const struct ledger_item *i = p->ledger; i; i = i->next)
		count += str_eq(i->target, account_id) && strcmp(i->platform, "instagram") == 0 &&
			 strcmp(i->kind, "comment") != 0 && i->at_ms > since_s * 1000;
	return count;
}

/* ---- publishing ---- */

static struct str hash_text(struct arena *a, const struct container *c)
{
	struct str text = STR("");

	if (c->kind != CONTAINER_CAROUSEL)
		return hex_encode(a, sha256_str(&c->asset.hash));
	for (size_t i = 0; i < c->child_count; i++)
		text = str_fmt(a, "%.*s%s%.*s", STR_ARG(text), i ? "," : "",
			       STR_ARG(hash_text(a, c->children[i])));
	return text;
}

static void write_ledger(struct world *w, const struct published *post, int64_t at_ms)
{
	struct arena *a = &w->publishing.arena;
	const struct container *c = post->container;
	const struct ledger_item item = {
		.platform = "instagram",
		.kind = container_kind_name(c->kind),
		.target = c->account->id,
		.source = sim_id_text(a, c->key),
		.id = sim_id_text(a, post->key),
		.text = post->caption,
		.hashes = hash_text(a, c),
		.at_ms = at_ms,
	};

	ledger_add(&w->publishing, &item);
}

/* Nobody has seen it yet: everything is zero, and stays so. */
static struct media media_of(const struct world *w, const struct published *post, int64_t at_ms)
{
	const struct container *c = post->container;

	return (struct media){
		.key = post->key,
		.posted_s = at_ms / 1000,
		.kind = kinds[c->kind].kind,
		.child_count = (unsigned)post->child_count,
		.pace_s = PACE_S,
		.seed = mix_of(w->config.seed, MIX_MEDIA, post->key.item, post->key.day),
		.is_shared_to_feed = c->texts.is_shared_to_feed,
		.published = post,
	};
}

static void apply_publish(struct world *w, const struct effect *e)
{
	struct container *c = e->object;
	struct published *post = e->other;
	const struct publish_rules *r = publish_rules_for(&w->publishing, c->account->id);

	c->pending_count--;
	if (c->publish_count > 0 && r->republish != REPUBLISH_AGAIN)
		return;
	struct media m = media_of(w, post, e->due_ms);
	c->publish_count++;
	post->is_live = true;
	account_media_publish(c->account, &m, world_now_s(w));
	write_ledger(w, post, e->due_ms);
}

static void add_children(struct publishing *p, struct published *post)
{
	const struct container *c = post->container;
	struct made child = { .kind = MADE_CHILD, .account = c->account, .published = post };

	for (; post->child_count < c->child_count; post->child_count++) {
		child.child = (unsigned)post->child_count + 1;
		post->children[post->child_count] = made_add(p, &child);
		post->child_is_video[post->child_count] =
			container_is_video(c->children[post->child_count]);
	}
}

struct sim_key container_publish(struct world *w, struct container *c, int64_t delay_ms)
{
	struct publishing *p = &w->publishing;
	struct published *post = arena_new(&p->arena, struct published);
	struct made made = { .kind = MADE_MEDIA, .account = c->account, .published = post };
	bool is_story = c->kind == CONTAINER_STORY_IMAGE || c->kind == CONTAINER_STORY_VIDEO;

	post->container = c;
	/* Stories have none, whatever was sent (meta-graph.md 5.1). */
	post->caption = is_story ? STR_NONE : c->texts.caption;
	post->key = made_add(p, &made);
	add_children(p, post);
	c->pending_count++;
	const struct effect e = { .apply = apply_publish, .object = c, .other = post };
	publishing_do(w, &e, delay_ms);
	return post->key;
}
