/*
 * net.h over libcurl, the only file that includes it.
 *
 * One thread owns the multi handle and runs curl_multi_poll. A caller builds its easy handle, puts
 * the exchange on a queue, wakes the loop and sleeps on its own condition until the loop says that
 * it is over. An exchange lives on its caller's stack: the loop never touches it after `done`.
 *
 * Everything libcurl frees is zeroed first, because request buffers hold Authorization headers.
 */
#include <curl/curl.h>
#include <malloc.h>
#include <pthread.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "net/net_impl.h"
#include "net/public.h"

#define NET_HEAD_MAX_BYTES (64 * KIB)
#define NET_HEADERS_MAX 200
#define NET_BODY_FIRST_BYTES (64 * KIB)
#define NET_POLL_MS 1000

struct exchange {
	CURL *easy;
	struct curl_slist *header_list; /* of a letter: its recipients */
	struct str upload;              /* what is left of a letter */
	const struct net_mail *mail;    /* for what comes after it */
	struct buf head, body;
	char curl_error[CURL_ERROR_SIZE];
	CURLcode result;
	enum net_reach reach;
	bool takes_part, is_cut;
	bool is_private; /* the address is not to be asked */
	bool cancelled;
	bool done;
	pthread_cond_t done_cond;
	struct exchange *next; /* in the queue, then among the running */
};

struct net_curl {
	struct net net;
	CURLM *multi;
	char *user_agent;
	long connect_timeout_ms;
	pthread_t thread;
	pthread_mutex_t lock;
	struct exchange *queue;   /* lock */
	bool stopping;            /* lock */
	unsigned callers;         /* lock: threads inside run() */
	pthread_cond_t idle;      /* no caller is left */
	struct exchange *running; /* loop thread only */
};

/* ---- memory that is zeroed when freed -------------------------------------------------------- */

static void wiping_free(void *p)
{
	if (p)
		explicit_bzero(p, malloc_usable_size(p));
	free(p);
}

static void *wiping_realloc(void *p, size_t size)
{
	void *fresh = malloc(size);
	if (!fresh)
		return NULL;
	if (p) {
		size_t old_size = malloc_usable_size(p);
		memcpy(fresh, p, old_size < size ? old_size : size);
		wiping_free(p);
	}
	return fresh;
}

static char *plain_strdup(const char *z)
{
	return strdup(z);
}

static CURLcode global_result;

static void global_init(void)
{
	global_result = curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, wiping_free,
					     wiping_realloc, plain_strdup, calloc);
}

static void buf_wipe(struct buf *b)
{
	if (b->at)
		explicit_bzero(b->at, b->cap);
	buf_free(b);
}

/* ---- the loop thread --------------------------------------------------------------------------
 */

static void finish(struct net_curl *nc, struct exchange *x, CURLcode result, bool cancelled)
{
	for (struct exchange **at = &nc->running; *at; at = &(*at)->next) {
		if (*at == x) {
			*at = x->next;
			break;
		}
	}
	curl_multi_remove_handle(nc->multi, x->easy);

	pthread_mutex_lock(&nc->lock);
	x->result = result;
	x->cancelled = cancelled;
	x->done = true;
	pthread_cond_signal(&x->done_cond);
	pthread_mutex_unlock(&nc->lock);
}

/* Moves what callers queued into the multi handle; true when it is time to stop. */
static bool take_queued(struct net_curl *nc)
{
	pthread_mutex_lock(&nc->lock);
	struct exchange *queued = nc->queue;
	nc->queue = NULL;
	bool stopping = nc->stopping;
	pthread_mutex_unlock(&nc->lock);

	while (queued) {
		struct exchange *x = queued;
		queued = x->next;
		x->next = nc->running;
		nc->running = x;
		if (curl_multi_add_handle(nc->multi, x->easy) != CURLM_OK)
			finish(nc, x, CURLE_FAILED_INIT, false);
	}
	return stopping;
}

static void reap_finished(struct net_curl *nc)
{
	int left;
	for (CURLMsg *msg; (msg = curl_multi_info_read(nc->multi, &left));) {
		if (msg->msg != CURLMSG_DONE)
			continue;
		struct exchange *x = NULL;
		CURLcode result = msg->data.result;
		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, (char **)&x);
		finish(nc, x, result, false);
	}
}

