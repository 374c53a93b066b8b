#include "graphsim/publish/page_store.h"

#include "base/codec.h"
#include "graphsim/world/world.h"

/* Ids look like those of new Pages: 15 digits, not one after the other. */
#define NUMBER_BASE 122100000000000u
#define NUMBER_STEP 6007u

static uint64_t next_number(const struct publishing *p)
{
	return NUMBER_BASE + (p->thing_count + 1) * NUMBER_STEP;
}

static void add_thing(struct publishing *p, const struct thing *t)
{
	if (p->thing_count == p->thing_room) {
		p->thing_room = p->thing_room ? p->thing_room * 2 : 64;
		p->things = realloc(p->things, p->thing_room * sizeof(*p->things));
		if (!p->things)
			abort();
	}
	p->things[p->thing_count++] = *t;
}

static struct str number_text(struct arena *a, uint64_t number)
{
	return str_fmt(a, "%llu", (unsigned long long)number);
}

/* The number is what stands behind the last `_`. */
static const struct thing *thing_of_number(const struct publishing *p, struct str id)
{
	int64_t n;

	while (str_contains(id, STR("_")))
		str_cut(&id, '_');
	if (!str_to_i64(id, &n) || n < (int64_t)NUMBER_BASE)
		return NULL;
	uint64_t serial = ((uint64_t)n - NUMBER_BASE) / NUMBER_STEP;
	return serial >= 1 && serial <= p->thing_count ? &p->things[serial - 1] : NULL;
}

const struct thing *thing_find(const struct publishing *p, struct str id)
{
	const struct thing *t = thing_of_number(p, id);

	if (!t || !str_eq(t->id, id))
		return NULL;
	switch (t->kind) {
	case THING_POST:
		return t->post->is_there && !t->post->is_deleted ? t : NULL;
	case THING_COMMENT:
		return t->comment->is_live && !t->comment->post->is_deleted ? t : NULL;
	case THING_VIDEO:
		return t->video->is_cancelled ? NULL : t;
	case THING_PHOTO:
	default:
		return t;
	}
}

struct page_photo *page_photo_add(struct world *w, const struct page_photo *photo)
{
	struct publishing *p = &w->publishing;
	struct page_photo *copy = arena_new(&p->arena, struct page_photo);

	*copy = *photo;
	copy->id = number_text(&p->arena, next_number(p));
	copy->made_ms = world_now_ms(w);
	add_thing(p, &(struct thing){ THING_PHOTO, copy->id, .photo = copy });
	return copy;
}

struct page_video *page_video_add(struct world *w, const struct page_video *video)
{
	struct publishing *p = &w->publishing;
	struct page_video *copy = arena_new(&p->arena, struct page_video);

	*copy = *video;
	copy->id = number_text(&p->arena, next_number(p));
	copy->made_ms = world_now_ms(w);
	add_thing(p, &(struct thing){ THING_VIDEO, copy->id, .video = copy });
	return copy;
}

/* ---- posts ---- */

static struct str hashes_of(struct arena *a, const struct page_post *post)
{
	struct str text = STR("");

	if (post->video)
		return hex_encode(a, sha256_str(&post->video->asset.hash));
	for (size_t i = 0; i < post->photo_count; i++)
		text = str_fmt(a, "%.*s%s%.*s", STR_ARG(text), i ? "," : "",
			       STR_ARG(hex_encode(a, sha256_str(&post->photos[i]->asset.hash))));
	return text;
}

static void write_ledger(struct world *w, const struct page_post *post)
{
	struct arena *a = &w->publishing.arena;
	struct str text = post->message.at ? post->message : STR("");
	bool has_link = post->link.len > 0;
	const struct ledger_item item = {
		.platform = "facebook",
		.kind = post->kind,
		.target = post->page->id,
		.source = post->video         ? post->video->id
			  : post->photo_count ? post->photos[0]->id
					      : STR(""),
		.id = post->id,
		.text = has_link && text.len
				? str_fmt(a, "%.*s\n%.*s", STR_ARG(text), STR_ARG(post->link))
			: has_link ? post->link
				   : text,
		.hashes = hashes_of(a, post),
		.at_ms = post->published_ms,
	};

	ledger_add(&w->publishing, &item);
}

static void set_published(struct world *w, struct page_post *post, int64_t at_ms)
{
	if (post->is_published || post->is_deleted)
		return;
	post->is_there = true;
	post->is_published = true;
	post->published_ms = at_ms;
	post->scheduled_ms = 0;
	write_ledger(w, post);
}

static void apply_publish(struct world *w, const struct effect *e)
{
	set_published(w, e->object, e->due_ms);
}

static void apply_there(struct world *w, const struct effect *e)
{
	struct page_post *post = e->object;

	(void)w;
	post->is_there = true;
}

/* The schedule may have been changed since. */
static void apply_schedule(struct world *w, const struct effect *e)
{
	struct page_post *post = e->object;

	if (post->scheduled_ms == e->due_ms)
		set_published(w, post, e->due_ms);
}

void page_post_publish(struct world *w, struct page_post *post, int64_t delay_ms)
{
	const struct effect e = { .apply = apply_publish, .object = post };

	publishing_do(w, &e, delay_ms);
}

