#include "api/page.h"

#define SIZE_STANDARD 10
#define SIZE_MAX_ITEMS 100
#define NUMBER_MAX 1000000

static bool read_number(const struct call *c, const char *name, int64_t max, int64_t *ret,
			struct err *err)
{
	struct str text = call_arg(c, str_of(name));

	if (text.len == 0)
		return true;
	if (str_to_i64(text, ret) && *ret >= 1 && *ret <= max)
		return true;
	err_field(err, name, "Isi dengan bilangan dari 1 sampai %lld.", (long long)max);
	return err_say_en(err, "Enter a number from 1 to %lld.", (long long)max);
}

bool page_read(struct call *c, struct page *ret, struct err *err)
{
	*ret = (struct page){ .number = 1, .size = SIZE_STANDARD };
	if (!read_number(c, "page", NUMBER_MAX, &ret->number, err) ||
	    !read_number(c, "page_size", SIZE_MAX_ITEMS, &ret->size, err))
		return false;
	ret->offset = (ret->number - 1) * ret->size;
	return true;
}

/* The address of another page: this request's query with its number put in. */
static void put_link(struct call *c, const char *key, int64_t number)
{
	cleanup(buf_free) struct buf url;

	buf_init(&url, 2 * LIMIT_HTTP_TARGET);
	buf_fmt(&url, "%.*s%.*s?", STR_ARG(c->api->base_url), STR_ARG(c->req->path));
	for (size_t i = 0; i < c->req->args.count; i++)
		if (!str_eq(c->req->args.at[i].name, STR("page")))
			url_add_param(&url, c->req->args.at[i].name, c->req->args.at[i].value);
	url_add_param(&url, STR("page"), str_fmt(c->arena, "%lld", (long long)number));
	put_text(c, key, str_dup(c->arena, buf_str(&url)));
}

void page_begin(struct call *c, const struct page *page, int64_t count)
{
	json_object(&c->json);
	json_put_int(&c->json, "count", count);
	if (page->offset + page->size < count)
		put_link(c, "next", page->number + 1);
	else
		put_text(c, "next", STR_NONE);
	if (page->number > 1)
		put_link(c, "previous", page->number - 1);
	else
		put_text(c, "previous", STR_NONE);
	json_put_array(&c->json, "results");
}

void page_end(struct call *c)
{
	json_end_array(&c->json);
	json_end_object(&c->json);
}
