/* From the cells of a spreadsheet to posts. */
#include "planning/import.h"

#include "base/buf.h"
#include "base/limits.h"
#include "fmt/csv_read.h"
#include "store/connections.h"
#include "store/store.h"

/* ---- columns ---- */

enum column {
	COLUMN_KEY,
	COLUMN_PUBLISH_AT,
	COLUMN_DATE,
	COLUMN_TIME,
	COLUMN_TIME_ZONE,
	COLUMN_CAPTION,
	COLUMN_MEDIA,
	COLUMN_ALT_TEXT,
	COLUMN_FIRST_COMMENT,
	COLUMN_KIND,
	COLUMN_ACCOUNT,
	COLUMN_PLACE,
	COLUMN_LINK,
	COLUMN_DRAFT,
	COLUMN_QUEUE,
	COLUMN_COUNT,
};
static const struct {
	const char *name, *name_id; /* in English and Indonesian */
} columns[] = {
	[COLUMN_KEY] = { "key", "kunci" },
	[COLUMN_PUBLISH_AT] = { "publish_at", "waktu_terbit" },
	[COLUMN_DATE] = { "date", "tanggal" },
	[COLUMN_TIME] = { "time", "jam" },
	[COLUMN_TIME_ZONE] = { "time_zone", "zona_waktu" },
	[COLUMN_CAPTION] = { "caption", "teks" },
	[COLUMN_MEDIA] = { "media", "media_url" },
	[COLUMN_ALT_TEXT] = { "alt_text", "teks_alt" },
	[COLUMN_FIRST_COMMENT] = { "first_comment", "komentar_pertama" },
	[COLUMN_KIND] = { "kind", "jenis" },
	[COLUMN_ACCOUNT] = { "account", "akun" },
	[COLUMN_PLACE] = { "place", "tempat" },
	[COLUMN_LINK] = { "link", "tautan" },
	[COLUMN_DRAFT] = { "draft", "draf" },
	[COLUMN_QUEUE] = { "queue", "antrean" },
};
_Static_assert(COUNT_OF(columns) == COLUMN_COUNT, "one row for each");

struct sheet {
	struct publish *p;
	struct arena *a;
	const struct post_actor *who;
	struct connection_rows connections;
	int at[COLUMN_COUNT]; /* -1: there is none */
	const struct csv_row *cells;
	struct err *trouble; /* of the row; code NONE: none */
};

/* "Publish at " is publish_at. */
static struct str column_name(struct arena *a, struct str cell)
{
	struct str name = str_lower(a, str_trim(cell));

	name = str_replace(a, name, STR(" "), STR("_"));
	return str_replace(a, name, STR("-"), STR("_"));
}

static int column_of(struct str name)
{
	for (int i = 0; i < COLUMN_COUNT; i++)
		if (str_eq(name, str_of(columns[i].name)) ||
		    str_eq(name, str_of(columns[i].name_id)))
			return i;
	return -1;
}

static bool bad_file(struct err *err, const char *text_id, const char *text_en)
{
	err_set(err, ERR_BAD_REQUEST, "%s", text_en);
	err_say(err, "%s", text_id);
	return err_say_en(err, "%s", text_en);
}

static bool read_header(struct sheet *s, const struct csv_row *row, struct import *ret,
			struct err *err)
{
	for (int i = 0; i < COLUMN_COUNT; i++)
		s->at[i] = -1;
	ret->ignored = STR("");
	for (size_t i = 0; i < row->count; i++) {
		struct str name = column_name(s->a, row->at[i]);
		int column = column_of(name);
		if (column >= 0 && s->at[column] < 0)
			s->at[column] = (int)i;
		else if (name.len)
			ret->ignored = str_fmt(s->a, "%.*s%s%.*s", STR_ARG(ret->ignored),
					       ret->ignored.len ? ", " : "",
					       STR_ARG(str_trim(row->at[i])));
	}
	return s->at[COLUMN_CAPTION] >= 0 || s->at[COLUMN_MEDIA] >= 0 ||
	       bad_file(err,
			"Baris pertama harus memuat nama kolom, di antaranya caption atau media.",
			"The first row must name the columns, caption or media among them.");
}

static struct str cell(const struct sheet *s, enum column column)
{
	int at = s->at[column];

	return at >= 0 && (size_t)at < s->cells->count ? s->cells->at[at] : STR("");
}

static struct str word(const struct sheet *s, enum column column)
{
	return str_trim(cell(s, column));
}

/* ---- cells ---- */

static void complain(struct sheet *s, const char *field, const char *text_id, const char *text_en)
{
	if (!s->trouble->code)
		err_field_texts(s->trouble, field, text_id, text_en);
}

