#include "store/sealed.h"

#include "store/row.h"

static const struct {
	struct str table, column;
	enum sql list, replace;
} places[SEALED_PLACES] = {
	[SEALED_SOCIAL_TOKEN] = { STR_INIT("social_tokens"), STR_INIT("token_sealed"),
				  SQL_SEALED_LIST_SOCIAL_TOKEN, SQL_SEALED_REPLACE_SOCIAL_TOKEN },
	[SEALED_SOCIAL_PAGE] = { STR_INIT("social_pages"), STR_INIT("page_token_sealed"),
				 SQL_SEALED_LIST_SOCIAL_PAGE, SQL_SEALED_REPLACE_SOCIAL_PAGE },
	[SEALED_CONNECTION] = { STR_INIT("social_connections"), STR_INIT("page_token_sealed"),
				SQL_SEALED_LIST_CONNECTION, SQL_SEALED_REPLACE_CONNECTION },
	[SEALED_ACCOUNT_TOKEN] = { STR_INIT("account_tokens"), STR_INIT("token_sealed"),
				   SQL_SEALED_LIST_ACCOUNT_TOKEN,
				   SQL_SEALED_REPLACE_ACCOUNT_TOKEN },
	[SEALED_HOOK] = { STR_INIT("hooks"), STR_INIT("secret_sealed"), SQL_SEALED_LIST_HOOK,
			  SQL_SEALED_REPLACE_HOOK },
	[SEALED_HOOK_OLD] = { STR_INIT("hooks"), STR_INIT("old_sealed"), SQL_SEALED_LIST_HOOK_OLD,
			      SQL_SEALED_REPLACE_HOOK_OLD },
};

struct str sealed_table(enum sealed_place place)
{
	return places[place].table;
}

struct str sealed_column(enum sealed_place place)
{
	return places[place].column;
}

static void read_sealed(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct sealed_row *)ret = (struct sealed_row){
		.row = row_text(a, row, 0),
		.user_id = db_opt_int(row, 1),
		.blob = row_blob(a, row, 2),
	};
}

bool sealed_list(struct db_tx *tx, struct arena *a, enum sealed_place place, struct str after_row,
		 int64_t limit, struct sealed_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, places[place].list, DB_ARGS(DB_T(after_row), DB_I(limit)) };

	return row_list(&q, read_sealed, ret, err);
}

bool sealed_replace(struct db_tx *tx, enum sealed_place place, struct str row, struct str old_blob,
		    struct str new_blob, bool *ret_replaced, struct err *err)
{
	struct row_query q = { tx, NULL, places[place].replace,
			       DB_ARGS(DB_T(row), DB_B(old_blob), DB_B(new_blob)) };

	return row_changed(&q, ret_replaced, err);
}
