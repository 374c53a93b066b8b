#include "graphsim/protocol/permission.h"

#include "base/arena.h"

static const struct permission_info rows[PERMISSION_COUNT] = {
#define PERMISSION_ROW(name_, text_, survives_, target_, says_)                                    \
	[PERMISSION_##name_] = { STR_INIT(text_), survives_, target_, STR_INIT(says_) },
	PERMISSIONS(PERMISSION_ROW)
#undef PERMISSION_ROW
};

const struct permission_info *permission_info(enum permission p)
{
	return &rows[p];
}

bool permission_of(struct str name, enum permission *ret)
{
	for (int p = 0; p < PERMISSION_COUNT; p++) {
		if (str_eq(rows[p].name, name)) {
			*ret = (enum permission)p;
			return true;
		}
	}
	return false;
}

permission_set permission_set_of(struct str list, struct str *ret_unknown)
{
	permission_set set = 0;

	*ret_unknown = STR_NONE;
	while (list.len > 0) {
		size_t end = 0;
		enum permission p;

		while (end < list.len && list.at[end] != ',' && list.at[end] != ' ')
			end++;
		struct str name = str_sub(list, 0, end);
		list = str_skip(list, end + 1);
		if (str_is_empty(name))
			continue;
		if (permission_of(name, &p))
			set |= PERMISSION_BIT(p);
		else if (!ret_unknown->at)
			*ret_unknown = name;
	}
	return set;
}

struct str permission_set_text(struct arena *a, permission_set set)
{
	struct str text = STR("");

	for (int p = 0; p < PERMISSION_COUNT; p++) {
		if (set & PERMISSION_BIT(p))
			text = str_fmt(a, "%.*s%s%.*s", STR_ARG(text), text.len ? "," : "",
				       STR_ARG(rows[p].name));
	}
	return text;
}
