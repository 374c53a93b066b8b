/* A settings file: `key = value` lines. The only place that knows libinih. */
#ifndef APP_INI_FILE_H
#define APP_INI_FILE_H

#include "base/err.h"
#include "base/str.h"

/* Called for every key; false stops the reading with the error it set. */
typedef bool ini_visit(void *ctx, struct str key, struct str value, struct err *err);

/* A missing file is ERR_NOT_FOUND; a line that is no `key = value` is ERR_CONFIG and named. */
bool ini_file_read(const char *path, ini_visit *visit, void *ctx, struct err *err) must_use;

#endif
