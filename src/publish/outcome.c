#include "publish/outcome.h"

#define HOUR_S 3600
#define LIMIT_S 900 /* when Meta does not say how long */

/* First match wins. Subcode 0 and words NULL match everything. */
static const struct row {
	unsigned steps;
	int code_from, code_to;
	int subcode;
	int subcode_to; /* 0: that one alone */
	const char *words;
	enum publish_outcome outcome;
	enum publish_fault fault;
	bool new_container;
	int64_t wait_s;
	const char *source;
} rows[] = {
#define AT(steps, from, to, sub, words, outcome, fault, source)                                    \
	{                                                                                          \
		steps, from, to, sub, 0, words, OUTCOME_##outcome, FAULT_##fault, false, 0, source \
	}
#define ONE(steps, code, sub, outcome, fault, source)                                              \
	AT(steps, code, code, sub, NULL, outcome, fault, source)
#define AGAIN(steps, code, sub, fault, fresh, wait, source)                                        \
	{                                                                                          \
		steps, code, code, sub, 0, NULL, OUTCOME_TRANSIENT, FAULT_##fault, fresh, wait,    \
			source                                                                     \
	}
/* Several subcodes in a row mean the same. */
#define SUBCODES(steps, code, from, to, outcome, fault, source)                                    \
	{                                                                                          \
		steps, code, code, from, to, NULL, OUTCOME_##outcome, FAULT_##fault, false, 0,     \
			source                                                                     \
	}

	/* Instagram itself */
	AGAIN(STEP_BEFORE, -2, 2207003, MEDIA_UNREACHABLE, true, 60, "IG: download timed out"),
	AGAIN(STEP_BEFORE, -2, 2207020, CONTAINER_GONE, true, 5, "IG: media expired"),
	AGAIN(STEP_BEFORE, -1, 2207001, META_BUSY, true, 30, "IG: server error"),
	AGAIN(STEP_BEFORE, -1, 2207032, META_BUSY, true, 30, "IG: creating failed"),
	AGAIN(STEP_BEFORE, -1, 2207053, MEDIA_PROCESSING, true, 30, "IG: unknown upload error"),
	ONE(STEP_BEFORE | STEP_PUBLISH, 1, 2207057, PERMANENT, MEDIA_FORMAT, "IG: thumb offset"),
	/* Posts were live although this was the answer (seen): certain only before publishing. */
	ONE(STEP_BEFORE, 4, 2207051, USER, SPAM, "IG: suspected spam"),
	ONE(STEP_PUBLISH, 4, 2207051, AMBIGUOUS, SPAM, "IG: suspected spam; seen on live posts"),
	AGAIN(STEP_BEFORE | STEP_PUBLISH, 9, 2207042, QUOTA, false, HOUR_S, "IG: daily limit"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 24, 2207006, CONTAINER_GONE, true, 30, "IG: not found"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 24, 2207008, CONTAINER_GONE, true, 30, "IG: gone"),
	ONE(STEP_BEFORE | STEP_PUBLISH, 25, 2207050, USER, ACCOUNT_RESTRICTED, "IG: checkpointed"),
	ONE(STEP_BEFORE, 100, 2207023, PERMANENT, MEDIA_FORMAT, "IG: unknown media_type"),
	ONE(STEP_BEFORE, 100, 2207028, PERMANENT, CONTENT, "IG: carousel of 2 to 10"),
	ONE(STEP_BEFORE, 100, 2207035, PERMANENT, TAGS, "IG: product tag positions"),
	ONE(STEP_BEFORE, 100, 2207036, PERMANENT, TAGS, "IG: product tag positions"),
	ONE(STEP_BEFORE, 100, 2207037, PERMANENT, TAGS, "IG: product tags"),
	ONE(STEP_BEFORE, 100, 2207040, PERMANENT, TAGS, "IG: more than 20 tags"),
	ONE(STEP_BEFORE, 110, 2207013, PERMANENT, TAGS, "IG: user not found"),
	ONE(STEP_BEFORE, 352, 2207026, PERMANENT, MEDIA_FORMAT, "IG: video format"),
	/* One address may fail once: a second try is cheap, and the driver counts them. */
	AGAIN(STEP_BEFORE, 9004, 2207052, MEDIA_UNREACHABLE, true, 60, "IG: fetching the URI"),
	AGAIN(STEP_BEFORE | STEP_PUBLISH, 9007, 0, META_BUSY, false, 5, "IG: not ready"),
	ONE(STEP_BEFORE, 36000, 0, PERMANENT, MEDIA_TOO_LARGE, "IG: over 8 MiB"),
	ONE(STEP_BEFORE, 36001, 0, PERMANENT, MEDIA_FORMAT, "IG: image format"),
	ONE(STEP_BEFORE, 36003, 0, PERMANENT, MEDIA_RATIO, "IG: aspect ratio"),
	ONE(STEP_BEFORE, 36004, 0, PERMANENT, CAPTION_TOO_LONG, "IG: caption"),
	AGAIN(STEP_BEFORE, 0, 2207076, MEDIA_PROCESSING, true, 30, "seen: processing failed"),
	AGAIN(STEP_BEFORE, 0, 2207077, MEDIA_PROCESSING, true, 30, "seen: processing failed"),
	AGAIN(STEP_BEFORE, 0, 2207082, MEDIA_UNREACHABLE, true, 60, "seen: download failed"),
	ONE(STEP_BEFORE, 0, 2207081, PERMANENT, CONTENT, "seen: no trial reels"),
	/* Music of a reel: we never ask for any, but a reel's own sound may be refused. */
	ONE(STEP_BEFORE, 10, 9053, PERMANENT, CONTENT, "IG: audio not permitted"),
	ONE(STEP_BEFORE, 100, 9050, PERMANENT, CONTENT, "IG: audio"),
	ONE(STEP_BEFORE, 100, 9052, PERMANENT, CONTENT, "IG: audio"),
	SUBCODES(STEP_BEFORE, 100, 9054, 9058, PERMANENT, CONTENT, "IG: audio configuration"),
	ONE(STEP_BEFORE, 100, 9060, PERMANENT, CONTENT, "IG: audio"),
	SUBCODES(STEP_BEFORE, 100, 9062, 9064, PERMANENT, CONTENT, "IG: audio configuration"),

	/* Facebook: what a Page's post meets (seen by several publishers) */
	ONE(STEP_ANY, 190, 459, USER, LOGIN_REQUIRED, "GRAPH: checkpointed"),
	ONE(STEP_ANY, 190, 464, USER, LOGIN_REQUIRED, "GRAPH: not confirmed"),
	ONE(STEP_ANY, 190, 492, USER, NOT_ADMIN, "GRAPH: role lost"),
	AT(STEP_ANY, 190, 190, 0, "must be granted before impersonating", USER, PERMISSIONS,
	   "GRAPH: page token without permission"),
	ONE(STEP_ANY, 190, 0, USER, TOKEN_EXPIRED, "GRAPH: token"),
	ONE(STEP_ANY, 102, 0, USER, TOKEN_EXPIRED, "GRAPH: session key"),
	ONE(STEP_ANY, 104, 0, USER, TOKEN_EXPIRED, "GRAPH: no token"),
	SUBCODES(STEP_ANY, 100, 36007, 36009, USER, TOKEN_EXPIRED, "GRAPH: login's code"),
	ONE(STEP_ANY, 101, 0, USER, APP, "GRAPH: client id"),
	ONE(STEP_ANY, 191, 0, USER, APP, "GRAPH: redirect address"),
	/* These subcodes come with several codes. */
	ONE(STEP_BEFORE, 0, 1404006, USER, LOGIN_REQUIRED, "seen: security check"),
	ONE(STEP_PUBLISH, 0, 1404006, AMBIGUOUS, LOGIN_REQUIRED, "seen: security check"),
	ONE(STEP_BEFORE, 0, 4854002, USER, LOGIN_REQUIRED, "seen: identity confirmation"),
	ONE(STEP_PUBLISH, 0, 4854002, AMBIGUOUS, LOGIN_REQUIRED, "seen: identity confirmation"),
	ONE(STEP_BEFORE, 0, 1404078, USER, NOT_ADMIN, "seen: Page Publishing Authorization"),
	ONE(STEP_PUBLISH, 0, 1404078, AMBIGUOUS, NOT_ADMIN, "seen: Page Publishing Authorization"),
	ONE(STEP_BEFORE, 0, 1404112, USER, ACCOUNT_RESTRICTED, "seen: account restricted"),
	ONE(STEP_PUBLISH, 0, 1404112, AMBIGUOUS, ACCOUNT_RESTRICTED, "seen: account restricted"),
	ONE(STEP_BEFORE, 0, 1390008, USER, SPAM, "seen: posting too fast"),
	ONE(STEP_PUBLISH, 0, 1390008, AMBIGUOUS, SPAM, "seen: posting too fast"),
	ONE(STEP_BEFORE, 0, 1346003, USER, SPAM, "seen: flagged as abusive"),
	ONE(STEP_PUBLISH, 0, 1346003, AMBIGUOUS, SPAM, "seen: flagged as abusive"),
	ONE(STEP_BEFORE, 0, 1404102, PERMANENT, CONTENT, "seen: community standards"),
	ONE(STEP_PUBLISH, 0, 1404102, AMBIGUOUS, CONTENT, "seen: community standards"),
	ONE(STEP_BEFORE, 0, 1349125, PERMANENT, CONTENT, "seen: invalid content"),
	ONE(STEP_BEFORE, 0, 2061006, PERMANENT, LINK, "seen: bad address"),
	/* The earlier one may be ours. */
	ONE(STEP_BEFORE, 0, 1366051, PERMANENT, DUPLICATE, "seen: already posted"),
	ONE(STEP_PUBLISH, 0, 1366051, AMBIGUOUS, DUPLICATE, "seen: already posted"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 0, 1363047, META_BUSY, false, 60, "seen: unavailable"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 0, 1609010, META_BUSY, false, 60, "seen: unavailable"),
	ONE(STEP_ANY, 3, 0, USER, APP, "GRAPH: capability"),
	ONE(STEP_ANY, 10, 0, USER, PERMISSIONS, "GRAPH: permission"),
	AT(STEP_ANY, 200, 200, 0, "sufficient administrative permission", USER, NOT_ADMIN,
	   "GRAPH: role"),
	ONE(STEP_ANY, 210, 0, USER, NOT_ADMIN, "GRAPH: not a page token"),
	AT(STEP_ANY, 200, 299, 0, NULL, USER, PERMISSIONS, "GRAPH: permission family"),
	ONE(STEP_BEFORE, 368, 0, USER, SPAM, "GRAPH: deemed abusive"),
	ONE(STEP_PUBLISH, 368, 0, AMBIGUOUS, SPAM, "GRAPH: deemed abusive"),
	/* The earlier one may be ours. */
	ONE(STEP_BEFORE, 506, 0, PERMANENT, DUPLICATE, "GRAPH: duplicate status"),
	ONE(STEP_PUBLISH, 506, 0, AMBIGUOUS, DUPLICATE, "GRAPH: duplicate status"),
	ONE(STEP_BEFORE, 352, 0, PERMANENT, MEDIA_FORMAT, "GRAPH: video format"),
	ONE(STEP_BEFORE, 382, 0, PERMANENT, MEDIA_FORMAT, "GRAPH: video too small"),
	AGAIN(STEP_BEFORE, 389, 0, MEDIA_UNREACHABLE, true, 60, "GRAPH: fetching the video"),
	AGAIN(STEP_BEFORE, 390, 0, MEDIA_PROCESSING, true, 30, "GRAPH: upload"),
	AT(STEP_BEFORE, 6000, 6001, 0, NULL, PERMANENT, MEDIA_FORMAT, "GRAPH: video upload"),
	ONE(STEP_BEFORE, 1363040, 0, PERMANENT, MEDIA_RATIO, "GRAPH: reel's aspect ratio"),
	AT(STEP_BEFORE, 1363127, 1363129, 0, NULL, PERMANENT, MEDIA_FORMAT, "GRAPH: reel's file"),
	ONE(STEP_BEFORE, 1609005, 0, PERMANENT, LINK, "GRAPH: link scrape"),
	ONE(STEP_BEFORE, 100, 1609008, PERMANENT, LINK, "seen: facebook.com link"),
	ONE(STEP_BEFORE, 100, 1366046, PERMANENT, MEDIA_FORMAT, "seen: photo over 4 MB or format"),
	ONE(STEP_BEFORE, 324, 2069019, PERMANENT, MEDIA_FORMAT, "seen: invalid file"),

	/* limits: certain only before publishing */
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 4, 0, RATE_LIMITED, false, 900, "GRAPH: app limit"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 17, 0, RATE_LIMITED, false, 900, "GRAPH: user limit"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 32, 0, RATE_LIMITED, false, 900, "GRAPH: page limit"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 341, 0, RATE_LIMITED, false, 900, "GRAPH: app limit"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 613, 0, RATE_LIMITED, false, 900, "GRAPH: calls"),
	{ STEP_BEFORE | STEP_READ_BACK, 80000, 80014, 0, 0, NULL, OUTCOME_TRANSIENT,
	  FAULT_RATE_LIMITED, false, 900, "GRAPH: business use case" },

	/* passing trouble */
	AT(STEP_ANY, 1, 1, 0, "client secret", USER, APP, "GRAPH: app secret"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, -1, 0, META_BUSY, false, 0, "IG: internal"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, -2, 0, META_BUSY, false, 0, "IG: internal"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 1, 0, META_BUSY, false, 0, "GRAPH: unknown error"),
	AGAIN(STEP_BEFORE | STEP_READ_BACK, 2, 0, META_BUSY, false, 0, "GRAPH: unavailable"),

	/* this request */
	AT(STEP_ANY, 100, 100, 0, "appsecret_proof", USER, APP, "GRAPH: proof"),
	AT(STEP_ANY, 100, 100, 0, "Missing permissions", USER, PERMISSIONS, "GRAPH: permission"),
	AGAIN(STEP_POLL | STEP_READ_BACK, 100, 33, CONTAINER_GONE, true, 5, "GRAPH: object gone"),
	AGAIN(STEP_POLL | STEP_READ_BACK, 803, 0, CONTAINER_GONE, true, 5, "GRAPH: alias unknown"),
	ONE(STEP_CREATE, 100, 33, USER, PERMISSIONS, "GRAPH: account unreachable"),
	ONE(STEP_BEFORE, 110, 0, PERMANENT, TAGS, "GRAPH: user id"),
	ONE(STEP_CREATE, 803, 0, PERMANENT, REFUSED, "GRAPH: alias unknown"),
	ONE(STEP_BEFORE, 2500, 0, PERMANENT, REFUSED, "GRAPH: request"),
	ONE(STEP_BEFORE, 3001, 0, PERMANENT, REFUSED, "GRAPH: request"),
	AGAIN(STEP_BEFORE, 9004, 0, MEDIA_UNREACHABLE, true, 60, "GRAPH: fetching the URI"),
	ONE(STEP_BEFORE, 100, 0, PERMANENT, CONTENT, "GRAPH: parameter"),
};

