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

static void add_growth(struct opt_int growth, int64_t value, int64_t *sum, int64_t *first)
{
	*sum += opt_int_or(growth, value);
	*first += growth.has ? 0 : value;
}

static void add_to_day(struct engagement_day *day, const struct media_day *row)
{
	int64_t like = opt_int_or(row->like, 0), comments = opt_int_or(row->comments, 0);

	day->count++;
	day->like += like;
	day->comments += comments;
	add_growth(row->like_growth, like, &day->like_growth, &day->like_first);
	add_growth(row->comments_growth, comments, &day->comments_growth, &day->comments_first);
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

static int64_t first_count(struct opt_int growth, struct opt_int value)
{
	return growth.has ? 0 : opt_int_or(value, 0);
}

struct opt_int engagement_gained(const struct engagement_day *days, size_t day_count,
				 const struct media_day *first, size_t first_rows,
				 const struct span *x)
{
	int64_t gained = 0, rows = 0;

	for (size_t i = 0; i < day_count; i++) {
		if (!span_has_day(x, days[i].day))
			continue;
		rows += days[i].count;
		gained += days[i].like_growth - days[i].like_first;
		gained += days[i].comments_growth - days[i].comments_first;
	}
	for (size_t i = 0; i < first_rows; i++) {
		if (!span_has_day(x, first[i].day))
			continue;
		if (first[i].posted_s < x->start_s) {
			rows--;
			continue;
		}
		gained += first_count(first[i].like_growth, first[i].like);
		gained += first_count(first[i].comments_growth, first[i].comments);
	}
	return rows > 0 ? OPT_INT(gained) : OPT_NO_INT;
}
