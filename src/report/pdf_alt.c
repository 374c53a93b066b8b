/* What charts and maps say to those who cannot see them. */
#include "report/pdf_page.h"

static struct str mark_text(struct sheet *sh, chart_mark_fn *mark, double value)
{
	struct opt_double n = OPT_DOUBLE(value);

	return mark == sheet_mark_percent ? say_percent(&sh->speech, n, 2, false)
					  : say_fixed(&sh->speech, n, 0);
}

static struct str day_text(const struct sheet *sh, size_t index)
{
	return say_day_medium(&sh->speech, sh->data->axis.first_day + (int64_t)index);
}

/* "187.102 (27 Sep 2022)" */
static struct str value_text(struct sheet *sh, const struct opt_double *values, size_t index,
			     chart_mark_fn *mark)
{
	return str_fmt(sh->arena, "%.*s (%.*s)", STR_ARG(mark_text(sh, mark, values[index].value)),
		       STR_ARG(day_text(sh, index)));
}

struct str sheet_alt_days(struct sheet *sh, struct str title, const struct opt_double *values,
			  chart_mark_fn *mark)
{
	size_t count = sh->data->axis.count, low = count, high = count;
	struct str range;

	for (size_t i = 0; i < count; i++) {
		if (!values[i].has)
			continue;
		low = low == count || values[i].value < values[low].value ? i : low;
		high = high == count || values[i].value > values[high].value ? i : high;
	}
	if (low == count)
		return title;
	range = str_fmt(sh->arena, "%.*s – %.*s", STR_ARG(day_text(sh, 0)),
			STR_ARG(day_text(sh, count - 1)));
	return str_fmt(
		sh->arena, "%.*s %.*s", STR_ARG(say_with(&sh->speech, W_ALT_DAYS, title, range)),
		STR_ARG(say_with(&sh->speech, W_ALT_EXTREMES, value_text(sh, values, low, mark),
				 value_text(sh, values, high, mark))));
}

struct str sheet_alt_places(struct sheet *sh, enum pdf_word map, const struct pdf_places *places)
{
	struct str list = STR("");

	for (size_t i = 0; i < places->count && i < PDF_PLACES_MAX; i++) {
		const struct pdf_place *p = &places->at[i];
		struct str share = say_percent(&sh->speech, OPT_DOUBLE(p->share * 100), 1, false);

		list = str_fmt(sh->arena, "%.*s%s%.*s %.*s", STR_ARG(list), i ? "; " : "",
			       STR_ARG(p->name), STR_ARG(share));
	}
	return say_with(&sh->speech, map, list, STR_NONE);
}
