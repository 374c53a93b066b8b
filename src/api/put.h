/* Members that many answers share, written the contract's way (cekbrand.md 0.3). */
#ifndef API_PUT_H
#define API_PUT_H

#include "analytics/rates.h"
#include "api/api.h"
#include "api/call.h"
#include "report/stats.h"

/* `2022-12-26T20:44:36+07:00` in the caller's zone; null for 0. */
void put_time(struct call *c, const char *key, int64_t unix_s);
/* Text, or null when absent (at == NULL). */
void put_text(struct call *c, const char *key, struct str value);
/* Texts that are never absent, in this order. */
struct text_member {
	const char *key;
	struct str value;
};
void put_texts(struct call *c, const struct text_member *members, size_t count);
void put_opt_int(struct call *c, const char *key, struct opt_int value);
void put_opt_double(struct call *c, const char *key, struct opt_double value);
/* "5.6%" as Python prints the float, or null. */
void put_percent(struct call *c, const char *key, struct opt_double value);
void put_day(struct call *c, const char *key, int64_t day);

/* One Instagram account with its newest numbers (A.3); reads c->snapshot. */
extern const struct shape account_shape, csv_type_shape;
bool put_account(struct call *c, const struct account_row *account, struct err *err) must_use;

/* Of lists that are answers of their own and part of the JSON export. */
extern const struct shape user_data_shape, hashtag_metric_shape, own_media_shape,
	public_media_shape, comment_shape, daily_insight_shape, audience_city_shape,
	audience_country_shape, audience_gender_age_shape, online_followers_shape,
	engagement_day_shape;

/*
 * The address of one competitor. What is read of it is read as of an own account: the row of the
 * own account's handler with this path and .of_competitor.
 */
#define COMPETITOR_PATH                                                                            \
	"/cekbrand/accounts/{account_id}/competitor-accounts/{competitor_account_id}"

/* How the token that an account or a connection lives from fares; null without one. */
struct token_health;
void put_token(struct call *c, const char *key, const struct token_health *health);
extern const struct shape token_shape;
/* A Facebook account of a user, its token masked (A.2). */
extern const struct shape social_account_shape;
void put_facebook_account(struct call *c, const struct social_account *account);

/* What the readings of report/stats.h want, for this call's account, window and zone. */
struct stats call_stats(const struct call *c);

#endif
