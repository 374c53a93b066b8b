/* What a user does with a post that repeats. */
#include "planning/series_impl.h"

#include "base/tz.h"
#include "crypto/hash.h"
#include "jobs/jobs.h"
#include "store/store.h"

#define DAY_S INT64_C(86400)

/* ---- the rule ---- */

static bool repeat_field(struct err *err, const char *text_id, const char *text_en)
{
	return err_field_texts(err, "repeat", text_id, text_en);
}

static const char *const every_names[] = {
	[RECUR_DAY] = "day",
	[RECUR_WEEK] = "week",
	[RECUR_MONTH] = "month",
};

static struct post_series_row row_of(const struct post_actor *who, const struct post_plan *plan,
				     const struct when *when, int64_t now_s)
{
	int64_t second = (when->wall_s % DAY_S + DAY_S) % DAY_S;

	return (struct post_series_row){
		.user_id = who->user_id,
		.every = str_of(every_names[plan->repeat.every]),
		.every_n = plan->repeat.interval,
		.weekdays = plan->repeat.weekdays,
		.first_day = (when->wall_s - second) / DAY_S,
		.second_of_day = second,
		.time_zone = when->time_zone,
		.until_day = plan->repeat.until_day,
		.occurrences = plan->repeat.count,
		.is_active = true,
		.created_s = now_s,
		.updated_s = now_s,
	};
}

/* A rule may have begun in the past when it is changed, not when it is new. */
static bool read_rule(struct making *m, const struct post_plan *plan, bool is_new, struct err *err)
{
	int64_t now_s = clock_now_s(m->p->config.clock), day;
	struct str zone = plan->time_zone.len ? plan->time_zone : m->who.zone;
	struct when when;

	if (!plan->repeats)
		return repeat_field(
			err, "Isi aturannya: every, dan bila perlu interval, weekdays, until.",
			"Enter the rule: every, and where needed interval, weekdays, until.");
	if (plan->time != PLAN_AT)
		return repeat_field(
			err,
			"Posting berulang memerlukan publish_at, bukan draf, antrean atau "
			"sekarang.",
			"A post that repeats needs publish_at: no draft, no queue, not now.");
	if (is_new ? !when_read(m->a, plan->publish_at, zone, m->who.zone, now_s, &when, err)
		   : !when_parse(m->a, plan->publish_at, zone, m->who.zone, &when, err))
		return false;
	m->series = row_of(&m->who, plan, &when, now_s);
	const struct recur rule = series_rule(&m->series);
	return recur_next(&rule, rule.first_day, &day) ||
	       repeat_field(err, "Tidak ada hari yang cocok dengan aturan ini sebelum batas until.",
			    "No day fits this rule before `until`.");
}

/* ---- the content ---- */

/* What says when, and how often: a series has its own. */
static bool is_of_time(struct str member)
{
	static const char *const names[] = { "publish_at", "time_zone", "publish_now",    "draft",
					     "queue",      "repeat",    "idempotency_key" };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_eq(member, str_of(names[i])))
			return true;
	return false;
}

#define CONTENT_MAX_BYTES (512 * 1024)

static bool content_text(struct arena *a, const struct json *body, struct str *ret, struct err *err)
{
	cleanup(buf_free) struct buf out;
	struct json_writer w;

	buf_init(&out, CONTENT_MAX_BYTES);
	json_start(&w, &out, JSON_PLAIN);
	json_object(&w);
	for (const struct json *m = json_first(body); m; m = m->next) {
		if (is_of_time(m->key))
			continue;
		json_key(&w, m->key);
		json_copy(&w, m);
	}
	json_end_object(&w);
	if (!json_done(&w))
		return err_set(err, ERR_TOO_LARGE, "a series of more than %d bytes",
			       CONTENT_MAX_BYTES);
	*ret = str_dup(a, buf_str(&out));
	return true;
}

static struct str hash_of(struct arena *a, const struct post_series_row *s)
{
	struct sha256 hash =
		sha256(str_fmt(a, "%.*s %lld %lld %lld %lld %.*s %lld %lld\n%.*s",
			       STR_ARG(s->every), (long long)s->every_n, (long long)s->weekdays,
			       (long long)s->first_day, (long long)s->second_of_day,
			       STR_ARG(s->time_zone), (long long)opt_int_or(s->until_day, -1),
			       (long long)opt_int_or(s->occurrences, -1), STR_ARG(s->content)));

