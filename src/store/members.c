#include "store/members.h"

#include "base/buf.h"
#include "store/row.h"

#define PATTERN_MAX_BYTES 4096

static const unsigned statements[MEMBER_ORDER_COUNT][2] = {
	[MEMBERS_BY_CREATED] = { SQL_MEMBERS_BY_CREATED, SQL_MEMBERS_BY_CREATED_DOWN },
	[MEMBERS_BY_LOGIN] = { SQL_MEMBERS_BY_LOGIN, SQL_MEMBERS_BY_LOGIN_DOWN },
	[MEMBERS_BY_EMAIL] = { SQL_MEMBERS_BY_EMAIL, SQL_MEMBERS_BY_EMAIL_DOWN },
	[MEMBERS_BY_NAME] = { SQL_MEMBERS_BY_NAME, SQL_MEMBERS_BY_NAME_DOWN },
};

/* Contains `text`, whose own wildcards are letters like others. */
static struct str pattern(struct arena *a, struct str text)
{
	cleanup(buf_free) struct buf out;

	buf_init(&out, PATTERN_MAX_BYTES);
	if (text.len == 0)
		return STR_NONE;
	buf_putc(&out, '%');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '%' || text.at[i] == '_' || text.at[i] == '!')
			buf_putc(&out, '!');
		buf_putc(&out, text.at[i]);
	}
	buf_putc(&out, '%');
	return str_dup(a, buf_str(&out));
}

static void read_id(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(int64_t *)ret = db_int(row, 0);
}

bool members_list(struct db_tx *tx, struct arena *a, const struct member_query *m,
		  struct member_ids *ret, int64_t *ret_total, struct err *err)
{
	struct str search = pattern(a, m->search);
	const struct db_arg args[] = {
		DB_T_OR_NULL(search), DB_O(m->group_id),   DB_T_OR_NULL(m->status),
		DB_O(m->category_id), DB_I(m->product_id), DB_I(m->now_s),
		DB_I(m->limit),       DB_I(m->offset),
	};
	struct row_query count = { tx, a, SQL_MEMBERS_COUNT, args, COUNT_OF(args) - 2 };
	struct row_query page = { tx, a, statements[m->order][m->is_descending], args,
				  COUNT_OF(args) };

	return row_int(&count, ret_total, err) && row_list(&page, read_id, ret, err);
}
