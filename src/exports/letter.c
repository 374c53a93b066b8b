#include "exports/letter.h"

#include <math.h>

#include "base/html.h"

#define LETTER_MAX_BYTES (64 * KIB)
#define COLOUR_STANDARD "#1f6feb"

/* ---- words, Indonesian and English ---- */

enum word {
	W_WEEKLY,
	W_MONTHLY,
	W_TEST,
	W_HELLO,
	W_OF,
	W_FOLLOWERS,
	W_GROWTH,
	W_REACH,
	W_ENGAGEMENT,
	W_POSTS,
	W_BEST,
	W_ATTACHED,
	W_LINK,
	W_LINK_LIFE,
	W_WHY,
	W_LEAVE,
};
static const char *const words[][2] = {
	[W_WEEKLY] = { "Laporan mingguan", "Weekly report" },
	[W_MONTHLY] = { "Laporan bulanan", "Monthly report" },
	[W_TEST] = { "Uji coba: ", "Test: " },
	[W_HELLO] = { "Halo,", "Hello," },
	[W_OF] = { "ini ringkasan akun Instagram", "here is how the Instagram account fared:" },
	[W_FOLLOWERS] = { "Pengikut", "Followers" },
	[W_GROWTH] = { "Pertumbuhan pengikut", "Follower growth" },
	[W_REACH] = { "Rata-rata jangkauan per hari", "Average reach per day" },
	[W_ENGAGEMENT] = { "Engagement rate", "Engagement rate" },
	[W_POSTS] = { "Postingan baru", "New posts" },
	[W_BEST] = { "Postingan terbaik", "Best post" },
	[W_ATTACHED] = { "Laporan lengkapnya terlampir", "The whole report is attached" },
	[W_LINK] = { "Unduh laporan lengkapnya", "Download the whole report" },
	[W_LINK_LIFE] = { "Tautan ini berlaku tujuh hari. Siapa pun yang memegangnya dapat membuka "
			  "laporan, jadi jangan disebarkan.",
			  "This link is good for seven days. Whoever holds it can open the report, "
			  "so do not pass it on." },
	[W_WHY] = { "Email ini dikirim karena alamat Anda dimasukkan ke daftar penerima oleh",
		    "You get this e-mail because your address was put on the list of recipients "
		    "by" },
	[W_LEAVE] = { "Berhenti menerima laporan ini", "Stop getting this report" },
};

static bool is_english(const struct letter_facts *f)
{
	return f->reading->request.english;
}

static struct str word(const struct letter_facts *f, enum word which)
{
	return str_of(words[which][is_english(f)]);
}

/* ---- numbers and dates as people write them ---- */

static const char *const months[][2] = {
	{ "Januari", "January" }, { "Februari", "February" }, { "Maret", "March" },
	{ "April", "April" },     { "Mei", "May" },           { "Juni", "June" },
	{ "Juli", "July" },       { "Agustus", "August" },    { "September", "September" },
	{ "Oktober", "October" }, { "November", "November" }, { "Desember", "December" },
};

static struct str date_text(struct arena *a, int64_t day, bool english)
{
	struct civil c = civil_from_unix(day * 86400);

	return str_fmt(a, "%d %s %d", c.day, months[c.month - 1][english], c.year);
}

static struct str window_text(struct arena *a, const struct letter_facts *f)
{
	const struct span *now = &f->reading->window.now;
	struct str first = date_text(a, now->first_day, is_english(f));
	struct str last = date_text(a, now->last_day, is_english(f));

	return str_fmt(a, "%.*s – %.*s", STR_ARG(first), STR_ARG(last));
}

/* 188432 as 188.432 or 188,432. */
static struct str grouped(struct arena *a, int64_t n, bool english)
{
	struct str digits = str_fmt(a, "%lld", (long long)(n < 0 ? -n : n));
	struct str out = STR("");

	for (size_t i = 0; i < digits.len; i++)
		out = str_fmt(a, "%.*s%s%c", STR_ARG(out),
			      i && (digits.len - i) % 3 == 0 ? (english ? "," : ".") : "",
			      digits.at[i]);
	return n < 0 ? str_fmt(a, "-%.*s", STR_ARG(out)) : out;
}

static struct str whole_text(struct arena *a, struct opt_int n, bool english)
{
	return n.has ? grouped(a, n.value, english) : STR("–");
}

static struct str rounded_text(struct arena *a, struct opt_double n, bool english)
{
	return n.has ? grouped(a, llround(n.value), english) : STR("–");
}

/* Two decimals; `sign`: also a plus. */
static struct str percent_words(struct arena *a, struct opt_double n, bool english, bool sign)
{
	char digits[PERCENT_ROUNDED_BYTES];

	if (!n.has)
		return STR("–");
	struct str text = { digits, percent_rounded(n.value, digits) };

	text = english ? str_dup(a, text) : str_replace(a, text, STR("."), STR(","));
	return sign && n.value > 0 ? str_fmt(a, "+%.*s", STR_ARG(text)) : text;
}

/* ---- figures ---- */

