/*
 * For the tests of publish/: a small Instagram behind the scripted network, with a ledger of what
 * was really published, and the four ways a publish call is known to behave when its answer is
 * lost.
 */
#ifndef PUBLISH_TEST_META_H
#define PUBLISH_TEST_META_H

#include "base/limits.h"
#include "base/test.h"
#include "base/url.h"
#include "net/net_fake.h"

#define THINGS_MAX 512
#define META_PAGE "100000000000001"

enum meta_behaviour {
	META_INSTANT,
	META_DELAYED,       /* takes effect 20 seconds after the call */
	META_REPUBLISHABLE, /* a container can be published again, and says FINISHED for ever */
	META_ERROR_AFTER_EFFECT, /* the first publish call works and answers 500 */
	/* As before, and for ten minutes nothing shows it but the quota: a container says FINISHED
	   and can be published again. */
	META_UNLISTED,
	META_BEHAVIOUR_COUNT,
};

enum meta_call {
	META_CREATE,
	META_POLL,
	META_LIST,
	META_QUOTA,
	META_PUBLISH,
	META_PERMALINK,
	META_COMMENT,
	META_COMMENTS,
	META_CALL_COUNT,
};

struct meta_thing {
	int64_t id;
	char caption[64];
	/* FEED, REELS, STORY, ITEM; of Pages PAGE, VIDEO, and PAGE_FILM, which is started and
	 * finished */
	const char *type;
	int64_t at_ms; /* a post's time; 0 with `due_ms`: not yet public */
	int64_t due_ms;
	bool is_out;     /* a container: published */
	int polls;       /* left until it is ready */
	bool is_ours;    /* a post: made through the API */
	bool has_file;   /* of PAGE_FILM */
	int64_t made_of; /* a post: its container */
};

struct meta {
	enum meta_behaviour behaviour;
	const int64_t *now_ms;
	int64_t last_id;
	struct meta_thing containers[THINGS_MAX], posts[THINGS_MAX];
	size_t container_count, post_count;
	char attached[512]; /* to the newest post of a Page */
	int comments;
	int calls[META_CALL_COUNT];
	int video_polls; /* how often a video says IN_PROGRESS */
	int quota_left;
	bool erred;
	bool film_fails;   /* a Page's film that was finished cannot be processed */
	bool adds_foreign; /* somebody else posts in the same second */
	/* One fault: at the nth call of a kind. */
	enum meta_call fault_at;
	int fault_n, fault_times;
	int fault_status;       /* 0: no answer */
	const char *fault_body; /* NULL: of the answer itself */
	bool fault_after_effect;
};

static inline void meta_reset(struct meta *m, enum meta_behaviour behaviour)
{
	int64_t last_id = m->last_id;
	const int64_t *now_ms = m->now_ms;

	memset(m, 0, sizeof(*m));
	m->last_id = last_id;
	m->now_ms = now_ms;
	m->behaviour = behaviour;
	m->quota_left = 50;
}

static inline int64_t meta_id(struct meta *m)
{
	return ++m->last_id;
}

/* Public by now, made through the API: what must be one. */
static inline int meta_published(struct meta *m)
{
	int count = 0;

	for (size_t i = 0; i < m->post_count; i++)
		count += m->posts[i].is_ours;
	return count;
}

/* Of a container when `made_of`. */
static inline void meta_post_of(struct meta *m, const char *caption, const char *type,
				int64_t at_ms, int64_t made_of)
{
	bool is_ours = made_of != 0;

	assert_true(m->post_count < THINGS_MAX);
	struct meta_thing *p = &m->posts[m->post_count++];
	*p = (struct meta_thing){ .id = meta_id(m),
				  .type = type,
				  .at_ms = at_ms,
				  .is_ours = is_ours,
				  .made_of = made_of };
	memmove(p->caption, caption, strnlen(caption, sizeof(p->caption) - 1));
}

