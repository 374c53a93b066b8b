#include "base/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

struct place {
	struct arena a;
	char folder[64];
};

static const char *in(struct place *p, const char *name)
{
	return str_z(&p->a, str_fmt(&p->a, "%s/%s", p->folder, name));
}

static void setup(struct place *p)
{
	arena_init(&p->a, 1 << 20);
	snprintf(p->folder, sizeof(p->folder), "/tmp/simpul-test-fs-XXXXXX");
	assert_non_null(mkdtemp(p->folder));
}

static void teardown(struct place *p)
{
	for (const char *const *name = (const char *const[]){ "key", "file", NULL }; *name; name++)
		unlink(in(p, *name));
	rmdir(in(p, "a/b"));
	rmdir(in(p, "a"));
	rmdir(p->folder);
	arena_free(&p->a);
}

static void test_create_is_exclusive_and_private(void **state)
{
	struct place p;
	struct err err = ERR_INIT;
	struct stat st;
	struct str got;

	(void)state;
	setup(&p);
	mode_t old = umask(0);
	check_ok(fs_create(in(&p, "key"), 0600, STR("secret"), &err), &err);
	umask(old);
	check_int("stat", stat(in(&p, "key"), &st), 0);
	check_int("mode", st.st_mode & 0777, 0600);
	check_int("again", fs_create(in(&p, "key"), 0600, STR("other"), &err), 0);
	check_int("code", err.code, ERR_CONFLICT);
	check_ok(fs_read(&p.a, in(&p, "key"), 100, &got, &err), &err);
	check_str("unchanged", got, STR("secret"));
	teardown(&p);
}

static void test_replace_and_read(void **state)
{
	struct place p;
	struct err err = ERR_INIT;
	struct str got;

	(void)state;
	setup(&p);
	check_ok(fs_replace(in(&p, "file"), 0644, STR("one"), &err), &err);
	check_ok(fs_replace(in(&p, "file"), 0644, STR("two"), &err), &err);
	check_ok(fs_read(&p.a, in(&p, "file"), 3, &got, &err), &err);
	check_str("replaced", got, STR("two"));
	check_int("too large", fs_read(&p.a, in(&p, "file"), 2, &got, &err), 0);
	check_int("code", err.code, ERR_TOO_LARGE);
	check_int("missing", fs_read(&p.a, in(&p, "none"), 2, &got, &err), 0);
	check_int("code", err.code, ERR_NOT_FOUND);
	check_int("a folder", fs_read(&p.a, p.folder, 2, &got, &err), 0);
	check_ok(fs_make_dirs(in(&p, "a/b"), 0700, &err), &err);
	check_ok(fs_make_dirs(in(&p, "a/b"), 0700, &err), &err);
	teardown(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_create_is_exclusive_and_private),
		cmocka_unit_test(test_replace_and_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