static void *loop(void *arg)
{
	struct net_curl *nc = arg;

	while (!take_queued(nc)) {
		int running;
		curl_multi_perform(nc->multi, &running);
		reap_finished(nc);
		curl_multi_poll(nc->multi, NULL, 0, NET_POLL_MS, NULL);
	}
	while (nc->running)
		finish(nc, nc->running, CURLE_ABORTED_BY_CALLBACK, true);
	return NULL;
}

/* ---- one exchange -----------------------------------------------------------------------------
 */

/* Replies may hold tokens: a buffer that grows leaves nothing of itself behind. */
static void grow(struct buf *b, size_t n)
{
	if (b->cap - b->len >= n)
		return;
	struct buf bigger;
	size_t want = b->cap < NET_BODY_FIRST_BYTES ? NET_BODY_FIRST_BYTES : 2 * b->cap;
	want = want < b->len + n ? b->len + n : want;
	buf_init(&bigger, b->max_bytes);
	if (!buf_reserve(&bigger, want < b->max_bytes ? want : b->max_bytes))
		abort();
	buf_put(&bigger, buf_str(b));
	buf_wipe(b);
	*b = bigger;
}

static size_t on_body(char *at, size_t size, size_t count, void *arg)
{
	struct exchange *x = arg;
	struct str part = { at, size * count };

	if (x->takes_part && part.len > x->body.max_bytes - x->body.len) {
		grow(&x->body, x->body.max_bytes - x->body.len);
		buf_put(&x->body, str_sub(part, 0, x->body.max_bytes - x->body.len));
		x->is_cut = true;
		return 0;
	}
	if (x->body.len + part.len <= x->body.max_bytes)
		grow(&x->body, part.len);
	buf_put(&x->body, part);
	return buf_failed(&x->body) ? 0 : part.len;
}

static size_t on_head(char *at, size_t size, size_t count, void *arg)
{
	struct exchange *x = arg;
	struct str line = { at, size * count };

	/* A 100 or 103 came first: only the last head counts. */
	if (str_starts_with(line, STR("HTTP/")))
		buf_clear(&x->head);
	buf_put(&x->head, line);
	return buf_failed(&x->head) ? 0 : line.len;
}

/* "Name: value" for curl; a NUL or line break inside would let a value write headers of its own. */
static bool add_header(struct exchange *x, const struct net_header *h, struct err *err)
{
	for (size_t i = 0; i < h->value.len; i++) {
		if ((unsigned char)h->value.at[i] < ' ' && h->value.at[i] != '\t')
			return err_set(err, ERR_INTERNAL, "control character in header %.*s",
				       STR_ARG(h->name));
	}
	struct buf line;
	buf_init(&line, NET_HEAD_MAX_BYTES);
	buf_reserve(&line, h->name.len + h->value.len + 4); /* so that it never moves */
	buf_fmt(&line, "%.*s: %.*s", STR_ARG(h->name), STR_ARG(h->value));
	buf_putc(&line, '\0');
	struct curl_slist *list =
		buf_failed(&line) ? NULL : curl_slist_append(x->header_list, line.at);
	buf_wipe(&line);
	if (!list)
		return err_set(err, ERR_INTERNAL, "header %.*s is too long", STR_ARG(h->name));
	x->header_list = list;
	return true;
}

static bool add_headers(struct exchange *x, const struct net_request *request, struct err *err)
{
	/* Empty takes it away: no waiting for "100 Continue" before a body. */
	static const struct net_header no_expect = { STR_INIT("Expect"), STR_INIT("") };

	if (!add_header(x, &no_expect, err))
		return false;
	for (size_t i = 0; i < request->header_count; i++) {
		if (!add_header(x, &request->headers[i], err))
			return false;
	}
	return true;
}

/* Asked with the address itself, after the name was resolved: no second answer comes between. */
static curl_socket_t open_within_reach(void *ctx, curlsocktype purpose,
				       struct curl_sockaddr *address)
{
	struct exchange *x = ctx;