static inline struct meta_thing *meta_container(struct meta *m, int64_t id)
{
	for (size_t i = 0; i < m->container_count; i++)
		if (m->containers[i].id == id)
			return &m->containers[i];
	return NULL;
}

static inline struct str meta_error(struct arena *a, int code, int subcode)
{
	return str_fmt(a,
		       "{\"error\":{\"message\":\"(#%d) x\",\"type\":\"OAuthException\","
		       "\"code\":%d,\"error_subcode\":%d,\"fbtrace_id\":\"A1\"}}",
		       code, code, subcode);
}

static inline bool meta_republishes(const struct meta *m)
{
	return m->behaviour == META_REPUBLISHABLE || m->behaviour == META_UNLISTED;
}

static inline bool meta_errs_after_effect(struct meta *m)
{
	bool errs = (m->behaviour == META_ERROR_AFTER_EFFECT || m->behaviour == META_UNLISTED) &&
		    !m->erred;

	m->erred = m->erred || errs;
	return errs;
}

/* Instagram counts what was published through it. */
static inline int meta_quota_used(const struct meta *m)
{
	int used = 50 - m->quota_left;

	for (size_t i = 0; i < m->post_count; i++)
		used += m->posts[i].is_ours && strcmp(m->posts[i].type, "PAGE") != 0;
	return used;
}

/* ---- the calls --------------------------------------------------------------------------------
 */

/* Photos can be attached to one post only, seen or not. */
static inline bool meta_has_attached(struct meta *m, struct str attached)
{
	bool known = attached.len && str_eq(attached, str_of(m->attached));

	snprintf(m->attached, sizeof(m->attached), "%.*s", STR_ARG(attached));
	return known;
}

static inline struct str meta_create(struct meta *m, struct arena *a, const struct params *p,
				     int *status)
{
	assert_true(m->container_count < THINGS_MAX);
	if (meta_has_attached(m, params_get(p, STR("attached_media")))) {
		*status = 400;
		return meta_error(a, 100, 0);
	}
	struct meta_thing *c = &m->containers[m->container_count++];
	struct str type = params_get(p, STR("media_type"));
	bool is_video = params_has(p, STR("video_url"));

	*c = (struct meta_thing){ .id = meta_id(m), .type = "FEED" };
	c->polls = is_video ? m->video_polls : 0;
	if (str_eq(type, STR("REELS")))
		c->type = "REELS";
	if (str_eq(type, STR("STORIES")))
		c->type = "STORY";
	if (params_has(p, STR("is_carousel_item")) || params_has(p, STR("url")))
		c->type = "ITEM";
	if (params_has(p, STR("file_url"))) {
		c->type = "VIDEO";
		c->polls = m->video_polls;
	}
	if (params_has(p, STR("upload_phase")))
		c->type = "PAGE_FILM";
	struct str text = params_get(p, STR("caption"));
	if (params_has(p, STR("published")) && !params_has(p, STR("url")) &&
	    !params_has(p, STR("file_url"))) {
		c->type = "PAGE";
		text = params_get(p, STR("message"));
	}
	snprintf(c->caption, sizeof(c->caption), "%.*s", STR_ARG(text));
	return str_fmt(a, "{\"id\":\"%lld\",\"video_id\":\"%lld\"}", (long long)c->id,
		       (long long)c->id);
}

/* The post that was made of it; 0: none. */
static inline int64_t meta_post_id(const struct meta *m, int64_t container)
{
	for (size_t i = 0; i < m->post_count; i++)
		if (m->posts[i].made_of == container)
			return m->posts[i].id;
	return 0;
}

