#include "store/media_days.h"

#include "store/row.h"

/* The counts of one post on one day, as stored. */
struct counts {
	bool is_stored;
	int64_t day;
	struct opt_int like, comments;
	struct opt_int like_growth, comments_growth;
};

static struct counts counts_of(const struct db_stmt *row)
{
	return (struct counts){
		.is_stored = true,
		.day = db_int(row, 0),
		.like = db_opt_int(row, 1),
		.comments = db_opt_int(row, 2),
		.like_growth = db_opt_int(row, 3),
		.comments_growth = db_opt_int(row, 4),
	};
}

/* C.8: today minus the stored day before; unknown when either is. */
static struct opt_int growth(struct opt_int now, struct opt_int before)
{
	return now.has && before.has ? OPT_INT(now.value - before.value) : OPT_NO_INT;
}

static void set_growth(struct counts *c, const struct counts *before)
{
	c->like_growth = before->is_stored ? growth(c->like, before->like) : OPT_NO_INT;
	c->comments_growth = before->is_stored ? growth(c->comments, before->comments) : OPT_NO_INT;
}

/* What one row adds to its day's sums (C.7): an unknown growth counts as the full value. */
static void add_to_sums(struct engagement_day_row *sums, const struct counts *c, int64_t sign)
{
	int64_t like = opt_int_or(c->like, 0), comments = opt_int_or(c->comments, 0);

	if (!c->is_stored)
		return;
	sums->media_count += sign;
	sums->like_count += sign * like;
	sums->comments_count += sign * comments;
	sums->like_growth += sign * opt_int_or(c->like_growth, like);
	sums->comments_growth += sign * opt_int_or(c->comments_growth, comments);
	sums->like_first += c->like_growth.has ? 0 : sign * like;
	sums->comments_first += c->comments_growth.has ? 0 : sign * comments;
}

struct put {
	struct db_tx *tx;
	struct str account_id;
	int64_t now_s;
	bool has_later_days; /* is anything of this account stored after that day? */
};

static bool write_sums(const struct put *p, const struct engagement_day_row *s, struct err *err)
{
	return db_exec(p->tx, SQL_ENGAGEMENT_DAYS_ADD,
		       DB_ARGS(DB_T(p->account_id), DB_I(s->day), DB_I(s->media_count),
			       DB_I(s->like_count), DB_I(s->comments_count), DB_I(s->like_growth),
			       DB_I(s->comments_growth), DB_I(s->like_first),
			       DB_I(s->comments_first), DB_I(p->now_s)),
		       NULL, err);
}

static bool write_counts(const struct put *p, struct str media_id, const struct counts *c,
			 struct err *err)
{
	return db_exec(p->tx, SQL_MEDIA_DAYS_PUT,
		       DB_ARGS(DB_T(p->account_id), DB_T(media_id), DB_I(c->day), DB_O(c->like),
			       DB_O(c->comments), DB_O(c->like_growth), DB_O(c->comments_growth),
			       DB_I(p->now_s)),
		       NULL, err);
}

/* The row of that day and the one before it, of whatever is stored. */
static bool read_around(const struct put *p, struct str media_id, int64_t day,
			struct counts *ret_that, struct counts *ret_before, struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;

	if (!db_query(p->tx, SQL_MEDIA_DAYS_AROUND,
		      DB_ARGS(DB_T(p->account_id), DB_T(media_id), DB_I(day)), &rows, err))
		return false;
	*ret_that = *ret_before = (struct counts){ .is_stored = false };
	while (db_next(rows)) {
		struct counts c = counts_of(rows);
		if (c.day == day)
			*ret_that = c;
		else if (!ret_before->is_stored)
			*ret_before = c;
	}
	return db_end_ok(rows, err);
}

/* A day was written before one that is stored already: that one grew from something else now. */
static bool correct_next(const struct put *p, struct str media_id, const struct counts *written,
			 struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool found;

	if (!db_one(p->tx, SQL_MEDIA_DAYS_NEXT,
		    DB_ARGS(DB_T(p->account_id), DB_T(media_id), DB_I(written->day)), &row, &found,
		    err))
		return false;
	if (!found)
		return true;
	struct counts next = counts_of(row);
	struct engagement_day_row difference = { .day = next.day };
	db_endp(&row);
	add_to_sums(&difference, &next, -1);
	set_growth(&next, written);
	add_to_sums(&difference, &next, +1);
	return write_counts(p, media_id, &next, err) && write_sums(p, &difference, err);
}

