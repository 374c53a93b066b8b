/*
 * What PDF reports say, in Indonesian and English, and how they write numbers and dates: as the web
 * app does. A missing number is "–", never 0. Private to report/.
 */
#ifndef REPORT_PDF_WORDS_H
#define REPORT_PDF_WORDS_H

#include <stdint.h>

#include "analytics/window.h"
#include "base/arena.h"
#include "base/opt.h"
#include "base/tz.h"

/* name, Indonesian, English; {1} and {2} are filled in by say_with */
#define PDF_WORDS(W)                                                                               \
	W(UNKNOWN, "–", "–")                                                                       \
	W(PAGE_OF, "Halaman {1} dari {2}", "Page {1} of {2}")                                      \
	W(EXPORTED, "Diekspor: {1}", "Exported: {1}")                                              \
	W(UPDATED, "Data di-update tanggal {1}", "Data updated on {1}")                            \
	W(NOT_UPDATED, "Data belum pernah diambil", "Data has never been collected")               \
	W(PERIOD, "Rentang Waktu", "Period")                                                       \
	W(ALL_TIME, "Semua data", "All data")                                                      \
	W(COMPARED_WITH, "dibanding {1}", "compared with {1}")                                     \
	W(TOTAL_POSTS, "Total Post", "Total posts")                                                \
	W(FOLLOWERS, "Follower", "Followers")                                                      \
	W(FOLLOWING, "Following", "Following")                                                     \
	W(COMPETITORS, "Kompetitor", "Competitors")                                                \
	W(STATISTICS, "Statistik", "Statistics")                                                   \
	W(TOP_POSTS, "Top Post", "Top posts")                                                      \
	W(REPORT_OF, "{1} Instagram @{2}", "{1} of @{2} on Instagram")                             \
	W(SUBJECT, "Laporan Instagram, {1}", "Instagram report, {1}")                              \
	W(NO_DATA, "Belum ada data pada periode ini", "No data in this period yet")                \
	W(NO_DATA_HINT, "Data baru muncul setelah pengambilan harian berikutnya.",                 \
	  "New data appears after the next daily collection.")                                     \
	/* Statistik: Performa Akun */                                                             \
	W(PERFORMANCE, "Performa Akun", "Account performance")                                     \
	W(NEW_FOLLOWERS, "Jumlah Follower Baru", "New followers")                                  \
	W(NEW_POSTS, "Jumlah Konten Terposting", "Posts published")                                \
	W(AVG_REACH, "Avg Reach", "Average reach")                                                 \
	W(AVG_IMPRESSIONS, "Avg Impression", "Average impressions")                                \
	W(RATE, "Engagement Rate", "Engagement rate")                                              \
	W(RATE_LEAD, "Like dan komentar baru per follower, setiap hari",                           \
	  "New likes and comments per follower, day by day")                                       \
	W(GROWTH, "Follower Growth Rate", "Follower growth rate")                                  \
	W(GROWTH_LEAD, "Jumlah follower setiap hari", "Followers day by day")                      \
	W(ENGAGEMENT, "Engagement (Like+Comment)", "Engagement (likes + comments)")                \
	W(ENGAGEMENT_LEAD,                                                                         \
	  "Total pada semua konten yang tercatat; setiap grafik punya skalanya "                   \
	  "sendiri",                                                                               \
	  "All recorded content; each chart has its own scale")                                    \
	W(SINCE, "sejak {1}", "since {1}")                                                         \
	W(VS_DAYS, "vs {1} hari sebelumnya", "vs {1} days before")                                 \
	W(REACH_DAYS, "Reach harian", "Daily reach")                                               \
	W(REACH, "Reach", "Reach")                                                                 \
	W(IMPRESSIONS_DAYS, "Impression harian", "Daily impressions")                              \
	W(ENGAGEMENT_SHORT, "Engagement", "Engagement")                                            \
	W(LIKES, "Like", "Likes")                                                                  \
	W(COMMENTS, "Komentar", "Comments")                                                        \
	W(THIS_PERIOD, "Periode ini", "This period")                                               \
	W(PREVIOUS_PERIOD, "Periode sebelumnya", "Previous period")                                \
	W(POINTS, "poin", "points")                                                                \
	/* in the place of pictures */                                                             \
	W(ALT_DAYS, "{1}: grafik per hari, {2}.", "{1}: a chart by day, {2}.")                     \
	W(ALT_EXTREMES, "Terendah {1}, tertinggi {2}.", "Lowest {1}, highest {2}.")                \
	W(ALT_SERIES, "{1}: grafik per hari dari {2}.", "{1}: a chart by day of {2}.")             \
	W(ALT_WEEK, "Peta panas tujuh hari kali 24 jam. {1}",                                      \
	  "A heat map of seven days and 24 "                                                       \
	  "hours. {1}")                                                                            \
	W(ALT_WORLD, "Peta dunia: {1}.", "A map of the world: {1}.")                               \
	W(ALT_INDONESIA, "Peta Indonesia: {1}.", "A map of Indonesia: {1}.")                       \
	W(ALT_GENDER, "Diagram lingkaran: wanita {1}, laki-laki {2}.",                             \
	  "A ring chart: women {1}, men {2}.")                                                     \
	W(ALT_AGES, "Diagram batang menurut usia dan gender: {1}.",                                \
	  "A bar chart by age and gender: {1}.")                                                   \
	/* Statistik: followers */                                                                 \
	W(AUDIENCE, "Followers", "Followers")                                                      \
	W(NO_AUDIENCE, "Belum ada data follower", "No data about followers yet")                   \
	W(NO_AUDIENCE_HINT,                                                                        \
	  "Meta membagikan data ini untuk akun dengan sedikitnya 100 follower, dan bisa "          \
	  "terlambat sampai 48 jam.",                                                              \
	  "Meta shares this for accounts with at least 100 followers, and it may be up to 48 "     \
	  "hours late.")                                                                           \
	W(ONLINE, "Waktu Follower Online Tertinggi", "When followers are online")                  \
	W(ONLINE_LEAD, "Rata-rata follower yang online per jam, waktu {1}",                        \
	  "Followers online by hour on average, {1} time")                                         \
	W(ONLINE_HOURS, "Follower online menurut hari dan jam",                                    \
	  "Followers online by day and hour")                                                      \
	W(QUIET, "Sepi", "Quiet")                                                                  \
	W(BUSY, "Ramai", "Busy")                                                                   \
	W(BEST_HOUR, "Waktu teramai dalam seminggu", "Busiest time of the week")                   \
	W(RECOMMENDED, "Rekomendasi Waktu Posting", "Recommended times to post")                   \
	W(RECOMMENDED_LEAD, "Jam dengan lebih dari 80% follower online terbanyak",                 \
	  "Hours above 80% of the busiest one")                                                    \
	W(ONLINE_BEST, "Follower paling banyak online pada hari {1} pukul {2}.",                   \
	  "Most followers are online on {1} at {2}.")                                              \
	W(BEST_TIMES, "Jam terbaik menurut hasil postingan", "Best hours by what posts did")       \
	W(BEST_TIMES_LEAD,                                                                         \
	  "Follower yang online dikali hasil {1} posting setahun terakhir; 1 = "                   \
	  "jam biasa",                                                                             \
	  "Followers online times the outcome of {1} posts of the last year; 1 = an ordinary "     \
	  "hour")                                                                                  \
	W(SCORE, "Skor", "Score")                                                                  \
	W(AUDIENCE_SHORT, "Online", "Online")                                                      \
	W(EFFECT, "Hasil posting", "Outcome")                                                      \
	W(POSTS, "Posting", "Posts")                                                               \
	W(TIME, "Waktu", "Time")                                                                   \
	W(LOCATION, "Lokasi Asal Follower", "Where followers live")                                \
	W(LOCATION_LEAD, "Lima negara dan kota terbesar, rata-rata periode ini",                   \
	  "The five largest countries and cities, averages of this period")                        \
	W(BY_COUNTRY, "Lokasi Berdasarkan Negara", "By country")                                   \
	W(BY_CITY, "Lokasi Berdasarkan Kota", "By city")                                           \
	W(CITY_FIRST, "{1} follower berasal dari {2}.", "{1} of the followers are from {2}.")      \
	W(MAP_CREDIT, "Data kota © GeoNames (CC BY 4.0); peta dari Natural Earth.",                \
	  "City data © GeoNames (CC BY 4.0); map from Natural Earth.")                             \
	W(PEOPLE, "Demografi gender dan usia follower", "Gender and age of followers")             \
	W(PEOPLE_LEAD, "Persentase follower yang gendernya diketahui",                             \
	  "Share of the followers whose gender is known")                                          \
	W(GENDER, "Gender", "Gender")                                                              \
	W(AGE, "Usia", "Age")                                                                      \
	W(AGE_LEAD, "Menurut kelompok usia dan gender", "By age group and gender")                 \
	W(WOMEN, "Wanita", "Women")                                                                \
	W(MEN, "Laki-laki", "Men")                                                                 \
	W(WOMEN_SHARE, "Follower Wanita", "Women")                                                 \
	W(MEN_SHARE, "Follower Laki-laki", "Men")                                                  \
	W(TOGETHER, "Bersama", "Together")                                                         \
	W(MAJORITY, "Mayoritas follower: {1} ({2}).", "Largest group: {1} ({2}).")                 \
	W(MAJORITY_GROUP, "{1}, {2} tahun", "{1}, {2} years old")                                  \
	W(YEARS, "tahun", "years")                                                                 \
	/* Top Post */                                                                             \
	W(NEWEST, "Postingan Terbaru", "Newest posts")                                             \
	W(RATE_HIGH, "Engagement Tertinggi", "Highest engagement")                                 \
	W(LIKES_HIGH, "Paling banyak disukai", "Most liked")                                       \
	W(COMMENTS_HIGH, "Paling banyak dikomentari", "Most commented")                            \
	W(REACH_HIGH, "Reach Tertinggi", "Highest reach")                                          \
	W(RATE_LOW, "Engagement Terendah", "Lowest engagement")                                    \
	W(LIKES_LOW, "Paling sedikit disukai", "Least liked")                                      \
	W(COMMENTS_LOW, "Paling sedikit dikomentari", "Least commented")                           \
	W(REACH_LOW, "Reach Terendah", "Lowest reach")                                             \
	W(TOP_LEAD, "{1} posting terbit pada periode ini", "{1} posts published in this period")   \
	W(NO_POSTS, "Tidak ada posting pada periode ini", "No posts in this period")               \
	W(NO_POSTS_HINT, "Pilih periode yang lebih panjang untuk melihat posting sebelumnya.",     \
	  "Choose a longer period to see earlier posts.")                                          \
	W(NO_VALUE, "Angka untuk urutan ini belum tersedia",                                       \
	  "The figures for this order are not available yet")                                      \
	W(NO_VALUE_HINT, "Meta belum membagikan angka ini untuk posting pada periode ini.",        \
	  "Meta has not shared these figures for the posts of this period yet.")                   \
	W(NO_CAPTION, "Tanpa caption", "No caption")                                               \
	W(IMAGE, "Gambar", "Image")                                                                \
	W(VIDEO, "Video", "Video")                                                                 \
	W(CAROUSEL, "Carousel", "Carousel")                                                        \
	W(OTHER_TYPE, "Lainnya", "Other")                                                          \
	W(ER, "ER", "ER")                                                                          \
	W(BY_TYPE, "Rata-rata menurut jenis konten", "Averages by kind of content")                \
	W(BY_TYPE_LEAD, "Per posting yang terbit pada periode ini",                                \
	  "Per post published in this period")                                                     \
	W(TYPE, "Jenis Konten", "Kind")                                                            \
	/* Kompetitor */                                                                           \
	W(OWN, "Akun Anda", "Your account")                                                        \
	W(COMPARE, "Performa akun kompetitor", "Accounts side by side")                            \
	W(COMPARE_LEAD,                                                                            \
	  "Rata-rata per posting yang terbit pada periode ini, {1}; follower vs sehari "           \
	  "sebelumnya",                                                                            \
	  "Averages per post published in this period, {1}; followers vs the day before")          \
	W(AVG_RATE, "Avg. Engagement Rate", "Avg. engagement rate")                                \
	W(FOLLOWERS_COLUMN, "Followers", "Followers")                                              \
	W(AVG_LIKES, "Rata-Rata Like", "Average likes")                                            \
	W(AVG_COMMENTS, "Rata-Rata Comment", "Average comments")                                   \
	W(ACCOUNT, "Akun", "Account")                                                              \
	W(GROWTH_SERIES, "Pertumbuhan follower", "Follower growth")                                \
	W(GROWTH_SERIES_LEAD, "Perubahan sejak hari pertama periode, dalam persen",                \
	  "Change since the first day of the period, in percent")                                  \
	W(PER_POST, "Interaksi per posting", "Engagement per post")                                \
	W(PER_POST_LEAD, "Rata-rata like dan komentar, menurut hari terbit",                       \
	  "Average likes and comments by day of publication")                                      \
	W(TOP_CONTENT, "Top Konten", "Top content")                                                \
	W(TOP_CONTENT_LEAD,                                                                        \
	  "Posting dengan like dan komentar terbanyak, dibanding posting tepat sebelumnya",        \
	  "The post with most likes and comments, against the one right before it")                \
	W(CONTENT_PAGE, "Top Konten dan Top Hashtag", "Top content and top hashtags")              \
	W(TOP_HASHTAGS, "Top Hashtag", "Top hashtags")                                             \
	W(TOP_HASHTAGS_LEAD, "Lima hashtag dengan like dan komentar terbanyak",                    \
	  "The five hashtags with most likes and comments")                                        \
	W(HASHTAGS_NONE, "Belum ada hashtag", "No hashtags")                                       \
	W(NO_COMPETITORS, "Belum ada kompetitor", "No competitors yet")                            \
	W(NO_COMPETITORS_HINT,                                                                     \
	  "Tambahkan akun bisnis lain di tab Kompetitor untuk melihat di mana akun ini unggul "    \
	  "dan tertinggal.",                                                                       \
	  "Add other business accounts under Competitors to see where this one leads and where "   \
	  "it lags.")

