/* The route tables, one per resource; app/routes.c puts them together. */
#ifndef API_TABLES_H
#define API_TABLES_H

#include "api/api.h"

extern const struct route_table export_routes;   /* /api/exports… */
extern const struct route_table report_routes;   /* /api/report-schedules… */
extern const struct route_table brand_routes;    /* /api/brand… */
extern const struct route_table account_routes;  /* /cekbrand/accounts… */
extern const struct route_table audience_routes; /* /cekbrand/accounts/{id}/insights/audience-… */
extern const struct route_table best_time_routes;  /* /cekbrand/accounts/{id}/best-time */
extern const struct route_table calendar_routes;   /* /api/calendar-feed…, /calendar/… */
extern const struct route_table city_routes;       /* /cekbrand/cities-coordinate/… */
extern const struct route_table collection_routes; /* /api/admin/collection */
extern const struct route_table comment_routes; /* /cekbrand/accounts/{id}/media/{id}/comments… */
extern const struct route_table
	competitor_routes; /* /cekbrand/accounts/{id}/competitor-accounts… */
extern const struct route_table document_routes;       /* /api/openapi.json */
extern const struct route_table download_routes;       /* /cekbrand/accounts/{id}/download/… */
extern const struct route_table facebook_login_routes; /* /auth/facebook…, /auth/options */
extern const struct route_table facebook_routes; /* /user/auth/facebook/…, /user/socialaccounts… */
extern const struct route_table growth_routes;       /* /cekbrand/accounts/{id}/growth… */
extern const struct route_table health_routes;       /* /healthz, /readyz, /metrics */
extern const struct route_table hook_routes;         /* /api/meta/webhooks, …/deauthorize, … */
extern const struct route_table insight_routes;      /* /cekbrand/accounts/{id}/insights/… */
extern const struct route_table instagram_routes;    /* /cekbrand/instagram-graph-api/… */
extern const struct route_table job_routes;          /* /api/admin/jobs… */
extern const struct route_table media_routes;        /* /cekbrand/accounts/{id}/media… */
extern const struct route_table member_routes;       /* /user-management/subscriptions… */
extern const struct route_table meta_routes;         /* /api/meta/… */
extern const struct route_table session_routes;      /* /account/sessions…, /account/tokens… */
extern const struct route_table signup_routes;       /* /auth/register, /auth/password/reset… */
extern const struct route_table subscription_routes; /* /subscriptions…, /store/products… */
extern const struct route_table post_place_routes;   /* /api/posts/places, /api/posts/quota */
extern const struct route_table post_routes;         /* /api/posts…, /api/meta/schedule */
extern const struct route_table post_import_routes;  /* /api/posts/import */
extern const struct route_table post_series_routes;  /* /api/post-series… */
extern const struct route_table queue_slot_routes;   /* /api/queue-slots… */
extern const struct route_table team_routes;         /* /api/team…, /api/workspaces */
extern const struct route_table upload_routes;       /* /api/uploads…, /u/{token} */
extern const struct route_table user_routes;         /* /auth/…, /account, /user-management/… */
extern const struct route_table voucher_routes;      /* /vouchers/… */
extern const struct route_table webhook_routes;      /* /api/hooks…, /api/post-letters… */

#endif
