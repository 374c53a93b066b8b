#include "app/descriptors.h"

#include <sys/resource.h>

#include "base/log.h"

/* Standard streams, listeners, epoll and event descriptors, libcurl's own, the writer's three. */
#define ALWAYS_OPEN 32
/* Each reader has the database and its log open, each stream a file. */
#define PER_READER 2

/* What the process wants for itself at its busiest. */
static uint64_t wanted(const struct settings *s)
{
	int64_t readers = setting_int(s->pool_threads) + setting_int(s->stream_threads) +
			  setting_int(s->publish_threads) + setting_int(s->worker_threads);
	int64_t calls = setting_int(s->graph_connections) + setting_int(s->upstream_threads);
	int64_t files = setting_int(s->stream_threads) + setting_int(s->worker_threads);

	return (uint64_t)(ALWAYS_OPEN + readers * PER_READER + calls + files);
}

unsigned descriptors_left(const struct settings *s, uint64_t limit)
{
	uint64_t most = (uint64_t)setting_int(s->max_connections);
	uint64_t own = wanted(s);
	/* Too few for all: clients get a quarter, and readers of the database take turns. */
	uint64_t left = limit > own + limit / 4 ? limit - own : limit / 4;

	return (unsigned)(left < most ? left : most);
}

unsigned descriptors_for_clients(const struct settings *s)
{
	struct rlimit limit = { 0, 0 };

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return (unsigned)setting_int(s->max_connections);
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return (unsigned)setting_int(s->max_connections);
	unsigned allowed = descriptors_left(s, limit.rlim_cur);
	if (allowed < (unsigned)setting_int(s->max_connections))
		log_warn("few descriptors are allowed (ulimit -n): fewer connections than "
			 "max_connections",
			 LOG_INT("descriptors", (int64_t)limit.rlim_cur),
			 LOG_INT("connections", allowed));
	return allowed;
}
