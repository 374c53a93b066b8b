/* What may be written in a post: the rules for counters, and what is unwise about one post. */
#include "api/post_body.h"
#include "api/put.h"

#include "content/text_rules.h"

static const struct member warning_members[] = {
	{ "field", T_TEXT },
	{ "message", T_TEXT },
};
const struct shape post_warning_shape =
	NAMED_OBJECT("PostWarning", warning_members, "Allowed, and unwise.");

static const struct member rule_members[] = {
	{ "place", T_CHOICE("instagram_caption", "instagram_comment", "alt_text", "page_message") },
	{ "measure", T_CHOICE("characters", "hashtags", "mentions"), 0,
	  "Characters: code points." },
	{ "max", T_INT },
	{ "refuses", T_BOOL, 0, "False: more is only warned of." },
	{ "source", T_TEXT },
	{ "read_on", T_DAY, 0, "The source as of that day." },
};
static const struct shape rule_shape =
	NAMED_OBJECT("PostTextRule", rule_members, "A limit of what may be written.");
const struct shape post_rules_shape = { .kind = SHAPE_LIST, .item = &rule_shape };

bool post_rules(struct call *c, struct err *err)
{
	size_t count;
	const struct text_rule *rules = text_rules(&count);

	(void)err;
	json_array(&c->json);
	for (size_t i = 0; i < count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "place", str_of(text_place_name(rules[i].place)));
		json_put_str(&c->json, "measure", str_of(text_measure_name(rules[i].measure)));
		json_put_int(&c->json, "max", rules[i].max);
		json_put_bool(&c->json, "refuses", rules[i].refuses);
		json_put_str(&c->json, "source", str_of(rules[i].source));
		json_put_str(&c->json, "read_on", str_of(rules[i].read_on));
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static void put_warning(struct call *c, const char *field, enum text_place place, struct str text)
{
	struct str message = text_warning(c->arena, place, text, c->english);

	if (!message.at)
		return;
	json_object(&c->json);
	json_put_str(&c->json, "field", str_of(field));
	json_put_str(&c->json, "message", message);
	json_end_object(&c->json);
}

static void put_own_warning(struct call *c, size_t i, const char *name, enum text_place place,
			    struct str text)
{
	char field[48];

	snprintf(field, sizeof(field), "targets[%zu].%s", i, name);
	if (text.at)
		put_warning(c, field, place, text);
}

void put_post_warnings(struct call *c, const struct post_row *p,
		       const struct post_target_rows *targets)
{
	bool says_caption = false, says_comment = false;

	json_put_array(&c->json, "warnings");
	for (size_t i = 0; i < targets->count; i++) {
		const struct post_target_row *t = &targets->at[i];
		if (!str_eq(t->place, STR("instagram")))
			continue;
		put_own_warning(c, i, "caption", TEXT_INSTAGRAM_CAPTION, t->caption);
		put_own_warning(c, i, "first_comment", TEXT_INSTAGRAM_COMMENT, t->first_comment);
		says_caption = says_caption || !t->caption.at;
		says_comment = says_comment || !t->first_comment.at;
	}
	if (says_caption)
		put_warning(c, "caption", TEXT_INSTAGRAM_CAPTION, p->caption);
	if (says_comment)
		put_warning(c, "first_comment", TEXT_INSTAGRAM_COMMENT, p->first_comment);
	json_end_array(&c->json);
}
