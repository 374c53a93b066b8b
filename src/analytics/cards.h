/*
 * The figures the web app shows on its cards, computed the way the web app computes them: the
 * reference for its tests, and for reports that show the same cards.
 */
#ifndef ANALYTICS_CARDS_H
#define ANALYTICS_CARDS_H

#include <stddef.h>

#include "analytics/rates.h"

/* "Jumlah Follower Baru", "Jumlah Konten Terposting". */
struct gained_card {
	struct opt_int gained;     /* the sum of the growth column; missing when all are */
	struct opt_double percent; /* gained / (first count - its growth) * 100 */
};
/* `days` is what lies in the window, oldest first. */
struct gained_card followers_card(const struct profile_day *days, size_t count);
struct gained_card content_card(const struct profile_day *days, size_t count);

/* "Pilih Akun": the newest day's count, and the difference with the day two before `updated_day`.
 */
struct change_card {
	struct opt_int value, change;
};
struct change_card followers_two_days_card(const struct profile_day *days, size_t count,
					   int64_t updated_day);

/*
 * Follower counts of every day from the first to the last of `x`, gaps carrying the last known
 * value and the leading gap the first known one. `ret` holds one number per day of `x`; false when
 * nothing is known.
 */
bool followers_filled(const struct profile_day *days, size_t count, const struct span *x,
		      int64_t *ret) must_use;

/*
 * "Kompetitor" followers: the last day minus the one before; 0 for a single row, and for a last
 * row older than `fresh_day` (a competitor that is no longer read has no news).
 */
struct change_card followers_competitor_card(const struct profile_day *days, size_t count,
					     int64_t fresh_day);

#endif
