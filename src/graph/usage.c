#include "graph/usage.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "net/net.h"

#define SLOTS 8192 /* accounts remembered; the stalest of a few neighbours makes room */
#define PROBES 8
#define ID_BYTES 40
#define WINDOW_MS (60 * 60000) /* the allowances are counted over a sliding hour */
#define SLOW_FROM_PERCENT 80
#define STOP_FROM_PERCENT 95
#define SLOWEST_PAUSE_MS 10000
#define STOP_PAUSE_MS (5 * 60000)

/* The app's own state has an empty id and lives outside the table. */
struct slot {
	char id[ID_BYTES];
	int percent;
	int64_t read_at_ms;
	int64_t blocked_until_ms;
	int64_t blocked_at_ms;
};

struct graph_usage {
	pthread_mutex_t lock;
	struct slot app;
	struct slot slots[SLOTS];
};

struct graph_usage *graph_usage_new(void)
{
	struct graph_usage *u = calloc(1, sizeof(*u));
	if (!u)
		abort();
	pthread_mutex_init(&u->lock, NULL);
	return u;
}

struct graph_usage *graph_usage_free(struct graph_usage *u)
{
	if (u)
		pthread_mutex_destroy(&u->lock);
	free(u);
	return NULL;
}

/* The slot of that account; `make`: takes one over when there is none yet. */
static struct slot *slot_of(struct graph_usage *u, struct str id, bool make)
{
	if (!id.len)
		return &u->app;
	if (id.len >= ID_BYTES)
		return NULL;

	struct slot *stalest = NULL;
	uint64_t start = str_hash(id);
	for (uint64_t i = 0; i < PROBES; i++) {
		struct slot *s = &u->slots[(start + i) % SLOTS];
		if (str_eq(str_of(s->id), id))
			return s;
		if (!stalest || s->read_at_ms < stalest->read_at_ms)
			stalest = s;
	}
	if (!make)
		return NULL;
	*stalest = (struct slot){ .percent = 0 };
	memcpy(stalest->id, id.at, id.len);
	return stalest;
}

static int max_percent(const struct json *usage)
{
	static const struct str names[] = { STR_INIT("call_count"), STR_INIT("total_time"),
					    STR_INIT("total_cputime") };
	int64_t most = 0;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		int64_t percent = json_number_or(json_get(usage, names[i]), 0);
		most = percent > most ? percent : most;
	}
	return (int)(most > 1000 ? 1000 : most);
}

/* How full an allowance is, and for how long it is shut. */
struct reading {
	int percent;
	int64_t regain_minutes; /* 0: open */
};

static void note(struct graph_usage *u, struct str id, struct reading r, int64_t now_ms)
{
	struct slot *s = slot_of(u, id, true);
	if (!s)
		return;
	s->percent = r.percent;
	s->read_at_ms = now_ms;
	if (r.regain_minutes > 0 && r.regain_minutes < 7 * 24 * 60) {
		s->blocked_until_ms = now_ms + r.regain_minutes * 60000;
		s->blocked_at_ms = now_ms;
	}
}

/* Whatever of the two is worse. */
static void add_reading(struct reading *r, const struct json *usage)
{
	int percent = max_percent(usage);
	int64_t minutes =
		json_number_or(json_get(usage, STR("estimated_time_to_regain_access")), 0);

	r->percent = percent > r->percent ? percent : r->percent;
	r->regain_minutes = minutes > r->regain_minutes ? minutes : r->regain_minutes;
}

/*
 * {"1784…":[{"type":"instagram","call_count":…},…]}: the fullest of each object's use cases. The
 * object may be the Page or the business behind the account that was asked about; then what is said
 * of it holds for the account's calls as well.
 */
