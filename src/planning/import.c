/* A plan that comes as a file: what is wrong with each row, and storing the rest. */
#include "planning/import.h"

#include "jobs/jobs.h"
#include "planning/plan_impl.h"
#include "planning/plan_json.h"
#include "store/store.h"

void import_complain(struct arena *a, struct import *import, struct import_row *row,
		     const struct err *why)
{
	struct err *errors = arena_new_n(a, struct err, row->error_count + 1);

	for (size_t i = 0; i < row->error_count; i++)
		errors[i] = row->errors[i];
	errors[row->error_count] = *why;
	import->refused += row->error_count == 0;
	row->errors = errors;
	row->error_count++;
}

/* ---- JSON ---- */

static bool bad_list(struct err *err)
{
	err_set(err, ERR_BAD_REQUEST, "not a list of posts");
	err_say(err, "Isi dengan daftar posting, paling banyak %d, seperti untuk POST /api/posts.",
		IMPORT_ROWS_MAX);
	return err_say_en(err, "Send a list of at most %d posts, as for POST /api/posts.",
			  IMPORT_ROWS_MAX);
}

static bool read_item(struct arena *a, const struct json *item, struct post_plan *ret,
		      struct err *why)
{
	struct str key = json_text(json_get(item, STR("key")));

	if (item->type != JSON_OBJECT) {
		err_set(why, ERR_BAD_REQUEST, "not an object");
		err_say(why, "Baris ini bukan objek JSON.");
		return err_say_en(why, "This row is not a JSON object.");
	}
	if (!plan_from_json(a, item, ret, why))
		return false;
	if (ret->repeats)
		return err_field_texts(why, "repeat",
				       "Posting berulang dibuat dengan POST /api/posts.",
				       "Make posts that repeat with POST /api/posts.");
	if (key.len > IMPORT_KEY_MAX)
		return err_field_texts(why, "key", "Paling banyak 150 huruf.",
				       "At most 150 letters.");
	if (key.len)
		ret->idempotency_key = key;
	return true;
}

bool import_read_json(struct arena *a, struct str bytes, struct import *ret, struct err *err)
{
	const struct json *json;
	struct err why = ERR_INIT;

	*ret = (struct import){ .ignored = STR_INIT("") };
	if (!json_parse(a, bytes, &json, &why))
		return bad_list(err);
	const struct json *list = json->type == JSON_OBJECT ? json_get(json, STR("rows")) : json;
	if (!list || list->type != JSON_ARRAY || json_count(list) > IMPORT_ROWS_MAX)
		return bad_list(err);
	ret->rows = arena_new_n(a, struct import_row, json_count(list) + 1);
	for (const struct json *item = json_first(list); item; item = item->next) {
		struct import_row *row = &ret->rows[ret->count++];
		struct err trouble = ERR_INIT;
		*row = (struct import_row){ .number = ret->count };
		if (!read_item(a, item, &row->plan, &trouble))
			import_complain(a, ret, row, &trouble);
	}
	return true;
}

/* ---- checking ---- */

static struct str hex(struct arena *a, struct str bytes)
{
	static const char digits[] = "0123456789abcdef";
	char *text = arena_new_n(a, char, 2 * bytes.len);

	for (size_t i = 0; i < bytes.len; i++) {
		text[2 * i] = digits[(unsigned char)bytes.at[i] >> 4];
		text[2 * i + 1] = digits[(unsigned char)bytes.at[i] & 15];
	}
	return (struct str){ text, 2 * bytes.len };
}

/* Keys of imports are a room of their own; without one, what the row says is its key. */
static void settle_key(struct arena *a, struct import_row *row)
{
	struct str key = row->plan.idempotency_key;

	row->plan.idempotency_key =
		key.len ? str_fmt(a, "import:%.*s", STR_ARG(key))
			: str_fmt(a, "import:#%.*s",
				  STR_ARG(hex(a, post_plan_hash(a, &row->plan))));
}

struct checking {
	struct publish *p;
	struct arena *a;
	const struct post_actor *who;
	struct db_tx *tx;
	struct import *import;
};

