/* A post as it comes in: POST and PUT /api/posts. */
#ifndef API_POST_BODY_H
#define API_POST_BODY_H

#include "api/api.h"
#include "planning/plan.h"

extern const struct shape post_body_shape, post_media_body_shape, post_target_body_shape;
extern const struct shape post_kind_shape, post_repeat_shape;

bool post_body_read(struct call *c, struct post_plan *ret, struct err *err) must_use;
/* post_rules.c: GET /api/posts/rules, and the warnings of one post. */
extern const struct shape post_rules_shape, post_warning_shape;
bool post_rules(struct call *c, struct err *err) must_use;
void put_post_warnings(struct call *c, const struct post_row *p,
		       const struct post_target_rows *targets);

/* post_check.c: POST /api/posts/check, GET /api/posts/media-rules. */
extern const struct shape post_check_shape, post_media_rules_shape;
bool post_check(struct call *c, struct err *err) must_use;
bool post_media_rules(struct call *c, struct err *err) must_use;

struct post_actor post_actor(const struct call *c);
/* Meta is asked whether the tokens of a plan's targets still work; drafts need none. */
bool post_check_tokens(struct call *c, const struct post_plan *plan, struct err *err) must_use;

#endif
