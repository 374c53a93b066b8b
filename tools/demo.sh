# The demo: graphsim and simpul as two processes on loopback, with their files under var/demo.
# Sourced by dev-up, dev-down and the browser tests.
DEMO=${DEMO:-var/demo}
DEMO_EMAIL=demo@simpul.test
DEMO_COMPETITORS="pawon.mbakyu sambalrakyat rasaibu.kitchen"
SIMPUL_BIN=${SIMPUL_BIN:-build/release/simpul}
GRAPHSIM_BIN=${GRAPHSIM_BIN:-build/release/graphsim}

# PID files name processes that we started ourselves; a stale one is recognised by its command.
demo_stop() {
	local name pid
	for name in simpul graphsim; do
		[[ -f $DEMO/$name.pid ]] || continue
		pid=$(cat "$DEMO/$name.pid")
		if [[ "$(cat "/proc/$pid/comm" 2>/dev/null)" == "$name" ]]; then
			kill -TERM "$pid" 2>/dev/null || true
			for _ in $(seq 150); do
				[[ -d /proc/$pid && "$(awk '{print $3}' "/proc/$pid/stat" 2>/dev/null)" != Z ]] || break
				sleep 0.1
			done
		fi
		rm -f "$DEMO/$name.pid"
	done
}

# demo_await NAME URL: until it answers 200, or its process has gone.
demo_await() {
	local name=$1 url=$2
	for _ in $(seq 300); do
		curl -fsS -o /dev/null --max-time 2 "$url" 2>/dev/null && return 0
		kill -0 "$(cat "$DEMO/$name.pid")" 2>/dev/null || break
		sleep 0.1
	done
	echo "$name did not start; the end of $DEMO/$name.log:" >&2
	tail -20 "$DEMO/$name.log" >&2
	return 1
}

# The settings of the demo, for `serve` and for the other subcommands.
demo_environment() {
	export SIMPUL_PORT=$1
	export SIMPUL_BASE_URL=http://localhost:$1
	export SIMPUL_DATABASE=$DEMO/simpul.db
	export SIMPUL_MASTER_KEY_FILE=$DEMO/master.key
	export SIMPUL_GRAPH_URL=http://localhost:$(($1 + 10))
	export SIMPUL_DIALOG_URL=http://localhost:$(($1 + 10))
	export SIMPUL_IMAGE_HOSTS="https: http://localhost:$(($1 + 10))"
	export SIMPUL_META_APP_ID=1234567890123456
	export SIMPUL_META_APP_SECRET=graphsim-demo-app-secret
	export SIMPUL_REGISTRATION=open
	export SIMPUL_FACEBOOK_LOGIN=yes
	export SIMPUL_UPLOAD_DIR=$DEMO/uploads
}

demo_start() {
	local port=$1
	demo_environment "$port"
	for taken in "$port" "$((port + 10))"; do
		if (exec 3<>"/dev/tcp/127.0.0.1/$taken") 2>/dev/null; then
			echo "port $taken is in use by another program; try ./dev up --port N" >&2
			return 1
		fi
	done
	setsid "$GRAPHSIM_BIN" --port "$((port + 10))" --app-id "$SIMPUL_META_APP_ID" \
		--app-secret "$SIMPUL_META_APP_SECRET" --state "$DEMO/graphsim.state" </dev/null >"$DEMO/graphsim.log" 2>&1 &
	echo $! >"$DEMO/graphsim.pid"
	demo_await graphsim "http://127.0.0.1:$((port + 10))/_sim/state"

	[[ -f $DEMO/master.key ]] || "$SIMPUL_BIN" keys init >/dev/null
	"$SIMPUL_BIN" migrate >/dev/null
	if [[ ! -f $DEMO/password ]]; then
		(umask 077 && head -c 9 /dev/urandom | base64 | tr '+/' 'ab' >"$DEMO/password")
		"$SIMPUL_BIN" user add "$DEMO_EMAIL" --name "Rani Demo" --password-stdin <"$DEMO/password" >/dev/null
	fi
	setsid "$SIMPUL_BIN" serve </dev/null >"$DEMO/simpul.log" 2>&1 &
	echo $! >"$DEMO/simpul.pid"
	demo_await simpul "http://127.0.0.1:$port/readyz"
}

# One call of the demo's user; prints the body.
demo_call() {
	curl -fsS --max-time 120 -b "$DEMO/cookies" -c "$DEMO/cookies" \
		-H "X-CSRFToken: $(awk '$6 == "csrftoken" { print $7 }' "$DEMO/cookies" 2>/dev/null)" "$@"
}

# Connects the persona's account, adds competitors, plays 90 daily crawls with the simulator's clock, and
# disconnects: the history and the list of competitors stay, so that whoever connects it again sees
# charts that were collected.
demo_fill() {
	local site=http://localhost:$SIMPUL_PORT dialog back social account username
	demo_call -o /dev/null -H 'Content-Type: application/json' "$site/auth/login/" \
		-d "{\"email\":\"$DEMO_EMAIL\",\"password\":\"$(cat "$DEMO/password")\"}"
	dialog=$(demo_call "$site/user/auth/facebook/login/?process=connect" | tr -d '"')
	back=$(curl -fsS -o /dev/null -w '%{redirect_url}' "$dialog&_sim_persona=rani")
	social=$(demo_call "$site/user/auth/facebook/login/callback/?${back#*\?}" | json_member id)
	account=$(demo_call "$site/user/socialaccounts?provider=facebook" |
		python3 -c 'import json, sys
pages = json.loads(json.load(sys.stdin)[0]["extra_data"])["page"]
print(pages[0]["instagram_business_account"]["id"])')
	demo_call -o /dev/null -H 'Content-Type: application/json' -d "{\"id\":$social}" \
		"$site/cekbrand/instagram-graph-api/fetch-instagram-data/$account"
	for username in $DEMO_COMPETITORS; do
		demo_call -o /dev/null -H 'Content-Type: application/json' -d "{\"username\":\"$username\"}" \
			"$site/cekbrand/accounts/$account/competitor-accounts"
	done
	"$SIMPUL_BIN" sync "$account" --replay-days 90 --simulator "$SIMPUL_GRAPH_URL"
	demo_call -o /dev/null -X DELETE "$site/user/socialaccounts/$social?provider=facebook"
	rm -f "$DEMO/cookies"
}

json_member() {
	python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}

# Until one of the two ends by itself.
demo_wait() {
	while kill -0 "$(cat "$DEMO/simpul.pid")" 2>/dev/null && kill -0 "$(cat "$DEMO/graphsim.pid")" 2>/dev/null; do
		sleep 0.5 &
		wait $! || true
	done
	echo "a server has stopped; see $DEMO/simpul.log and $DEMO/graphsim.log" >&2
	return 1
}
