/* What the files of uploads/ share; nobody outside includes it. */
#ifndef UPLOADS_INTERNAL_H
#define UPLOADS_INTERNAL_H

#include <pthread.h>

#include "uploads/uploads.h"

/* A file that is being received has this at the end of its name. */
#define UPLOADS_PART ".part"

struct uploads {
	struct uploads_config config;
	struct secret *link_key;
	pthread_mutex_t lock;
	struct upload_writing *writing; /* lock: those under way */
};

/* "FOLDER/NAME", NUL at its end. */
const char *upload_path(const struct uploads *u, struct arena *a, struct str file);

#endif
