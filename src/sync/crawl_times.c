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

/* The crawl times on either side of an instant. */
struct neighbours {
	int64_t before_s; /* the newest that is not after it */
	int64_t after_s;
};

static bool find_neighbours(struct str times, const struct tz *zone, int64_t near_s,
			    struct neighbours *ret, struct err *err)
{
	int64_t day = tz_day(zone, near_s);
	int count = 0;

	*ret = (struct neighbours){ .before_s = INT64_MIN, .after_s = INT64_MAX };
	for (struct str rest = times; rest.at; count++) {
		int64_t second;
		struct str part = str_trim(str_cut(&rest, ','));
		if (count == TIMES_MAX || !time_parse(part, &second))
			return err_field(err, "crawl_times",
					 "Write the times of day as \"07:00,20:00\", at most 24.");
		for (int64_t d = day - 1; d <= day + 1; d++) {
			int64_t at = tz_day_start_s(zone, d) + second;
			if (at > near_s && at < ret->after_s)
				ret->after_s = at;
			if (at <= near_s && at > ret->before_s)
				ret->before_s = at;
		}
	}
	return count > 0 ||
	       err_field(err, "crawl_times", "Write at least one time of day: \"07:00\".");
}

bool sync_next_crawl(struct str times, const struct tz *zone, int64_t after_s, int64_t *ret_at_s,
		     struct err *err)
{
	struct neighbours n;

	if (!find_neighbours(times, zone, after_s, &n, err))
		return false;
	*ret_at_s = n.after_s;
	return true;
}

bool sync_last_crawl(struct str times, const struct tz *zone, int64_t now_s, int64_t *ret_at_s,
		     struct err *err)
{
	struct neighbours n;

	if (!find_neighbours(times, zone, now_s, &n, err))
		return false;
	*ret_at_s = n.before_s;
	return true;
}
