/* Listening sockets: one per loop, all on the same address and port (SO_REUSEPORT). */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include <stdint.h>

#include "base/err.h"

/*
 * Opens `count` sockets. Port 0: the kernel picks one. An address in use, by whomever, is an error.
 * On failure none stays open.
 */
bool listen_open(struct str address, uint16_t port, unsigned count, int *ret_fds,
		 uint16_t *ret_port, struct err *err) must_use;

#endif
