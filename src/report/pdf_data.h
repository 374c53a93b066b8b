/*
 * Everything a PDF report shows, gathered from one snapshot before the first letter is drawn: so
 * that drawing, which looks at texts of strangers, needs neither the database nor a file. Lives in
 * the arena of the reading. Private to report/.
 *
 * Days are arrays over the days of the window, missing where nothing was collected. Of a window
 * longer than PDF_DAYS_MAX, or of all data, the newest PDF_DAYS_MAX days are drawn; figures are of
 * the whole.
 */
#ifndef REPORT_PDF_DATA_H
#define REPORT_PDF_DATA_H

#include "analytics/best_time.h"
#include "analytics/cards.h"
#include "fmt/chart.h"
#include "report/export.h"
#include "report/pdf_words.h"

#define PDF_DAYS_MAX 11000 /* 30 years */
#define PDF_PLACES_MAX 5
#define PDF_TOP_MAX 10
#define PDF_HASHTAGS_MAX 5
#define PDF_COLUMNS_MAX (1 + EXPORT_MAX_COMPETITORS)
#define PDF_AGES 7

/* Which days the charts show. */
struct pdf_axis {
	int64_t first_day;
	size_t count;
};

struct pdf_account {
	struct str id, username, name;
	struct str picture_url; /* STR_NONE: none */
	struct opt_int posts, followers, following, updated_s;
};

/* ---- Statistik ------------------------------------------------------------------------------ */

struct pdf_performance {
	struct gained_card new_followers, new_posts;
	struct opt_int since_day; /* the first day that was collected */
	struct compared reach, impressions, rate, growth;
	/* one value per day of the axis */
	const struct opt_double *followers, *followers_gained, *posts_gained;
	const struct opt_double *reach_days, *reach_before, *impression_days, *impressions_before;
	const struct opt_double *engagement, *likes, *comments, *rate_days;
};

struct pdf_place {
	struct str name, detail; /* country; or city and province */
	struct str iso2;         /* of a country */
	double share;            /* of 1 */
	bool has_point;
	double lng, lat;
};
struct pdf_places {
	struct pdf_place *at;
	size_t count;
};

struct pdf_audience {
	struct online_week online;
	struct best_time best;
	struct pdf_places countries; /* all, the largest first */
	struct pdf_places cities;    /* at most PDF_PLACES_MAX */
	struct str first_city_country;
	bool has_people;
	struct {
		double women, men; /* of 1: all whose gender is told */
	} ages[PDF_AGES];
	double women, men;
	int top_age; /* of the largest cell */
	bool is_top_women;
	double top_share;
};
extern const struct str pdf_ages[PDF_AGES]; /* "13-17", … */

/* ---- posts ---------------------------------------------------------------------------------- */

#define PDF_POST_TEXT 3072

/* A post with its texts inside, so that a ranking is of one size however many it has seen. */
struct pdf_post {
	int64_t timestamp_s;
	struct opt_int likes, comments, reach;
	struct opt_double rate;
	struct str type, permalink, caption, picture_url;
	char text[PDF_POST_TEXT];
};
void pdf_post_set(struct pdf_post *post, const struct stats_media *media,
		  struct opt_double engagement_rate);

enum pdf_ranking {
	PDF_NEWEST,
	PDF_RATE_HIGH,
	PDF_LIKES_HIGH,
	PDF_COMMENTS_HIGH,
	PDF_REACH_HIGH,
	PDF_RATE_LOW,
	PDF_LIKES_LOW,
	PDF_COMMENTS_LOW,
	PDF_REACH_LOW,
	PDF_RANKINGS,
};
struct pdf_list {
	struct pdf_post *at[PDF_TOP_MAX]; /* best first */
	size_t count;
};

enum pdf_media_type { PDF_IMAGE, PDF_VIDEO, PDF_CAROUSEL, PDF_MEDIA_TYPES };
struct pdf_type_means {
	int64_t posts;
	struct mean likes, comments, reach;
	struct opt_double rate;
};

struct pdf_top {
	struct pdf_list lists[PDF_RANKINGS];
	int64_t posts; /* in the window */
	struct pdf_type_means types[PDF_MEDIA_TYPES];
};

/* ---- Kompetitor ----------------------------------------------------------------------------- */

struct pdf_column {
	struct pdf_account account;
	bool is_own;
	struct engagement_average average;
	struct change_card followers;
	const struct opt_double *growth;   /* percent since the first known day, per day */
	const struct opt_double *per_post; /* likes and comments of a post, per day */
	bool has_best, has_before;
	struct pdf_post best, before;
	struct hashtag_metrics hashtags[PDF_HASHTAGS_MAX];
	size_t hashtag_count;
};
struct pdf_competitors {
	struct pdf_column *at; /* the own account first */
	size_t count;
};

/* ---- the whole ------------------------------------------------------------------------------ */

struct pdf_data {
	const struct export_request *request;
	struct window window;
	const struct tz *tz;
	int64_t exported_s;
	struct speech speech;
	struct pdf_axis axis;
	struct pdf_account account;
	/* NULL: not asked for */
	struct pdf_performance *performance;
	struct pdf_audience *audience;
	struct pdf_top *top;
	struct pdf_competitors *competitors;
};

/* What `request->parts` asks for. */
bool pdf_gather(const struct export_request *request, const struct stats *reading,
		int64_t exported_s, struct pdf_data **ret, struct err *err) must_use;

/* Its parts; each fills its member of `data`. */
bool pdf_gather_performance(const struct stats *s, struct pdf_data *data, struct err *err) must_use;
bool pdf_gather_audience(const struct stats *s, struct pdf_data *data, struct err *err) must_use;
bool pdf_gather_top(const struct stats *s, struct pdf_data *data, struct err *err) must_use;
bool pdf_gather_competitors(const struct stats *s, struct pdf_data *data, struct err *err) must_use;

/* One value per day of the axis, all missing. */
struct opt_double *pdf_no_days(struct arena *a, const struct pdf_axis *axis);
/* The place of a day on the axis; false: outside. */
bool pdf_axis_has(const struct pdf_axis *axis, int64_t day, size_t *ret_index);
struct opt_double pdf_double(struct opt_int n);

#endif
