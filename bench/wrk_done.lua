-- What a wrk script tells at its end: one line of JSON. Loaded by the scripts beside it.
function done(summary, latency)
	local errors = summary.errors
	io.write(string.format(
		'{"requests":%d,"seconds":%.6f,"p50_ms":%.4f,"p99_ms":%.4f,"bytes":%.0f,"bad":%d}\n',
		summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
		summary.bytes / math.max(summary.requests, 1),
		errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
