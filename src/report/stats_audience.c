#include "report/stats_audience.h"

/*
 * Snapshots are stored under the installation's day of their end_time. The window's days are the
 * caller's, which differ by one at most: so one more is read on both sides, and what lies outside
 * is left out.
 */
bool stats_audience(const struct stats *s, enum audience_kind kind, struct audience_rows *ret,
		    struct err *err)
{
	const struct span *now = &s->window->now;
	bool is_all = window_is_all(s->window);
	const struct audience_query q = {
		.account_id = s->account_id,
		.kind = kind,
		.first_day = is_all ? now->first_day : now->first_day - 1,
		.last_day = is_all ? now->last_day : now->last_day + 1,
	};
	size_t kept = 0;

	if (!audience_list(s->tx, s->arena, &q, ret, err))
		return false;
	for (size_t i = 0; i < ret->count; i++)
		if (span_has_instant(now, ret->at[i].end_s))
			ret->at[kept++] = ret->at[i];
	ret->count = kept;
	return true;
}

bool stats_online_followers(const struct stats *s, struct online_followers_rows *ret,
			    struct err *err)
{
	return online_followers_list(s->tx, s->arena, s->account_id, s->window->now.start_s,
				     s->window->now.end_s, ret, err);
}
