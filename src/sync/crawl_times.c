#include "sync/sync.h"

#define TIMES_MAX 24

/* "07:00" as seconds after midnight. */
static bool time_parse(struct str text, int64_t *ret_s)
{
	int64_t hour, minute;

	if (text.len != 5 || text.at[2] != ':' || !str_to_i64(str_sub(text, 0, 2), &hour) ||
	    !str_to_i64(str_sub(text, 3, 5), &minute))
		return false;
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return false;
	*ret_s = hour * 3600 + minute * 60;
	return true;
}

bool sync_next_crawl(struct str times, const struct tz *zone, int64_t after_s, int64_t *ret_at_s,
		     struct err *err)
{
	int64_t day = tz_day(zone, after_s);
	int64_t best = INT64_MAX;
	int count = 0;

	for (struct str rest = times; rest.at; count++) {
		int64_t second;
		struct str part = str_trim(str_cut(&rest, ','));
		if (count == TIMES_MAX || !time_parse(part, &second))
			return err_field(err, "crawl_times",
					 "Write the times of day as \"07:00,20:00\", at most 24.");
		for (int64_t d = day; d <= day + 1; d++) {
			int64_t at = tz_day_start_s(zone, d) + second;
			if (at > after_s && at < best)
				best = at;
		}
	}
	if (!count)
		return err_field(err, "crawl_times", "Write at least one time of day: \"07:00\".");
	*ret_at_s = best;
	return true;
}
