/*
 * Where files are sent when they have no URL (spec: meta-graph.md 0.1, 5.1, 6.4): the paths of
 * rupload.facebook.com on this host, /ig-api-upload/vX.Y/{container} and
 * /video-upload/vX.Y/{video}. Headers say who (`Authorization: OAuth …`), from where (`offset`) and
 * how much (`file_size`); `file_url` in place of a body has Meta fetch the file.
 */
#ifndef GRAPHSIM_UPLOAD_H
#define GRAPHSIM_UPLOAD_H

#include "graphsim/world/world.h"
#include "http/http.h"

#define UPLOAD_MAX_BYTES (320u * MIB)

bool upload_is_path(struct str path);
/* With the world's mutex held. */
void upload_handle(struct world *w, struct http_exchange *x, struct str origin,
		   const struct fault *fault);

#endif