	(void)purpose;
	if (!net_may_reach(x->reach, &address->addr)) {
		x->is_private = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static CURLcode set_guard(CURL *e, struct exchange *x)
{
	bool any = x->takes_part || x->reach == NET_PUBLIC_OR_SELF;
	CURLcode bad = curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, any ? "http,https" : "https");

	bad = bad ? bad : curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, (void *)x);
	bad = bad ? bad : curl_easy_setopt(e, CURLOPT_PROXY, "");
	bad = bad ? bad : curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_within_reach);
	/* A connection of somebody else's exchange was not asked about. */
	bad = bad ? bad : curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L);
	return bad ? bad : curl_easy_setopt(e, CURLOPT_FORBID_REUSE, 1L);
}

static bool set_options(const struct net_curl *nc, struct exchange *x,
			const struct net_request *request, const char *url)
{
	CURL *e = x->easy;
	CURLcode bad = CURLE_OK;

#define SET(option, value) (bad = bad ? bad : curl_easy_setopt(e, (option), (value)))
	SET(CURLOPT_URL, url);
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	SET(CURLOPT_PIPEWAIT, 1L);
	if (!request->takes_part)
		SET(CURLOPT_ACCEPT_ENCODING, "");
	SET(CURLOPT_USERAGENT, nc->user_agent);
	SET(CURLOPT_CONNECTTIMEOUT_MS, nc->connect_timeout_ms);
	SET(CURLOPT_TIMEOUT_MS, (long)request->timeout_ms);
	SET(CURLOPT_CUSTOMREQUEST, request->method);
	SET(CURLOPT_HTTPHEADER, x->header_list);
	SET(CURLOPT_ERRORBUFFER, x->curl_error);
	SET(CURLOPT_PRIVATE, (void *)x);
	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, (void *)x);
	SET(CURLOPT_HEADERFUNCTION, on_head);
	SET(CURLOPT_HEADERDATA, (void *)x);
	if (request->body.at) {
		SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
		SET(CURLOPT_POSTFIELDS, request->body.at);
	}
	if (request->is_once)
		SET(CURLOPT_FRESH_CONNECT, 1L);
	if (request->reach != NET_ANYWHERE)
		bad = bad ? bad : set_guard(e, x);
#undef SET
	return bad == CURLE_OK;
}

static size_t on_upload(char *at, size_t size, size_t count, void *arg)
{
	struct exchange *x = arg;
	struct str part = str_sub(x->upload, 0, size * count);
	size_t len;

	if (!part.len && x->mail->more)
		return x->mail->more(x->mail->more_ctx, at, size * count, &len)
			       ? len
			       : CURL_READFUNC_ABORT;
	memcpy(at, part.at, part.len);
	x->upload = str_skip(x->upload, part.len);
	return part.len;
}

static bool set_mail_options(const struct net_curl *nc, struct exchange *x, struct arena *a,
			     const struct net_mail *mail, const char *password)
{
	CURL *e = x->easy;
	CURLcode bad = CURLE_OK;

#define SET(option, value) (bad = bad ? bad : curl_easy_setopt(e, (option), (value)))
	SET(CURLOPT_URL, str_z(a, mail->url));
	SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_FRESH_CONNECT, 1L);
	SET(CURLOPT_FORBID_REUSE, 1L);
	SET(CURLOPT_USE_SSL, mail->needs_tls ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
	SET(CURLOPT_CONNECTTIMEOUT_MS, nc->connect_timeout_ms);
	SET(CURLOPT_TIMEOUT_MS, (long)mail->timeout_ms);
	SET(CURLOPT_MAIL_FROM, str_z(a, mail->from));
	SET(CURLOPT_MAIL_RCPT, x->header_list);
	SET(CURLOPT_UPLOAD, 1L);
	SET(CURLOPT_READFUNCTION, on_upload);
	SET(CURLOPT_READDATA, (void *)x);
	SET(CURLOPT_ERRORBUFFER, x->curl_error);
	SET(CURLOPT_PRIVATE, (void *)x);
	if (mail->user.len) {
		SET(CURLOPT_USERNAME, str_z(a, mail->user));
		SET(CURLOPT_PASSWORD, password);
	}
#undef SET
	return bad == CURLE_OK;
}

static void run(struct net_curl *nc, struct exchange *x)
{
	pthread_mutex_lock(&nc->lock);
	nc->callers++;
	if (nc->stopping) {
		x->cancelled = true;
		x->done = true;
	} else {
		x->next = nc->queue;
		nc->queue = x;
		curl_multi_wakeup(nc->multi);
	}
	while (!x->done)
		pthread_cond_wait(&x->done_cond, &nc->lock);
	if (!--nc->callers)
		pthread_cond_signal(&nc->idle);
	pthread_mutex_unlock(&nc->lock);
}