#undef AT
#undef ONE
#undef AGAIN
#undef SUBCODES

/* ---- reading ----------------------------------------------------------------------------------
 */

static const struct row *find(unsigned step, int code, int subcode, struct str message)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *r = &rows[i];
		if (!(r->steps & step))
			continue;
		/* Of a failed container only the subcode is known; some rows know no code. */
		bool code_fits =
			!code || !r->code_from || (code >= r->code_from && code <= r->code_to);
		bool subcode_fits =
			r->subcode ? subcode >= r->subcode &&
					     subcode <= (r->subcode_to ? r->subcode_to : r->subcode)
				   : code != 0;
		if (!code_fits || !subcode_fits)
			continue;
		if (r->words && !str_contains(message, str_of(r->words)))
			continue;
		return r;
	}
	return NULL;
}

static struct publish_verdict of_row(const struct row *r)
{
	return (struct publish_verdict){
		.outcome = r->outcome,
		.fault = r->fault,
		.new_container = r->new_container,
		.wait_s = r->wait_s,
		.row = (int)(r - rows),
	};
}

/* What the table does not know: by what kind of trouble it is, and never certain when publishing.
 */
static struct publish_verdict of_unknown(enum publish_step step, const struct graph_error *ge)
{
	static const struct {
		enum graph_class class;
		enum publish_outcome outcome;
		enum publish_fault fault;
	} classes[] = {
		{ GRAPH_CLASS_NETWORK, OUTCOME_TRANSIENT, FAULT_NETWORK },
		{ GRAPH_CLASS_GARBAGE, OUTCOME_TRANSIENT, FAULT_META_BUSY },
		{ GRAPH_CLASS_RETRYABLE, OUTCOME_TRANSIENT, FAULT_META_BUSY },
		{ GRAPH_CLASS_TOO_MUCH_DATA, OUTCOME_TRANSIENT, FAULT_META_BUSY },
		{ GRAPH_CLASS_RATE_LIMITED, OUTCOME_TRANSIENT, FAULT_RATE_LIMITED },
		{ GRAPH_CLASS_BLOCKED, OUTCOME_USER, FAULT_SPAM },
		{ GRAPH_CLASS_TOKEN_EXPIRED, OUTCOME_USER, FAULT_TOKEN_EXPIRED },
		{ GRAPH_CLASS_PERMISSIONS_MISSING, OUTCOME_USER, FAULT_PERMISSIONS },
		{ GRAPH_CLASS_CONFIG, OUTCOME_USER, FAULT_APP },
	};
	struct publish_verdict v = { OUTCOME_PERMANENT, FAULT_REFUSED, .row = -1 };