	return str_dup(a, sha256_str(&hash));
}

static bool begin(struct making *m, const struct post_plan *plan, bool is_new, struct err *err)
{
	m->content = *plan;
	m->content.repeats = false;
	m->content.content = NULL;
	return read_rule(m, plan, is_new, err) &&
	       content_text(m->a, plan->content, &m->series.content, err);
}

/* ---- making one -------------------------------------------------------------------------------
 */

struct adding {
	struct making m;
	bool known;
};

static bool know(struct db_tx *tx, struct adding *t, struct err *err)
{
	struct making *m = &t->m;
	struct post_series_row known;
	struct post_occurrence_rows days;
	bool found;

	if (!post_series_get_by_key(tx, m->a, m->who.user_id, m->series.idempotency_key, &known,
				    &found, err))
		return false;
	if (!found || !str_eq(known.request_hash, m->series.request_hash)) {
		err_set(err, ERR_CONFLICT, "idempotency key of another series");
		err_say(err, "Kunci idempotensi ini sudah dipakai untuk posting lain.");
		return err_say_en(err, "This idempotency key came with another post before.");
	}
	if (!post_occurrences_list(tx, m->a, known.id, INT64_MIN, &days, err))
		return false;
	t->known = true;
	m->series.id = known.id;
	m->first_post_id = 0;
	for (size_t i = 0; i < days.count && !m->first_post_id; i++)
		m->first_post_id = opt_int_or(days.at[i].post_id, 0);
	return true;
}

static bool write_series(struct db_tx *tx, void *arg, struct err *err)
{
	struct adding *t = arg;
	struct making *m = &t->m;
	int64_t count;
	bool taken;

	t->known = false;
	if (!post_series_count_active(tx, m->who.user_id, &count, err))
		return false;
	m->series.ahead_day = m->ahead_day;
	if (!post_series_add(tx, &m->series, &m->series.id, &taken, err))
		return false;
	if (taken)
		return know(tx, t, err);
	if (count >= SERIES_PER_USER) {
		err_set(err, ERR_RATE_LIMITED, "user %lld has %lld series",
			(long long)m->who.user_id, (long long)count);
		err_say(err, "Paling banyak %d posting berulang; hentikan salah satu dulu.",
			SERIES_PER_USER);
		return err_say_en(err, "At most %d posts that repeat: stop one of them first.",
				  SERIES_PER_USER);
	}
	return series_make(tx, m, err);
}

bool series_add(struct publish *p, struct arena *a, const struct post_actor *who,
		const struct post_plan *plan, struct series_made *ret, struct err *err)
{
	struct adding t = { .m = { .p = p, .a = a, .who = *who } };

	if (!begin(&t.m, plan, true, err))
		return false;
	if (plan->idempotency_key.len) {
		t.m.series.idempotency_key = plan->idempotency_key;
		t.m.series.request_hash = hash_of(a, &t.m.series);
	}
	t.m.series.ahead_day = INT32_MIN;
	if (!series_prepare(&t.m, err))
		return false;
	if (!t.m.count)
		return repeat_field(err, "Yang pertama jatuh lebih dari setahun lagi.",
				    "The first one is more than a year ahead.");
	if (!store_write(p->config.store, write_series, &t, err))
		return false;
	jobs_wake(p->config.jobs);
	*ret = (struct series_made){ t.m.series.id, t.m.first_post_id, t.known };
	return true;
}

/* ---- changing one -----------------------------------------------------------------------------
 */

static bool find(struct db_tx *tx, struct making *m, int64_t series_id, struct post_series_row *ret,
		 struct err *err)
{
	bool found;

