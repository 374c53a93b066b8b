#include "api/export_body.h"

#include "base/clock.h"

#define LIST_MAX 20

const struct shape export_format_shape =
	NAMED_CHOICE("ExportFormat", "What kind of file.", "csv", "xlsx", "pdf", "zip", "json");
const struct shape export_language_shape =
	NAMED_CHOICE("ExportLanguage", "Of the words in a PDF and a letter.", "id", "en");

bool call_json(struct call *c, const struct json **ret, struct err *err)
{
	if (!json_parse(c->arena, c->req->body, ret, err))
		return false;
	if ((*ret)->type == JSON_OBJECT)
		return true;
	err_set(err, ERR_BAD_REQUEST, "the body is not an object");
	err_say(err, "Isi permintaan harus berupa objek JSON.");
	return err_say_en(err, "The body must be a JSON object.");
}

static bool wrong_list(struct err *err, const char *field)
{
	err_field(err, field, "Isi dengan daftar teks, paling banyak %d.", LIST_MAX);
	return err_say_en(err, "Enter a list of at most %d texts.", LIST_MAX);
}

bool body_texts(struct call *c, const struct json *body, const char *field, struct str *ret,
		struct err *err)
{
	const struct json *list = json_get(body, str_of(field));

	*ret = STR("");
	if (json_is_null(list))
		return true;
	if (list->type != JSON_ARRAY || json_count(list) > LIST_MAX)
		return wrong_list(err, field);
	for (const struct json *item = json_first(list); item; item = item->next) {
		struct str text = json_text(item);
		if (!text.len || text.len > LIMIT_EMAIL || str_find_char(text, ',') < text.len)
			return wrong_list(err, field);
		*ret = str_fmt(c->arena, "%.*s%s%.*s", STR_ARG(*ret), ret->len ? "," : "",
			       STR_ARG(text));
	}
	return true;
}

struct order_body {
	struct str format, language, date_frame, start, end;
};
static const struct field order_fields[] = {
	FIELD(struct order_body, format, .type = FIELD_STR, .required = true, .max = 10),
	FIELD(struct order_body, language, .type = FIELD_STR, .max = 10),
	FIELD(struct order_body, date_frame, .type = FIELD_ID, .max = 10),
	FIELD(struct order_body, start, .type = FIELD_STR, .max = 40),
	FIELD(struct order_body, end, .type = FIELD_STR, .max = 40),
};

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

bool export_body_read(struct call *c, const struct json *body, struct export_order *ret,
		      struct err *err)
{
	struct str zone = http_header(c->req, STR("X-Time-Zone"));
	struct order_body given = { .format = STR("") };

	if (!fields_from_json(c->arena, order_fields, COUNT_OF(order_fields), body, &given, err))
		return false;
	*ret = (struct export_order){
		.format = given.format,
		.language = given.language.len ? given.language : STR("id"),
		.date_frame = or_empty(given.date_frame),
		.start = or_empty(given.start),
		.end = or_empty(given.end),
		.time_zone = zone.len ? zone : c->api->zone_name,
		.as_of_s = clock_now_s(c->api->clock),
	};
	return body_texts(c, body, "parts", &ret->parts, err) &&
	       body_texts(c, body, "competitors", &ret->competitors, err);
}

static void put_list(struct call *c, const char *key, struct str joined)
{
	json_key(&c->json, str_of(key));
	json_array(&c->json);
	for (struct str rest = joined.len ? joined : STR_NONE; rest.at;)
		json_str(&c->json, str_cut(&rest, ','));
	json_end_array(&c->json);
}

void put_export_order(struct call *c, const struct export_order *order)
{
	json_put_str(&c->json, "format", order->format);
	put_list(c, "parts", order->parts);
	put_text(c, "date_frame", order->date_frame.len ? order->date_frame : STR_NONE);
	put_list(c, "competitors", order->competitors);
	json_put_str(&c->json, "language", order->language);
}