static bool read_yes(struct sheet *s, enum column column)
{
	static const struct str yes[] = { STR_INIT("1"),    STR_INIT("y"),   STR_INIT("ya"),
					  STR_INIT("true"), STR_INIT("yes"), STR_INIT("x") };
	static const struct str no[] = { STR_INIT(""),      STR_INIT("0"),     STR_INIT("n"),
					 STR_INIT("tidak"), STR_INIT("false"), STR_INIT("no") };
	struct str text = word(s, column);

	for (size_t i = 0; i < COUNT_OF(yes); i++)
		if (str_eq_nocase(text, yes[i]))
			return true;
	for (size_t i = 0; i < COUNT_OF(no); i++)
		if (str_eq_nocase(text, no[i]))
			return false;
	complain(s, columns[column].name, "Isi dengan ya atau tidak.", "Enter yes or no.");
	return false;
}

/* Up to `max` digits off the front; false: none. */
static bool take_digits(struct str *rest, size_t max, int *ret)
{
	size_t n = 0;

	*ret = 0;
	while (n < max && n < rest->len && rest->at[n] >= '0' && rest->at[n] <= '9')
		*ret = *ret * 10 + (rest->at[n++] - '0');
	*rest = str_skip(*rest, n);
	return n > 0;
}

static bool take_any(struct str *rest, const char *any)
{
	bool is_there = rest->len && strchr(any, rest->at[0]) && rest->at[0];

	if (is_there)
		*rest = str_skip(*rest, 1);
	return is_there;
}

/*
 * As spreadsheets show a time: 20/12/2026 10:00 (day first), 2026-12-20 10:00, 20-12-2026 10.00,
 * with seconds or without. STR_NONE: something else.
 */
static struct str local_time(struct arena *a, struct str text)
{
	int n[6] = { 0 };
	struct str rest = text;
	bool year_first = rest.len > 4 && strchr("-/.", rest.at[4]);

	for (int i = 0; i < 3; i++)
		if (!take_digits(&rest, 4, &n[i]) || (i < 2 && !take_any(&rest, "-/.")))
			return STR_NONE;
	if (!take_any(&rest, " T"))
		return STR_NONE;
	rest = str_trim(rest);
	for (int i = 3; i < 6; i++) {
		if (!take_digits(&rest, 2, &n[i]))
			return STR_NONE;
		if (i > 3 && !rest.len)
			break;
		if (i == 5 || !take_any(&rest, ":."))
			return STR_NONE;
	}
	return rest.len ? STR_NONE
			: str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02d", year_first ? n[0] : n[2],
				  n[1], year_first ? n[2] : n[0], n[3], n[4], n[5]);
}

static struct str read_time(struct sheet *s)
{
	struct str text = word(s, COLUMN_PUBLISH_AT);
	struct str date = word(s, COLUMN_DATE), time = word(s, COLUMN_TIME);

	if (!text.len && date.len)
		text = str_fmt(s->a, "%.*s %.*s", STR_ARG(date), STR_ARG(time));
	struct str local = local_time(s->a, text);
	return local.at ? local : text; /* ISO 8601 with an offset, or what is refused later on */
}

static bool is_between(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '|';
}

/* The next of several: addresses hold neither white space nor a bar. */
static struct str take_item(struct str *rest)
{
	size_t begin = 0, end;

	while (begin < rest->len && is_between(rest->at[begin]))
		begin++;
	for (end = begin; end < rest->len && !is_between(rest->at[end]);)
		end++;
	struct str item = str_sub(*rest, begin, end);
	*rest = str_skip(*rest, end);
	return item;
}

#define MEDIA_MAX 50

static void read_media(struct sheet *s, struct post_plan *plan)
{
	struct str rest = cell(s, COLUMN_MEDIA), alt = cell(s, COLUMN_ALT_TEXT), url;

	plan->media.at = arena_new_n(s->a, struct post_media_row, MEDIA_MAX);
	while (plan->media.count < MEDIA_MAX && (url = take_item(&rest)).len)
		plan->media.at[plan->media.count++] = (struct post_media_row){
			.url = url,
			.alt_text = str_trim(str_cut(&alt, '|')),
		};
	if (str_trim(alt).len)
		complain(s, "alt_text", "Ada lebih banyak teks alt daripada media.",
			 "There are more alt texts than media.");
}

/* ---- accounts ---- */

static const struct connection_row *connection_of(const struct sheet *s, struct str name)
{
	struct str username = str_starts_with(name, STR("@")) ? str_skip(name, 1) : name;
	const struct connection_row *found = NULL;

	for (size_t i = 0; i < s->connections.count; i++) {
		const struct connection_row *row = &s->connections.at[i];
		bool is_it =
			str_eq(row->public_id, name) || str_eq_nocase(row->ig_username, username);
		if (is_it && (!found || str_eq(row->status, STR("connected"))))
			found = row;
	}
	return found;
}

/* The only one that lives. */
static struct str only_connection(const struct sheet *s)
{
	struct str only = STR("");
	int count = 0;

	for (size_t i = 0; i < s->connections.count; i++)
		if (!str_eq(s->connections.at[i].status, STR("disconnected"))) {
			only = s->connections.at[i].public_id;
			count++;
		}
	return count == 1 ? only : STR("");
}

