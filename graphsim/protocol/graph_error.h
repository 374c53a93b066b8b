/*
 * Every error the simulated Graph API answers with: one row fixes the HTTP status, code, subcode,
 * type and wording (spec: meta-graph.md 1.10, 4, 7.3, 8; wordings as observed, 2026-11). `{0}` to
 * `{2}` in a text are the words given when the error is raised. A row with a title also carries
 * error_user_title and error_user_msg. The last column is what WWW-Authenticate says.
 */
#ifndef GRAPHSIM_GRAPH_ERROR_H
#define GRAPHSIM_GRAPH_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "graphsim/protocol/graph_error_publish.h"

struct arena;
struct json_writer;

#define OAUTH "OAuthException"
#define METHOD "GraphMethodException"
#define BATCH "GraphBatchException"
#define EXPIRED_TEXT                                                                               \
	"Error validating access token: Session has expired on {0}. The current time is {1}."
#define UNSUPPORTED_TEXT                                                                           \
	" request. Object with ID '{0}' does not exist, cannot be loaded due to missing "          \
	"permissions, or does not support this operation. Please read the Graph API "              \
	"documentation at https://developers.facebook.com/docs/graph-api"
#define ENGAGEMENT_TEXT                                                                            \
	"(#100) Object does not exist, cannot be loaded due to missing permission or reviewable "  \
	"feature, or does not support this operation. This endpoint requires the "                 \
	"'pages_read_engagement' permission or the 'Page Public Content Access' feature or the "   \
	"'Page Public Metadata Access' feature. Refer to "                                         \
	"https://developers.facebook.com/docs/apps/review/login-permissions#manage-pages, "        \
	"https://developers.facebook.com/docs/apps/review/feature#reference-PAGES_ACCESS and "     \
	"https://developers.facebook.com/docs/apps/review/feature#page-public-metadata-access "    \
	"for details."
#define WAIT_TEXT                                                                                  \
	" Wait a bit and try again. For more info, please refer to "                               \
	"https://developers.facebook.com/docs/graph-api/overview/rate-limiting."

