/* What was ordered: words in a form, JSON in its row, and the readings it needs. */
#include "base/json.h"
#include "exports/internal.h"

#define ORDER_MAX_BYTES (8 * KIB)

static const struct order_word {
	const char *name;
	size_t offset;
} words[] = {
	{ "format", offsetof(struct export_order, format) },
	{ "parts", offsetof(struct export_order, parts) },
	{ "competitors", offsetof(struct export_order, competitors) },
	{ "language", offsetof(struct export_order, language) },
	{ "date_frame", offsetof(struct export_order, date_frame) },
	{ "start", offsetof(struct export_order, start) },
	{ "end", offsetof(struct export_order, end) },
	{ "time_zone", offsetof(struct export_order, time_zone) },
};

bool exports_field(struct err *err, const char *field, const char *text_id, const char *text_en)
{
	err_field(err, field, "%s", text_id);
	return err_say_en(err, "%s", text_en);
}

struct str export_order_write(struct arena *a, const struct export_order *order)
{
	cleanup(buf_free) struct buf out = { 0 };
	struct json_writer w;

	buf_init(&out, ORDER_MAX_BYTES);
	json_start(&w, &out, JSON_PLAIN);
	json_object(&w);
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		const struct str *word =
			(const struct str *)(const void *)((const char *)order + words[i].offset);
		if (!word->len)
			continue;
		json_key(&w, str_of(words[i].name));
		json_str(&w, *word);
	}
	json_put_int(&w, "as_of_s", order->as_of_s);
	json_put_bool(&w, "is_test", order->is_test);
	json_end_object(&w);
	return str_dup(a, buf_str(&out));
}

bool export_order_read(struct arena *a, struct str json, struct export_order *ret, struct err *err)
{
	const struct json *order;

	if (!json_parse(a, json, &order, err))
		return err_wrap(err, "an export's order");
	*ret = (struct export_order){
		.as_of_s = json_number_or(json_get(order, STR("as_of_s")), 0),
		.is_test = json_is_true(json_get(order, STR("is_test"))),
	};
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct str *word = (struct str *)(void *)((char *)ret + words[i].offset);
		struct str text = json_text(json_get(order, str_of(words[i].name)));
		*word = text.at ? text : STR("");
	}
	return true;
}

bool export_order_parse(struct arena *a, const struct export_order *order,
			struct export_request *ret, struct err *err)
{
	const struct export_words said = {
		.format = order->format,
		.parts = order->parts,
		.competitors = order->competitors,
		.language = order->language,
	};

	return export_parse(a, &said, ret, err);
}

struct window_request export_order_window(const struct export_order *order)
{
	return (struct window_request){ order->date_frame, order->start, order->end };
}

/* ---- reading ---- */

void export_reading_end(struct export_reading *r)
{
	store_read_endp(&r->tx);
	tz_freep(&r->tz);
}

static bool read_brand(struct export_reading *r, struct arena *a, int64_t user_id, struct err *err)
{
	struct brand_row brand;

	if (!brands_get(r->tx, a, user_id, &brand, err))
		return false;
	r->request.brand = (struct export_brand){ brand.name, brand.colour, brand.logo };
	return true;
}

static bool find_account(struct export_reading *r, struct arena *a, int64_t user_id,
			 struct str account_id, struct err *err)
{
	bool found;

	if (!accounts_get(r->tx, a, user_id, account_id, &r->account, &found, err))
		return false;
	if (found)
		return true;
	err_set(err, ERR_NOT_FOUND, "no such account of this user");
	err_say(err, "Akun Instagram ini tidak terhubung dengan Anda.");
	return err_say_en(err, "This Instagram account is not connected with you.");
}

bool export_read(struct exports *e, struct arena *a, int64_t user_id, struct str account_id,
		 const struct export_order *order, struct export_reading *ret, struct err *err)
{
	const struct window_request window = export_order_window(order);
	struct str zone = order->time_zone.len ? order->time_zone : e->config.time_zone;

	*ret = (struct export_reading){ .tx = NULL };
	if (!export_order_parse(a, order, &ret->request, err) || !tz_load(zone, &ret->tz, err) ||
	    !window_resolve(&window, ret->tz, order->as_of_s, &ret->window, err) ||
	    !store_read(e->config.store, &ret->tx, err) ||
	    !find_account(ret, a, user_id, account_id, err) || !read_brand(ret, a, user_id, err))
		return false;
	ret->request.username = ret->account.username;
	ret->request.user_id = OPT_INT(user_id);
	ret->request.means = e->config.means;
	ret->stats = (struct stats){
		.arena = a,
		.tx = ret->tx,
		.account_id = ret->account.id,
		.window = &ret->window,
		.tz = ret->tz,
	};
	return true;
}
