/*
 * File descriptors: what the process may open is raised to what the system allows, and clients get
 * only what the database, calls to Meta and files do not need. A server whose clients have taken
 * every descriptor would serve nobody and publish nothing.
 */
#ifndef APP_DESCRIPTORS_H
#define APP_DESCRIPTORS_H

#include "app/settings.h"

/* How many connections of clients there may be: `max_connections`, or fewer where few are allowed.
 */
unsigned descriptors_for_clients(const struct settings *s);
/* How many readers of the database at once: one for each thread, or so few that they take turns. */
unsigned descriptors_for_readers(const struct settings *s);
/* The same for a limit on descriptors, for tests. */
unsigned descriptors_left(const struct settings *s, uint64_t limit);
unsigned descriptors_readers(const struct settings *s, uint64_t limit);

#endif