/* name, HTTP status, code, subcode, type, message, user title, user text, kind */
#define GRAPH_ERRORS(X)                                                                            \
	/* paths and tokens */                                                                     \
	X(UNKNOWN_PATH, 400, 2500, 0, OAUTH, "Unknown path components: {0}", "", "",               \
	  "invalid_request")                                                                       \
	X(SYNTAX, 400, 2500, 0, OAUTH, "Syntax error \"{0}\" at character {1}: {2}", "", "",       \
	  "invalid_request")                                                                       \
	X(NO_ACTIVE_TOKEN, 400, 2500, 0, OAUTH,                                                    \
	  "An active access token must be used to query information about the current user.", "",  \
	  "", "invalid_request")                                                                   \
	X(TOKEN_REQUIRED, 400, 104, 0, OAUTH,                                                      \
	  "An access token is required to request this resource.", "", "", "invalid_request")      \
	X(TOKEN_UNPARSABLE, 400, 190, 0, OAUTH,                                                    \
	  "Invalid OAuth access token - Cannot parse access token", "", "", "invalid_token")       \
	X(TOKEN_UNKNOWN, 400, 190, 0, OAUTH, "The access token could not be decrypted", "", "",    \
	  "invalid_token")                                                                         \
	X(TOKEN_MALFORMED, 400, 190, 0, OAUTH, "Malformed access token {0}", "", "",               \
	  "invalid_token")                                                                         \
	X(TOKEN_BAD_SIGNATURE, 400, 190, 0, OAUTH, "Invalid OAuth access token signature.", "",    \
	  "", "invalid_token")                                                                     \
	X(TOKEN_NOT_AUTHORIZED, 400, 190, 458, OAUTH,                                              \
	  "Error validating access token: The user has not authorized application {0}.", "", "",   \
	  "invalid_token")                                                                         \
	X(TOKEN_CHECKPOINT, 400, 190, 459, OAUTH,                                                  \
	  "Error validating access token: You cannot access the app till you log in to "           \
	  "www.facebook.com and follow the instructions given.",                                   \
	  "Session Checkpoint", "Log in to facebook.com and follow the instructions.",             \
	  "invalid_token")                                                                         \
	X(TOKEN_PASSWORD_CHANGED, 400, 190, 460, OAUTH,                                            \
	  "Error validating access token: The session has been invalidated because the user "      \
	  "changed their password or Facebook has changed the session for security reasons.",      \
	  "", "", "invalid_token")                                                                 \
	X(TOKEN_EXPIRED, 400, 190, 463, OAUTH, EXPIRED_TEXT, "", "", "invalid_token")              \
	X(TOKEN_UNCONFIRMED, 400, 190, 464, OAUTH,                                                 \
	  "Error validating access token: Sessions for the user {0} are not allowed because the "  \
	  "user is not a confirmed user.",                                                         \
	  "", "", "invalid_token")                                                                 \
	X(TOKEN_LOGGED_OUT, 400, 190, 467, OAUTH,                                                  \
	  "Error validating access token: The session is invalid because the user logged out.",    \
	  "", "", "invalid_token")                                                                 \
	X(TOKEN_ROLE_LOST, 400, 190, 492, OAUTH,                                                   \
	  "Error validating access token: Session does not match current stored session. This "    \
	  "may be because the user no longer has a role on the Page.",                             \
	  "", "", "invalid_token")                                                                 \
	X(MUST_BE_PAGE_TOKEN, 400, 190, 0, OAUTH,                                                  \
	  "This method must be called with a Page Access Token", "", "", "invalid_token")          \
	X(PROOF_MISSING, 400, 100, 0, METHOD,                                                      \
	  "API calls from the server require an appsecret_proof argument", "", "",                 \
	  "invalid_request")                                                                       \
	X(PROOF_WRONG, 400, 100, 0, METHOD,                                                        \
	  "Invalid appsecret_proof provided in the API argument", "", "", "invalid_request")       \
	/* limits */                                                                               \
	X(APP_LIMIT, 403, 4, 0, OAUTH, "(#4) Application request limit reached", "", "",           \
	  "invalid_request")                                                                       \
	X(USER_LIMIT, 400, 17, 2446079, OAUTH, "(#17) User request limit reached",                 \
	  "Too Many API Requests",                                                                 \
	  "There have been too many calls from this user. Please wait a bit and try again.",       \
	  "invalid_request")                                                                       \
	X(PAGE_LIMIT, 400, 32, 0, OAUTH, "(#32) Page request limit reached", "", "",               \
	  "invalid_request")                                                                       \
	X(PAGE_BUC_LIMIT, 400, 80001, 0, OAUTH,                                                    \
	  "(#80001) There have been too many calls to this Page account." WAIT_TEXT, "", "",       \
	  "invalid_request")                                                                       \
	X(INSTAGRAM_BUC_LIMIT, 400, 80002, 0, OAUTH,                                               \
	  "(#80002) There have been too many calls to this Instagram account." WAIT_TEXT, "", "",  \
	  "invalid_request")                                                                       \
	/* objects */                                                                              \
	X(UNSUPPORTED_GET, 400, 100, 33, METHOD, "Unsupported get" UNSUPPORTED_TEXT, "", "",       \
	  "invalid_request")                                                                       \
	X(UNSUPPORTED_POST, 400, 100, 33, METHOD, "Unsupported post" UNSUPPORTED_TEXT, "", "",     \
	  "invalid_request")                                                                       \
	X(UNSUPPORTED_DELETE, 400, 100, 33, METHOD, "Unsupported delete" UNSUPPORTED_TEXT, "", "", \
	  "invalid_request")                                                                       \
	X(UNKNOWN_ALIAS, 404, 803, 0, OAUTH,                                                       \
	  "(#803) Some of the aliases you requested do not exist: {0}", "", "", "not_found")       \
	X(NO_USERNAMES, 404, 803, 0, OAUTH, "(#803) Cannot query users by their username ({0})",   \
	  "", "", "not_found")                                                                     \
	X(USER_NOT_FOUND, 400, 110, 2207013, OAUTH, "Invalid user id", "Cannot find User",         \
	  "The user with username: {0} cannot be found.", "invalid_request")                       \
	X(HASHTAG_UNKNOWN, 400, 24, 2207024, OAUTH, "The requested resource does not exist",       \
	  "Invalid Hashtag", "The hashtag you entered is incorrect.", "invalid_request")           \
	/* permissions */                                                                          \
	X(NO_CAPABILITY, 400, 3, 0, OAUTH,                                                         \
	  "(#3) Application does not have the capability to make this API call.", "", "",          \
	  "invalid_request")                                                                       \
	X(NO_PERMISSION, 403, 10, 0, OAUTH,                                                        \
	  "(#10) Application does not have permission for this action", "", "",                    \
	  "insufficient_scope")                                                                    \
	X(NO_PAGES_READ_ENGAGEMENT, 400, 100, 0, OAUTH, ENGAGEMENT_TEXT, "", "",                   \
	  "insufficient_scope")                                                                    \
	X(MISSING_PERMISSIONS, 400, 100, 0, OAUTH, "(#100) Missing permissions", "", "",           \
	  "insufficient_scope")                                                                    \
	X(REQUIRES_PERMISSION, 403, 200, 0, OAUTH,                                                 \
	  "(#200) Requires {0} permission to manage the object.", "", "", "insufficient_scope")    \
	X(PAGE_TOKEN_REQUIRED, 403, 210, 0, OAUTH,                                                 \
	  "(#210) A page access token is required to request this resource.", "", "",              \
	  "insufficient_scope")                                                                    \
	X(APP_TOKEN_REQUIRED, 400, 15, 0, OAUTH,                                                   \
	  "(#15) This method must be called with an app access_token.", "", "", "invalid_request") \
	X(CALLBACK_UNVERIFIED, 400, 2200, 0, OAUTH,                                                \
	  "(#2200) Callback verification failed with the following errors: {0}", "", "",           \
	  "invalid_request")                                                                       \
	X(MUST_IMPERSONATE, 400, 190, 0, OAUTH,                                                    \
	  "Any of the pages_read_engagement, pages_manage_metadata, pages_read_user_content, "     \
	  "pages_manage_ads, pages_show_list or pages_messaging permission(s) must be granted "    \
	  "before impersonating a user's page.",                                                   \
	  "", "", "invalid_token")                                                                 \
	/* parameters */                                                                           \
	X(NONEXISTING_FIELD, 400, 100, 0, OAUTH,                                                   \
	  "(#100) Tried accessing nonexisting field ({0}) on node type ({1})", "", "",             \
	  "invalid_request")                                                                       \
	X(PARAM_REQUIRED, 400, 100, 0, OAUTH, "(#100) The parameter {0} is required", "", "",      \
	  "invalid_request")                                                                       \
	X(PARAM_INVALID, 400, 100, 0, OAUTH, "(#100) Param {0} must be {1}", "", "",               \
	  "invalid_request")                                                                       \
	X(ENUM_INVALID, 400, 100, 0, OAUTH, "(#100) {0} must be one of the following values: {1}", \
	  "", "", "invalid_request")                                                               \
	X(BAD_CURSOR, 400, 100, 0, OAUTH, "(#100) Invalid cursor in the {0} parameter", "", "",    \
	  "invalid_request")                                                                       \
	X(DATE_FORMAT_GONE, 400, 100, 0, OAUTH,                                                    \
	  "(#100) The parameter date_format is no longer supported", "", "", "invalid_request")    \
	X(BODY_UNREADABLE, 400, 100, 0, OAUTH, "(#100) Invalid parameter", "", "",                 \
	  "invalid_request")                                                                       \
	X(TOO_MANY_IDS, 400, 100, 0, OAUTH, "(#100) Too many IDs. Maximum: 50. Provided: {0}.",    \
	  "", "", "invalid_request")                                                               \
	/* insights */                                                                             \
	X(METRIC_TYPE_MISSING, 400, 100, 0, OAUTH,                                                 \
	  "(#100) The following metrics ({0}) should be specified with parameter "                 \
	  "metric_type=total_value",                                                               \
	  "", "", "invalid_request")                                                               \
	X(METRIC_TYPE_WRONG, 400, 100, 0, OAUTH,                                                   \
	  "(#100) The following metrics ({0}) are incompatible with the metric type ({1})", "",    \
	  "", "invalid_request")                                                                   \
	X(METRIC_PERIOD_WRONG, 400, 100, 0, OAUTH,                                                 \
	  "(#100) The following metrics ({0}) are incompatible with the period ({1})", "", "",     \
	  "invalid_request")                                                                       \
	X(SPAN_TOO_LONG, 400, 100, 0, OAUTH,                                                       \
	  "(#100) There cannot be more than 30 days (2592000 s) between since and until", "", "",  \
	  "invalid_request")                                                                       \
	X(PAGE_SPAN_TOO_LONG, 400, 100, 0, OAUTH,                                                  \
	  "(#100) There cannot be more than 93 days (8035200 s) between since and until", "", "",  \
	  "invalid_request")                                                                       \
	X(SINCE_AFTER_UNTIL, 400, 100, 0, OAUTH,                                                   \
	  "(#100) The since param must be before the until param", "", "", "invalid_request")      \
	X(ONLY_LAST_30_DAYS, 400, 100, 0, OAUTH,                                                   \
	  "(#100) ({0}) metric only supports querying data for the last 30 days excluding the "    \
	  "current day",                                                                           \
	  "", "", "invalid_request")                                                               \
	X(IMPRESSIONS_GONE, 400, 100, 0, OAUTH,                                                    \
	  "Starting from version 22 and above, the impressions metric is no longer "               \
	  "supported for the queried media",                                                       \
	  "", "", "invalid_request")                                                               \
	X(TIMEFRAME_GONE, 400, 100, 0, OAUTH,                                                      \
	  "(#100) The timeframe ({0}) is no longer supported. Use this_month or this_week.", "",   \
	  "", "invalid_request")                                                                   \
	X(UNKNOWN_ERROR, 500, 1, 0, OAUTH, "An unknown error has occurred.", "", "",               \
	  "invalid_request")                                                                       \
	X(MEDIA_METRIC_UNSUPPORTED, 400, 100, 0, OAUTH,                                            \
	  "(#100) The Media Insights API does not support the {0} metric for this media product "  \
	  "type.",                                                                                 \
	  "", "", "invalid_request")                                                               \
	X(ALBUM_CHILD_INSIGHTS, 400, 100, 0, OAUTH,                                                \
	  "(#100) Insights are not available for media inside an album", "", "",                   \
	  "invalid_request")                                                                       \
	X(TOO_FEW_VIEWERS, 400, 10, 0, OAUTH,                                                      \
	  "(#10) Not enough viewers for the media to show insights", "", "", "invalid_request")    \
	X(BEFORE_CONVERSION, 400, 100, 2108006, OAUTH, "Invalid parameter",                        \
	  "Media posted before business account conversion",                                       \
	  "The media was posted before the most recent time that the user's account was "          \
	  "converted to a business account from a personal account.",                              \
	  "invalid_request")                                                                       \
	X(NOT_CROSS_POSTED, 400, 100, 2207086, OAUTH, "Invalid parameter",                         \
	  "Media not cross-posted", "This media was not cross-posted to Facebook.",                \
	  "invalid_request")                                                                       \
	X(INSIGHTS_NEED_METRIC, 400, 3001, 1504028, OAUTH, "Invalid query",                        \
	  "No metric was specified to be fetched",                                                 \
	  "No metric was specified to be fetched. Please specify one or more metrics to be "       \
	  "fetched and try again.",                                                                \
	  "invalid_request")                                                                       \
	X(PAGE_METRIC_INVALID, 400, 100, 0, OAUTH,                                                 \
	  "(#100) The value must be a valid insights metric", "", "", "invalid_request")           \
	/* token end point and debug_token */                                                      \
	X(CODE_USED, 400, 100, 36009, OAUTH, "This authorization code has been used.", "", "",     \
	  "invalid_code")                                                                          \
	X(CODE_EXPIRED, 400, 100, 36007, OAUTH, "This authorization code has expired.", "", "",    \
	  "invalid_code")                                                                          \
	X(CODE_OTHER_REDIRECT, 400, 100, 36008, OAUTH,                                             \
	  "Error validating verification code. Please make sure your redirect_uri is identical "   \
	  "to the one you used in the OAuth dialog request",                                       \
	  "", "", "invalid_code")                                                                  \
	X(CODE_MALFORMED, 400, 100, 0, OAUTH, "Invalid verification code format.", "", "",         \
	  "invalid_code")                                                                          \
	X(CODE_VERIFIER_WRONG, 400, 100, 0, OAUTH,                                                 \
	  "Error validating verification code. The code_verifier does not match the "              \
	  "code_challenge of the OAuth dialog request",                                            \
	  "", "", "invalid_code")                                                                  \
	X(SECRET_WRONG, 400, 1, 0, OAUTH, "Error validating client secret.", "", "",               \
	  "invalid_code")                                                                          \
	X(APP_UNKNOWN, 400, 101, 0, OAUTH,                                                         \
	  "Error validating application. Invalid application ID.", "", "", "invalid_code")         \
	X(CLIENT_ID_MISSING, 400, 101, 0, OAUTH, "Missing client_id parameter.", "", "",           \
	  "invalid_code")                                                                          \
	X(REDIRECT_MISSING, 400, 191, 0, OAUTH, "Missing redirect_uri parameter.", "", "",         \
	  "invalid_code")                                                                          \
	X(REDIRECT_NOT_ALLOWED, 400, 191, 0, OAUTH,                                                \
	  "Given URL is not allowed by the Application configuration: One or more of the given "   \
	  "URLs is not allowed by the App's settings. It must match one of the Valid OAuth "       \
	  "Redirect URIs.",                                                                        \
	  "", "", "invalid_code")                                                                  \
	X(CODE_MISSING, 400, 1, 0, OAUTH, "Missing authorization code", "", "", "invalid_code")    \
	X(SECRET_MISSING, 400, 101, 0, OAUTH, "Missing client_secret parameter.", "", "",          \
	  "invalid_code")                                                                          \
	X(EXCHANGE_TOKEN_MISSING, 400, 1, 0, OAUTH, "Missing fb_exchange_token parameter", "", "", \
	  "invalid_code")                                                                          \
	X(GRANT_TYPE_UNKNOWN, 400, 1, 0, OAUTH, "Invalid grant_type: {0}", "", "", "invalid_code") \
	X(DEBUG_NEEDS_APP_TOKEN, 400, 100, 0, OAUTH,                                               \
	  "(#100) You must provide an app access token, or a user access token that is an owner "  \
	  "or developer of the app",                                                               \
	  "", "", "invalid_request")                                                               \
	/* batches */                                                                              \
	X(BATCH_TOO_LONG, 400, 0, 0, BATCH,                                                        \
	  "Too many requests in batch message. Maximum batch size is 50", "", "",                  \
	  "invalid_request")                                                                       \
	X(BATCH_UNREADABLE, 400, 0, 0, BATCH, "batch parameter must be a JSON array", "", "",      \
	  "invalid_request")                                                                       \
	X(BATCH_NO_URL, 400, 0, 0, BATCH, "Each batch request must have a relative_url", "", "",   \
	  "invalid_request")                                                                       \
	X(BATCH_PARENT_FAILED, 400, 0, 0, BATCH,                                                   \
	  "The request is dependent on a failed request: {0}", "", "", "invalid_request")          \
	X(BATCH_BAD_REFERENCE, 400, 0, 0, BATCH, "Invalid reference in batch request: {0}", "",    \
	  "", "invalid_request")

enum graph_error_id {
	GE_NONE,
#define GRAPH_ERROR_ENUM(name, ...) GE_##name,
	GRAPH_ERRORS(GRAPH_ERROR_ENUM) GRAPH_PUBLISH_ERRORS(GRAPH_ERROR_ENUM)
#undef GRAPH_ERROR_ENUM
		GE_COUNT,
};

/* An error ready to be written: a row with its words, or one a fault switch made up. */
struct graph_error {
	int status; /* 0: no error */
	int64_t code;
	int64_t subcode;
	struct str type;
	struct str message;
	struct str user_title;
	struct str user_text;
	struct str kind;
	bool is_transient;
};

struct graph_error graph_error_of(struct arena *a, enum graph_error_id id, const struct str *words,
				  size_t word_count);
/* The row of an error that publishing can end with; GE_NONE: no such subcode. */
enum graph_error_id graph_error_of_subcode(int64_t subcode);
int graph_error_subcode(enum graph_error_id id);
/* {"error":{…,"fbtrace_id":…}} */
void graph_error_write(struct json_writer *w, const struct graph_error *e, struct str trace_id);
/* The value of WWW-Authenticate. */
struct str graph_error_challenge(struct arena *a, const struct graph_error *e);

#endif
