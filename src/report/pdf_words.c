#include "report/pdf_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/* ---- words ---------------------------------------------------------------------------------- */

static const struct {
	struct str indonesian, english;
} words[PDF_WORD_COUNT] = {
#define PDF_WORD_ROW(name, id, en) [W_##name] = { STR_INIT(id), STR_INIT(en) },
	PDF_WORDS(PDF_WORD_ROW)
#undef PDF_WORD_ROW
};

struct str say(const struct speech *s, enum pdf_word word)
{
	return s->english ? words[word].english : words[word].indonesian;
}

struct str say_with(const struct speech *s, enum pdf_word word, struct str first, struct str second)
{
	struct str text = str_replace(s->arena, say(s, word), STR("{2}"), second);

	return str_replace(s->arena, text, STR("{1}"), first);
}

/* ---- numbers -------------------------------------------------------------------------------- */

/* "1234.50" to "1.234,50": what printf wrote, with the separators of the language. */
static struct str localise(const struct speech *s, const char *plain)
{
	char out[96];
	size_t len = 0, digits = strcspn(plain, ".");
	const char *point = plain + digits;

	for (size_t i = 0; i < digits && len < sizeof(out) - 2; i++) {
		bool is_digit = plain[i] >= '0' && plain[i] <= '9';

		if (is_digit && i > 0 && plain[i - 1] >= '0' && plain[i - 1] <= '9' &&
		    (digits - i) % 3 == 0)
			out[len++] = s->english ? ',' : '.';
		out[len++] = plain[i];
	}
	if (*point)
		out[len++] = s->english ? '.' : ',';
	for (point += *point ? 1 : 0; *point && len < sizeof(out) - 1; point++)
		out[len++] = *point;
	return str_dup(s->arena, (struct str){ out, len });
}

/* Not "-0,00": what rounds to nothing has no sign. */
static double without_sign_of_zero(double n, int digits)
{
	return fabs(n) < 0.5 * pow(10, -digits) ? 0 : n;
}

struct str say_fixed(const struct speech *s, struct opt_double n, int digits)
{
	char plain[64];

	if (!n.has || !isfinite(n.value) || fabs(n.value) > 1e18)
		return say(s, W_UNKNOWN);
	snprintf(plain, sizeof(plain), "%.*f", digits, without_sign_of_zero(n.value, digits));
	return localise(s, plain);
}

struct str say_whole(const struct speech *s, struct opt_int n)
{
	char plain[32];

	if (!n.has)
		return say(s, W_UNKNOWN);
	snprintf(plain, sizeof(plain), "%lld", (long long)n.value);
	return localise(s, plain);
}

static struct str with_plus(const struct speech *s, struct opt_double n, int digits)
{
	struct str text = say_fixed(s, n, digits);

	if (n.has && without_sign_of_zero(n.value, digits) > 0)
		return str_fmt(s->arena, "+%.*s", STR_ARG(text));
	return text;
}

struct str say_signed(const struct speech *s, struct opt_double n)
{
	return with_plus(s, n, 0);
}

struct str say_percent(const struct speech *s, struct opt_double n, int digits, bool is_signed)
{
	struct str text = is_signed ? with_plus(s, n, digits) : say_fixed(s, n, digits);

	return n.has ? str_fmt(s->arena, "%.*s%%", STR_ARG(text)) : text;
}

static const struct {
	double from, divisor;
	struct str indonesian, english;
} scales[] = {
	{ 999.95e6, 1e9, STR_INIT("\u00a0M"), STR_INIT("B") },
	{ 999.95e3, 1e6, STR_INIT("\u00a0jt"), STR_INIT("M") },
	{ 999.5, 1e3, STR_INIT("\u00a0rb"), STR_INIT("K") },
};

/* At most `digits` decimals, none that are zero. */
static struct str trimmed(const struct speech *s, double n, int digits)
{
	char plain[64];
	int len = snprintf(plain, sizeof(plain), "%.*f", digits, without_sign_of_zero(n, digits));

	if (strchr(plain, '.')) {
		while (len > 1 && plain[len - 1] == '0')
			plain[--len] = '\0';
		if (plain[len - 1] == '.')
			plain[--len] = '\0';
	}
	return localise(s, plain);
}

