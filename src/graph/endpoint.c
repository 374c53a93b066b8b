#include "graph/endpoint.h"

#include <assert.h>

static const struct graph_endpoint_info endpoints[] = {
#define ROW(id, m, p, f, l, max, perm)                                                             \
	[GRAPH_##id] = { .name = #id,                                                              \
			 .method = m,                                                              \
			 .path = p,                                                                \
			 .fields = f,                                                              \
			 .limit = l,                                                               \
			 .max_limit = max,                                                         \
			 .permissions = perm },
	GRAPH_ENDPOINTS(ROW)
#undef ROW
};
_Static_assert(sizeof(endpoints) / sizeof(endpoints[0]) == GRAPH_ENDPOINT_COUNT,
	       "one row per endpoint");

const struct graph_endpoint_info *graph_endpoint_info(enum graph_endpoint endpoint)
{
	assert(endpoint < GRAPH_ENDPOINT_COUNT);
	return &endpoints[endpoint];
}
