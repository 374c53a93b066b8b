-- wrk script: the six calls that open the dashboard, in turn, as one logged-in user.
-- Arguments: ACCOUNT QUERY COOKIE
local requests, at = {}, 0

function init(args)
	local base = "/cekbrand/accounts/" .. args[1]
	local headers = { ["Cookie"] = args[3] }
	for i, path in ipairs({ "", "/media?" .. args[2], "/user-data?" .. args[2], "/media/summary",
		"/media/engagement/average/summary?" .. args[2], "/hashtag-metrics?" .. args[2] }) do
		requests[i] = wrk.format("GET", base .. path, headers)
	end
end

function request()
	at = at % #requests + 1
	return requests[at]
end

function done(summary, latency)
	local errors = summary.errors
	io.write(string.format(
		'{"requests":%d,"seconds":%.6f,"p50_ms":%.4f,"p99_ms":%.4f,"bad":%d}\n',
		summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
		errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
