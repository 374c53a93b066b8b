/* Exercises src/base/tz.c and tz_rule.c: tz_parse, tz_rule_parse and every question asked of them.
 */
#include "base/tz.h"
#include "base/tz_rule.h"
#include "fuzz/fuzz.h"

#define OFFSET_LIMIT_S (26 * 3600)

/* Years 0 to 9999: what a date of ours can be. */
static const int64_t instants[] = {
	-62167219200, -2208988800, -1,         0,          951782400,
	1775000000,   1782000000,  2147483648, 4102444800, 253402300799
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tz *tz = NULL;
	struct tz_rule rule;
	struct err err = ERR_INIT;
	bool is_file = tz_parse(fuzz_text(data, size), &tz, &err);
	bool is_rule = tz_rule_parse(fuzz_text(data, size), &rule);

	if (!is_file)
		promise_error(&err);
	for (size_t i = 0; i < COUNT_OF(instants); i++) {
		int64_t at = instants[i];

		if (is_file) {
			promise(abs(tz_offset_s(tz, at)) < OFFSET_LIMIT_S);
			promise(llabs(tz_day(tz, at) * 86400 - at) < 3 * 86400);
			promise(llabs(tz_day_start_s(tz, at / 86400) - at) < 4 * 86400);
		}
		if (is_rule)
			promise(abs(tz_rule_offset_s(&rule, at)) < OFFSET_LIMIT_S);
	}
	tz_free(tz);
	return 0;
}
