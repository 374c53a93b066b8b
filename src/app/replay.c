/* Playing past days against the simulator: the real pipeline, with the simulator's clock moved. */
#include "app/app.h"
#include "base/limits.h"
#include "net/net.h"
#include "sync/sync.h"

#define DAY_MS (86400 * (int64_t)1000)

static bool set_simulator_clock(struct app *app, struct arena *a, struct str url, int64_t now_ms,
				struct err *err)
{
	const struct net_header json = { STR("Content-Type"), STR("application/json") };
	struct net_request request = {
		.method = "POST",
		.url = str_fmt(a, "%.*s/_sim/clock", STR_ARG(url)),
		.headers = &json,
		.header_count = 1,
		.body = str_fmt(a, "{\"now\":\"%.*s\"}", STR_ARG(iso_text(a, now_ms / 1000, 0))),
		.timeout_ms = 10000,
		.max_reply_bytes = 64 * KIB,
		.reach = NET_ANYWHERE,
	};
	struct net_reply reply;

	if (!net_fetch(app->net, a, &request, &reply, err))
		return err_wrap(err, "setting the simulator's clock");
	if (reply.status != 200)
		return err_set(err, ERR_NETWORK, "the simulator answered %d to %.*s", reply.status,
			       STR_ARG(request.url));
	return true;
}

bool app_replay(struct app *app, struct str account_id, int days, struct str simulator_url,
		unsigned *ret_calls, struct err *err)
{
	cleanup(arena_free) struct arena a;
	int64_t end_ms = clock_now_ms(app->clock);
	unsigned calls = 0;
	bool ok = true;

	arena_init(&a, LIMIT_ARENA);
	for (int day = days - 1; ok && day >= 0; day--) {
		struct sync_result result = { 0 };
		struct sync_day_result competitors = { 0 };
		int64_t now_ms = end_ms - day * DAY_MS;

		arena_reset(&a);
		ok = set_simulator_clock(app, &a, simulator_url, now_ms, err) &&
		     sync_run_account(app->sync, account_id, now_ms, &result, err) &&
		     sync_run_competitors_of(app->sync, account_id, now_ms, &competitors, err);
		calls += result.http_calls + competitors.http_calls;
	}
	struct err ignored = ERR_INIT;

	if (!set_simulator_clock(app, &a, simulator_url, clock_now_ms(app->clock),
				 ok ? err : &ignored))
		return false;
	*ret_calls = calls;
	return ok;
}
