#include "graphsim/hooks/hooks.h"

#include <inttypes.h>

#include "base/codec.h"
#include "graphsim/world/sha256.h"

#define STORE_MAX_BYTES (256u * 1024 * 1024)

void hooks_init(struct hook_store *h)
{
	*h = (struct hook_store){ .first = NULL };
	h->end = &h->first;
	arena_init(&h->arena, STORE_MAX_BYTES);
	pthread_cond_init(&h->posted, NULL);
}

void hooks_deinit(struct hook_store *h)
{
	arena_free(&h->arena);
	pthread_cond_destroy(&h->posted);
}

void hooks_forget_deliveries(struct hook_store *h)
{
	h->first = NULL;
	h->end = &h->first;
}

void hooks_reset(struct hook_store *h)
{
	h->subscriptions = NULL;
	h->page_subscriptions = NULL;
	h->mentions = NULL;
	hooks_forget_deliveries(h);
	arena_reset(&h->arena);
}

struct subscription *subscription_find(struct hook_store *h, const struct app *app,
				       struct str object)
{
	for (struct subscription *s = h->subscriptions; s; s = s->next) {
		if (s->app == app && !s->is_removed && str_eq(s->object, object))
			return s;
	}
	return NULL;
}

struct page_subscription *page_subscription_find(struct hook_store *h, const struct app *app,
						 const struct page *page)
{
	for (struct page_subscription *s = h->page_subscriptions; s; s = s->next) {
		if (s->app == app && s->page == page && !s->is_removed)
			return s;
	}
	return NULL;
}

bool hook_list_has(struct str list, struct str name)
{
	for (struct str rest = list; rest.at;) {
		if (str_eq(str_trim(str_cut(&rest, ',')), name))
			return true;
	}
	return false;
}

void mention_add(struct hook_store *h, struct str account_id, struct str media_id,
		 struct str comment_id)
{
	struct mention *m = arena_new(&h->arena, struct mention);

	*m = (struct mention){
		.account_id = str_dup(&h->arena, account_id),
		.media_id = str_dup(&h->arena, media_id),
		.comment_id = str_dup(&h->arena, comment_id),
		.next = h->mentions,
	};
	h->mentions = m;
}

const struct mention *mention_find(const struct hook_store *h, struct str account_id,
				   struct str media_id, struct str comment_id)
{
	for (const struct mention *m = h->mentions; m; m = m->next) {
		if (!str_eq(m->account_id, account_id))
			continue;
		if (comment_id.len ? str_eq(m->comment_id, comment_id)
				   : str_eq(m->media_id, media_id))
			return m;
	}
	return NULL;
}

int64_t delivery_add(struct hook_store *h, const struct delivery *d, int64_t now_s)
{
	struct delivery *made = arena_new(&h->arena, struct delivery);

	*made = *d;
	made->id = ++h->count;
	made->url = str_dup(&h->arena, d->url);
	made->content_type = str_dup(&h->arena, d->content_type);
	made->body = str_dup(&h->arena, d->body);
	made->signature = str_dup(&h->arena, d->signature);
	made->made_s = now_s;
	made->due_s = now_s;
	*h->end = made;
	h->end = &made->next;
	pthread_cond_broadcast(&h->posted);
	return made->id;
}

struct delivery *delivery_find(struct hook_store *h, int64_t id)
{
	for (struct delivery *d = h->first; d; d = d->next) {
		if (d->id == id)
			return d;
	}
	return NULL;
}

struct delivery *delivery_next(struct hook_store *h, int64_t now_s)
{
	for (struct delivery *d = h->first; d; d = d->next) {
		if (d->state == DELIVERY_WAITING && !d->is_being_sent && d->due_s <= now_s)
			return d;
	}
	return NULL;
}

/* Less and less often. */
static int64_t pause_s(size_t tries)
{
	static const int64_t pauses_s[] = { 60, 300, 900, 3600, 3 * 3600, 6 * 3600 };

	return pauses_s[tries <= COUNT_OF(pauses_s) ? tries - 1 : COUNT_OF(pauses_s) - 1];
}

void delivery_tried(struct hook_store *h, struct delivery *d, int status, struct str answer,
		    int64_t now_s)
{
	bool is_taken = status >= 200 && status < 300;

	d->is_being_sent = false;
	if (d->try_count < HOOK_TRIES_MAX)
		d->tries[d->try_count++] = (struct delivery_try){ now_s, status };
	d->answer = str_dup(&h->arena, answer);
	if (is_taken && d->copies_left > 0)
		d->copies_left--;
	else if (is_taken)
		d->state = DELIVERY_DONE;
	else if (now_s - d->made_s >= HOOK_GIVE_UP_S || d->try_count == HOOK_TRIES_MAX)
		d->state = DELIVERY_DROPPED;
	else
		d->due_s = now_s + pause_s(d->try_count);
}

struct str hook_signature(struct arena *a, struct str secret, struct str body)
{
	struct sha256 mac = hmac_sha256_of(secret, body);

	return str_fmt(a, "sha256=%.*s", STR_ARG(hex_encode(a, sha256_str(&mac))));
}

struct str signed_request(struct arena *a, struct str secret, struct str user_id, int64_t now_s)
{
	struct str json = str_fmt(a,
				  "{\"user_id\":\"%.*s\",\"algorithm\":\"HMAC-SHA256\","
				  "\"issued_at\":%" PRId64 "}",
				  STR_ARG(user_id), now_s);
	struct str payload = base64url_encode(a, json);
	struct sha256 mac = hmac_sha256_of(secret, payload);

	return str_fmt(a, "%.*s.%.*s", STR_ARG(base64url_encode(a, sha256_str(&mac))),
		       STR_ARG(payload));
}