	for (size_t i = 0; i < COUNT_OF(classes); i++)
		if (classes[i].class == ge->class) {
			v.outcome = classes[i].outcome;
			v.fault = classes[i].fault;
		}
	if (v.outcome == OUTCOME_TRANSIENT && ge->class == GRAPH_CLASS_RATE_LIMITED)
		v.wait_s = ge->retry_after_ms ? ge->retry_after_ms / 1000 : LIMIT_S;
	if (step == STEP_PUBLISH)
		v.outcome = OUTCOME_AMBIGUOUS;
	/* Looking is free of consequences: it is done again. */
	if (step == STEP_READ_BACK && v.outcome == OUTCOME_PERMANENT)
		v.outcome = OUTCOME_TRANSIENT;
	return v;
}

struct publish_verdict publish_verdict(enum publish_step step, const struct graph_error *ge)
{
	const struct row *r = NULL;

	if (ge->code || ge->subcode)
		r = find(step, ge->code, ge->subcode, str_of(ge->message));
	struct publish_verdict v = r ? of_row(r) : of_unknown(step, ge);
	/* Meta says itself that it will pass, whatever the code. */
	bool passes = ge->is_transient || ge->http_status >= 500;
	if (passes && v.outcome == OUTCOME_PERMANENT)
		v.outcome = step == STEP_PUBLISH ? OUTCOME_AMBIGUOUS : OUTCOME_TRANSIENT;
	return v;
}

