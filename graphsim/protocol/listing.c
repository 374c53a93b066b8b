#include "graphsim/protocol/listing.h"

#include "base/codec.h"
#include "base/limits.h"

#define CURSOR_MASK 0x5bd1e9955bd1e995u
#define CURSOR_PREFIX "AQHR"
#define CURSOR_END "ZD"
#define LINK_MAX_BYTES (32u * KIB)

/* Where in the list to start and stop: [from, to). */
struct window {
	size_t from, to;
};

static struct str cursor_text(struct arena *a, uint64_t key)
{
	unsigned char bytes[4 + 8 + 2];
	uint64_t masked = key ^ CURSOR_MASK;

	memcpy(bytes, CURSOR_PREFIX, 4);
	memcpy(bytes + 4, &masked, 8);
	/* A check, so that a cursor made up by hand is refused. */
	bytes[12] = (unsigned char)(masked % 251);
	bytes[13] = (unsigned char)(masked % 241);
	struct str encoded =
		base64url_encode(a, (struct str){ (const char *)bytes, sizeof(bytes) });
	return str_fmt(a, "%.*s" CURSOR_END, STR_ARG(encoded));
}

static bool cursor_parse(struct arena *a, struct str text, uint64_t *ret)
{
	struct str bytes;
	uint64_t masked;

	if (!str_ends_with(text, STR(CURSOR_END)) ||
	    !base64url_decode(a, str_sub(text, 0, text.len - 2), &bytes) || bytes.len != 14 ||
	    memcmp(bytes.at, CURSOR_PREFIX, 4) != 0)
		return false;
	memcpy(&masked, bytes.at + 4, 8);
	if ((unsigned char)bytes.at[12] != masked % 251 ||
	    (unsigned char)bytes.at[13] != masked % 241)
		return false;
	*ret = masked ^ CURSOR_MASK;
	return true;
}

/* Does item i stand before the key in list order? */
static bool is_before(const struct listing *l, size_t i, uint64_t key)
{
	return l->is_newest_first ? l->key(l, i) > key : l->key(l, i) < key;
}

