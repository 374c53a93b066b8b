#include "graphsim/protocol/versions.h"

#include "base/clock.h"

static const struct {
	struct str name;
	struct {
		int year, month, day;
	} dead; /* unusable from; year 0: not announced */
} versions[] = {
	{ STR_INIT("v15.0"), { 2024, 11, 20 } }, { STR_INIT("v16.0"), { 2025, 5, 14 } },
	{ STR_INIT("v17.0"), { 2025, 9, 12 } },  { STR_INIT("v18.0"), { 2026, 1, 26 } },
	{ STR_INIT("v19.0"), { 2026, 5, 21 } },  { STR_INIT("v20.0"), { 2026, 9, 24 } },
	{ STR_INIT("v21.0"), { 2027, 1, 21 } },  { STR_INIT("v22.0"), { 2027, 5, 20 } },
	{ STR_INIT("v23.0"), { 2027, 10, 8 } },  { STR_INIT("v24.0"), { 2028, 2, 18 } },
	{ STR_INIT("v25.0"), { 2028, 7, 29 } },  { STR_INIT("v26.0"), { 0, 0, 0 } },
};
#define OLDEST_KNOWN 15

static int64_t major_of(struct str v)
{
	struct str rest = str_skip(v, 1);
	int64_t major = -1;

	return str_to_i64(str_cut(&rest, '.'), &major) ? major : -1;
}

bool version_looks_like(struct str s)
{
	struct str minor = str_skip(s, 1);
	int64_t number;

	if (!str_starts_with(s, STR("v")) || !str_contains(s, STR(".")))
		return false;
	struct str major = str_cut(&minor, '.');
	return str_to_i64(major, &number) && str_to_i64(minor, &number);
}

static bool is_usable(size_t i, int64_t now_s)
{
	if (versions[i].dead.year == 0)
		return true;
	int64_t end = days_from_civil(versions[i].dead.year, versions[i].dead.month,
				      versions[i].dead.day);
	return now_s < end * 86400;
}

struct str version_default(int64_t now_s)
{
	size_t i = 0;

	while (i + 1 < COUNT_OF(versions) && !is_usable(i, now_s))
		i++;
	return versions[i].name;
}

bool version_resolve(struct str asked, int64_t now_s, struct str *ret)
{
	int64_t major = major_of(asked);

	if (major > 0 && major < OLDEST_KNOWN) {
		*ret = version_default(now_s);
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		if (!str_eq(versions[i].name, asked))
			continue;
		*ret = is_usable(i, now_s) ? versions[i].name : version_default(now_s);
		return true;
	}
	return false;
}

bool version_is_from(struct str v, int64_t major)
{
	return major_of(v) >= major;
}