/* ---- the reply --------------------------------------------------------------------------------
 */

static void read_head(struct arena *a, struct str head, struct net_reply *ret)
{
	struct net_header *headers = arena_new_n(a, struct net_header, NET_HEADERS_MAX);
	size_t count = 0;

	struct str rest = str_dup(a, head);
	str_cut(&rest, '\n'); /* the status line */
	while (rest.at && count < NET_HEADERS_MAX) {
		struct str line = str_cut(&rest, '\n');
		if (str_ends_with(line, STR("\r")))
			line.len--;
		size_t colon = str_find_char(line, ':');
		if (colon == line.len)
			continue;
		headers[count++] = (struct net_header){ str_sub(line, 0, colon),
							str_trim(str_skip(line, colon + 1)) };
	}
	ret->headers = headers;
	ret->header_count = count;
}

static bool read_result(const struct exchange *x, struct arena *a, int64_t took_ms,
			struct net_reply *ret, struct err *err)
{
	if (x->cancelled)
		return err_set(err, ERR_CANCELLED, "the server is stopping");
	if (buf_failed(&x->body))
		return err_set(err, ERR_NETWORK, "reply over %zu bytes", x->body.max_bytes);
	if (x->is_private && x->result != CURLE_OK)
		return err_set(err, ERR_FORBIDDEN, "not a public address");
	if (x->result != CURLE_OK && !x->is_cut) {
		const char *why = x->curl_error[0] ? x->curl_error : curl_easy_strerror(x->result);
		return err_set(err, ERR_NETWORK, "%s", why);
	}
	long status = 0;
	curl_easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);

	struct net_reply reply = { .status = (int)status, .took_ms = took_ms, .is_cut = x->is_cut };
	read_head(a, buf_str(&x->head), &reply);
	reply.body = str_dup(a, buf_str(&x->body));
	*ret = reply;
	return true;
}

static void exchange_end(struct exchange *x)
{
	if (x->easy)
		curl_easy_cleanup(x->easy);
	for (struct curl_slist *h = x->header_list; h; h = h->next)
		explicit_bzero(h->data, strlen(h->data));
	curl_slist_free_all(x->header_list);
	buf_wipe(&x->head);
	buf_wipe(&x->body);
	pthread_cond_destroy(&x->done_cond);
}

static bool curl_fetch(struct net *net, struct arena *a, const struct net_request *request,
		       struct net_reply *ret, struct err *err)
{
	struct net_curl *nc = (struct net_curl *)net;
	cleanup(exchange_end) struct exchange x = { .easy = curl_easy_init(),
						    .takes_part = request->takes_part,
						    .reach = request->reach };
	size_t max_bytes = request->max_reply_bytes ? request->max_reply_bytes : LIMIT_GRAPH_REPLY;

	pthread_cond_init(&x.done_cond, NULL);
	buf_init(&x.head, NET_HEAD_MAX_BYTES);
	buf_init(&x.body, max_bytes);
	if (!x.easy)
		return err_set(err, ERR_INTERNAL, "curl_easy_init failed");
	if (str_find_char(request->url, '\0') < request->url.len)
		return err_set(err, ERR_INTERNAL, "NUL in an address");
	if (!add_headers(&x, request, err))
		return false;
	struct arena_mark mark = arena_mark(a);
	bool ready = set_options(nc, &x, request, str_z(a, request->url));
	arena_rewind(a, mark);
	if (!ready)
		return err_set(err, ERR_INTERNAL, "curl refused an option");

	int64_t began_ms = monotonic_ms();
	run(nc, &x);
	return read_result(&x, a, monotonic_ms() - began_ms, ret, err);
}

static bool curl_send_mail(struct net *net, const struct net_mail *mail, int *ret_status,
			   struct err *err)
{
	struct net_curl *nc = (struct net_curl *)net;
	cleanup(exchange_end) struct exchange x = { .easy = curl_easy_init() };
	cleanup(arena_free) struct arena scratch = { 0 };
	cleanup(buf_wipe) struct buf password;
	long status = 0;

