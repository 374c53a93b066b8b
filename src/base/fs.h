/* Files: whole reads with a maximum, and writes that are complete or not there. */
#ifndef BASE_FS_H
#define BASE_FS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

/* A missing file is ERR_NOT_FOUND. */
bool fs_read(struct arena *a, const char *path, size_t max_bytes, struct str *ret, struct err *err)
	must_use;
/* Creates with O_EXCL and exactly that mode, writes, fsyncs file and folder. Existing:
 * ERR_CONFLICT. */
bool fs_create(const char *path, mode_t mode, struct str bytes, struct err *err) must_use;
/* Writes a temporary file beside it, fsyncs, renames. */
bool fs_replace(const char *path, mode_t mode, struct str bytes, struct err *err) must_use;
/* mkdir -p with that mode. */
bool fs_make_dirs(const char *path, mode_t mode, struct err *err) must_use;

#endif
