#include "app/failpoint.h"

#include <stddef.h>

#ifdef SIMPUL_FAILPOINTS

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/str.h"

static bool kill_here(void *ctx, const char *name)
{
	static atomic_int passed;
	struct str wanted = str_of(getenv("FAILPOINT"));
	struct str point = str_of(name), count;
	int64_t nth = 1;

	(void)ctx;
	if (!str_starts_with(wanted, point))
		return false;
	count = str_skip(wanted, point.len);
	if (count.len && (count.at[0] != ':' || !str_to_i64(str_skip(count, 1), &nth)))
		return false;
	if (atomic_fetch_add(&passed, 1) + 1 == nth)
		raise(SIGKILL);
	return false;
}

app_failpoint_fn *app_failpoint(void)
{
	return getenv("FAILPOINT") ? kill_here : NULL;
}

#else

app_failpoint_fn *app_failpoint(void)
{
	return NULL;
}

#endif
