/* Comments: each once and as edited; what the classifier said of them, and when it is asked again.
 */
#include "store/comments.h"
#include "store/media.h"
#include "store/test_store.h"

#define ACCOUNT STR("17841400000000001")
#define OTHER STR("17841400000000002")
#define POST STR("m000")
#define SURE_FROM 0.5

static void with_post(struct fixture *f, struct db_tx *tx)
{
	struct media_row row = { .id = POST, .posted_s = NOW_S, .media_type = STR("IMAGE") };
	struct comment_row all[] = {
		{ .id = STR("c2"), .username = STR("budi"), .text = STR("mantap"), .posted_s = 20 },
		{ .id = STR("c1"), .username = STR("ani"), .text = STR("👍"), .posted_s = 10 },
		{ .id = STR("c3"), .username = STR("ika"), .text = STR("berapa?"), .posted_s = 30 },
	};

	add_account(f, tx, ACCOUNT.at, 0, 0);
	add_account(f, tx, OTHER.at, 0, 0);
	check_ok(media_put(tx, ACCOUNT, &(struct media_rows){ &row, 1 }, NOW_S, &f->err), &f->err);
	check_ok(comments_put(tx, ACCOUNT, POST, &(struct comment_rows){ all, 3 }, NOW_S, NULL,
			      &f->err),
		 &f->err);
}

static int setup(void **state)
{
	fixture_setup(state);
	in_write(*state, with_post);
	return 0;
}

static struct comment_row edited(void)
{
	return (struct comment_row){ .id = STR("c2"), .text = STR("mantap!"), .posted_s = 20 };
}

static void listing(struct fixture *f, struct db_tx *tx)
{
	struct comment_row row = edited();
	struct comment_rows rows = { &row, 1 }, got;
	int64_t count;

	check_ok(comments_put(tx, ACCOUNT, POST, &rows, NOW_S, NULL, &f->err), &f->err);
	check_ok(comments_list(tx, &f->a, ACCOUNT, POST, 10, &got, &f->err), &f->err);
	check_int("each once", (int64_t)got.count, 3);
	check_str("newest first", got.at[0].id, STR("c3"));
	check_str("as edited", got.at[1].text, STR("mantap!"));
	check_true("not classified", !got.at[1].sentiment.at && !got.at[1].confidence.has);
	check_ok(comments_list(tx, &f->a, ACCOUNT, POST, 2, &got, &f->err), &f->err);
	check_int("at most", (int64_t)got.count, 2);
	check_ok(comments_count(tx, OTHER, POST, &count, &f->err), &f->err);
	check_int("another account's", count, 0);
	check_true("no such post", !comments_put(tx, OTHER, POST, &rows, NOW_S, NULL, &f->err));
	check_int("no such post", f->err.code, ERR_DATABASE);
}

/* What is to be read, as "count/read"; "" when nothing is. */
static struct str to_read(struct fixture *f, struct db_tx *tx)
{
	struct media_unread_rows rows;

	check_ok(media_list_comments_to_read(tx, &f->a, ACCOUNT, 10, &rows, &f->err), &f->err);
	if (rows.count == 0)
		return STR("");
	return str_fmt(&f->a, "%lld/%lld", (long long)rows.at[0].count,
		       (long long)opt_int_or(rows.at[0].read, -1));
}

/* As Meta lists the post now. */
static void has_comments(struct fixture *f, struct db_tx *tx, int64_t count)
{
	struct media_row row = { .id = POST,
				 .posted_s = NOW_S,
				 .media_type = STR("IMAGE"),
				 .comments_count = OPT_INT(count) };

	check_ok(media_put(tx, ACCOUNT, &(struct media_rows){ &row, 1 }, NOW_S, &f->err), &f->err);
}

static void reading(struct fixture *f, struct db_tx *tx)
{
	check_str("none that anybody knows of", to_read(f, tx), STR(""));
	has_comments(f, tx, 3);
	check_str("never read", to_read(f, tx), STR("3/-1"));
	check_ok(media_comments_were_read(tx, ACCOUNT, POST, 3, &f->err), &f->err);
	check_str("read", to_read(f, tx), STR(""));
	has_comments(f, tx, 5);
	check_str("two more", to_read(f, tx), STR("5/3"));
	check_ok(media_archive(tx, ACCOUNT, NOW_S + 1, &f->err), &f->err);
	check_str("the post is gone", to_read(f, tx), STR(""));
}

