/* The parent of a process that makes PDF: whatever that does, the export ends as it should. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/test.h"
#include "base/tz.h"
#include "report/child.h"

struct asked {
	struct arena arena;
	struct buf out;
	struct err err;
	struct window window;
	struct tz *tz;
	char path[64];
	uint32_t steps, told;
};

static bool count_step(void *ctx, uint32_t done, uint32_t total, struct str making, struct err *err)
{
	struct asked *t = ctx;

	t->steps++;
	t->told = done * 100 + total;
	assert_true(making.len > 0);
	return t->steps < 3 || err_set(err, ERR_CANCELLED, "told to stop");
}

static bool take_two_bytes(void *ctx, struct str bytes, struct err *err)
{
	struct asked *t = ctx;

	buf_put(&t->out, bytes);
	return t->out.len < 2 || err_set(err, ERR_NETWORK, "the reader has gone");
}

/* Runs a shell script in the place of the program. */
static bool export_with(struct asked *t, const char *script, struct sink sink)
{
	char *const environment[] = { NULL };
	const struct export_child child = { t->path, environment, 400 };
	const struct export_request request = {
		.format = EXPORT_PDF,
		.parts = 1u << EXPORT_PART_STATISTICS,
		.means = { .child = &child },
	};
	const struct stats reading = { &t->arena, NULL, STR("178"), &t->window, t->tz };
	const struct export_progress progress = { count_step, t };
	struct str text = str_fmt(&t->arena, "#!/bin/sh\n%s\n", script);

	buf_clear(&t->out);
	t->err = ERR_INIT;
	t->steps = 0;
	unlink(t->path);
	assert_true(fs_create(t->path, 0700, text, &t->err));
	assert_true(child_is_needed(&request));
	return child_export(&request, &reading, &progress, sink, &t->err);
}

static int setup(void **state)
{
	struct asked *t = calloc(1, sizeof(*t));

	arena_init(&t->arena, LIMIT_ARENA);
	buf_init(&t->out, MIB);
	memcpy(t->path, "/tmp/simpul-child-XXXXXX", sizeof("/tmp/simpul-child-XXXXXX"));
	close(mkstemp(t->path));
	assert_true(tz_load(STR("Asia/Jakarta"), &t->tz, &t->err));
	t->window = window_of_frame(7, t->tz, 1666580400);
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct asked *t = *state;

	unlink(t->path);
	tz_free(t->tz);
	buf_free(&t->out);
	arena_free(&t->arena);
	free(t);
	return 0;
}

static void test_streams_on(void **state)
{
	struct asked *t = *state;

	check_ok(export_with(t, "printf '1 2 half\\n' >&3; printf whole", sink_to_buf(&t->out)),
		 &t->err);
	check_str("output", buf_str(&t->out), STR("whole"));
	check_int("steps", t->steps, 1);
	check_int("told", t->told, 102);
}

static void test_is_told_what_to_make(void **state)
{
	struct asked *t = *state;

	check_ok(export_with(t, "printf '%s ' \"$@\"", sink_to_buf(&t->out)), &t->err);
	struct str said = buf_str(&t->out);

	check_true("words", str_starts_with(said, STR("export pdf 178 statistics --start "
						      "2022-10-17T17:00:00Z --end "
						      "2022-10-24T16:59:59Z --time-zone "
						      "Asia/Jakarta --language id --steps ")));
}

static void test_failures(void **state)
{
	static const struct {
		const char *script, *cause;
	} cases[] = {
		{ "echo 'no font' >&2; exit 1", "no font" },
		{ "printf half; kill -SEGV $$", "signal 11" },
		{ "printf half; exit 3", "failed" },
		{ "printf half; exec sleep 20", "silent" },
		{ "kill -KILL $$", "signal 9" },
	};
	struct asked *t = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_false(export_with(t, cases[i].script, sink_to_buf(&t->out)));
		check_true(cases[i].script,
			   str_contains(str_of(t->err.cause), str_of(cases[i].cause)));
		check_int(cases[i].script, t->err.code, ERR_INTERNAL);
	}
}

static void test_reader_leaves(void **state)
{
	struct asked *t = *state;

	assert_false(export_with(t, "while :; do printf xxxxxxxx; done",
				 (struct sink){ take_two_bytes, t }));
	check_int("code", t->err.code, ERR_NETWORK);
}

static void test_is_cancelled(void **state)
{
	struct asked *t = *state;

	assert_false(
		export_with(t, "while :; do printf '1 2 x\\n' >&3; done", sink_to_buf(&t->out)));
	check_int("code", t->err.code, ERR_CANCELLED);
}

static void test_program_is_missing(void **state)
{
	struct asked *t = *state;
	char *const environment[] = { NULL };
	const struct export_child child = { "/nonexistent/program", environment, 400 };
	const struct export_request request = {
		.format = EXPORT_PDF,
		.parts = 1u << EXPORT_PART_STATISTICS,
		.means = { .child = &child },
	};
	const struct stats reading = { &t->arena, NULL, STR("178"), &t->window, t->tz };

	assert_false(child_export(&request, &reading, NULL, sink_to_buf(&t->out), &t->err));
	check_int("code", t->err.code, ERR_INTERNAL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_streams_on),   TEST(test_is_told_what_to_make),
		TEST(test_failures),     TEST(test_reader_leaves),
		TEST(test_is_cancelled), TEST(test_program_is_missing),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