static void note_business(struct graph_usage *u, struct str account_id, const struct json *objects,
			  int64_t now_ms)
{
	struct reading worst = { 0 };
	bool names_account = false;

	for (const struct json *object = json_first(objects); object; object = object->next) {
		struct reading r = { 0 };
		if (!json_first(object) || !object->key.len)
			continue;
		for (const struct json *use = json_first(object); use; use = use->next) {
			add_reading(&r, use);
			add_reading(&worst, use);
		}
		note(u, object->key, r, now_ms);
		names_account = names_account || str_eq(object->key, account_id);
	}
	if (!names_account && account_id.len && json_first(objects))
		note(u, account_id, worst, now_ms);
}

static void note_usage(struct graph_usage *u, struct str id, const struct json *usage,
		       int64_t now_ms)
{
	struct reading r = { 0 };

	add_reading(&r, usage);
	note(u, id, r, now_ms);
}

void graph_usage_read(struct graph_usage *u, struct str account_id, const struct net_reply *reply,
		      int64_t now_ms)
{
	cleanup(arena_free) struct arena a;
	struct str app = net_reply_header(reply, STR("X-App-Usage"));
	struct str business = net_reply_header(reply, STR("X-Business-Use-Case-Usage"));
	struct str page = net_reply_header(reply, STR("X-Page-Usage"));
	const struct json *json;
	struct err ignored = ERR_INIT;

	arena_init(&a, 1 * MIB);
	pthread_mutex_lock(&u->lock);
	if (app.len && json_parse(&a, app, &json, &ignored))
		note_usage(u, STR(""), json, now_ms);
	if (page.len && json_parse(&a, page, &json, &ignored))
		note_usage(u, account_id, json, now_ms);
	if (business.len && json_parse(&a, business, &json, &ignored))
		note_business(u, account_id, json, now_ms);
	pthread_mutex_unlock(&u->lock);
}

void graph_usage_block(struct graph_usage *u, struct str account_id, int64_t now_ms,
		       int64_t wait_ms)
{
	pthread_mutex_lock(&u->lock);
	struct slot *s = slot_of(u, account_id, true);
	if (s && (s->blocked_until_ms < now_ms + wait_ms || s->blocked_at_ms > now_ms)) {
		s->blocked_until_ms = now_ms + wait_ms;
		s->blocked_at_ms = now_ms;
	}
	pthread_mutex_unlock(&u->lock);
}

/* What was noted "later" than now is from before the clock was set back. */
static int fresh_percent(const struct slot *s, int64_t now_ms)
{
	int64_t age_ms = now_ms - s->read_at_ms;
	return age_ms >= 0 && age_ms < WINDOW_MS ? s->percent : 0;
}

static int64_t slot_pause_ms(const struct slot *s, int64_t now_ms)
{
	if (s->blocked_until_ms > now_ms && s->blocked_at_ms <= now_ms)
		return s->blocked_until_ms - now_ms;

	int percent = fresh_percent(s, now_ms);
	if (percent < SLOW_FROM_PERCENT)
		return 0;
	int64_t pause = STOP_PAUSE_MS;
	if (percent < STOP_FROM_PERCENT)
		pause = (int64_t)SLOWEST_PAUSE_MS * (percent - SLOW_FROM_PERCENT + 1) /
			(STOP_FROM_PERCENT - SLOW_FROM_PERCENT);
	int64_t left = s->read_at_ms + pause - now_ms;
	return left > 0 ? left : 0;
}

int64_t graph_usage_pause_ms(struct graph_usage *u, struct str account_id, int64_t now_ms)
{
	pthread_mutex_lock(&u->lock);
	int64_t pause = slot_pause_ms(&u->app, now_ms);
	const struct slot *s = slot_of(u, account_id, false);
	if (s) {
		int64_t own = slot_pause_ms(s, now_ms);
		pause = own > pause ? own : pause;
	}
	pthread_mutex_unlock(&u->lock);
	return pause;
}

int graph_usage_percent(struct graph_usage *u, struct str account_id, int64_t now_ms)
{
	pthread_mutex_lock(&u->lock);
	const struct slot *s = slot_of(u, account_id, false);
	int percent = s ? fresh_percent(s, now_ms) : 0;
	pthread_mutex_unlock(&u->lock);
	return percent;
}