enum pdf_word {
#define PDF_WORD_ENUM(name, ...) W_##name,
	PDF_WORDS(PDF_WORD_ENUM)
#undef PDF_WORD_ENUM
		PDF_WORD_COUNT,
};

/* How one report speaks. */
struct speech {
	struct arena *arena; /* of what is made */
	bool english;
	const struct tz *tz;
};

struct str say(const struct speech *s, enum pdf_word word);
/* With {1} and {2} filled in. */
struct str say_with(const struct speech *s, enum pdf_word word, struct str first,
		    struct str second);

/* ---- numbers -------------------------------------------------------------------------------- */

struct str say_whole(const struct speech *s, struct opt_int n);      /* 187.896 */
struct str say_signed(const struct speech *s, struct opt_double n);  /* +1.204, 0 decimals */
struct str say_compact(const struct speech *s, struct opt_double n); /* 187,9 rb */
struct str say_fixed(const struct speech *s, struct opt_double n, int digits);
/* 2,15%; `is_signed`: +2,15% */
struct str say_percent(const struct speech *s, struct opt_double n, int digits, bool is_signed);
/* For axes: short, without trailing zeros. */
struct str say_axis(const struct speech *s, double n);

/* ---- dates ---------------------------------------------------------------------------------- */

struct str say_day_short(const struct speech *s, int64_t day);  /* 24 Okt */
struct str say_month(const struct speech *s, int64_t day);      /* Okt 2022 */
struct str say_day_medium(const struct speech *s, int64_t day); /* 24 Okt 2022 */
struct str say_day_long(const struct speech *s, int64_t day);   /* 24 Oktober 2022 */
struct str say_range(const struct speech *s, int64_t first, int64_t last);
/* 24 Oktober 2022, 19.05 WIB */
struct str say_moment(const struct speech *s, int64_t unix_s);
struct str say_clock(const struct speech *s, int64_t unix_s); /* 19.05 WIB */
/* WIB, WITA, WIT, else UTC+5:30. */
struct str say_zone(const struct speech *s, int64_t unix_s);
/* Sunday is 0. */
struct str say_weekday(const struct speech *s, int weekday, bool is_short);

#endif