/* A video of a Page. */
static inline struct str meta_video(struct meta *m, struct arena *a, int64_t id)
{
	struct meta_thing *c = meta_container(m, id);
	bool is_film, waits;

	assert_non_null(c);
	is_film = strcmp(c->type, "PAGE_FILM") == 0;
	if (m->film_fails && m->calls[META_PUBLISH])
		return STR("{\"status\":{\"video_status\":\"error\",\"processing_phase\":"
			   "{\"status\":\"error\",\"error\":{\"code\":1363040,"
			   "\"message\":\"not upright\"}}},\"published\":false}");
	waits = (!is_film || c->has_file) && c->polls > 0 && c->polls--;
	return str_fmt(a,
		       "{\"id\":\"%lld\",\"status\":{\"video_status\":\"%s\","
		       "\"uploading_phase\":{\"status\":\"%s\"},"
		       "\"publishing_phase\":{\"status\":\"%s\"}},\"published\":%s,"
		       "\"permalink_url\":\"/%lld/\",\"post_id\":\"%lld\"}",
		       (long long)id, waits ? "processing" : "ready",
		       is_film && !c->has_file ? "not_started"
		       : waits                 ? "in_progress"
					       : "complete",
		       c->is_out ? "complete" : "not_started", c->is_out ? "true" : "false",
		       (long long)id, (long long)meta_post_id(m, id));
}

/* Stories of a Page, by what they are made of. */
static inline struct str meta_page_stories(struct meta *m, struct arena *a)
{
	struct str list = STR("");

	for (size_t i = m->post_count; i > 0; i--) {
		const struct meta_thing *p = &m->posts[i - 1];
		bool is_hidden = m->behaviour == META_UNLISTED && p->at_ms + 600000 > *m->now_ms;
		if (!p->is_ours || is_hidden)
			continue;
		list = str_fmt(a, "%.*s%s{\"post_id\":\"%lld\",\"media_id\":\"%lld\"}",
			       STR_ARG(list), list.len ? "," : "", (long long)p->id,
			       (long long)p->made_of);
	}
	return str_fmt(a, "{\"data\":[%.*s]}", STR_ARG(list));
}

static inline struct str meta_poll(struct meta *m, struct arena *a, int64_t id, int *status)
{
	struct meta_thing *c = meta_container(m, id);
	const char *code = "FINISHED";

	if (!c) {
		*status = 400;
		return meta_error(a, 100, 33);
	}
	if (c->is_out && !meta_republishes(m))
		code = "PUBLISHED";
	else if (c->polls > 0 && c->polls--)
		code = "IN_PROGRESS";
	return str_fmt(a, "{\"id\":\"%lld\",\"status_code\":\"%s\",\"status\":\"x\"}",
		       (long long)id, code);
}

/* A post of a Page: its state alone. */
static inline struct str meta_page_post(struct meta *m, struct arena *a, int64_t id)
{
	const struct meta_thing *c = meta_container(m, id);

	return str_fmt(a,
		       "{\"id\":\"%lld\",\"is_published\":%s,"
		       "\"permalink_url\":\"https://fb.test/%lld\"}",
		       (long long)id, c && c->is_out ? "true" : "false", (long long)id);
}

static inline void meta_take_effect(struct meta *m)
{
	for (size_t i = 0; i < m->container_count; i++) {
		struct meta_thing *c = &m->containers[i];
		if (!c->due_ms || c->due_ms > *m->now_ms)
			continue;
		bool sets_state = strcmp(c->type, "PAGE") == 0 || strcmp(c->type, "VIDEO") == 0;
		bool is_again = c->is_out && sets_state;
		if (!is_again)
			meta_post_of(m, c->caption, c->type, c->due_ms, c->id);
		c->is_out = true;
		c->due_ms = 0;
	}
}

