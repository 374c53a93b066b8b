/* Command line and environment of the simulator; `--help` prints the table. */
#ifndef GRAPHSIM_OPTIONS_H
#define GRAPHSIM_OPTIONS_H

#include "base/err.h"
#include "graphsim/world/world.h"

#define DEFAULT_PORT 8090
#define DEFAULT_APP_ID "1029384756102938"
#define DEFAULT_APP_SECRET "graphsim-app-secret-for-development"

struct options {
	struct world_config world;
	struct str bind;
	struct str state_file; /* empty: tokens are forgotten at a restart */
	int64_t port;
	bool wants_help;
};

/* Environment first (GRAPHSIM_PORT …), then flags. Strings live as long as argv and the
 * environment. */
bool options_read(int argc, char **argv, struct options *ret, struct err *err) must_use;
void options_print_help(void);

#endif
