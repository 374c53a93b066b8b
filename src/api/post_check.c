/* A post that is looked at before it is stored, and the rules for files. */
#include "api/finding.h"
#include "api/post_body.h"
#include "api/put.h"

#include "planning/preflight.h"

/* A page waits for that. */
#define CHECK_MS 20000

static const struct member check_members[] = {
	{ "findings", T_LIST(&finding_shape), 0, "Empty: nothing is known against it." },
};
const struct shape post_check_shape =
	NAMED_OBJECT("PostCheck", check_members, "What is wrong, or unwise, with a post.");

/* What storing would refuse is the first finding, and not an error of this request. */
static bool is_finding(const struct err *why)
{
	return why->code == ERR_INVALID_FIELD || why->code == ERR_NOT_FOUND ||
	       why->code == ERR_TOKEN_EXPIRED || why->code == ERR_PERMISSIONS_MISSING;
}

static void put_refusal(struct call *c, struct err *why)
{
	if (!why->field[0])
		snprintf(why->field, sizeof(why->field), "targets");
	put_field_finding(c, why);
}

bool post_check(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct media_findings found = { .count = 0 };
	struct err why = ERR_INIT;
	struct post_plan plan;

	bool ok = post_body_read(c, &plan, &why);
	/* A time may still be missing. */
	if (ok && plan.time == PLAN_AT && !plan.publish_at.len)
		plan.time = PLAN_DRAFT;
	ok = ok &&
	     post_plan_findings(c->api->publish, c->arena, &who, &plan, CHECK_MS, &found, &why);
	if (!ok && !is_finding(&why)) {
		*err = why;
		return false;
	}
	json_object(&c->json);
	json_put_array(&c->json, "findings");
	if (!ok)
		put_refusal(c, &why);
	for (size_t i = 0; i < found.count; i++)
		put_finding(c, "media", &found.at[i]);
	json_end_array(&c->json);
	json_end_object(&c->json);
	return true;
}

/* ---- the rules -------------------------------------------------------------------------------
 */

static const struct member rule_members[] = {
	{ "use", T_TEXT, 0, "instagram_reel, page_photo, …" },
	{ "measure", T_TEXT, 0, "format, size, ratio, duration, …" },
	{ "unit", T_TEXT },
	{ "min", T_INT, NULLABLE },
	{ "max", T_INT, NULLABLE },
	{ "allowed", T_TEXT, NULLABLE, "Of measures in names." },
	{ "refuses", T_BOOL, 0, "False: Meta takes it, and something is lost." },
	{ "source", T_TEXT },
	{ "read_on", T_DAY, 0, "The source as of that day." },
};
static const struct shape rule_shape =
	NAMED_OBJECT("PostMediaRule", rule_members, "A limit of what a file may be.");
const struct shape post_media_rules_shape = { .kind = SHAPE_LIST, .item = &rule_shape };

static void put_limit(struct call *c, const char *key, const struct media_rule *r, int64_t n)
{
	put_opt_int(c, key, n && !r->allowed ? OPT_INT(n) : OPT_NO_INT);
}

bool post_media_rules(struct call *c, struct err *err)
{
	size_t count;
	const struct media_rule *rules = media_rules(&count);

	(void)err;
	json_array(&c->json);
	for (size_t i = 0; i < count; i++) {
		const struct media_rule *r = &rules[i];
		json_object(&c->json);
		json_put_str(&c->json, "use", str_of(media_use_name(r->use)));
		json_put_str(&c->json, "measure", str_of(media_measure_name(r->measure)));
		json_put_str(&c->json, "unit", str_of(media_measure_unit(r->measure)));
		put_limit(c, "min", r, r->min);
		put_limit(c, "max", r, r->max);
		put_text(c, "allowed", str_of(r->allowed));
		json_put_bool(&c->json, "refuses", r->refuses);
		json_put_str(&c->json, "source", str_of(r->source));
		json_put_str(&c->json, "read_on", str_of(r->read_on));
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}
