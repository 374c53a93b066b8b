#include "app/descriptors.h"

#include <sys/resource.h>

#include "base/log.h"

/* Standard streams, listeners, epoll and event descriptors, libcurl's own, the writer's three. */
#define ALWAYS_OPEN 32
/* Each reader has the database and its log open, each stream a file. */
#define PER_READER 2
#define READERS_LEAST 2

static uint64_t all_readers(const struct settings *s)
{
	return (uint64_t)(setting_int(s->pool_threads) + setting_int(s->stream_threads) +
			  setting_int(s->publish_threads) + setting_int(s->worker_threads));
}

/* What the process wants for itself at its busiest. */
static uint64_t wanted(const struct settings *s)
{
	int64_t calls = setting_int(s->graph_connections) + setting_int(s->upstream_threads);
	int64_t files = setting_int(s->stream_threads) + setting_int(s->worker_threads);

	return ALWAYS_OPEN + all_readers(s) * PER_READER + (uint64_t)(calls + files);
}

/* Too few for all: clients get a quarter. */
static bool is_scarce(const struct settings *s, uint64_t limit)
{
	return limit <= wanted(s) + limit / 4;
}

unsigned descriptors_left(const struct settings *s, uint64_t limit)
{
	uint64_t most = (uint64_t)setting_int(s->max_connections);
	uint64_t left = is_scarce(s, limit) ? limit / 4 : limit - wanted(s);

	return (unsigned)(left < most ? left : most);
}

unsigned descriptors_readers(const struct settings *s, uint64_t limit)
{
	uint64_t all = all_readers(s), used = ALWAYS_OPEN + limit / 4;

	if (!is_scarce(s, limit))
		return (unsigned)all;
	/* Half of what is left; the other half is for calls to Meta and files. */
	uint64_t readers = limit > used ? (limit - used) / 2 / PER_READER : 0;

	if (readers < READERS_LEAST)
		readers = READERS_LEAST;
	return (unsigned)(readers < all ? readers : all);
}

/* Raised to what the system allows; 0: not known. */
static uint64_t raised_limit(void)
{
	struct rlimit limit = { 0, 0 };

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return 0;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return 0;
	return limit.rlim_cur;
}

unsigned descriptors_for_readers(const struct settings *s)
{
	uint64_t limit = raised_limit();

	return limit ? descriptors_readers(s, limit) : (unsigned)all_readers(s);
}

unsigned descriptors_for_clients(const struct settings *s)
{
	uint64_t limit = raised_limit();

	if (!limit)
		return (unsigned)setting_int(s->max_connections);
	unsigned allowed = descriptors_left(s, limit);
	if (allowed < (unsigned)setting_int(s->max_connections))
		log_warn("few descriptors are allowed (ulimit -n): fewer connections than "
			 "max_connections",
			 LOG_INT("descriptors", (int64_t)limit), LOG_INT("connections", allowed));
	return allowed;
}
