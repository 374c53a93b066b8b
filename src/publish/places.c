#include "publish/places.h"

#include "publish/drive.h"
#include "store/connections.h"

static enum publish_fault fault_at(const struct connection_row *row,
				   const struct publish_place *there)
{
	const struct post_target_row at = { .place = there->place, .place_id = there->account_id };
	enum publish_fault fault = drive_connection_fault(row, true, &at);

	if (fault != FAULT_NONE)
		return fault;
	return drive_is_among(row->scopes, there->scope) ? FAULT_NONE : FAULT_PERMISSIONS;
}

static struct publish_place place_of(const struct connection_row *row, const struct place *place)
{
	bool is_page = place == &place_page;
	struct publish_place there = {
		.connection_id = row->public_id,
		.place = str_of(place->name),
		.account_id = is_page ? row->page_id : row->ig_account_id,
		.name = is_page || !row->ig_name.len ? row->page_name : row->ig_name,
		.username = is_page ? STR_NONE : row->ig_username,
		.picture_url = is_page ? row->page_picture_url : row->ig_picture_url,
		.kinds = place->kinds,
		.scope = is_page ? STR("pages_manage_posts") : STR("instagram_content_publish"),
	};

	there.fault = fault_at(row, &there);
	return there;
}

bool publish_place_kinds(struct str place, unsigned *ret_kinds)
{
	const struct place *found = place_find(place);

	if (found)
		*ret_kinds = found->kinds;
	return found != NULL;
}

bool publish_place_at(const struct connection_row *row, struct str place, struct publish_place *ret)
{
	const struct place *found = place_find(place);

	if (found)
		*ret = place_of(row, found);
	return found != NULL;
}

bool publish_places(struct db_tx *tx, struct arena *a, int64_t user_id,
		    struct publish_place_list *ret, struct err *err)
{
	struct connection_rows rows;

	if (!connections_list(tx, a, user_id, &rows, err))
		return false;
	*ret = (struct publish_place_list){
		.at = arena_new_n(a, struct publish_place, 2 * rows.count + 1),
	};
	for (size_t i = 0; i < rows.count; i++) {
		const struct connection_row *row = &rows.at[i];
		if (str_eq(row->status, STR("disconnected")))
			continue;
		if (row->ig_account_id.len)
			ret->at[ret->count++] = place_of(row, &place_instagram);
		ret->at[ret->count++] = place_of(row, &place_page);
	}
	return true;
}

/* ---- what Meta allows -------------------------------------------------------------------------
 */

static bool read_row(struct publish *p, struct arena *a, int64_t user_id, struct str connection_id,
		     struct connection_row *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	bool found;

	if (!store_read(p->config.store, &tx, err) ||
	    !connections_get(tx, a, user_id, connection_id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no connection \"%.*s\" of that user",
				STR_ARG(connection_id));
}

bool publish_quota_read(struct publish *p, struct arena *a, int64_t user_id,
			struct str connection_id, struct publish_quota *ret, struct err *err)
{
	struct connection_row row;
	enum publish_fault fault;

	*ret = (struct publish_quota){ OPT_NO_INT, OPT_NO_INT };
	if (!read_row(p, a, user_id, connection_id, &row, err))
		return false;
	struct drive d = {
		.p = p,
		.a = a,
		.row = { .user_id = user_id,
			 .connection_id = row.public_id,
			 .place = str_of(place_instagram.name),
			 .place_id = row.ig_account_id },
	};
	bool opened = drive_open(&d, &fault, err);
	if (opened && fault == FAULT_NONE && row.ig_account_id.len)
		(void)!place_instagram.quota(&d, ret);
	d.token = secret_free(d.token);
	return opened;
}