static inline struct str meta_publish(struct meta *m, struct arena *a, int64_t id, int *status)
{
	struct meta_thing *c = meta_container(m, id);

	if (!c || (c->is_out && !meta_republishes(m))) {
		*status = 400;
		return meta_error(a, 24, 2207008);
	}
	if (c->polls > 0 && strcmp(c->type, "PAGE_FILM") != 0) {
		*status = 400;
		return meta_error(a, 9007, 2207027);
	}
	if (m->adds_foreign)
		meta_post_of(m, "another", "FEED", *m->now_ms, 0);
	if (m->behaviour == META_DELAYED) {
		c->due_ms = *m->now_ms + 20000;
		return str_fmt(a, "{\"id\":\"%lld\",\"success\":true}",
			       (long long)(m->last_id + 1));
	}
	meta_post_of(m, c->caption, c->type, *m->now_ms, c->id);
	c->is_out = true;
	if (meta_errs_after_effect(m)) {
		*status = 500;
		return meta_error(a, 1, 0);
	}
	return str_fmt(a, "{\"id\":\"%lld\",\"post_id\":\"%lld\",\"success\":true}",
		       (long long)m->posts[m->post_count - 1].id,
		       (long long)m->posts[m->post_count - 1].id);
}

/* Published once however often it is said. */
static inline struct str meta_set_published(struct meta *m, struct arena *a, int64_t id,
					    int *status)
{
	struct meta_thing *c = meta_container(m, id);

	assert_non_null(c);
	if (m->behaviour == META_DELAYED) {
		c->due_ms = c->due_ms ? c->due_ms : *m->now_ms + 20000;
		return STR("{\"success\":true}");
	}
	if (!c->is_out)
		meta_post_of(m, c->caption, c->type, *m->now_ms, c->id);
	c->is_out = true;
	if (meta_errs_after_effect(m)) {
		*status = 500;
		return meta_error(a, 1, 0);
	}
	return STR("{\"success\":true}");
}

static inline struct str meta_list(struct meta *m, struct arena *a, bool stories)
{
	struct buf out;

	buf_init(&out, MIB);
	buf_put(&out, STR("{\"data\":["));
	bool first = true;
	for (size_t i = m->post_count; i > 0; i--) {
		const struct meta_thing *p = &m->posts[i - 1];
		if (stories != (strcmp(p->type, "STORY") == 0))
			continue;
		if (m->behaviour == META_UNLISTED && p->is_ours && p->at_ms + 600000 > *m->now_ms)
			continue;
		buf_fmt(&out,
			"%s{\"id\":\"%lld\",\"caption\":\"%s\",\"media_product_type\":\"%s\","
			"\"timestamp\":\"%.*s\",\"permalink\":\"https://ig.test/p/%lld/\"}",
			first ? "" : ",", (long long)p->id, p->caption, p->type,
			STR_ARG(graph_time_text(a, p->at_ms / 1000)), (long long)p->id);
		first = false;
	}
	buf_put(&out, STR("]}"));
	struct str text = str_dup(a, buf_str(&out));
	buf_free(&out);
	return text;
}

/* ---- which call it is -------------------------------------------------------------------------
 */

static inline enum meta_call meta_kind(const struct net_request *request, struct str path)
{
	bool is_post = strcmp(request->method, "POST") == 0;

	if (str_contains(path, STR("/media_publish")) ||
	    str_contains(path, STR("/photo_stories")) ||
	    str_contains(request->body, STR("upload_phase=finish")))
		return META_PUBLISH;
	if (str_contains(path, STR("/video")))
		return META_CREATE;
	if (str_contains(path, STR("/content_publishing_limit")))
		return META_QUOTA;
	if (str_contains(path, STR("/comments")))
		return is_post ? META_COMMENT : META_COMMENTS;
	if (str_contains(path, STR("/feed")) || str_contains(path, STR("/photos")))
		return META_CREATE;
	if (str_contains(path, STR("/media")) || str_contains(path, STR("/stories")))
		return is_post ? META_CREATE : META_LIST;
	if (is_post)
		return META_PUBLISH;
	return str_contains(path, STR("fields=permalink")) ? META_PERMALINK : META_POLL;
}

static inline int64_t meta_node(struct str path)
{
	struct str rest = path, part = str_cut(&rest, '/');
	int64_t id = 0;

	part = str_cut(&rest, '/'); /* the version */
	part = str_cut(&rest, '/');
	part = str_sub(part, 0, str_find_char(part, '?'));
	assert_true(str_to_i64(part, &id));
	return id;
}

