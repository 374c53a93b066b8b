#include "planning/slots.h"

#include "base/limits.h"
#include "planning/plan_impl.h"
#include "publish/places.h"
#include "store/connections.h"
#include "store/post_series.h"
#include "store/store.h"

#define DAY_S INT64_C(86400)
#define DAY_MINUTES (24 * 60)

/* ---- slots ---- */

static int weekday(int64_t day)
{
	return (weekday_of_day(day) + 6) % 7 + 1; /* Monday is 1 */
}

bool slots_next(const struct slots *s, const struct tz *zone, int64_t after_s, int64_t *ret_at_s)
{
	int64_t today = tz_day(zone, after_s);

	/* From yesterday, because a time that was skipped may come after midnight. */
	for (int64_t day = today - 1; day <= today + 8; day++) {
		int64_t first_s = INT64_MAX;
		for (size_t i = 0; i < s->count; i++) {
			if (s->at[i].weekday != weekday(day))
				continue;
			int64_t at_s = tz_instant_s(zone, day * DAY_S + s->at[i].minute * 60);
			if (at_s > after_s && at_s < first_s)
				first_s = at_s;
		}
		if (first_s < INT64_MAX) {
			*ret_at_s = first_s;
			return true;
		}
	}
	return false;
}

static bool slots_field(struct err *err)
{
	err_field(err, "slots",
		  "Isi dengan paling banyak %d slot seperti {\"weekday\": 1, \"time\": \"09:00\"}; "
		  "1 Senin sampai 7 Minggu.",
		  SLOTS_MAX);
	return err_say_en(err,
			  "Enter at most %d slots such as {\"weekday\": 1, \"time\": \"09:00\"}; "
			  "1 Monday to 7 Sunday.",
			  SLOTS_MAX);
}

/* "09:00" */
static bool read_minute(struct str text, int *ret)
{
	int64_t hour, minute;

	if (text.len != 5 || text.at[2] != ':' || !str_to_i64(str_sub(text, 0, 2), &hour) ||
	    !str_to_i64(str_sub(text, 3, 5), &minute) || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59)
		return false;
	*ret = (int)(hour * 60 + minute);
	return true;
}

static int place_in_week(const struct slot *s)
{
	return s->weekday * DAY_MINUTES + s->minute;
}

/* Where it belongs; false: it is there already. */
static bool insert(struct slots *s, struct slot slot)
{
	size_t at = s->count;

	while (at > 0 && place_in_week(&s->at[at - 1]) > place_in_week(&slot))
		at--;
	if (at > 0 && place_in_week(&s->at[at - 1]) == place_in_week(&slot))
		return false;
	memmove(&s->at[at + 1], &s->at[at], (s->count - at) * sizeof(slot));
	s->at[at] = slot;
	s->count++;
	return true;
}

bool slots_from_json(const struct json *list, struct slots *ret, struct err *err)
{
	ret->count = 0;
	if (!list || list->type != JSON_ARRAY || json_count(list) > SLOTS_MAX)
		return slots_field(err);
	for (const struct json *item = json_first(list); item; item = item->next) {
		struct slot slot;
		int64_t day;
		if (!json_to_int(json_get(item, STR("weekday")), &day) || day < 1 || day > 7 ||
		    !read_minute(json_text(json_get(item, STR("time"))), &slot.minute))
			return slots_field(err);
		slot.weekday = (int)day;
		if (!insert(ret, slot))
			return err_field_texts(err, "slots", "Ada slot yang sama dua kali.",
					       "The same slot twice.");
	}
	return true;
}

/* As stored: "1 09:00,3 19:30". */
static struct str slots_text(struct arena *a, const struct slots *s)
{
	struct str text = STR("");

	for (size_t i = 0; i < s->count; i++)
		text = str_fmt(a, "%.*s%s%d %02d:%02d", STR_ARG(text), i ? "," : "",
			       s->at[i].weekday, s->at[i].minute / 60, s->at[i].minute % 60);
	return text;
}

static void slots_of_text(struct str text, struct slots *ret)
{
	ret->count = 0;
	for (struct str rest = text; rest.len && ret->count < SLOTS_MAX;) {
		struct str part = str_cut(&rest, ',');
		struct slot slot = { .weekday = part.len ? part.at[0] - '0' : 0 };
		if (read_minute(str_skip(part, 2), &slot.minute))
			insert(ret, slot);
	}
}

/* ---- queues ---- */

static bool place_of(struct db_tx *tx, struct arena *a, int64_t user_id,
		     const struct plan_target *target, struct str *ret_place_id, struct err *err)
{
	bool is_draft = true; /* its token may be dead: nothing is published now */
	unsigned kinds;

	if (!publish_place_kinds(target->place, &kinds))
		return err_field_texts(err, "place", "Isi dengan instagram atau page.",
				       "Enter instagram or page.");
	return post_plan_check_target(tx, a, user_id, target, is_draft, ret_place_id, err);
}

struct putting {
	struct arena *a;
	const struct queue *queue;
	struct post_queue_row row;
};

static bool write_queue(struct db_tx *tx, void *arg, struct err *err)
{
	struct putting *t = arg;
	struct str place_id;

	return place_of(tx, t->a, t->row.user_id, &t->queue->target, &place_id, err) &&
	       post_queues_put(tx, &t->row, err);
}

