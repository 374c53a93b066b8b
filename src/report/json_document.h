/* The JSON export while it is written: what its files share. Private to report/json_*.c. */
#ifndef REPORT_JSON_DOCUMENT_H
#define REPORT_JSON_DOCUMENT_H

#include "base/json.h"
#include "base/limits.h"
#include "report/export_files.h"
#include "store/store.h"

#define JSON_BLOCK_BYTES (32 * KIB)
#define JSON_ITEM_MAX_BYTES (16 * MIB) /* what stands between two drains is far smaller */

struct document {
	struct export_job *job;
	const struct stats *reading; /* of the account, or of a competitor */
	struct sink sink;
	struct buf out;
	struct json_writer json;
	bool is_competitor;
};

/* Hands over what is written so far, when it is at least so much. */
bool document_drain(struct document *d, size_t least, struct err *err) must_use;
/* The end of an item of a list. */
bool document_end_item(struct document *d, struct err *err) must_use;

/* Members; what is not known is null. */
void document_text(struct document *d, const char *key, struct str value);
void document_opt_int(struct document *d, const char *key, struct opt_int value);
void document_opt_double(struct document *d, const char *key, struct opt_double value);
void document_time(struct document *d, const char *key, int64_t unix_s); /* 0: null */
void document_day(struct document *d, const char *key, int64_t day);

/* The items of one list of the document, each a section of it. */
typedef bool document_list(struct document *d, struct err *err);

/* json_series.c: numbers over time, and who follows. */
document_list document_user_data, document_engagement, document_reach, document_impressions,
	document_insights, document_page_insights, document_online_followers, document_cities,
	document_countries, document_genders, document_growth, document_growth_media;
/* json_media.c: what was posted, and what others say. */
document_list document_hashtags, document_stories, document_mentions, document_media;

#endif
