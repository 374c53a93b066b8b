/* The parent's side: starting, streaming on, and what becomes of a child that fails. */
#include "report/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"

#define BLOCK_BYTES (64 * KIB)
#define COMPLAINT_BYTES 400
#define STEP_BYTES 512
#define ARGUMENTS_MAX 24

enum { PIPE_OUTPUT, PIPE_COMPLAINT, PIPE_STEPS, PIPES };

struct child {
	pid_t pid;       /* 0: not started, or waited for */
	int ends[PIPES]; /* our ends; -1: closed */
};

static void child_end(struct child *c)
{
	for (int i = 0; i < PIPES; i++)
		fd_closep(&c->ends[i]);
	if (c->pid <= 0)
		return;
	kill(c->pid, SIGKILL);
	while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

bool child_is_needed(const struct export_request *request)
{
	const uint32_t pdf = 1u << EXPORT_PART_COMPETITORS | 1u << EXPORT_PART_STATISTICS |
			     1u << EXPORT_PART_TOP_POSTS;

	return request->means.child && request->parts & pdf;
}

/* ---- what it is told ------------------------------------------------------------------------ */

struct arguments {
	struct arena *arena;
	char *at[ARGUMENTS_MAX + 1];
	size_t count;
};

static void add(struct arguments *args, struct str word)
{
	if (args->count < ARGUMENTS_MAX)
		args->at[args->count++] = str_z(args->arena, word);
}

static void add_option(struct arguments *args, struct str name, struct str value)
{
	if (str_is_empty(value))
		return;
	add(args, name);
	add(args, value);
}

static struct str words_of_parts(struct arena *a, const struct export_request *request)
{
	struct str words = STR("");

	for (size_t i = 0; i < EXPORT_PART_COUNT; i++) {
		struct str word =
			export_part_name((enum export_part)i, request->format == EXPORT_ZIP);

		if (request->parts >> i & 1)
			words = words.len ? str_fmt(a, "%.*s,%.*s", STR_ARG(words), STR_ARG(word))
					  : word;
	}
	return words;
}

static struct str words_of_list(struct arena *a, const struct str_list *list)
{
	struct str words = STR("");

	for (size_t i = 0; i < list->count; i++)
		words = words.len ? str_fmt(a, "%.*s,%.*s", STR_ARG(words), STR_ARG(list->items[i]))
				  : list->items[i];
	return words;
}

static struct str iso(struct arena *a, int64_t unix_s)
{
	struct civil c = civil_from_unix(unix_s);

	return str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour,
		       c.minute, c.second);
}

static void put_arguments(struct arguments *args, const struct export_request *request,
			  const struct stats *reading)
{
	struct arena *a = args->arena;
	const struct span *now = &reading->window->now;
	bool is_all = window_is_all(reading->window);

	add(args, STR("simpul"));
	add(args, STR("export"));
	add(args, export_format_name(request->format));
	add(args, reading->account_id);
	add(args, words_of_parts(a, request));
	add_option(args, STR("--start"), is_all ? STR_NONE : iso(a, now->start_s));
	add_option(args, STR("--end"), is_all ? STR_NONE : iso(a, now->end_s));
	add_option(args, STR("--time-zone"), tz_name(reading->tz));
	add_option(args, STR("--competitors"), words_of_list(a, &request->competitor_ids));
	add_option(args, STR("--language"), request->english ? STR("en") : STR("id"));
	add_option(args, STR("--exported-at"),
		   request->exported_s.has ? iso(a, request->exported_s.value) : STR_NONE);
	add(args, STR("--steps"));
}

/* ---- starting ------------------------------------------------------------------------------- */

static bool open_pipes(struct child *c, int theirs[PIPES], struct err *err)
{
	for (int i = 0; i < PIPES; i++) {
		int both[2];

		if (pipe2(both, O_CLOEXEC) < 0)
			return err_errno(err, ERR_INTERNAL, errno, "opening a pipe");
		c->ends[i] = both[0];
		theirs[i] = both[1];
	}
	return true;
}

/* Descriptors 0 to 3 and no other; no signal blocked, none ignored. */
static int spawn(struct child *c, const struct export_child *how, const int theirs[PIPES],
		 char *const *arguments)
{
	static const int targets[PIPES] = { STDOUT_FILENO, STDERR_FILENO, CHILD_PROGRESS_FD };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	for (int i = 0; i < PIPES; i++)
		posix_spawn_file_actions_adddup2(&actions, theirs[i], targets[i]);
	posix_spawn_file_actions_addclosefrom_np(&actions, CHILD_PROGRESS_FD + 1);

	int errnum = posix_spawn(&c->pid, how->program, &actions, &attributes, arguments,
				 how->environment);

	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	if (errnum)
		c->pid = 0;
	return errnum;
}

static bool start(struct child *c, const struct export_request *request,
		  const struct stats *reading, struct err *err)
{
	struct arguments args = { .arena = reading->arena };
	int theirs[PIPES] = { -1, -1, -1 };
	int errnum = 0;
	bool ok;

	put_arguments(&args, request, reading);
	ok = open_pipes(c, theirs, err);
	if (ok)
		errnum = spawn(c, request->means.child, theirs, args.at);
	for (int i = 0; i < PIPES; i++)
		fd_closep(&theirs[i]);
	if (errnum)
		return err_errno(err, ERR_INTERNAL, errnum, "starting the process that makes PDF");
	return ok;
}

