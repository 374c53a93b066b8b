/* The competitors side by side, in the order they were added or asked for. */
#include "report/export.h"
#include "report/read.h"
#include "report/table.h"
#include "store/competitors.h"
#include "store/media.h"

static bool put_competitor(const struct stats *s, const struct competitor_row *who,
			   const struct table_out *out, struct err *err)
{
	const struct span *now = &s->window->now;
	struct engagement_average average = { 0 };
	struct stats_best_media best = { 0 };
	struct media_totals totals = { 0 };
	struct opt_int followers = OPT_NO_INT;
	struct compared growth = { 0 };

	if (!read_followers(s, &followers, err) || !stats_follower_growth(s, &growth, err) ||
	    !stats_engagement_average(s, &average, err) || !stats_best_media(s, &best, err) ||
	    !media_totals(s->tx, s->account_id, now->start_s, now->end_s, &totals, err))
		return false;

	const struct cell cells[] = {
		cell_text(str_fmt(s->arena, "@%.*s", STR_ARG(who->username))),
		cell_text(who->name),
		cell_int(followers),
		cell_number(growth.value),
		cell_int(OPT_INT(totals.media_count)),
		cell_number(average.like.value),
		cell_number(average.comments.value),
		cell_number(average.rate.value),
		cell_text(best.best.found ? best.best.media.permalink : STR_NONE),
	};

	return table_row(out, cells, err);
}

static const struct competitor_row *find(const struct competitor_rows *rows, struct str id)
{
	for (size_t i = 0; i < rows->count; i++)
		if (str_eq(rows->at[i].id, id))
			return &rows->at[i];
	return NULL;
}

bool table_competitor_rows(const struct stats *s, const struct competitor_table *which,
			   const struct table_out *out, struct err *err)
{
	const struct competitor_owner owner = { which->user_id, s->account_id };
	struct competitor_rows rows = { 0 };
	size_t count = which->ids->count;

	if (!competitors_list(s->tx, s->arena, &owner, &rows, err))
		return false;
	if (count == 0)
		count = rows.count < EXPORT_MAX_COMPETITORS ? rows.count : EXPORT_MAX_COMPETITORS;
	for (size_t i = 0; i < count; i++) {
		const struct competitor_row *who =
			which->ids->count ? find(&rows, which->ids->items[i]) : &rows.at[i];
		struct stats reading = *s;

		if (!who)
			continue;
		reading.account_id = who->id;
		if (!put_competitor(&reading, who, out, err))
			return false;
	}
	return true;
}