static bool count_post(void *ctx, const struct stats_media *media, struct err *err)
{
	int64_t *count = ctx;

	(void)media;
	(void)err;
	(*count)++;
	return true;
}

static struct opt_int newest_followers(const struct export_reading *r,
				       const struct stats_profile_days *days)
{
	for (size_t i = days->count; i > 0; i--)
		if (days->items[i - 1].followers.has &&
		    span_has_day(&r->window.now, days->items[i - 1].day))
			return days->items[i - 1].followers;
	return OPT_NO_INT;
}

bool letter_figures(const struct export_reading *reading, struct letter_figures *ret,
		    struct err *err)
{
	const struct stats *s = &reading->stats;
	struct stats_profile_days days;
	struct compared growth, engagement, reach;
	struct stats_best_media best;
	int64_t posts = 0;

	if (!stats_user_data(s, &days, err) || !stats_follower_growth(s, &growth, err) ||
	    !stats_engagement_growth(s, &engagement, err) ||
	    !stats_insight_average(s, STATS_REACH, &reach, err) ||
	    !stats_best_media(s, &best, err) || !stats_media_each(s, count_post, &posts, err))
		return false;
	*ret = (struct letter_figures){
		.followers = newest_followers(reading, &days),
		.posts = OPT_INT(posts),
		.growth = growth.value,
		.engagement = engagement.value,
		.reach = reach.value,
		.best_url = best.best.found && best.best.media.permalink.at
				    ? best.best.media.permalink
				    : STR(""),
	};
	return true;
}

struct line {
	enum word name;
	struct str value;
};
#define LINES 5

static void lines_of(struct arena *a, const struct letter_facts *f, const struct letter_figures *n,
		     struct line ret[LINES])
{
	bool english = is_english(f);
	const struct line lines[LINES] = {
		{ W_FOLLOWERS, whole_text(a, n->followers, english) },
		{ W_GROWTH, percent_words(a, n->growth, english, true) },
		{ W_REACH, rounded_text(a, n->reach, english) },
		{ W_ENGAGEMENT, percent_words(a, n->engagement, english, false) },
		{ W_POSTS, whole_text(a, n->posts, english) },
	};

	for (size_t i = 0; i < LINES; i++)
		ret[i] = lines[i];
}

/* ---- plain text ---- */

static struct str brand_name(const struct letter_facts *f)
{
	struct str name = f->reading->request.brand.name;

	return name.len ? name : STR("Simpul");
}

static void write_text(struct buf *out, struct arena *a, const struct letter_facts *f,
		       const struct letter_figures *n, const struct line lines[LINES])
{
	buf_fmt(out, "%.*s\n\n%.*s @%.*s\n%.*s\n\n", STR_ARG(word(f, W_HELLO)),
		STR_ARG(word(f, W_OF)), STR_ARG(f->reading->account.username),
		STR_ARG(window_text(a, f)));
	for (size_t i = 0; i < LINES; i++)
		buf_fmt(out, "%.*s: %.*s\n", STR_ARG(word(f, lines[i].name)),
			STR_ARG(lines[i].value));
	if (n->best_url.len)
		buf_fmt(out, "%.*s: %.*s\n", STR_ARG(word(f, W_BEST)), STR_ARG(n->best_url));
	if (f->file_url.len)
		buf_fmt(out, "\n%.*s:\n%.*s\n%.*s\n", STR_ARG(word(f, W_LINK)),
			STR_ARG(f->file_url), STR_ARG(word(f, W_LINK_LIFE)));
	else
		buf_fmt(out, "\n%.*s: %.*s\n", STR_ARG(word(f, W_ATTACHED)), STR_ARG(f->file_name));
	buf_fmt(out, "\n-- \n%.*s\n%.*s %.*s.\n%.*s: %.*s\n", STR_ARG(brand_name(f)),
		STR_ARG(word(f, W_WHY)), STR_ARG(f->sender), STR_ARG(word(f, W_LEAVE)),
		STR_ARG(f->leave_url));
}

/* ---- HTML: tables and inline styles, which is what mail readers understand ---- */

/* Pieces in turn: what is even is markup, what is odd is text. */
static void put_pieces(struct buf *out, const struct str *pieces, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (i % 2)
			html_put(out, pieces[i]);
		else
			buf_put(out, pieces[i]);
}
#define PUT_HTML(out, ...)                                                                         \
	put_pieces((out), (const struct str[]){ __VA_ARGS__ },                                     \
		   COUNT_OF(((const struct str[]){ __VA_ARGS__ })))

static struct str colour_of(const struct letter_facts *f)
{
	struct str colour = f->reading->request.brand.colour;

	return colour.len ? colour : STR(COLOUR_STANDARD);
}

