/*
 * For the tests of publishing: SIGKILL at a named place. `FAILPOINT=after:intend` in the
 * environment kills the process there, `FAILPOINT=after:intend:3` the third time. Release builds
 * have none.
 */
#ifndef APP_FAILPOINT_H
#define APP_FAILPOINT_H

#include <stdbool.h>

typedef bool app_failpoint_fn(void *ctx, const char *name);

/* NULL: nobody asked, or this is a release build. */
app_failpoint_fn *app_failpoint(void);

#endif