/* What is stored of a list that was read is no longer missing, whoever told it. */
static void coming(struct fixture *f, struct db_tx *tx)
{
	struct comment_row new[] = {
		{ .id = STR("c3"), .text = STR("berapa?"), .posted_s = 30 },
		{ .id = STR("c4"), .text = STR("10rb"), .parent_id = STR("c3"), .posted_s = 40 },
	};
	struct comment_row heard = { .id = STR("c5"), .text = STR("sip"), .posted_s = 50 };
	int64_t count;

	has_comments(f, tx, 7);
	check_ok(comments_hear(tx, ACCOUNT, POST, &heard, NOW_S, &f->err), &f->err);
	check_str("never read", to_read(f, tx), STR("7/-1"));
	check_ok(media_comments_were_read(tx, ACCOUNT, POST, 4, &f->err), &f->err);
	check_ok(comments_put(tx, ACCOUNT, POST, &(struct comment_rows){ new, 2 }, NOW_S, &count,
			      &f->err),
		 &f->err);
	check_int("one is new", count, 1);
	check_str("one less is missing", to_read(f, tx), STR("7/5"));
	heard.id = STR("c6");
	check_ok(comments_hear(tx, ACCOUNT, POST, &heard, NOW_S, &f->err), &f->err);
	check_ok(comments_hear(tx, ACCOUNT, POST, &heard, NOW_S, &f->err), &f->err);
	check_str("heard twice", to_read(f, tx), STR("7/6"));
	heard.id = STR("c7");
	check_ok(comments_hear(tx, ACCOUNT, POST, &heard, NOW_S, &f->err), &f->err);
	check_str("nothing is missing", to_read(f, tx), STR(""));
}

/* Where the first reading goes on. */
static void going_on(struct fixture *f, struct db_tx *tx)
{
	struct media_unread_rows rows;

	has_comments(f, tx, 70);
	check_ok(media_comments_go_on(tx, ACCOUNT, POST, STR("QVFI"), OPT_INT(70), &f->err),
		 &f->err);
	check_ok(media_list_comments_to_read(tx, &f->a, ACCOUNT, 10, &rows, &f->err), &f->err);
	check_str("there", rows.at[0].after, STR("QVFI"));
	check_int("begun", opt_int_or(rows.at[0].begun, -1), 70);
	check_ok(media_comments_go_on(tx, ACCOUNT, POST, STR_NONE, OPT_NO_INT, &f->err), &f->err);
	check_ok(media_list_comments_to_read(tx, &f->a, ACCOUNT, 10, &rows, &f->err), &f->err);
	check_true("from the newest", !rows.at[0].after.at && !rows.at[0].begun.has);
	check_ok(media_comments_go_on(tx, ACCOUNT, POST, STR("QVFI"), OPT_INT(70), &f->err),
		 &f->err);
	check_ok(media_comments_were_read(tx, ACCOUNT, POST, 70, &f->err), &f->err);
	has_comments(f, tx, 71);
	check_ok(media_list_comments_to_read(tx, &f->a, ACCOUNT, 10, &rows, &f->err), &f->err);
	check_true("from the newest again", !rows.at[0].after.at && !rows.at[0].begun.has);
}

static struct comment_sentiment_rows waiting(struct fixture *f, struct db_tx *tx, const char *model)
{
	struct comment_sentiment_rows rows;

	check_ok(comments_list_unclassified(tx, &f->a, ACCOUNT, str_of(model), 100, &rows, &f->err),
		 &f->err);
	return rows;
}

/* Everything that waits: c1 positive, the others negative and unsure. */
static void classify(struct fixture *f, struct db_tx *tx, const char *model)
{
	struct comment_sentiment_rows rows = waiting(f, tx, model);

	for (size_t i = 0; i < rows.count; i++) {
		bool is_first = str_eq(rows.at[i].id, STR("c1"));

		rows.at[i].sentiment = is_first ? STR("pos") : STR("neg");
		rows.at[i].confidence = is_first ? 0.93 : 0.41;
	}
	check_ok(comments_sentiment_put(tx, ACCOUNT, str_of(model), &rows, &f->err), &f->err);
}