static void put_html_head(struct buf *out, struct arena *a, const struct letter_facts *f,
			  struct str subject)
{
	PUT_HTML(out, STR("<!doctype html>\n<html lang=\""), is_english(f) ? STR("en") : STR("id"),
		 STR("\"><head><meta charset=\"utf-8\"><title>"), subject,
		 STR("</title></head>\n<body style=\"margin:0;background:#f4f5f7;"
		     "font-family:Helvetica,Arial,sans-serif;color:#1c1e21\">\n"
		     "<table role=\"presentation\" width=\"100%\" cellspacing=\"0\" "
		     "cellpadding=\"0\"><tr><td align=\"center\" style=\"padding:24px 12px\">\n"
		     "<table role=\"presentation\" width=\"560\" cellspacing=\"0\" "
		     "cellpadding=\"0\" style=\"max-width:560px;background:#ffffff;"
		     "border-radius:8px\">\n"
		     "<tr><td style=\"border-top:6px solid "),
		 colour_of(f),
		 STR(";border-radius:8px 8px 0 0;padding:24px 28px 0\">"
		     "<div style=\"font-size:13px;color:#65676b\">"),
		 brand_name(f), STR("</div>\n<h1 style=\"font-size:20px;margin:6px 0 2px\">"),
		 str_fmt(a, "@%.*s", STR_ARG(f->reading->account.username)),
		 STR("</h1>\n<div style=\"font-size:14px;color:#65676b\">"), window_text(a, f),
		 STR("</div></td></tr>\n<tr><td style=\"padding:16px 28px\">\n"
		     "<table role=\"presentation\" width=\"100%\" cellspacing=\"0\" "
		     "cellpadding=\"0\" style=\"font-size:15px\">\n"));
}

static void put_html_line(struct buf *out, struct str name, struct str value)
{
	PUT_HTML(out, STR("<tr><td style=\"padding:9px 0;border-bottom:1px solid #e4e6eb\">"), name,
		 STR("</td><td align=\"right\" style=\"padding:9px 0;"
		     "border-bottom:1px solid #e4e6eb;font-weight:bold\">"),
		 value, STR("</td></tr>\n"));
}

static void put_html_link(struct buf *out, const struct letter_facts *f, struct str url,
			  struct str label, const char *style)
{
	PUT_HTML(out, STR("<a rel=\"noreferrer\" href=\""), url, STR("\" style=\""), str_of(style),
		 STR(";color:"), colour_of(f), STR("\">"), label, STR("</a>"));
}

static void write_html(struct buf *out, struct arena *a, const struct letter_facts *f,
		       const struct letter_figures *n, const struct line lines[LINES],
		       struct str subject)
{
	put_html_head(out, a, f, subject);
	for (size_t i = 0; i < LINES; i++)
		put_html_line(out, word(f, lines[i].name), lines[i].value);
	buf_put(out, STR("</table>\n"));
	if (n->best_url.len) {
		buf_put(out, STR("<p style=\"font-size:15px\">"));
		put_html_link(out, f, n->best_url, word(f, W_BEST), "font-weight:bold");
		buf_put(out, STR("</p>\n"));
	}
	buf_put(out, STR("<p style=\"font-size:15px\">"));
	if (f->file_url.len) {
		put_html_link(out, f, f->file_url, word(f, W_LINK), "font-weight:bold");
		PUT_HTML(out, STR("<br><span style=\"font-size:13px;color:#65676b\">"),
			 word(f, W_LINK_LIFE), STR("</span>"));
	} else {
		PUT_HTML(out, STR(""), word(f, W_ATTACHED), STR(": "), f->file_name);
	}
	PUT_HTML(out,
		 STR("</p>\n</td></tr>\n<tr><td style=\"padding:0 28px 24px;font-size:12px;"
		     "color:#65676b\">"),
		 word(f, W_WHY), STR(" "), f->sender, STR(". "));
	put_html_link(out, f, f->leave_url, word(f, W_LEAVE), "");
	buf_put(out, STR("</td></tr></table>\n</td></tr></table></body></html>\n"));
}

/* ---- the whole ---- */

static struct str subject_of(struct arena *a, const struct letter_facts *f)
{
	bool is_weekly = str_eq(f->schedule->every, STR("week"));
	struct str kind = word(f, is_weekly ? W_WEEKLY : W_MONTHLY);
	struct str title = f->schedule->name.len ? f->schedule->name : kind;

	return str_fmt(a, "%.*s%.*s @%.*s, %.*s", STR_ARG(f->is_test ? word(f, W_TEST) : STR("")),
		       STR_ARG(title), STR_ARG(f->reading->account.username),
		       STR_ARG(window_text(a, f)));
}

void letter_write(struct arena *a, const struct letter_facts *facts,
		  const struct letter_figures *figures, struct report_letter *ret)
{
	cleanup(buf_free) struct buf text = { 0 };
	cleanup(buf_free) struct buf html = { 0 };
	struct line lines[LINES];

	buf_init(&text, LETTER_MAX_BYTES);
	buf_init(&html, LETTER_MAX_BYTES);
	lines_of(a, facts, figures, lines);
	ret->subject = subject_of(a, facts);
	write_text(&text, a, facts, figures, lines);
	write_html(&html, a, facts, figures, lines, ret->subject);
	ret->text = str_dup(a, buf_str(&text));
	ret->html = str_dup(a, buf_str(&html));
}
