-- wrk script: one route, asked of one account after the other, as one logged-in user.
-- Arguments: COOKIE ACCOUNT_PREFIX ACCOUNTS PATH; in PATH, {account} and {media} are filled in.
dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "wrk_done.lua")

local requests, at = {}, 0

function init(args)
	local headers = { ["Cookie"] = args[1] }
	for a = 0, tonumber(args[3]) - 1 do
		local account = args[2] .. string.format("%05d", a)
		local media = string.format("1800%013d", a * 100000 + 4990)
		local path = args[4]:gsub("{account}", account):gsub("{media}", media)
		requests[a + 1] = wrk.format("GET", path, headers)
	end
end

function request()
	at = at % #requests + 1
	return requests[at]
end
