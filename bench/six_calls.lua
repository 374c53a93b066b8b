-- wrk script: the six calls that open the dashboard, in turn, as one logged-in user.
-- Arguments: ACCOUNT QUERY COOKIE
dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "wrk_done.lua")

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