static bool put_one(const struct put *p, const struct media_day_row *row, int64_t day,
		    struct engagement_day_row *sums, struct err *err)
{
	struct counts now = { .is_stored = true,
			      .day = day,
			      .like = row->like_count,
			      .comments = row->comments_count };
	struct counts old, before;

	if (!read_around(p, row->media_id, day, &old, &before, err))
		return false;
	set_growth(&now, &before);
	add_to_sums(sums, &old, -1);
	add_to_sums(sums, &now, +1);
	return write_counts(p, row->media_id, &now, err) &&
	       (!p->has_later_days || correct_next(p, row->media_id, &now, err));
}

bool media_days_put(struct db_tx *tx, struct str account_id, int64_t day,
		    const struct media_day_rows *rows, int64_t now_s, struct err *err)
{
	struct put p = { .tx = tx, .account_id = account_id, .now_s = now_s };
	struct row_query q = { tx, NULL, SQL_ENGAGEMENT_DAYS_NEWEST, DB_ARGS(DB_T(account_id)) };
	struct engagement_day_row sums = { .day = day };
	struct opt_int newest;

	if (rows->count == 0)
		return true;
	if (!row_opt_int(&q, &newest, err))
		return false;
	p.has_later_days = newest.has && newest.value > day;
	for (size_t i = 0; i < rows->count; i++)
		if (!put_one(&p, &rows->at[i], day, &sums, err))
			return false;
	return write_sums(&p, &sums, err);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static void read_day(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct media_day_row *)ret = (struct media_day_row){
		.media_id = row_text(a, row, 0),
		.day = db_int(row, 1),
		.posted_s = db_int(row, 2),
		.like_count = db_opt_int(row, 3),
		.comments_count = db_opt_int(row, 4),
		.like_growth = db_opt_int(row, 5),
		.comments_growth = db_opt_int(row, 6),
		.updated_s = db_int(row, 7),
	};
}

bool media_days_list(struct db_tx *tx, struct arena *a, struct str account_id, struct str media_id,
		     struct media_day_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_MEDIA_DAYS_LIST,
			       DB_ARGS(DB_T(account_id), DB_T(media_id)) };

	return row_list(&q, read_day, ret, err);
}

bool media_days_list_first(struct db_tx *tx, struct arena *a, struct str account_id,
			   int64_t first_day, int64_t last_day, struct media_day_rows *ret,
			   struct err *err)
{
	struct row_query q = { tx, a, SQL_MEDIA_DAYS_LIST_FIRST,
			       DB_ARGS(DB_T(account_id), DB_I(first_day), DB_I(last_day)) };

	return row_list(&q, read_day, ret, err);
}

static void read_sums(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct engagement_day_row *)ret = (struct engagement_day_row){
		.day = db_int(row, 0),
		.media_count = db_int(row, 1),
		.like_count = db_int(row, 2),
		.comments_count = db_int(row, 3),
		.like_growth = db_int(row, 4),
		.comments_growth = db_int(row, 5),
		.like_first = db_int(row, 6),
		.comments_first = db_int(row, 7),
	};
}

bool engagement_days_oldest(struct db_tx *tx, struct str account_id, struct opt_int *ret_day,
			    struct err *err)
{
	struct row_query q = { tx, NULL, SQL_ENGAGEMENT_DAYS_OLDEST, DB_ARGS(DB_T(account_id)) };

	return row_opt_int(&q, ret_day, err);
}

bool engagement_days_list(struct db_tx *tx, struct arena *a, struct str account_id,
			  int64_t first_day, int64_t last_day, struct engagement_day_rows *ret,
			  struct err *err)
{
	struct row_query q = { tx, a, SQL_ENGAGEMENT_DAYS_LIST,
			       DB_ARGS(DB_T(account_id), DB_I(first_day), DB_I(last_day)) };

	return row_list(&q, read_sums, ret, err);
}

bool engagement_days_recompute(struct db_tx *tx, struct arena *a, struct str account_id,
			       struct engagement_day_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_ENGAGEMENT_DAYS_RECOMPUTE, DB_ARGS(DB_T(account_id)) };

	return row_list(&q, read_sums, ret, err);
}
