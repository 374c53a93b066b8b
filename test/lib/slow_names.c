/*
 * Loaded before everything else (LD_PRELOAD), this makes the first $SLOW_NAMES lookups of a host's
 * name take three seconds.
 */
#include <dlfcn.h>
#include <netdb.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#define SLOW_S 3

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
		struct addrinfo **ret)
{
	static atomic_int asked;
	const char *slow = getenv("SLOW_NAMES");
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

	*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	if (slow && atomic_fetch_add(&asked, 1) < atoi(slow))
		sleep(SLOW_S);
	return real(name, service, hints, ret);
}
