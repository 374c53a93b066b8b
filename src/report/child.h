/*
 * Exports with PDF are made by a process of their own: text layout is a lot of foreign code, with
 * state of its own, that looks at captions written by strangers. The server starts its own program
 * again as `simpul export …`; that process gathers what the reports show, closes the database,
 * shuts itself in, and only then draws. What it writes is streamed on as it comes.
 *
 * A child that crashes, is silent for too long or says that it failed makes the export fail with a
 * message of its own; what was written up to then is never passed off as whole. When the reader has
 * gone the child is killed at once.
 */
#ifndef REPORT_CHILD_H
#define REPORT_CHILD_H

#include "report/export.h"

/* How to start one; lives as long as the app. */
struct export_child {
	const char *program; /* "/proc/self/exe" */
	/* All it gets, ended by NULL: where the database is, no secret. */
	char *const *environment;
	int silence_ms; /* without a byte or a step; 0: CHILD_SILENCE_MS */
};
#define CHILD_SILENCE_MS 30000

/* Does this request need one? */
bool child_is_needed(const struct export_request *request);
/* As export_write; `request->means.child` says how. */
bool child_export(const struct export_request *request, const struct stats *reading,
		  const struct export_progress *progress, struct sink sink, struct err *err)
	must_use;

/* ---- inside the child ----------------------------------------------------------------------- */

/* Where the child tells its steps, when its parent asked for them: one line "DONE TOTAL WHAT". */
#define CHILD_PROGRESS_FD 3
struct export_progress child_progress(void);

/*
 * From here on this process can read files of fonts and write to what it has open: no other file,
 * no socket, no program, no more than CHILD_MEMORY_BYTES and CHILD_CPU_S. To be called when nothing
 * but drawing is left to do, and once. What the kernel lacks (Landlock before 5.13) is left out;
 * seccomp is not.
 */
#define CHILD_MEMORY_BYTES ((uint64_t)1 << 30)
#define CHILD_CPU_S 60
bool child_shut_in(struct err *err) must_use;

#endif