void page_post_schedule(struct world *w, struct page_post *post, int64_t at_ms)
{
	const struct effect e = { .apply = apply_schedule, .object = post };

	post->scheduled_ms = at_ms;
	if (at_ms > 0)
		publishing_do(w, &e, at_ms - world_now_ms(w));
}

struct page_post *page_post_add(struct world *w, const struct page_post *post, bool wants_publish,
				int64_t delay_ms)
{
	struct publishing *p = &w->publishing;
	struct page_post *copy = arena_new(&p->arena, struct page_post);
	const struct effect there = { .apply = apply_there, .object = copy };

	*copy = *post;
	copy->number = next_number(p);
	copy->id = str_fmt(&p->arena, "%.*s_%llu", STR_ARG(post->page->id),
			   (unsigned long long)copy->number);
	copy->made_ms = world_now_ms(w);
	copy->next = p->posts;
	p->posts = copy;
	add_thing(p, &(struct thing){ THING_POST, copy->id, .post = copy });
	for (size_t i = 0; i < copy->photo_count; i++)
		copy->photos[i]->post = copy;
	if (wants_publish && copy->video) {
		copy->due_ms = copy->made_ms + delay_ms;
		copy->next_waiting = p->waiting_posts;
		p->waiting_posts = copy;
		page_posts_advance(w);
		return copy;
	}
	if (wants_publish) {
		page_post_publish(w, copy, delay_ms);
		return copy;
	}
	publishing_do(w, &there, delay_ms);
	if (post->scheduled_ms > 0)
		page_post_schedule(w, copy, post->scheduled_ms);
	return copy;
}

/* ---- videos ---- */

static int64_t ready_ms(const struct world *w, const struct page_video *video)
{
	return video->asset.ready_ms + publish_rules_of(&w->publishing, video->page->id)->video_ms;
}

enum graph_error_id page_video_failure(const struct page_video *video)
{
	return video->failure != GE_NONE ? video->failure : video->asset.failure;
}

enum video_status page_video_status(const struct world *w, const struct page_video *video)
{
	if (video->asset.state == ASSET_WAITING)
		return VIDEO_UPLOADING;
	if (world_now_ms(w) < ready_ms(w, video))
		return VIDEO_PROCESSING;
	return page_video_failure(video) == GE_NONE ? VIDEO_READY : VIDEO_FAILED;
}

/* True: it need not be looked at again. */
static bool settle(struct world *w, struct page_post *post)
{
	enum video_status s = page_video_status(w, post->video);
	int64_t at_ms = ready_ms(w, post->video);

	if (at_ms < post->due_ms)
		at_ms = post->due_ms;
	if (s == VIDEO_READY && at_ms <= world_now_ms(w))
		set_published(w, post, at_ms);
	return post->is_published || post->is_deleted || s == VIDEO_FAILED;
}

void page_posts_advance(struct world *w)
{
	for (struct page_post **at = &w->publishing.waiting_posts; *at;) {
		if (settle(w, *at))
			*at = (*at)->next_waiting;
		else
			at = &(*at)->next_waiting;
	}
}

bool page_post_is_seen(const struct page_post *post)
{
	return post->is_there && post->is_published && !post->is_deleted;
}

bool page_post_is_duplicate(const struct publishing *p, const struct page_post *post,
			    int64_t now_ms)
{
	int64_t window_ms = publish_rules_of(p, post->page->id)->duplicate_s * 1000;

	if (post->photo_count > 0 || post->video)
		return false;
	for (const struct page_post *old = p->posts; old; old = old->next) {
		if (old->page == post->page && page_post_is_seen(old) && old->photo_count == 0 &&
		    !old->video && old->published_ms > now_ms - window_ms &&
		    str_eq(old->message, post->message) && str_eq(old->link, post->link))
			return true;
	}
	return false;
}

/* ---- comments ---- */

static void apply_comment(struct world *w, const struct effect *e)
{
	struct post_comment *comment = e->object;
	struct page_post *post = comment->post;
	const struct ledger_item item = {
		.platform = "facebook",
		.kind = "comment",
		.target = post->page->id,
		.source = post->id,
		.id = comment->id,
		.text = comment->message,
		.hashes = post->id,
		.at_ms = e->due_ms,
	};

	comment->is_live = true;
	comment->made_ms = e->due_ms;
	comment->next = post->comments;
	post->comments = comment;
	ledger_add(&w->publishing, &item);
}

struct post_comment *page_post_comment(struct world *w, struct page_post *post, struct str message,
				       int64_t delay_ms)
{
	struct publishing *p = &w->publishing;
	struct post_comment *comment = arena_new(&p->arena, struct post_comment);
	const struct effect e = { .apply = apply_comment, .object = comment };

	*comment = (struct post_comment){
		.id = str_fmt(&p->arena, "%llu_%llu", (unsigned long long)post->number,
			      (unsigned long long)next_number(p)),
		.post = post,
		.message = str_dup(&p->arena, message),
	};
	add_thing(p, &(struct thing){ THING_COMMENT, comment->id, .comment = comment });
	publishing_do(w, &e, delay_ms);
	return comment;
}