/* ---- streaming on --------------------------------------------------------------------------- */

struct relay {
	struct child *child;
	const struct export_progress *progress;
	struct sink sink;
	char complaint[COMPLAINT_BYTES + 1];
	size_t complaint_len;
	char step[STEP_BYTES];
	size_t step_len;
	char block[BLOCK_BYTES];
};

/* "3 7 DashboardStatistics.pdf" */
static bool tell_step(struct relay *r, struct str line, struct err *err)
{
	struct str done = str_cut(&line, ' '), total = str_cut(&line, ' ');
	int64_t n = 0, of = 0;

	if (!r->progress || !str_to_i64(done, &n) || !str_to_i64(total, &of))
		return true;
	return r->progress->step(r->progress->ctx, (uint32_t)n, (uint32_t)of, line, err);
}

static bool take_steps(struct relay *r, struct str bytes, struct err *err)
{
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.at[i] != '\n') {
			if (r->step_len < sizeof(r->step))
				r->step[r->step_len++] = bytes.at[i];
			continue;
		}
		struct str line = { r->step, r->step_len };

		r->step_len = 0;
		if (!tell_step(r, line, err))
			return false;
	}
	return true;
}

static void take_complaint(struct relay *r, struct str bytes)
{
	size_t room = COMPLAINT_BYTES - r->complaint_len;
	size_t len = bytes.len < room ? bytes.len : room;

	memcpy(r->complaint + r->complaint_len, bytes.at, len);
	r->complaint_len += len;
}

static bool read_pipe(struct relay *r, int which, struct err *err)
{
	ssize_t n = read(r->child->ends[which], r->block, sizeof(r->block));
	struct str bytes = { r->block, n > 0 ? (size_t)n : 0 };

	if (n < 0 && errno == EINTR)
		return true;
	if (n < 0)
		return err_errno(err, ERR_INTERNAL, errno, "reading from the export process");
	if (n == 0) {
		fd_closep(&r->child->ends[which]);
		r->child->ends[which] = -1;
		return true;
	}
	if (which == PIPE_OUTPUT)
		return sink_write(&r->sink, bytes, err);
	if (which == PIPE_STEPS)
		return take_steps(r, bytes, err);
	take_complaint(r, bytes);
	return true;
}

static bool relay_all(struct relay *r, int silence_ms, struct err *err)
{
	const int *ends = r->child->ends;

	while (ends[PIPE_OUTPUT] >= 0 || ends[PIPE_COMPLAINT] >= 0 || ends[PIPE_STEPS] >= 0) {
		struct pollfd polled[PIPES];

		for (int i = 0; i < PIPES; i++)
			polled[i] = (struct pollfd){ .fd = ends[i], .events = POLLIN };
		int ready = poll(polled, PIPES, silence_ms > 0 ? silence_ms : CHILD_SILENCE_MS);

		if (ready < 0 && errno != EINTR)
			return err_errno(err, ERR_INTERNAL, errno,
					 "waiting for the export process");
		if (ready == 0)
			return err_set(err, ERR_INTERNAL,
				       "the export process was silent for too long");
		for (int i = 0; i < PIPES && ready > 0; i++)
			if (polled[i].revents && !read_pipe(r, i, err))
				return false;
	}
	return true;
}

/* ---- the end -------------------------------------------------------------------------------- */

static bool say_failed(struct err *err)
{
	err_say(err,
		"Laporan PDF tidak dapat dibuat. Coba lagi; bila terulang, beri tahu pengelola "
		"server.");
	return err_say_en(err, "The PDF report could not be made. Try again; if it happens again, "
			       "tell the operator of this server.");
}

static bool await(struct relay *r, struct err *err)
{
	int status = 0;

	while (waitpid(r->child->pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_errno(err, ERR_INTERNAL, errno,
					 "waiting for the export process");
	r->child->pid = 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	r->complaint[r->complaint_len] = '\0';
	if (WIFSIGNALED(status))
		err_set(err, ERR_INTERNAL, "the export process died of signal %d: %s",
			WTERMSIG(status), r->complaint);
	else
		err_set(err, ERR_INTERNAL, "the export process failed: %s", r->complaint);
	return say_failed(err);
}

bool child_export(const struct export_request *request, const struct stats *reading,
		  const struct export_progress *progress, struct sink sink, struct err *err)
{
	cleanup(child_end) struct child child = { 0, { -1, -1, -1 } };
	struct relay *relay = arena_new(reading->arena, struct relay);

	relay->child = &child;
	relay->progress = progress;
	relay->sink = sink;
	return start(&child, request, reading, err) &&
	       relay_all(relay, request->means.child->silence_ms, err) && await(relay, err);
}

/* ---- inside the child ----------------------------------------------------------------------- */

static bool write_step(void *ctx, uint32_t done, uint32_t total, struct str making, struct err *err)
{
	char line[STEP_BYTES];
	int len = snprintf(line, sizeof(line), "%u %u %.*s\n", done, total, STR_ARG(making));

	(void)ctx;
	(void)err;
	/* Nobody is harmed by a step that is not told. */
	if (len > 0 && (size_t)len < sizeof(line) &&
	    write(CHILD_PROGRESS_FD, line, (size_t)len) < 0)
		errno = 0;
	return true;
}

struct export_progress child_progress(void)
{
	return (struct export_progress){ write_step, NULL };
}
