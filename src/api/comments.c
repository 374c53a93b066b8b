/* Comments under a media and how people feel in them (cekbrand.md A.5, C.11). */
#include "api/put.h"
#include "api/tables.h"
#include "report/stats_comments.h"

static const struct shape sentiment_shape =
	NAMED_CHOICE("Sentiment", "How a comment feels.", "neg", "neu", "pos");
static const struct member comment_members[] = {
	{ "id", T_ID },
	{ "username", T_TEXT, NULLABLE },
	{ "text", T_TEXT, NULLABLE },
	{ "sentiment", &sentiment_shape, NULLABLE },
	{ "confidence", T_NUMBER, NULLABLE, "Of the sentiment: 0 to 1." },
	{ "is_unsure", T_BOOL, 0, "The confidence is low." },
	{ "parent_id", T_ID, NULLABLE, "Of the comment this one answers." },
	{ "like_count", T_INT, NULLABLE },
	{ "timestamp", T_TIME, NULLABLE },
};
const struct shape comment_shape = NAMED_OBJECT("Comment", comment_members, NULL);

static void put_comment(struct call *c, const struct comment_row *comment)
{
	json_object(&c->json);
	json_put_str(&c->json, "id", comment->id);
	json_put_str(&c->json, "username", comment->username);
	json_put_str(&c->json, "text", comment->text);
	put_text(c, "sentiment", comment->sentiment);
	put_opt_double(c, "confidence", comment->confidence);
	json_put_bool(&c->json, "is_unsure", stats_is_unsure(comment->confidence));
	put_text(c, "parent_id", comment->parent_id);
	put_opt_int(c, "like_count", comment->like_count);
	put_time(c, "timestamp", comment->posted_s);
	json_end_object(&c->json);
}

/* A media that is not the account's has no comments: the original client asks for any. */
static bool comments(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct comment_rows rows;

	if (!stats_comments(&reading, call_path(c, 1), &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		put_comment(c, &rows.at[i]);
	json_end_array(&c->json);
	return true;
}

static const struct member count_members[] = {
	{ "neg", T_INT },
	{ "pos", T_INT },
	{ "neu", T_INT },
};
static const struct shape counts_shape =
	NAMED_OBJECT("SentimentCounts", count_members, "How many comments feel how.");
static const struct member total_members[] = {
	{ "unsure", T_INT, 0, "Of these: with a low confidence." },
	{ "unclassified", T_INT, 0, "Not among these: still to be read." },
};
static const struct shape totals_shape =
	EXTENDED_OBJECT("SentimentTotals", &counts_shape, total_members);
static const struct member sentiment_day_members[] = {
	{ "datestamp", T_DAY },
};
static const struct shape sentiment_day_shape =
	EXTENDED_OBJECT("SentimentDay", &totals_shape, sentiment_day_members);

/* Exactly the contract's three: the original client may add up all it is given. */
static void put_counts(struct call *c, const struct comment_sentiments *counts)
{
	json_put_int(&c->json, "neg", counts->neg);
	json_put_int(&c->json, "pos", counts->pos);
	json_put_int(&c->json, "neu", counts->neu);
}

static void put_totals(struct call *c, const struct comment_sentiments *counts)
{
	put_counts(c, counts);
	json_put_int(&c->json, "unsure", counts->unsure);
	json_put_int(&c->json, "unclassified", counts->unclassified);
}

static bool media_sentiment(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct comment_sentiments counts;

	if (!stats_media_sentiment(&reading, call_path(c, 1), &counts, err))
		return false;
	json_object(&c->json);
	put_counts(c, &counts);
	json_end_object(&c->json);
	return true;
}

static bool sentiment_days(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_sentiment_days days;

	if (!stats_sentiment_list(&reading, &days, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < days.count; i++) {
		json_object(&c->json);
		put_day(c, "datestamp", days.items[i].day);
		put_totals(c, &days.items[i].comments);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static bool sentiment_summary(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_sentiment_days days;

	if (!stats_sentiment_list(&reading, &days, err))
		return false;
	json_object(&c->json);
	put_totals(c, &days.total);
	json_end_object(&c->json);
	return true;
}

#define READING .access = ACCESS_USER, .owns_account = true, .reads = true

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media/{media_id}/comments", comments, READING,
	  .needs = ABILITY_POST_DETAIL,
	  .doc = "Comments under one media, newest first, each with its sentiment.",
	  .reply = T_LIST(&comment_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media/{media_id}/sentiment", media_sentiment,
	  READING, .needs = ABILITY_POST_DETAIL,
	  .doc = "How many comments of one media are negative, neutral and positive.",
	  .reply = &counts_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/sentiment", sentiment_days, READING,
	  .takes_window = true, .doc = "Sentiment of all comments, by the day they were made.",
	  .reply = T_LIST(&sentiment_day_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/sentiment/summary", sentiment_summary, READING,
	  .takes_window = true, .doc = "Sentiment of all comments made in the window.",
	  .reply = &totals_shape },
};

const struct route_table comment_routes = { routes, COUNT_OF(routes), "Comments" };
