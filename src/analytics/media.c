#include "analytics/media.h"

#include <assert.h>

void best_media_feed(struct best_media *best, struct opt_int score, int64_t ref)
{
	if (score.has && (!best->found || score.value > best->score)) {
		*best = (struct best_media){ .found = true, .score = score.value, .ref = ref };
		return;
	}
	if (best->found && !best->found_before) {
		best->found_before = true;
		best->ref_before = ref;
	}
}

struct opt_int engagement_of(struct opt_int like, struct opt_int comments)
{
	if (!like.has || !comments.has)
		return OPT_NO_INT;
	return OPT_INT(like.value + comments.value);
}

static void add_to_day(struct engagement_day *day, const struct media_day *row)
{
	int64_t like = opt_int_or(row->like, 0), comments = opt_int_or(row->comments, 0);

	day->count++;
	day->like += like;
	day->comments += comments;
	day->like_growth += opt_int_or(row->like_growth, like);
	day->comments_growth += opt_int_or(row->comments_growth, comments);
}

bool engagement_days_feed(struct engagement_days *e, const struct media_day *row,
			  struct engagement_day *ret_done)
{
	bool begins = !e->has_open || row->day != e->open.day;
	bool has_done = e->has_open && begins;

	assert(!e->has_open || row->day >= e->open.day);
	if (has_done)
		*ret_done = e->open;
	if (begins)
		e->open = (struct engagement_day){ .day = row->day };
	e->has_open = true;
	add_to_day(&e->open, row);
	return has_done;
}

bool engagement_days_end(struct engagement_days *e, struct engagement_day *ret_done)
{
	bool has_done = e->has_open;

	if (has_done)
		*ret_done = e->open;
	e->has_open = false;
	return has_done;
}

static void gain(struct opt_int *gained, struct opt_int growth, struct opt_int value, bool is_new)
{
	struct opt_int part = growth.has || !is_new ? growth : value;

	if (part.has)
		*gained = OPT_INT(gained->value + part.value);
}

void engagement_gained_feed(struct opt_int *gained, const struct media_day *row, int64_t first_day)
{
	bool is_new = row->posted_day >= first_day;

	gain(gained, row->like_growth, row->like, is_new);
	gain(gained, row->comments_growth, row->comments, is_new);
}
