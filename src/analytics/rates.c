#include "analytics/rates.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>

#include "base/json.h"

struct compared compared_by_difference(struct opt_double value, struct opt_double before)
{
	struct compared c = { .value = value, .before = before };

	if (value.has && before.has)
		c.growth = OPT_DOUBLE(value.value - before.value);
	return c;
}

struct compared compared_by_percent(struct opt_double value, struct opt_double before)
{
	struct compared c = { .value = value, .before = before };

	if (value.has && before.has && before.value != 0)
		c.growth = OPT_DOUBLE((value.value - before.value) / before.value * 100);
	return c;
}

struct compared compared_if_whole(struct compared c, bool is_whole)
{
	if (!is_whole)
		c.growth = OPT_NO_DOUBLE;
	return c;
}

struct opt_int growth_since(struct opt_int today, struct opt_int previous)
{
	if (!today.has || !previous.has)
		return OPT_NO_INT;
	return OPT_INT(today.value - previous.value);
}

struct opt_int followers_at_end(const struct profile_day *days, size_t count, const struct span *x)
{
	for (size_t i = count; i-- > 0;) {
		if (span_has_day(x, days[i].day) && days[i].followers.has)
			return days[i].followers;
	}
	return OPT_NO_INT;
}

struct opt_int followers_at_base(const struct profile_day *days, size_t count, const struct span *x)
{
	for (size_t i = count; i-- > 0;) {
		if (days[i].day < x->first_day && days[i].followers.has)
			return days[i].followers;
	}
	for (size_t i = 0; i < count; i++) {
		if (span_has_day(x, days[i].day) && days[i].followers.has)
			return OPT_INT(days[i].followers.value -
				       opt_int_or(days[i].followers_growth, 0));
	}
	return OPT_NO_INT;
}

static struct opt_double growth_rate(const struct profile_day *days, size_t count,
				     const struct span *x)
{
	struct opt_int end = followers_at_end(days, count, x);
	struct opt_int base = followers_at_base(days, count, x);

	if (!end.has || !base.has || base.value == 0)
		return OPT_NO_DOUBLE;
	return OPT_DOUBLE((double)(end.value - base.value) / (double)base.value * 100);
}

struct compared follower_growth(const struct profile_day *days, size_t count,
				const struct window *w)
{
	bool is_whole = false;

	for (size_t i = 0; i < count && days[i].day < w->before.first_day; i++)
		is_whole = is_whole || days[i].followers.has;
	return compared_if_whole(compared_by_difference(growth_rate(days, count, &w->now),
							growth_rate(days, count, &w->before)),
				 is_whole);
}

struct opt_double rate_of_followers(struct opt_int gained, struct opt_int followers)
{
	if (!gained.has || !followers.has || followers.value == 0)
		return OPT_NO_DOUBLE;
	return OPT_DOUBLE((double)gained.value / (double)followers.value * 100);
}

struct compared engagement_growth(struct opt_int gained, struct opt_int followers,
				  struct opt_int gained_before, struct opt_int followers_before)
{
	return compared_by_difference(rate_of_followers(gained, followers),
				      rate_of_followers(gained_before, followers_before));
}

struct opt_double engagement_rate(struct opt_double like, struct opt_double comments,
				  struct opt_int followers)
{
	if (!like.has || !comments.has || !followers.has)
		return OPT_NO_DOUBLE;
	if (followers.value == 0)
		return OPT_DOUBLE(0);
	return OPT_DOUBLE((like.value + comments.value) / (double)followers.value * 100);
}

struct opt_double media_engagement_rate(struct opt_int like, struct opt_int comments,
					struct opt_int followers)
{
	return engagement_rate((struct opt_double){ like.has, (double)like.value },
			       (struct opt_double){ comments.has, (double)comments.value },
			       followers);
}

void mean_add(struct mean *m, struct opt_int value)
{
	if (!value.has)
		return;
	m->sum += value.value;
	m->count++;
}

struct opt_double mean_of(const struct mean *m)
{
	if (m->count == 0)
		return OPT_NO_DOUBLE;
	return OPT_DOUBLE((double)m->sum / (double)m->count);
}

struct engagement_average engagement_average(const struct engagement_means *now,
					     const struct engagement_means *before,
					     struct opt_int followers)
{
	struct opt_double like = mean_of(&now->like), like_before = mean_of(&before->like);
	struct opt_double comments = mean_of(&now->comments);
	struct opt_double comments_before = mean_of(&before->comments);

	return (struct engagement_average){
		.rate = compared_by_difference(
			engagement_rate(like, comments, followers),
			engagement_rate(like_before, comments_before, followers)),
		.like = compared_by_difference(like, like_before),
		.comments = compared_by_difference(comments, comments_before),
	};
}

struct opt_double sentiment_balance(int64_t negative, int64_t neutral, int64_t positive)
{
	int64_t all = negative + neutral + positive;

	if (all == 0)
		return OPT_NO_DOUBLE;
	return OPT_DOUBLE((double)(positive - negative) / (double)all * 100);
}

struct str percent_text(struct arena *a, struct opt_double percent)
{
	char digits[40];
	size_t len = 0;

	if (!percent.has)
		return STR_NONE;
	len = double_repr(percent.value, digits);
	digits[len] = '%';
	return str_dup(a, (struct str){ digits, len + 1 });
}

/* Hundredths as Python prints them: 33 is 0.33, 50 is 0.5, 700 is 7.0. */
static size_t hundredths_text(bool negative, int64_t hundredths, char *out)
{
	int len = snprintf(out, PERCENT_ROUNDED_BYTES, "%s%" PRId64 ".%02d", negative ? "-" : "",
			   hundredths / 100, (int)(hundredths % 100));

	if (out[len - 1] == '0')
		len--;
	out[len] = '%';
	return (size_t)len + 1;
}

size_t percent_rounded(double percent, char *out)
{
	assert(isfinite(percent));

	double scaled = fabs(percent) * 100;
	double nearest = nearbyint(scaled);

	/*
	 * x * 100 is off by less than one part in 2^52. Unless that could decide a tie, the nearest
	 * whole number is the correctly rounded answer.
	 */
	if (scaled < 1e9 && fabs(fabs(scaled - nearest) - 0.5) > 1e-6)
		return hundredths_text(signbit(percent), (int64_t)nearest, out);

	char exact[40];
	double rounded = percent;

	/* From 10^15 on a double has no hundredths to round. */
	if (scaled < 1e17) {
		int len = snprintf(exact, sizeof(exact), "%.2f", percent);
		bool ok = str_to_double((struct str){ exact, (size_t)len }, &rounded);

		assert(ok);
	}
	size_t len = double_repr(rounded, out);

	out[len] = '%';
	return len + 1;
}
