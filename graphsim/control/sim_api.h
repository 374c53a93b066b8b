/* clang-format off */
/*
 * The levers of the simulator, under /_sim (no authentication: it listens on this machine only).
 * All bodies are JSON; times are ISO 8601; a mistake is 400 {"error":"what to do"}.
 *
 *	GET    /_sim/clock	{"now","now_s","frozen"}
 *	POST   /_sim/clock	{"now":ISO}, {"advance_s":n}, {"frozen":bool}, {"system":true}
 *	POST   /_sim/latency	{"ms":n}: how long every call takes at least
 *	GET    /_sim/faults	the switches and how often each has fired
 *	POST   /_sim/faults	one fault or a list (faults.h): path (a prefix; with a star: a
 *				pattern), method, times, after, status, delay_ms, hang, truncate,
 *				html, garbage, effect, effect_delay_ms, cut, headers,
 *				body_bytes, drip_ms,
 *				usage_percent, short_pages, no_expires_in,
 *				repeat_page, delete_media,
 *				batched (elements of batches too),
 *				error{code,subcode,message,type,is_transient}
 *	DELETE /_sim/faults	all off
 *	GET    /_sim/requests	?path=prefix&method=&since=number&limit=
 *				&elements=1 (those of batches too)
 *				{"total","count","requests"}
 *	DELETE /_sim/requests	empties the log
 *	POST   /_sim/reset	tokens, faults, counters, log and clock as at the start
 *	GET    /_sim/state	seed, clock, apps, grants and tokens (their first characters)
 *	GET    /_sim/personas	who is who, with the ids of their Pages and accounts
 *	GET    /_sim/truth/ID?day=YYYY-MM-DD
 *				what insights must say of a finished Pacific day
 *	POST   /_sim/token	{"token":first characters or "persona":key, "state":…, "page":id}
 *				state: expire revoke password_changed logged_out role_lost
 *				checkpoint unconfirmed restore
 *	POST   /_sim/account	{"account":id or username, "state":…, "username":new name}
 *				state: professional personal private gone
 *	POST   /_sim/media	{"media":id, "deleted":true}
 *	POST   /_sim/grant	{"persona":key, "withdraw":[permission…], "give":[…],
 *				"data_access":"expired" or "fresh"}
 *	POST   /_sim/webhooks	{"field":"comments", "mentions" or "story_insights", "account":id or
 *				username, "count":n, "media":id, "replies":bool, "by":username,
 *				"in_comment":bool, "grouped":"entries", "changes" or "posts",
 *				"duplicates":n, "bad_signature":bool, "url":URL}
 *	GET    /_sim/webhooks	subscriptions, and deliveries with every try
 *	DELETE /_sim/webhooks	forgets the deliveries
 *	POST   /_sim/app	{"app":id, "deauthorize_url":URL, "data_deletion_url":URL}
 *	POST   /_sim/deauthorize, /_sim/data-deletion
 *				{"persona":key, "app":id, "url":URL}: a signed_request is sent
 *	GET    /_sim/publishing	how publishing goes, for all and for each target
 *	POST   /_sim/publishing	sim_publishing.h: {"account" or "page", "image_ms", "video_ms",
 *				"quota_total", "containers_max", "republish", "fail"}
 *	GET    /_sim/ledger	what was really published (also /sim/ledger)
 */
/* clang-format on */
#ifndef GRAPHSIM_SIM_API_H
#define GRAPHSIM_SIM_API_H

#include "graphsim/world/world.h"
#include "http/http.h"

/* With the world's mutex held. */
void sim_api_handle(struct world *w, const struct http_request *req, struct http_response *res);

#endif
