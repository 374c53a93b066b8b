#include "graphsim/publish/asset.h"

#include "graphsim/publish/media_fetch.h"
#include "graphsim/world/world.h"

static enum graph_error_id failure_of(enum fetch_outcome outcome, enum media_use use)
{
	const struct media_rule *r = media_rule(use);

	if (outcome == FETCH_TOO_LONG)
		return r->too_large;
	return outcome == FETCH_TIMED_OUT ? r->timed_out : r->unfetched;
}

void asset_fail(struct world *w, struct asset *a, enum graph_error_id failure)
{
	a->state = ASSET_FAILED;
	a->failure = failure;
	a->ready_ms = world_now_ms(w);
}

void asset_arrive(struct world *w, struct asset *a, struct str bytes)
{
	a->facts = media_probe(bytes);
	a->hash = sha256_of(bytes);
	enum graph_error_id problem = media_problem(a->use, &a->facts);
	if (problem != GE_NONE) {
		asset_fail(w, a, problem);
		return;
	}
	a->state = ASSET_READY;
	a->ready_ms = world_now_ms(w);
}

/* False: the world was reset meanwhile, and with it went the asset. */
static bool fetch(struct world *w, struct asset *a)
{
	uint64_t generation = w->generation;
	char *url = strndup(a->url.at, a->url.len);

	if (!url)
		abort();
	size_t max_bytes = (size_t)media_rule(a->use)->max_bytes;
	int64_t timeout_ms = w->publishing.rules.fetch_ms;
	pthread_mutex_unlock(&w->mutex);
	struct fetched got = media_fetch(str_of(url), max_bytes, timeout_ms, &w->is_closing);
	pthread_mutex_lock(&w->mutex);
	bool is_wanted = w->generation == generation;
	if (is_wanted && got.outcome == FETCH_DONE)
		asset_arrive(w, a, buf_str(&got.body));
	else if (is_wanted)
		asset_fail(w, a, failure_of(got.outcome, a->use));
	buf_free(&got.body);
	free(url);
	return is_wanted;
}

bool asset_fetch_now(struct call *c, struct asset *a)
{
	if (!fetch(c->world, a))
		return CALL_FAIL(c, GE_UNKNOWN_ERROR);
	if (a->state == ASSET_READY)
		return true;
	return CALL_FAIL(c, a->failure,
			 media_problem_word(c->arena, a->failure, &a->facts, a->url));
}

void asset_await_upload(struct publishing *p, struct asset *a)
{
	a->is_upload = true;
	buf_init(&a->sent, (size_t)media_rule(a->use)->max_bytes);
	a->next_upload = p->uploads;
	p->uploads = a;
}

void asset_fetch_later(struct world *w, struct asset *a)
{
	struct asset **at = &w->publishing.waiting;

	while (*at)
		at = &(*at)->next_waiting;
	*at = a;
	pthread_cond_signal(&w->file_wanted);
}

struct asset *asset_take_waiting(struct world *w)
{
	struct asset *a = w->publishing.waiting;

	if (a)
		w->publishing.waiting = a->next_waiting;
	return a;
}

void asset_fetch_taken(struct world *w, struct asset *a)
{
	if (!fetch(w, a))
		return;
}