/* Index of the first item that does not stand before the key. */
static size_t position_of(const struct listing *l, uint64_t key)
{
	size_t low = 0;
	size_t high = l->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (is_before(l, middle, key))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool read_limit(const struct view *v, const struct listing *l, size_t *ret)
{
	struct str text = view_arg(v, STR("limit"));
	int64_t limit;

	*ret = l->default_limit;
	if (!text.at)
		return true;
	if (!str_to_i64(text, &limit) || limit < 0)
		return CALL_FAIL(v->call, GE_PARAM_INVALID, STR("limit"),
				 STR("a non-negative integer"));
	*ret = (uint64_t)limit > l->max_limit ? l->max_limit : (size_t)limit;
	return true;
}

static bool read_window(const struct view *v, const struct listing *l, struct window *ret)
{
	struct str after = view_arg(v, STR("after"));
	struct str before = view_arg(v, STR("before"));
	struct window w = { 0, l->count };
	uint64_t key;
	size_t limit;

	if (!read_limit(v, l, &limit))
		return false;
	if (v->call->has_short_pages)
		limit = (limit + 1) / 2;
	if (!str_is_empty(after)) {
		if (!cursor_parse(v->call->arena, after, &key))
			return CALL_FAIL(v->call, GE_BAD_CURSOR, STR("after"));
		w.from = position_of(l, key);
		if (w.from < l->count && l->key(l, w.from) == key)
			w.from++;
		if (v->call->repeats_page)
			w.from = w.from > limit ? w.from - limit : 0;
	} else if (!str_is_empty(before)) {
		if (!cursor_parse(v->call->arena, before, &key))
			return CALL_FAIL(v->call, GE_BAD_CURSOR, STR("before"));
		w.to = position_of(l, key);
		w.from = w.to > limit ? w.to - limit : 0;
	}
	if (w.to - w.from > limit)
		w.to = w.from + limit;
	*ret = w;
	return true;
}

static bool is_dropped(struct str name, struct str drop)
{
	for (struct str rest = drop; rest.at;) {
		if (str_eq(str_cut(&rest, ','), name))
			return true;
	}
	return false;
}

static void put_args(const struct view *v, struct buf *out, struct str drop)
{
	static const struct str never =
		STR_INIT("access_token,appsecret_proof,appsecret_time,method,ids,fields");

	for (size_t i = 0; i < v->selection->modifier_count; i++) {
		struct str name = v->selection->modifiers[i].name;

		if (!is_dropped(name, never) && !is_dropped(name, drop))
			url_add_param(out, name, v->selection->modifiers[i].value);
	}
	if (v->selection->inner_text.at)
		url_add_param(out, STR("fields"), v->selection->inner_text);
}

void listing_link(const struct view *v, struct buf *out, struct str drop)
{
	struct call *c = v->call;
	struct str id = node_id(c, v->node);

	buf_fmt(out, "%.*s/%.*s/%.*s/%.*s?", STR_ARG(c->origin), STR_ARG(c->version), STR_ARG(id),
		STR_ARG(v->selection->name));
	url_add_param(out, STR("access_token"), c->token_text);
	put_args(v, out, drop);
}

static void put_link(const struct view *v, const struct listing *l, struct str key,
		     struct str direction, struct str cursor)
{
	cleanup(buf_free) struct buf link = { 0 };
	bool has_limit = view_arg(v, STR("limit")).at != NULL;

	buf_init(&link, LINK_MAX_BYTES);
	listing_link(v, &link, STR("after,before"));
	if (!has_limit)
		url_add_param(&link, STR("limit"),
			      str_fmt(v->call->arena, "%zu", l->default_limit));
	url_add_param(&link, direction, cursor);
	json_key(&v->call->json, key);
	json_str(&v->call->json, buf_str(&link));
}

static void write_paging(const struct view *v, const struct listing *l, struct window w)
{
	struct call *c = v->call;
	struct str first = cursor_text(c->arena, l->key(l, w.from));
	struct str last = cursor_text(c->arena, l->key(l, w.to - 1));

	json_put_object(&c->json, "paging");
	json_put_object(&c->json, "cursors");
	json_put_str(&c->json, "before", first);
	json_put_str(&c->json, "after", last);
	json_end_object(&c->json);
	if (w.to < l->count && !l->has_no_links)
		put_link(v, l, STR("next"), STR("after"), last);
	if (w.from > 0 && !l->has_no_links)
		put_link(v, l, STR("previous"), STR("before"), first);
	json_end_object(&c->json);
}

static void write_summary(const struct view *v, const struct listing *l)
{
	struct str wanted = view_arg(v, STR("summary"));

	if (str_is_empty(wanted) || str_eq(wanted, STR("false")) || str_eq(wanted, STR("0")))
		return;
	json_put_object(&v->call->json, "summary");
	json_put_int(&v->call->json, "total_count", (int64_t)l->count);
	json_end_object(&v->call->json);
}

void listing_write(struct view *v, struct listing *l)
{
	struct call *c = v->call;
	const struct selection *fields = v->selection->inner;
	size_t field_count = v->selection->inner_count;
	struct window w;

	l->view = v;
	if (!read_window(v, l, &w))
		return;
	if (field_count == 0 && !selections_of(c, str_of(l->defaults), &fields, &field_count))
		return;
	view_key(v);
	json_object(&c->json);
	json_put_array(&c->json, "data");
	for (size_t i = w.from; i < w.to && !call_failed(c); i++) {
		struct node item = { 0 };

		l->item(l, i, &item);
		node_write(c, &item, fields, field_count);
	}
	if (call_failed(c))
		return;
	json_end_array(&c->json);
	if (w.from < w.to && !l->has_no_paging)
		write_paging(v, l, w);
	write_summary(v, l);
	json_end_object(&c->json);
}

void listing_write_empty(struct view *v)
{
	view_key(v);
	json_object(&v->call->json);
	json_put_array(&v->call->json, "data");
	json_end_array(&v->call->json);
	json_end_object(&v->call->json);
}

bool view_time_arg(const struct view *v, struct str name, int64_t *ret)
{
	struct str text = view_arg(v, name);
	int64_t value;

	if (str_is_empty(text))
		return true;
	if (str_to_i64(text, &value)) {
		*ret = value;
		return true;
	}
	if (iso_parse(text, &value)) {
		*ret = value / 1000;
		return true;
	}
	return CALL_FAIL(v->call, GE_PARAM_INVALID, name,
			 STR("a valid date/time or UNIX timestamp"));
}