	if (!post_series_get(tx, m->a, m->who.user_id, series_id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no series %lld", (long long)series_id);
}

static bool has_begun(const struct post_target_row *row)
{
	enum post_state state;

	return !post_state_parse(row->state, &state) || state >= POST_CLAIMED;
}

/* A post of the series whose time has not come: what it is, and what becomes of it. */
struct ahead {
	struct post_row post;
	struct post_target_rows targets;
	bool exists, has_begun;
	bool is_own; /* somebody has edited it, or taken it back */
};

static bool look_at(struct db_tx *tx, struct making *m, int64_t post_id, struct ahead *ret,
		    struct err *err)
{
	if (!posts_get(tx, m->a, m->who.user_id, post_id, &ret->post, &ret->exists, err))
		return false;
	if (!ret->exists)
		return true;
	if (!post_targets_list(tx, m->a, post_id, &ret->targets, err))
		return false;
	ret->has_begun = opt_int_or(ret->post.publish_s, 0) <= clock_now_s(m->p->config.clock);
	ret->is_own = ret->post.revision > 1;
	for (size_t i = 0; i < ret->targets.count; i++) {
		ret->has_begun = ret->has_begun || has_begun(&ret->targets.at[i]);
		ret->is_own = ret->is_own || str_eq(ret->targets.at[i].state, STR("draft"));
	}
	return true;
}

static bool note(struct db_tx *tx, const struct making *m, const struct ahead *post,
		 const char *action, struct err *err)
{
	const struct plan_deed deed = { m->p, m->a, &m->who, post->post.id };

	return post_plan_audit(tx, &deed, action, STR_NONE, err);
}

static bool cancel(struct db_tx *tx, struct making *m, struct ahead *post, struct err *err)
{
	const struct post_move move = { .p = m->p, .a = m->a, .event = POST_EVENT_CANCEL };

	for (size_t i = 0; i < post->targets.count; i++)
		if (post_may_move(&post->targets.at[i], POST_EVENT_CANCEL) &&
		    !post_move(tx, &move, &post->targets.at[i], err))
			return false;
	return note(tx, m, post, "post.cancel", err);
}

/* Posts that nobody has edited go; `stops`: and those that somebody has are cancelled. */
static bool clear(struct db_tx *tx, struct making *m, const struct post_series_row *was, bool stops,
		  struct err *err)
{
	int64_t yesterday = clock_now_s(m->p->config.clock) / DAY_S - 1;
	struct post_occurrence_rows days;
	bool found;

	if (!post_occurrences_list(tx, m->a, was->id, yesterday, &days, err))
		return false;
	for (size_t i = 0; i < days.count; i++) {
		struct ahead post = { .exists = false };
		if (!look_at(tx, m, opt_int_or(days.at[i].post_id, 0), &post, err))
			return false;
		if (!post.exists || post.has_begun)
			continue;
		if (post.is_own) {
			if (stops && !cancel(tx, m, &post, err))
				return false;
			continue;
		}
		if (!note(tx, m, &post, "post.delete", err) ||
		    !posts_delete(tx, m->who.user_id, post.post.id, &found, err) ||
		    !post_occurrences_forget(tx, was->id, days.at[i].day, err))
			return false;
	}
	return true;
}

static bool write_set(struct db_tx *tx, void *arg, struct err *err)
{
	struct making *m = arg;
	struct post_series_row was;

	if (!find(tx, m, m->series.id, &was, err))
		return false;
	if (!was.is_active) {
		err_set(err, ERR_CONFLICT, "series %lld was stopped", (long long)was.id);
		err_say(err, "Posting berulang ini sudah dihentikan: buat yang baru.");
		return err_say_en(err, "This series was stopped: make a new one.");
	}
	m->series.ahead_day = m->ahead_day;
	return clear(tx, m, &was, false, err) && post_series_set(tx, &m->series, err) &&
	       series_make(tx, m, err);
}

bool series_set(struct publish *p, struct arena *a, const struct post_actor *who, int64_t series_id,
		const struct post_plan *plan, struct err *err)
{
	struct making m = { .p = p, .a = a, .who = *who };

	if (!begin(&m, plan, false, err))
		return false;
	m.series.id = series_id;
	m.series.ahead_day = INT32_MIN;
	if (!series_prepare(&m, err) || !store_write(p->config.store, write_set, &m, err))
		return false;
	jobs_wake(p->config.jobs);
	return true;
}

static bool write_stop(struct db_tx *tx, void *arg, struct err *err)
{
	struct making *m = arg;

	if (!find(tx, m, m->series.id, &m->series, err))
		return false;
	if (!m->series.is_active)
		return true;
	m->series.is_active = false;
	m->series.updated_s = clock_now_s(m->p->config.clock);
	return clear(tx, m, &m->series, true, err) && post_series_set(tx, &m->series, err);
}

bool series_stop(struct publish *p, struct arena *a, const struct post_actor *who,
		 int64_t series_id, struct err *err)
{
	struct making m = { .p = p, .a = a, .who = *who, .series = { .id = series_id } };

	return store_write(p->config.store, write_stop, &m, err);
}