static void counting(struct fixture *f, struct db_tx *tx)
{
	struct comment_sentiments sums;
	struct comment_rows got;

	check_ok(comments_sentiments(tx, ACCOUNT, POST, SURE_FROM, &sums, &f->err), &f->err);
	check_int("before", sums.unclassified, 3);
	classify(f, tx, "m1");
	check_ok(comments_sentiments(tx, ACCOUNT, POST, SURE_FROM, &sums, &f->err), &f->err);
	check_int("positive", sums.pos, 1);
	check_int("negative", sums.neg, 2);
	check_int("neutral", sums.neu, 0);
	check_int("unsure", sums.unsure, 2);
	check_int("all classified", sums.unclassified, 0);
	check_ok(comments_list(tx, &f->a, ACCOUNT, POST, 10, &got, &f->err), &f->err);
	check_str("label", got.at[2].sentiment, STR("pos"));
	check_true("confidence", got.at[2].confidence.has && got.at[2].confidence.value == 0.93);
	check_ok(comments_sentiments(tx, OTHER, POST, SURE_FROM, &sums, &f->err), &f->err);
	check_int("another account's", sums.pos + sums.neg + sums.unclassified, 0);
}

static void asking_again(struct fixture *f, struct db_tx *tx)
{
	struct comment_row row = edited();
	struct comment_rows rows = { &row, 1 };

	check_int("new", (int64_t)waiting(f, tx, "m1").count, 3);
	classify(f, tx, "m1");
	check_int("done", (int64_t)waiting(f, tx, "m1").count, 0);
	check_int("an older model's", (int64_t)waiting(f, tx, "m2").count, 3);
	check_int("a newer model's", (int64_t)waiting(f, tx, "m0").count, 3);

	/* Read while the old text stood, written after it has changed. */
	struct comment_sentiment_rows late = waiting(f, tx, "m2");

	for (size_t i = 0; i < late.count; i++)
		late.at[i].sentiment = STR("neu");
	check_ok(comments_put(tx, ACCOUNT, POST, &rows, NOW_S, NULL, &f->err), &f->err);
	check_ok(comments_sentiment_put(tx, ACCOUNT, STR("m2"), &late, &f->err), &f->err);
	check_int("changed meanwhile", (int64_t)waiting(f, tx, "m2").count, 1);
	check_str("changed meanwhile", waiting(f, tx, "m2").at[0].text, STR("mantap!"));

	classify(f, tx, "m2");
	check_ok(comments_put(tx, ACCOUNT, POST, &rows, NOW_S, NULL, &f->err), &f->err);
	check_int("the same again", (int64_t)waiting(f, tx, "m2").count, 0);
}

struct seen {
	int64_t last_s, count, positive;
};

static void see(void *ctx, const struct comment_mark *mark)
{
	struct seen *seen = ctx;

	check_true("oldest first", mark->posted_s > seen->last_s);
	seen->last_s = mark->posted_s;
	seen->positive += str_eq(mark->sentiment, STR("pos"));
	seen->count++;
}

static void marks(struct fixture *f, struct db_tx *tx)
{
	const int64_t span_s[2] = { 10, 20 };
	struct seen seen = { 0 };

	classify(f, tx, "m1");
	check_ok(comments_marks_each(tx, ACCOUNT, span_s, see, &seen, &f->err), &f->err);
	check_int("of the span", seen.count, 2);
	check_int("positive", seen.positive, 1);
}

#define IN_WRITE(work)                                                                             \
	static void test_##work(void **state)                                                      \
	{                                                                                          \
		in_write(*state, work);                                                            \
	}
IN_WRITE(listing)
IN_WRITE(reading)
IN_WRITE(coming)
IN_WRITE(going_on)
IN_WRITE(counting)
IN_WRITE(asking_again)
IN_WRITE(marks)

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(listing),  TEST(reading),      TEST(coming), TEST(going_on),
		TEST(counting), TEST(asking_again), TEST(marks),
	};
	return cmocka_run_group_tests_name("store/comments", tests, NULL, NULL);
}
