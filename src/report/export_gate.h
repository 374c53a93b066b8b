/*
 * At most so many exports are written at once, downloads and jobs together. Each holds a snapshot
 * of the database and up to a few MiB, so their number is what bounds both. A download waits in
 * line; a job comes again later, and the next place that comes free is kept for it a while.
 */
#ifndef REPORT_EXPORT_GATE_H
#define REPORT_EXPORT_GATE_H

#include "base/err.h"

struct export_gate;

struct export_gate *export_gate_new(unsigned at_once);
struct export_gate *export_gate_free(struct export_gate *gate);

/* Waits for a place; ERR_BUSY when none came free in `patience_ms`. */
bool export_gate_enter(struct export_gate *gate, int64_t patience_ms, struct err *err) must_use;
/* Whether there was a place, now. */
bool export_gate_try(struct export_gate *gate) must_use;
void export_gate_leave(struct export_gate *gate);

#endif