	arena_init(&scratch, NET_HEAD_MAX_BYTES);
	buf_init(&password, NET_HEAD_MAX_BYTES);
	buf_reserve(&password, mail->password.len + 1); /* so that it never moves */
	buf_put(&password, mail->password);
	buf_putc(&password, '\0');
	pthread_cond_init(&x.done_cond, NULL);
	x.upload = mail->message;
	x.mail = mail;
	x.header_list = curl_slist_append(NULL, str_z(&scratch, mail->to));
	if (!x.easy || !x.header_list || !set_mail_options(nc, &x, &scratch, mail, password.at))
		return err_set(err, ERR_INTERNAL, "curl refused an option of a letter");
	run(nc, &x);
	curl_easy_getinfo(x.easy, CURLINFO_RESPONSE_CODE, &status);
	*ret_status = (int)status;
	if (x.cancelled)
		return err_set(err, ERR_CANCELLED, "the server is stopping");
	if (x.result == CURLE_OK)
		return true;
	return err_set(err, ERR_NETWORK, "%s",
		       x.curl_error[0] ? x.curl_error : curl_easy_strerror(x.result));
}

/* ---- start and stop ---------------------------------------------------------------------------
 */

static void curl_stop(struct net *net)
{
	struct net_curl *nc = (struct net_curl *)net;

	pthread_mutex_lock(&nc->lock);
	nc->stopping = true;
	pthread_mutex_unlock(&nc->lock);
	curl_multi_wakeup(nc->multi);
	pthread_join(nc->thread, NULL);
	/* The cancelled callers still have to wake up under our lock. */
	pthread_mutex_lock(&nc->lock);
	while (nc->callers)
		pthread_cond_wait(&nc->idle, &nc->lock);
	pthread_mutex_unlock(&nc->lock);
	curl_multi_cleanup(nc->multi);
	pthread_cond_destroy(&nc->idle);
	pthread_mutex_destroy(&nc->lock);
	free(nc->user_agent);
	free(nc);
}

static const struct net_ops curl_ops = { .fetch = curl_fetch,
					 .send_mail = curl_send_mail,
					 .stop = curl_stop };

bool net_start(const struct net_config *config, struct net **ret, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, global_init);
	if (global_result != CURLE_OK)
		return err_set(err, ERR_INTERNAL, "curl_global_init: %s",
			       curl_easy_strerror(global_result));

	struct net_curl *nc = calloc(1, sizeof(*nc));
	if (!nc)
		abort();
	unsigned per_host = config->max_host_connections ? config->max_host_connections : 8;
	int64_t connect_ms = config->connect_timeout_ms ? config->connect_timeout_ms : 10000;
	*nc = (struct net_curl){
		.net = { &curl_ops, config->must_not_wait, config->must_not_wait_ctx },
		.multi = curl_multi_init(),
		.user_agent = strndup(config->user_agent.at ? config->user_agent.at : "simpul",
				      config->user_agent.at ? config->user_agent.len : 6),
		.connect_timeout_ms = (long)connect_ms,
	};
	if (!nc->multi || !nc->user_agent)
		abort();
	curl_multi_setopt(nc->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)per_host);
	curl_multi_setopt(nc->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
	pthread_mutex_init(&nc->lock, NULL);
	pthread_cond_init(&nc->idle, NULL);
	int bad = pthread_create(&nc->thread, NULL, loop, nc);
	if (bad) {
		curl_multi_cleanup(nc->multi);
		free(nc->user_agent);
		free(nc);
		return err_errno(err, ERR_INTERNAL, bad, "starting the network thread");
	}
	*ret = &nc->net;
	return true;
}

/* ---- Retry-After ------------------------------------------------------------------------------
 */

#define RETRY_AFTER_MAX_S (INT64_C(365) * 86400)

int64_t net_reply_retry_after_ms(const struct net_reply *reply, int64_t now_ms)
{
	struct str text = net_reply_header(reply, STR("Retry-After"));
	char date[64];
	int64_t s;

	if (!text.len || text.len >= sizeof(date))
		return 0;
	if (!str_to_i64(text, &s)) {
		memcpy(date, text.at, text.len);
		date[text.len] = '\0';
		s = (int64_t)curl_getdate(date, NULL) - now_ms / 1000;
	}
	if (s <= 0)
		return 0;
	return (s < RETRY_AFTER_MAX_S ? s : RETRY_AFTER_MAX_S) * 1000;
}
