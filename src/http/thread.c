#include "http/thread.h"

#include <signal.h>

bool thread_start(pthread_t *ret, void *(*run)(void *), void *arg, struct err *err)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int errnum = pthread_create(ret, NULL, run, arg);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return errnum == 0 || err_errno(err, ERR_INTERNAL, errnum, "starting a thread");
}
