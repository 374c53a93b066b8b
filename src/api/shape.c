#include "api/shape.h"

const struct shape shape_text = { .kind = SHAPE_TEXT };
const struct shape shape_id = { .kind = SHAPE_ID };
const struct shape shape_int = { .kind = SHAPE_INT };
const struct shape shape_number = { .kind = SHAPE_NUMBER };
const struct shape shape_bool = { .kind = SHAPE_BOOL };
const struct shape shape_percent = { .kind = SHAPE_PERCENT };
const struct shape shape_time = { .kind = SHAPE_TIME };
const struct shape shape_day = { .kind = SHAPE_DAY };
const struct shape shape_any = { .kind = SHAPE_ANY };
const struct shape shape_nothing = { .kind = SHAPE_ANY };

static const struct member detail_members[] = {
	{ "detail", T_TEXT, 0, "What was done, in words for people." },
};
const struct shape shape_detail = NAMED_OBJECT("Detail", detail_members, NULL);