/* The last run of at least four digits. */
static int subcode_in(struct str text)
{
	int64_t value = 0, found = 0;
	size_t digits = 0;

	for (size_t i = 0; i <= text.len; i++) {
		bool is_digit = i < text.len && text.at[i] >= '0' && text.at[i] <= '9';
		if (is_digit && digits < 9) {
			value = value * 10 + (text.at[i] - '0');
			digits++;
			continue;
		}
		if (digits >= 4)
			found = value;
		value = 0;
		digits = 0;
	}
	return (int)found;
}

/* "(#389) ...": a Page's video tells a code instead. */
static int code_at_front(struct str text)
{
	struct str rest = str_skip(text, 2);
	int64_t code = 0;

	return str_starts_with(text, STR("(#")) && str_to_i64(str_cut(&rest, ')'), &code) &&
			       code > 0 && code < INT32_MAX
		       ? (int)code
		       : 0;
}

struct publish_verdict publish_container_verdict(struct str status_text)
{
	int subcode = subcode_in(status_text), code = code_at_front(status_text);
	const struct row *r = NULL;

	if (code)
		r = find(STEP_POLL, code, 0, status_text);
	else if (subcode)
		r = find(STEP_POLL, 0, subcode, status_text);

	if (r)
		return of_row(r);
	return (struct publish_verdict){ OUTCOME_TRANSIENT, FAULT_MEDIA_PROCESSING,
					 .new_container = true, .wait_s = 30, .row = -1 };
}

size_t publish_verdict_rows(void)
{
	return COUNT_OF(rows);
}

const char *publish_verdict_source(size_t row)
{
	return rows[row].source;
}

/* ---- words ------------------------------------------------------------------------------------
 */

static const struct publish_fault_info infos[] = {
#define PUBLISH_FAULT_INFO(id, name, text_id, text_en, action_id, action_en)                       \
	[FAULT_##id] = { name, text_id, text_en, action_id, action_en },
	PUBLISH_FAULTS(PUBLISH_FAULT_INFO)
#undef PUBLISH_FAULT_INFO
};

const struct publish_fault_info *publish_fault_info(enum publish_fault fault)
{
	return &infos[fault];
}

enum publish_fault publish_fault_parse(struct str name)
{
	for (unsigned i = FAULT_NONE + 1; i < FAULT_COUNT; i++)
		if (str_eq(name, str_of(infos[i].name)))
			return (enum publish_fault)i;
	return FAULT_NONE;
}
