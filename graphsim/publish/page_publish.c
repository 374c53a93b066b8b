#include "graphsim/publish/page_publish.h"

#include "base/clock.h"
#include "graphsim/protocol/graph.h"

bool page_may_publish(struct call *c, const struct page *p)
{
	if (c->token->kind != TOKEN_PAGE)
		return CALL_FAIL(c, GE_PAGE_TOKEN_REQUIRED);
	if (!call_allows(c, PERMISSION_PAGES_MANAGE_POSTS))
		return CALL_FAIL(c, GE_REQUIRES_PERMISSION, STR("pages_manage_posts"));
	return (p->tasks & (TASK_CREATE_CONTENT | TASK_MANAGE)) != 0 ||
	       CALL_FAIL(c, GE_NOT_SUFFICIENT_ROLE);
}

bool page_check_readable(struct call *c, const struct node *n)
{
	(void)n;
	return call_allows(c, PERMISSION_PAGES_READ_ENGAGEMENT) ||
	       CALL_FAIL(c, GE_NO_PAGES_READ_ENGAGEMENT);
}

bool page_flag(struct call *c, const char *name, bool *ret)
{
	static const struct {
		const char *text;
		bool value;
	} words[] = { { "true", true }, { "1", true }, { "false", false }, { "0", false } };
	struct str text = call_arg(c, str_of(name));

	if (str_is_empty(text))
		return true;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_eq_nocase(text, str_of(words[i].text))) {
			*ret = words[i].value;
			return true;
		}
	}
	return CALL_FAIL(c, GE_PARAM_INVALID, str_of(name), STR("a boolean"));
}

static bool read_time(struct str text, int64_t *ret_ms)
{
	int64_t unix_s;

	if (!str_to_i64(text, &unix_s))
		return iso_parse(text, ret_ms);
	*ret_ms = unix_s * 1000;
	return unix_s > 0 && unix_s < INT64_MAX / 1000;
}

bool page_schedule_read(struct call *c, int64_t max_ms, int64_t *ret_ms)
{
	struct str text = call_arg(c, STR("scheduled_publish_time"));
	int64_t now_ms = world_now_ms(c->world);

	*ret_ms = 0;
	if (str_is_empty(text))
		return true;
	if (!read_time(text, ret_ms) || *ret_ms < now_ms + SCHEDULE_MIN_MS ||
	    *ret_ms > now_ms + max_ms)
		return CALL_FAIL(c, GE_SCHEDULE_INVALID);
	return true;
}

bool page_timing_read(struct call *c, int64_t max_ms, struct timing *ret)
{
	*ret = (struct timing){ .is_published = true };
	if (!page_flag(c, "published", &ret->is_published))
		return false;
	if (ret->is_published && !str_is_empty(call_arg(c, STR("scheduled_publish_time"))))
		return CALL_FAIL(c, GE_SCHEDULE_OF_PUBLISHED);
	return page_schedule_read(c, max_ms, &ret->scheduled_ms);
}

struct str page_keep(struct call *c, struct str text)
{
	return str_dup(&c->world->publishing.arena, text);
}

void page_write_made(struct view *v, const struct node *made)
{
	struct call *c = v->call;
	const struct selection *fields = NULL;
	size_t count = 0;
	struct str text = call_arg(c, STR("fields"));

	if (str_is_empty(text))
		text = STR("id");
	if (selections_of(c, text, &fields, &count))
		node_write(c, made, fields, count);
}