/* "/video-upload/v25.0/ID" */
static inline struct str meta_take_file(struct meta *m, struct str path)
{
	struct str rest = path, part = STR("");
	int64_t id = 0;

	while (rest.at)
		part = str_cut(&rest, '/');
	assert_true(str_to_i64(part, &id));
	struct meta_thing *c = meta_container(m, id);
	assert_non_null(c);
	assert_false(c->has_file); /* what has arrived is not sent again */
	c->has_file = true;
	c->polls = m->video_polls;
	return STR("{\"success\":true}");
}

/* The container that is to be published. */
static inline struct str meta_what(const struct params *p)
{
	static const char *const names[] = { "creation_id", "video_id", "photo_id" };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (params_has(p, str_of(names[i])))
			return params_get(p, str_of(names[i]));
	return STR_NONE;
}

static inline struct str meta_do(struct meta *m, struct arena *a, enum meta_call kind,
				 struct str path, const struct params *p, int *status)
{
	int64_t id = 0;

	switch (kind) {
	case META_CREATE:
		if (str_contains(path, STR("/video-upload/")))
			return meta_take_file(m, path);
		return meta_create(m, a, p, status);
	case META_POLL:
		if (str_contains(path, STR("post_id")))
			return meta_video(m, a, meta_node(path));
		if (str_contains(path, STR("is_published")))
			return meta_page_post(m, a, meta_node(path));
		return meta_poll(m, a, meta_node(path), status);
	case META_LIST:
		if (str_contains(path, STR("/" META_PAGE "/stories")))
			return meta_page_stories(m, a);
		return meta_list(m, a, str_contains(path, STR("/stories")));
	case META_QUOTA:
		return str_fmt(a,
			       "{\"data\":[{\"quota_usage\":%d,\"config\":{\"quota_total\":50}}]}",
			       meta_quota_used(m));
	case META_PUBLISH:
		if (params_has(p, STR("is_published")) || params_has(p, STR("published")))
			return meta_set_published(m, a, meta_node(path), status);
		assert_true(str_to_i64(meta_what(p), &id));
		if (m->film_fails)
			return STR("{\"success\":true}");
		return meta_publish(m, a, id, status);
	case META_PERMALINK:
		return str_fmt(a, "{\"id\":\"1\",\"permalink\":\"https://ig.test/p/%lld/\"}",
			       (long long)meta_node(path));
	case META_COMMENT:
		m->comments++;
		return str_fmt(a, "{\"id\":\"%lld\"}", (long long)meta_id(m));
	case META_COMMENTS:
	default:
		return m->comments ? STR("{\"data\":[{\"id\":\"77\",\"text\":\"first!\","
					 "\"message\":\"first!\"}]}")
				   : STR("{\"data\":[]}");
	}
}

static inline bool meta_answer(void *ctx, struct arena *a, const struct net_request *request,
			       struct net_reply *ret, struct err *err)
{
	struct meta *m = ctx;
	struct str path = str_skip(request->url, strlen("https://graph.test"));
	enum meta_call kind = meta_kind(request, path);
	struct params p = { .count = 0 };
	int status = 200, n = ++m->calls[kind];
	bool faulty = m->fault_n && kind == m->fault_at && n >= m->fault_n &&
		      n < m->fault_n + m->fault_times;

	meta_take_effect(m);
	if (request->body.len)
		check_ok(params_parse(a, request->body, &p, err), err);
	struct str body = STR("");
	if (!faulty || m->fault_after_effect)
		body = meta_do(m, a, kind, path, &p, &status);
	if (faulty && !m->fault_status)
		return err_set(err, ERR_NETWORK, "connection reset");
	if (faulty) {
		status = m->fault_status;
		body = m->fault_body ? str_of(m->fault_body) : body;
	}
	*ret = (struct net_reply){ .status = status, .body = str_dup(a, body) };
	return true;
}

#endif