bool queue_put(struct publish *p, struct arena *a, const struct post_actor *who,
	       const struct queue *queue, struct err *err)
{
	cleanup(tz_freep) struct tz *zone = NULL;
	struct putting t = { .a = a,
			     .queue = queue,
			     .row = {
				     .user_id = who->user_id,
				     .connection_id = queue->target.connection_id,
				     .place = queue->target.place,
				     .time_zone = queue->time_zone,
				     .slots = slots_text(a, &queue->slots),
				     .updated_s = clock_now_s(p->config.clock),
			     } };

	return tz_load(queue->time_zone, &zone, err) &&
	       store_write(p->config.store, write_queue, &t, err);
}

bool queue_get(struct db_tx *tx, struct arena *a, const struct post_actor *who, struct queue *ret,
	       struct err *err)
{
	struct post_queue_row row = { .user_id = who->user_id,
				      .connection_id = ret->target.connection_id,
				      .place = ret->target.place };
	struct str place_id;
	bool found;

	if (!place_of(tx, a, who->user_id, &ret->target, &place_id, err) ||
	    !post_queues_get(tx, a, &row, &found, err))
		return false;
	ret->time_zone = found ? row.time_zone : who->zone;
	slots_of_text(found ? row.slots : STR(""), &ret->slots);
	return true;
}

/* ---- taking one ---- */

/* Accounts at which an instant must be free. */
struct takers {
	struct db_tx *tx;
	const struct plan_target *targets;
	struct str place_ids[PLAN_TARGETS_MAX];
	size_t count;
};

static bool read_takers(struct takers *t, struct arena *a, int64_t user_id, struct err *err)
{
	for (size_t i = 0; i < t->count; i++)
		if (!place_of(t->tx, a, user_id, &t->targets[i], &t->place_ids[i], err))
			return false;
	return true;
}

static bool is_taken(const struct takers *t, int64_t at_s, bool *ret, struct err *err)
{
	*ret = false;
	for (size_t i = 0; i < t->count && !*ret; i++)
		if (!post_slots_taken(t->tx, t->targets[i].place, t->place_ids[i], at_s * 1000, ret,
				      err))
			return false;
	return true;
}

struct search {
	const struct slots *slots;
	const struct tz *zone;
	int64_t until_s;
};

/* The first free one after *at_s; *ret_found false: none until then. */
static bool next_free(const struct takers *t, const struct search *s, int64_t *at_s,
		      bool *ret_found, struct err *err)
{
	bool taken = true;

	*ret_found = false;
	while (taken) {
		if (!slots_next(s->slots, s->zone, *at_s, at_s) || *at_s > s->until_s)
			return true;
		if (!is_taken(t, *at_s, &taken, err))
			return false;
	}
	*ret_found = true;
	return true;
}

bool queue_free_slots(struct db_tx *tx, struct arena *a, const struct post_actor *who,
		      const struct queue *queue, struct free_slots *ret, struct err *err)
{
	cleanup(tz_freep) struct tz *zone = NULL;
	struct takers takers = { .tx = tx, .targets = &queue->target, .count = 1 };
	struct search search = { .slots = &queue->slots,
				 .until_s = ret->after_s + PUBLISH_AHEAD_MAX_S };
	int64_t at_s = ret->after_s;
	bool found = true;

	ret->count = 0;
	if (!tz_load(queue->time_zone, &zone, err) || !read_takers(&takers, a, who->user_id, err))
		return false;
	search.zone = zone;
	while (ret->count < QUEUE_FREE_MAX) {
		if (!next_free(&takers, &search, &at_s, &found, err))
			return false;
		if (!found)
			break;
		ret->at_s[ret->count++] = at_s;
	}
	return true;
}

static bool no_slot(struct err *err, const struct queue *queue)
{
	if (!queue->slots.count)
		return err_field_texts(
			err, "queue", "Akun ini belum punya slot: atur dulu di /api/queue-slots.",
			"This account has no slots yet: set some at /api/queue-slots.");
	return err_field_texts(
		err, "queue",
		"Semua slot setahun ke depan terisi: tambah slot, atau isi publish_at.",
		"Every slot of the next year is taken: add slots, or give publish_at.");
}

/* The clock of the queue's zone then. */
static struct str wall_text(struct arena *a, const struct tz *zone, int64_t at_s)
{
	struct civil c = civil_from_unix(at_s + tz_offset_s(zone, at_s));

	return str_fmt(a, "%04d-%02d-%02dT%02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

bool post_slot_choose(struct db_tx *tx, struct writing *w, struct err *err)
{
	cleanup(tz_freep) struct tz *zone = NULL;
	const struct post_actor who = { .user_id = w->checked.post.user_id, .zone = STR("UTC") };
	struct queue queue = { .target = w->plan->targets[0] };
	struct takers takers = { .tx = tx,
				 .targets = w->plan->targets,
				 .count = w->plan->target_count };
	int64_t at_s = clock_now_s(w->p->config.clock);
	struct search search = { .slots = &queue.slots, .until_s = at_s + PUBLISH_AHEAD_MAX_S };
	bool found;

	if (!queue_get(tx, w->a, &who, &queue, err) || !tz_load(queue.time_zone, &zone, err) ||
	    !read_takers(&takers, w->a, who.user_id, err))
		return false;
	search.zone = zone;
	if (!next_free(&takers, &search, &at_s, &found, err))
		return false;
	if (!found)
		return no_slot(err, &queue);
	w->checked.post.publish_s = OPT_INT(at_s);
	w->checked.post.wall_time = wall_text(w->a, zone, at_s);
	w->checked.post.time_zone = queue.time_zone;
	return true;
}