static void add_targets(struct sheet *s, struct plan_target *targets, size_t *count, struct str id)
{
	struct str places = word(s, COLUMN_PLACE).len ? word(s, COLUMN_PLACE) : STR("instagram");

	for (struct str place; *count < PLAN_TARGETS_MAX && (place = take_item(&places)).len;)
		targets[(*count)++] = (struct plan_target){ id, str_lower(s->a, place) };
}

static void read_targets(struct sheet *s, struct post_plan *plan)
{
	struct plan_target *targets = arena_new_n(s->a, struct plan_target, PLAN_TARGETS_MAX);
	struct str rest = str_replace(s->a, cell(s, COLUMN_ACCOUNT), STR(","), STR(" ")), name;
	size_t count = 0;

	while ((name = take_item(&rest)).len) {
		const struct connection_row *row = connection_of(s, name);
		if (!row)
			complain(s, "account",
				 "Akun ini tidak terhubung: isi dengan @nama atau conn_….",
				 "That account is not connected: enter its @name or conn_….");
		else
			add_targets(s, targets, &count, row->public_id);
	}
	struct str only = count || s->trouble->code ? STR("") : only_connection(s);
	if (only.len)
		add_targets(s, targets, &count, only);
	if (!count)
		complain(s, "account", "Isi dengan @nama akun yang dituju.",
			 "Enter the @name of the account.");
	plan->targets = targets;
	plan->target_count = count;
}

static const struct json *link_options(struct sheet *s)
{
	struct str link = word(s, COLUMN_LINK);
	const struct json *options = NULL;
	struct err err = ERR_INIT;
	struct json_writer w;
	struct buf text;

	if (!link.len)
		return NULL;
	buf_init(&text, 64 * KIB);
	json_start(&w, &text, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "link", link);
	json_end_object(&w);
	if (!json_parse(s->a, buf_str(&text), &options, &err))
		complain(s, "link", "Tautannya terlalu panjang.", "The link is too long.");
	buf_free(&text);
	return options;
}

/* ---- rows ---- */

static enum plan_time time_of(struct sheet *s, const struct post_plan *plan)
{
	if (read_yes(s, COLUMN_DRAFT))
		return PLAN_DRAFT;
	if (!read_yes(s, COLUMN_QUEUE))
		return PLAN_AT;
	if (plan->publish_at.len)
		complain(s, "queue", "Antrean menentukan waktunya sendiri: kosongkan waktunya.",
			 "A queue says when by itself: leave the time empty.");
	return PLAN_QUEUE;
}

static void read_row(struct sheet *s, struct import_row *row)
{
	struct post_plan *plan = &row->plan;

	*plan = (struct post_plan){
		.kind = str_lower(s->a, word(s, COLUMN_KIND)),
		.caption = cell(s, COLUMN_CAPTION),
		.first_comment = str_trim(cell(s, COLUMN_FIRST_COMMENT)),
		.publish_at = read_time(s),
		.time_zone = word(s, COLUMN_TIME_ZONE),
		.idempotency_key = word(s, COLUMN_KEY),
		.options = link_options(s),
	};
	plan->time = time_of(s, plan);
	read_media(s, plan);
	read_targets(s, plan);
	if (plan->idempotency_key.len > IMPORT_KEY_MAX)
		complain(s, "key", "Paling banyak 150 huruf.", "At most 150 letters.");
}

static bool read_rows(struct sheet *s, struct csv_reader *r, struct import *ret, struct err *err)
{
	struct csv_row cells;
	bool found;

	for (;;) {
		struct err why = ERR_INIT;
		if (!csv_read_row(r, s->a, &cells, &found, err))
			return false;
		if (!found)
			return true;
		if (ret->count == IMPORT_ROWS_MAX)
			return bad_file(err, "Paling banyak 1.000 baris: bagi berkasnya.",
					"At most 1,000 rows: divide the file.");
		struct import_row *row = &ret->rows[ret->count++];
		*row = (struct import_row){ .number = r->row };
		s->cells = &cells;
		s->trouble = &why;
		read_row(s, row);
		if (why.code)
			import_complain(s->a, ret, row, &why);
	}
}

static bool read_connections(struct sheet *s, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(s->p->config.store, &tx, err) &&
	       connections_list(tx, s->a, s->who->user_id, &s->connections, err);
}

bool import_read_csv(struct publish *p, struct arena *a, const struct post_actor *who,
		     struct str bytes, struct import *ret, struct err *err)
{
	struct sheet s = { .p = p, .a = a, .who = who };
	struct csv_reader r;
	struct csv_row header;
	bool found;

	*ret = (struct import){ .rows = arena_new_n(a, struct import_row, IMPORT_ROWS_MAX) };
	if (!read_connections(&s, err) || !csv_read_start(&r, bytes, err) ||
	    !csv_read_row(&r, a, &header, &found, err))
		return false;
	if (!found)
		return bad_file(err, "Berkas ini kosong.", "This file is empty.");
	return read_header(&s, &header, ret, err) && read_rows(&s, &r, ret, err);
}
