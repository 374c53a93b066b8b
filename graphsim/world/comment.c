#include "graphsim/world/comment.h"

#include <math.h>

#include "base/arena.h"
#include "graphsim/publish/publishing.h"
#include "graphsim/world/comment_texts.h"
#include "graphsim/world/mix.h"

#define REPLIES_MAX 3
/* The last reply comes so long after its comment. */
#define REPLIES_END_S (21 * (int64_t)DAY_S)

/* The latest moment anybody comments on a post. */
#define COMMENTS_END_S (50 * (int64_t)DAY_S)

/*
 * Comment k of n arrives when the media's growth curve passes (k + u) / n, u in [0, 1): the inverse
 * of media_growth, on a faster clock because people talk first and like later.
 */
static int64_t comment_time_s(const struct media *m, unsigned k)
{
	struct draws d = draws_of(m->seed, MIX_COMMENT, k, 0);
	double passed = (k + draw_unit(&d)) / m->total[REACTION_COMMENTS];
	double left = 1.0 - passed;
	double age_s = 0.6 * m->pace_s * (1.0 / sqrt(left > 1e-9 ? left : 1e-9) - 1.0);

	return m->posted_s + 30 + (age_s < COMMENTS_END_S ? (int64_t)age_s : COMMENTS_END_S);
}

unsigned comment_count(const struct media *m, int64_t now_s)
{
	unsigned low = 0;
	unsigned high = m->total[REACTION_COMMENTS];

	while (low < high) {
		unsigned middle = (low + high) / 2;

		if (comment_time_s(m, middle) <= now_s)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static unsigned replies_ever(const struct media *m, unsigned k)
{
	static const unsigned counts[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 3 };

	return counts[mix_of(m->seed, MIX_REPLY, k, 0) & 15];
}

/* Most answers come soon; every eighth comment is found again days later, when others bury it. */
static int64_t reply_time_s(const struct media *m, unsigned k, unsigned reply)
{
	uint64_t wait_s = 300 + mix_of(m->seed, MIX_REPLY, k, 1 + reply) % (3 * HOUR_S);
	uint64_t late = mix_of(m->seed, MIX_REPLY, k, 1 + REPLIES_MAX);
	uint64_t late_s = late % 8 ? 0 : (1 + late / 8 % 20) * DAY_S;

	return comment_time_s(m, k) + (int64_t)(wait_s + reply * 4 * HOUR_S + late_s);
}

unsigned reply_count(const struct media *m, unsigned k, int64_t now_s)
{
	unsigned count = 0;

	while (count < replies_ever(m, k) && reply_time_s(m, k, count) <= now_s)
		count++;
	return count;
}

int64_t comment_count_with_replies(const struct media *m, int64_t now_s)
{
	unsigned top = comment_count(m, now_s);
	/* Older comments have all of theirs. */
	unsigned settled = comment_count(m, now_s - REPLIES_END_S);
	int64_t total = top;

	for (unsigned k = 0; k < settled; k++)
		total += replies_ever(m, k);
	for (unsigned k = settled; k < top; k++)
		total += reply_count(m, k, now_s);
	return total;
}

static enum sentiment draw_sentiment(struct draws *d, const struct account *a)
{
	uint64_t n = draw_below(d, 100);
	uint64_t bad = (uint64_t)a->cast->complaint_percent;

	if (n < bad)
		return SENTIMENT_NEGATIVE;
	return n < bad + 30 ? SENTIMENT_NEUTRAL : SENTIMENT_POSITIVE;
}

static struct sim_key key_of(const struct media *m, enum sim_kind kind, unsigned k, unsigned reply)
{
	struct sim_key key = m->key;

	key.kind = kind;
	key.item = k;
	key.reply = reply;
	return key;
}

static void draw_author(struct arena *arena, struct draws *d, struct comment *c)
{
	/* Some people come back: the numbers are drawn from a small crowd. */
	unsigned person = (unsigned)draw_below(d, 60000);

	c->username = comment_username(arena, person);
	c->author_id = sim_id_text(arena, (struct sim_key){ .kind = SIM_PERSON,
							    .day = person >> 12,
							    .item = person & 0xfff });
}

struct comment comment_at(struct arena *arena, const struct account *a, const struct media *m,
			  unsigned k, int64_t now_s)
{
	struct draws d = draws_of(m->seed, MIX_COMMENT, k, 1);
	struct comment c = {
		.key = key_of(m, SIM_COMMENT, k, 0),
		.posted_s = comment_time_s(m, k),
		.sentiment = draw_sentiment(&d, a),
	};

	draw_author(arena, &d, &c);
	c.text = comment_text(arena, &d, c.sentiment, a->cast->theme);
	double likes = draw_unit(&d);
	double age_days = (double)(now_s - c.posted_s) / DAY_S;
	c.likes = (int64_t)(likes * likes * likes * 24 * age_days / (age_days + 0.5));
	c.is_hidden = c.sentiment == SENTIMENT_NEGATIVE && draw_below(&d, 100) < 6;
	return c;
}

struct comment reply_at(struct arena *arena, const struct account *a, const struct media *m,
			unsigned k, unsigned reply, int64_t now_s)
{
	struct draws d = draws_of(m->seed, MIX_REPLY, k, 100 + reply);
	struct comment c = {
		.key = key_of(m, SIM_REPLY, k, reply),
		.parent = key_of(m, SIM_COMMENT, k, 0),
		.posted_s = reply_time_s(m, k, reply),
		.sentiment = SENTIMENT_NEUTRAL,
		.is_by_owner = reply == 0 && draw_below(&d, 10) < 7,
	};

	if (c.is_by_owner) {
		struct comment parent = comment_at(arena, a, m, k, now_s);

		c.username = str_dup(arena, account_username(a));
		c.author_id = a->id;
		c.text = comment_owner_reply(arena, &d, parent.sentiment, parent.username);
		return c;
	}
	draw_author(arena, &d, &c);
	c.text = comment_text(arena, &d, c.sentiment, a->cast->theme);
	c.likes = (int64_t)draw_below(&d, 4);
	return c;
}

struct comment comment_of_app(const struct account *a, const struct made_comment *made)
{
	return (struct comment){
		.key = made->key,
		.parent = made->parent,
		.posted_s = made->posted_s,
		.sentiment = SENTIMENT_NEUTRAL,
		.text = made->text,
		.username = account_username(a),
		.author_id = a->id,
		.is_by_owner = true,
	};
}
