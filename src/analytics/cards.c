#include "analytics/cards.h"

static void add_growth(struct opt_int *sum, struct opt_int growth)
{
	if (growth.has)
		*sum = OPT_INT(sum->value + growth.value);
}

static struct gained_card gained_card(struct opt_int gained, struct opt_int first,
				      struct opt_int first_growth)
{
	struct gained_card card = { .gained = gained };
	int64_t base = first.value - opt_int_or(first_growth, 0);

	if (gained.has && first.has && base != 0)
		card.percent = OPT_DOUBLE((double)gained.value / (double)base * 100);
	return card;
}

struct gained_card followers_card(const struct profile_day *days, size_t count)
{
	struct opt_int sum = OPT_NO_INT;

	if (count == 0)
		return (struct gained_card){ 0 };
	for (size_t i = 0; i < count; i++)
		add_growth(&sum, days[i].followers_growth);
	return gained_card(sum, days[0].followers, days[0].followers_growth);
}

struct gained_card content_card(const struct profile_day *days, size_t count)
{
	struct opt_int sum = OPT_NO_INT;

	if (count == 0)
		return (struct gained_card){ 0 };
	for (size_t i = 0; i < count; i++)
		add_growth(&sum, days[i].media_growth);
	return gained_card(sum, days[0].media, days[0].media_growth);
}

struct change_card followers_two_days_card(const struct profile_day *days, size_t count,
					   int64_t updated_day)
{
	struct opt_int earlier = OPT_NO_INT;

	if (count == 0)
		return (struct change_card){ 0 };
	for (size_t i = 0; i < count; i++)
		if (days[i].day == updated_day - 2)
			earlier = days[i].followers;
	return (struct change_card){
		.value = days[count - 1].followers,
		.change = growth_since(days[count - 1].followers, earlier),
	};
}

bool followers_filled(const struct profile_day *days, size_t count, const struct span *x,
		      int64_t *ret)
{
	struct opt_int known = OPT_NO_INT;
	size_t next = 0;

	for (size_t i = 0; i < count && !known.has; i++)
		if (span_has_day(x, days[i].day))
			known = days[i].followers;
	if (!known.has)
		return false;
	for (int64_t day = x->first_day; day <= x->last_day; day++) {
		for (; next < count && days[next].day <= day; next++)
			if (days[next].day == day && days[next].followers.has)
				known = days[next].followers;
		ret[day - x->first_day] = known.value;
	}
	return true;
}

struct change_card followers_competitor_card(const struct profile_day *days, size_t count,
					     int64_t fresh_day)
{
	struct change_card card = { 0 };

	if (count == 0)
		return card;
	card.value = days[count - 1].followers;
	if (count == 1 || days[count - 1].day < fresh_day)
		card.change = OPT_INT(0);
	else
		card.change = growth_since(card.value, days[count - 2].followers);
	return card;
}
