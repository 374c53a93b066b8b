/* Every route table of this build. */
#include "api/contract.h"
#include "api/tables.h"
#include "app/app.h"

const struct route_table *const app_route_tables[] = {
	&user_routes,        &meta_routes,        &facebook_routes,       &instagram_routes,
	&account_routes,     &insight_routes,     &audience_routes,       &media_routes,
	&comment_routes,     &city_routes,        &competitor_routes,     &download_routes,
	&health_routes,      &document_routes,    &collection_routes,     &best_time_routes,
	&signup_routes,      &session_routes,     &subscription_routes,   &member_routes,
	&voucher_routes,     &growth_routes,      &hook_routes,           &export_routes,
	&report_routes,      &brand_routes,       &facebook_login_routes, &post_routes,
	&post_place_routes,  &post_series_routes, &queue_slot_routes,     &webhook_routes,
	&job_routes,         &calendar_routes,    &upload_routes,         &team_routes,
	&post_import_routes,
};
const size_t app_route_table_count = COUNT_OF(app_route_tables);

static struct contract contract(void)
{
	return (struct contract){ app_route_tables, app_route_table_count };
}

void app_openapi(struct arena *a, struct buf *out)
{
	struct contract c = contract();
	struct json_writer w;

	json_start(&w, out, JSON_PLAIN);
	contract_openapi(a, &c, &w);
	buf_putc(out, '\n');
}

void app_types(struct arena *a, struct buf *out)
{
	struct contract c = contract();

	contract_types(a, &c, out);
}
