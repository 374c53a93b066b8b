/* Every route table of this build. */
#include "api/tables.h"
#include "app/app.h"

const struct route_table *const app_route_tables[] = {
	&user_routes,    &meta_routes,     &facebook_routes, &instagram_routes,
	&account_routes, &insight_routes,  &audience_routes, &media_routes,
	&comment_routes, &download_routes, &health_routes,
};
const size_t app_route_table_count = COUNT_OF(app_route_tables);
