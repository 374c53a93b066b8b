#include "app/ini_file.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <sys/stat.h>

struct reading {
	ini_visit *visit;
	void *ctx;
	struct err *err;
};

static int on_pair(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;

	if (r->err->code != ERR_NONE)
		return 1; /* the first complaint is the one to report; libinih reads on */
	if (section[0]) {
		err_set(r->err, ERR_CONFIG, "section [%s]: the settings file has no sections",
			section);
		return 0;
	}
	if (!value) {
		err_set(r->err, ERR_CONFIG, "\"%s\" has no value: write %s = VALUE", name, name);
		return 0;
	}
	return r->visit(r->ctx, str_of(name), str_of(value), r->err);
}

bool ini_file_read(const char *path, ini_visit *visit, void *ctx, struct err *err)
{
	struct reading r = { visit, ctx, err };
	struct stat st;

	if (stat(path, &st) < 0)
		return err_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_CONFIG, errno,
				 "could not open \"%s\"", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_CONFIG, "\"%s\" is not a file", path);
	*err = ERR_INIT;
	int line = ini_parse(path, on_pair, &r);

	if (line == 0)
		return true;
	if (err->code == ERR_NONE)
		err_set(err, ERR_CONFIG, "not a \"key = value\" line");
	if (line < 0)
		return err_wrap(err, "could not read \"%s\"", path);
	return err_wrap(err, "%s:%d", path, line);
}
