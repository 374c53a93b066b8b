/* Threads of the server: all signals blocked, so that main's thread hears SIGTERM. */
#ifndef HTTP_THREAD_H
#define HTTP_THREAD_H

#include <pthread.h>

#include "base/err.h"

bool thread_start(pthread_t *ret, void *(*run)(void *), void *arg, struct err *err) must_use;

#endif