static struct str scaled(const struct speech *s, double n, int digits)
{
	for (size_t i = 0; i < COUNT_OF(scales); i++) {
		if (fabs(n) < scales[i].from)
			continue;
		struct str text = trimmed(s, n / scales[i].divisor, digits);
		struct str unit = s->english ? scales[i].english : scales[i].indonesian;

		return str_fmt(s->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(unit));
	}
	return trimmed(s, n, fabs(n) < 10 ? 2 : 1);
}

struct str say_compact(const struct speech *s, struct opt_double n)
{
	return n.has && isfinite(n.value) ? scaled(s, n.value, 1) : say(s, W_UNKNOWN);
}

struct str say_axis(const struct speech *s, double n)
{
	return scaled(s, n, 2);
}

/* ---- dates ---------------------------------------------------------------------------------- */

static const char *const months[2][12] = {
	{ "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
	  "Oktober", "November", "Desember" },
	{ "January", "February", "March", "April", "May", "June", "July", "August", "September",
	  "October", "November", "December" },
};
/* As CLDR shortens them; "Agu" and "Sept" are its own. */
static const char *const short_months[2][12] = {
	{ "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des" },
	{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec" },
};
static const char *const weekdays[2][7] = {
	{ "Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu" },
	{ "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" },
};

static struct civil civil_of_day(int64_t day)
{
	return civil_from_unix(day * 86400);
}

struct str say_day_short(const struct speech *s, int64_t day)
{
	struct civil c = civil_of_day(day);

	return str_fmt(s->arena, "%d %s", c.day, short_months[s->english][c.month - 1]);
}

struct str say_month(const struct speech *s, int64_t day)
{
	struct civil c = civil_of_day(day);

	return str_fmt(s->arena, "%s %d", short_months[s->english][c.month - 1], c.year);
}

struct str say_day_medium(const struct speech *s, int64_t day)
{
	struct civil c = civil_of_day(day);

	return str_fmt(s->arena, "%d %s %d", c.day, short_months[s->english][c.month - 1], c.year);
}

struct str say_day_long(const struct speech *s, int64_t day)
{
	struct civil c = civil_of_day(day);

	return str_fmt(s->arena, "%d %s %d", c.day, months[s->english][c.month - 1], c.year);
}

struct str say_range(const struct speech *s, int64_t first, int64_t last)
{
	if (first == last)
		return say_day_medium(s, first);
	return str_fmt(s->arena, "%.*s – %.*s", STR_ARG(say_day_medium(s, first)),
		       STR_ARG(say_day_medium(s, last)));
}

struct str say_zone(const struct speech *s, int64_t unix_s)
{
	static const char *const indonesian[] = { "WIB", "WITA", "WIT" };
	int offset = tz_offset_s(s->tz, unix_s);
	int minutes = abs(offset) / 60 % 60;

	if (offset == 7 * 3600 || offset == 8 * 3600 || offset == 9 * 3600)
		return str_of(indonesian[offset / 3600 - 7]);
	if (minutes)
		return str_fmt(s->arena, "UTC%c%d:%02d", offset < 0 ? '-' : '+', abs(offset) / 3600,
			       minutes);
	return str_fmt(s->arena, "UTC%c%d", offset < 0 ? '-' : '+', abs(offset) / 3600);
}

struct str say_clock(const struct speech *s, int64_t unix_s)
{
	struct civil c = civil_from_unix(unix_s + tz_offset_s(s->tz, unix_s));

	return str_fmt(s->arena, "%02d%c%02d %.*s", c.hour, s->english ? ':' : '.', c.minute,
		       STR_ARG(say_zone(s, unix_s)));
}

struct str say_moment(const struct speech *s, int64_t unix_s)
{
	return str_fmt(s->arena, "%.*s, %.*s", STR_ARG(say_day_long(s, tz_day(s->tz, unix_s))),
		       STR_ARG(say_clock(s, unix_s)));
}

struct str say_weekday(const struct speech *s, int weekday, bool is_short)
{
	return str_sub(str_of(weekdays[s->english][weekday % 7]), 0, is_short ? 3 : 16);
}