static bool repeats_earlier(const struct checking *c, const struct import_row *row, struct err *why)
{
	for (const struct import_row *r = c->import->rows; r < row; r++) {
		if (!str_eq(r->plan.idempotency_key, row->plan.idempotency_key) || r->error_count)
			continue;
		err_field(why, "key",
			  "Sama dengan baris %zu: hapus salah satu, atau beri kunci lain.",
			  r->number);
		err_say_en(why, "The same as row %zu: remove one, or give it another key.",
			   r->number);
		return true;
	}
	return false;
}

static bool check_targets(struct checking *c, const struct import_row *row, struct err *why)
{
	struct str place_id;

	for (size_t i = 0; i < row->plan.target_count; i++)
		if (!post_plan_check_target(c->tx, c->a, c->who->user_id, &row->plan.targets[i],
					    row->plan.time == PLAN_DRAFT, &place_id, why))
			return post_plan_blame_target(&row->plan, i, why);
	return true;
}

/* Sent before? The post that was made of it then is no complaint, also when its time has passed. */
static bool look_for_known(struct checking *c, struct import_row *row, struct err *why)
{
	struct post_row known;
	bool found;

	if (!posts_get_by_key(c->tx, c->a, c->who->user_id, row->plan.idempotency_key, &known,
			      &found, why))
		return false;
	if (!found)
		return true;
	row->known = str_eq(known.request_hash, post_plan_hash(c->a, &row->plan));
	row->post_id = known.id;
	return row->known ||
	       err_field_texts(why, "key",
			       "Kunci ini sudah dipakai posting lain: ubah posting itu, atau ganti "
			       "kuncinya.",
			       "Another post has this key: edit that post, or change the key.");
}

/* False with `why`: what is wrong with the row. */
static bool check_row(struct checking *c, struct import_row *row, struct err *why)
{
	struct checked_plan checked;

	settle_key(c->a, row);
	if (repeats_earlier(c, row, why) || !look_for_known(c, row, why))
		return false;
	return row->known || (post_plan_read(c->p, c->a, c->who, &row->plan, &checked, why) &&
			      check_targets(c, row, why));
}

bool import_check(struct publish *p, struct arena *a, const struct post_actor *who,
		  struct import *import, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct checking c = { .p = p, .a = a, .who = who, .import = import };

	if (!store_read(p->config.store, &tx, err))
		return false;
	c.tx = tx;
	for (size_t i = 0; i < import->count; i++) {
		struct err why = ERR_INIT;
		if (import->rows[i].error_count || check_row(&c, &import->rows[i], &why))
			continue;
		if (why.code == ERR_DATABASE || why.code == ERR_INTERNAL) {
			*err = why;
			return false;
		}
		import_complain(a, import, &import->rows[i], &why);
	}
	return true;
}

/* ---- storing ---- */

struct storing {
	struct publish *p;
	struct arena *a;
	const struct post_actor *who;
	struct import *import;
	struct writing *writings; /* one for each row */
};

static bool write_rows(struct db_tx *tx, void *arg, struct err *err)
{
	struct storing *s = arg;

	for (size_t i = 0; i < s->import->count; i++) {
		struct import_row *row = &s->import->rows[i];
		struct writing *w = &s->writings[i];
		if (row->error_count || row->known)
			continue;
		if (!post_plan_write(tx, w, err))
			return err_wrap(err, "row %zu", row->number);
		row->post_id = w->post_id;
	}
	return true;
}

bool import_store(struct publish *p, struct arena *a, const struct post_actor *who,
		  struct import *import, struct err *err)
{
	struct storing s = { .p = p, .a = a, .who = who, .import = import };

	s.writings = arena_new_n(a, struct writing, import->count + 1);
	for (size_t i = 0; i < import->count; i++) {
		struct import_row *row = &import->rows[i];
		s.writings[i] = (struct writing){ .p = p, .a = a, .who = who, .plan = &row->plan };
		if (!row->error_count && !row->known &&
		    !post_plan_read(p, a, who, &row->plan, &s.writings[i].checked, err))
			return err_wrap(err, "row %zu", row->number);
	}
	if (!store_write(p->config.store, write_rows, &s, err)) {
		for (size_t i = 0; i < import->count; i++)
			if (!import->rows[i].known)
				import->rows[i].post_id = 0;
		return false;
	}
	jobs_wake(p->config.jobs);
	return true;
}
