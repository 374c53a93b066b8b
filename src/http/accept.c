#include "http/accept.h"

#include "http/http.h"

/* qvalue: 0, 1, 0.5, 0.123; anything else counts as 1 (the item was listed, after all). */
static int parse_quality(struct str text)
{
	if (text.len == 0 || text.len > 5 || (text.at[0] != '0' && text.at[0] != '1'))
		return 1000;
	int quality = (text.at[0] - '0') * 1000;
	int unit = 100;
	for (size_t i = 2; i < text.len; i++, unit /= 10) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return 1000;
		quality += (text.at[i] - '0') * unit;
	}
	return quality > 1000 ? 1000 : quality;
}

/* 3: the type itself, 2: its family, 1: anything, 0: something else. */
static int specificity(struct str range, struct str media_type)
{
	size_t slash = str_find_char(media_type, '/');

	if (str_eq_nocase(range, media_type))
		return 3;
	if (str_eq(range, STR("*/*")))
		return 1;
	if (range.len == slash + 2 && range.at[range.len - 1] == '*' &&
	    str_eq_nocase(str_sub(range, 0, slash + 1), str_sub(media_type, 0, slash + 1)))
		return 2;
	return 0;
}

static int item_quality(struct str parameters)
{
	for (struct str rest = parameters; rest.at;) {
		struct str value = str_cut(&rest, ';');
		struct str name = str_trim(str_cut(&value, '='));
		if (value.at && str_eq_nocase(name, STR("q")))
			return parse_quality(str_trim(value));
	}
	return 1000;
}

struct http_preference http_accept_preference(struct str accept, struct str media_type)
{
	struct http_preference best = { 0, 0 };
	int best_specificity = 0;
	size_t place = 0;

	for (struct str rest = accept; rest.at; place++) {
		struct str parameters = str_cut(&rest, ',');
		struct str range = str_trim(str_cut(&parameters, ';'));
		int fit = specificity(range, media_type);
		if (fit <= best_specificity)
			continue;
		best_specificity = fit;
		best = (struct http_preference){ item_quality(parameters), place };
	}
	return best;
}

bool http_accepts(const struct http_request *req, struct str media_type)
{
	struct str accept = http_header(req, STR("Accept"));
	if (!accept.at)
		return false;
	struct http_preference wanted = http_accept_preference(accept, media_type);
	struct http_preference json = http_accept_preference(accept, STR("application/json"));
	if (wanted.quality != json.quality)
		return wanted.quality > json.quality;
	return wanted.quality > 0 && wanted.place < json.place;
}
