/* Letters: what became of posts that need their owner, and hooks that were switched off. */
#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "hooks/internal.h"
#include "jobs/jobs.h"
#include "mail/mail.h"
#include "store/users.h"

#define MINUTE_MS INT64_C(60000)
/* What goes wrong together is told together; the next letter does not come within the hour. */
#define GATHER_MS MINUTE_MS
#define LETTER_EVERY_MS (60 * MINUTE_MS)
#define POSTS_TOLD 30
#define CAPTION_SHOWN 60
#define LEAVE_TOKEN_BYTES 24
#define LETTER_MAX_BYTES (64 * KIB)

#define POSTS_PAGE "/#/posts"
#define HOOKS_HELP "/api/hooks"

/* ---- asking -----------------------------------------------------------------------------------
 */

static bool ask(struct hooks *h, struct db_tx *tx, const struct job_request *request,
		struct err *err)
{
	int64_t id;

	return !h->config.mail || jobs_enqueue_in(h->config.jobs, tx, request, &id, err);
}

bool hooks_off_letter_in(struct hooks *h, struct db_tx *tx, struct arena *a, struct str hook_id,
			 struct err *err)
{
	const struct job_request request = {
		.kind = STR_INIT(HOOKS_LETTER_KIND),
		.unique_key = str_fmt(a, HOOKS_LETTER_KIND ":off:%.*s", STR_ARG(hook_id)),
		.payload =
			str_fmt(a, "{\"letter\":\"off\",\"hook_id\":\"%.*s\"}", STR_ARG(hook_id)),
	};

	return ask(h, tx, &request, err);
}

/* The first one decides when the letter goes; asking again never delays it. */
bool hooks_post_trouble_in(struct hooks *h, struct db_tx *tx, int64_t user_id, int64_t target_id,
			   struct str state, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	int64_t now_ms = clock_now_ms(h->config.clock);
	struct post_letters_row letters = { .left_s = OPT_NO_INT };
	bool found;

	if (!h->config.mail)
		return true;
	arena_init(&a, 64 * KIB);
	if (!post_letters_get(tx, &a, user_id, &letters, &found, err))
		return false;
	if (letters.left_s.has)
		return true;
	int64_t due_ms = now_ms + GATHER_MS;
	int64_t next_ms = opt_int_or(letters.sent_ms, 0) + LETTER_EVERY_MS;
	if (letters.sent_ms.has && next_ms > due_ms && next_ms <= now_ms + LETTER_EVERY_MS)
		due_ms = next_ms;
	const struct job_request request = {
		.kind = STR_INIT(HOOKS_LETTER_KIND),
		.unique_key = str_fmt(&a, HOOKS_LETTER_KIND ":posts:%lld", (long long)user_id),
		.user_id = OPT_INT(user_id),
		.payload =
			str_fmt(&a, "{\"letter\":\"posts\",\"user_id\":%lld}", (long long)user_id),
		.run_at_ms = due_ms,
		.max_attempts = 8,
	};
	return post_troubles_put(tx, target_id, user_id, state, now_ms, err) &&
	       ask(h, tx, &request, err);
}

/* ---- words ------------------------------------------------------------------------------------
 */

static const struct {
	const char *state, *text_id, *text_en;
} states[] = {
	{ "failed", "GAGAL, tidak terbit", "FAILED, not published" },
	{ "unknown", "BELUM PASTI, periksa di aplikasi apakah sudah tayang",
	  "UNCONFIRMED, look in the app whether it is there" },
	{ "held", "TERTAHAN, waktunya terlewat saat server mati",
	  "HELD, its time passed while the server was down" },
};

static struct str state_text(struct str state, bool english)
{
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (str_eq(state, str_of(states[i].state)))
			return str_of(english ? states[i].text_en : states[i].text_id);
	return state;
}

/* The beginning of a caption, on one line. */
static struct str caption_line(struct arena *a, struct str caption)
{
	size_t len = 0, characters = 0;

	while (len < caption.len && characters < CAPTION_SHOWN && caption.at[len] != '\n') {
		len++;
		while (len < caption.len && ((unsigned char)caption.at[len] & 0xc0) == 0x80)
			len++;
		characters++;
	}
	return str_fmt(a, "%.*s%s", STR_ARG(str_sub(caption, 0, len)),
		       len < caption.len ? "…" : "");
}

static void put_post(struct buf *out, struct arena *a, const struct post_trouble_row *t,
		     bool english)
{
	struct str caption = caption_line(a, t->caption);
	bool is_page = str_eq(t->place, STR("page"));
	const char *wordless = english ? "(no caption)" : "(tanpa caption)";

	buf_fmt(out, "- #%lld %s (%s): %.*s\n", (long long)t->post_id,
		caption.len ? str_z(a, caption) : wordless, is_page ? "Facebook" : "Instagram",
		STR_ARG(state_text(t->state, english)));
}

struct letter {
	struct hooks *h;
	struct arena *a;
	struct user_row reader;
	struct post_trouble_rows posts;
	struct post_letters_row letters;
	int64_t now_ms;
	bool has_more; /* came while the letter was written */
};

static struct str posts_text(const struct letter *l, bool english)
{
	cleanup(buf_free) struct buf out = { 0 };
	struct str base = l->h->config.base_url;
	struct str name = l->reader.first_name.len ? l->reader.first_name : l->reader.email;
	size_t told = l->posts.count < POSTS_TOLD ? l->posts.count : POSTS_TOLD;

	buf_init(&out, LETTER_MAX_BYTES);
	buf_fmt(&out,
		english ? "Hello %.*s,\n\nthese posts need you:\n\n"
			: "Halo %.*s,\n\nposting berikut perlu perhatian Anda:\n\n",
		STR_ARG(name));
	for (size_t i = 0; i < told; i++)
		put_post(&out, l->a, &l->posts.at[i], english);
	if (told < l->posts.count)
		buf_put(&out, english ? STR("- and more\n") : STR("- dan lainnya\n"));
	buf_fmt(&out,
		english ? "\nWhat happened, and what you can do:\n%.*s" POSTS_PAGE "\n"
			: "\nApa yang terjadi dan apa yang dapat dilakukan:\n%.*s" POSTS_PAGE "\n",
		STR_ARG(base));
	buf_fmt(&out,
		english ? "\n-- \nNo more letters about posts: %.*s/api/post-letters/%.*s\n"
			: "\n-- \nBerhenti menerima surat tentang posting: "
			  "%.*s/api/post-letters/%.*s\n",
		STR_ARG(base), STR_ARG(l->letters.leave_token));
	return str_dup(l->a, buf_str(&out));
}

/* ---- about posts ------------------------------------------------------------------------------
 */

static bool read_posts(struct letter *l, int64_t user_id, bool *ret_found, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(l->h->config.store, &tx, err) &&
	       users_get(tx, l->a, user_id, &l->reader, ret_found, err) &&
	       post_troubles_list(tx, l->a, user_id, POSTS_TOLD + 1, &l->posts, err);
}

/* The token of the link must be stored before the letter goes. */
static bool write_token(struct db_tx *tx, void *arg, struct err *err)
{
	struct letter *l = arg;
	struct str token = rng_token(l->a, l->h->config.rng, LEAVE_TOKEN_BYTES);
	bool found;

	return post_letters_put(tx, l->reader.id, token, err) &&
	       post_letters_get(tx, l->a, l->reader.id, &l->letters, &found, err);
}

static bool write_told(struct db_tx *tx, void *arg, struct err *err)
{
	struct letter *l = arg;
	struct post_trouble_rows rest;

	if (!post_letters_sent(tx, l->reader.id, l->now_ms, err) ||
	    !post_troubles_forget(tx, l->reader.id, l->now_ms - 1, err) ||
	    !post_troubles_list(tx, l->a, l->reader.id, 1, &rest, err))
		return false;
	l->has_more = rest.count > 0;
	return true;
}

static bool send_posts(struct letter *l, struct err *err)
{
	bool english = str_eq(l->reader.language, STR("en"));
	const struct mail_letter mail = {
		.to = l->reader.email,
		.subject = english ? STR("Posts that need you") : STR("Posting yang perlu Anda"),
		.text = posts_text(l, english),
		.leave_url =
			str_fmt(l->a, "%.*s/api/post-letters/%.*s", STR_ARG(l->h->config.base_url),
				STR_ARG(l->letters.leave_token)),
		/* Told twice, when we die before it is noted, it is still one letter to a reader.
		 */
		.unique = str_fmt(l->a, "posts-%lld-%lld-%lld", (long long)l->reader.id,
				  (long long)l->posts.at[0].target_id,
				  (long long)l->posts.at[0].at_ms),
	};

	return mail_send(l->h->config.mail, &mail, err);
}

static bool about_posts(struct letter *l, int64_t user_id, struct err *err)
{
	bool found;

	if (!read_posts(l, user_id, &found, err))
		return false;
	if (!found)
		return true;
	if (!store_write(l->h->config.store, write_token, l, err))
		return false;
	bool wants = l->reader.is_active && !l->letters.left_s.has;
	if (wants && l->posts.count && !send_posts(l, err))
		return false;
	if (wants && !l->posts.count)
		return true; /* it was all mended meanwhile */
	return store_write(l->h->config.store, write_told, l, err);
}

/* ---- about a hook -----------------------------------------------------------------------------
 */

static bool read_hook(struct letter *l, struct str hook_id, struct hook_row *ret, bool *ret_found,
		      struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(l->h->config.store, &tx, err) ||
	    !hooks_get_any(tx, l->a, hook_id, ret, ret_found, err))
		return false;
	return !*ret_found || users_get(tx, l->a, ret->user_id, &l->reader, ret_found, err);
}

static struct str off_text(const struct letter *l, const struct hook_row *hook, bool english)
{
	struct str name = l->reader.first_name.len ? l->reader.first_name : l->reader.email;
	bool is_gone = str_eq(hook->off_reason, STR("gone"));
	const char *why_id = is_gone ? "Alamatnya menjawab 410 (sudah tidak ada)."
				     : "Alamatnya tidak menjawab dengan baik selama tiga hari.";
	const char *why_en = is_gone ? "Its address answered 410 (gone)."
				     : "Its address has not answered well for three days.";

	return str_fmt(l->a,
		       english ? "Hello %.*s,\n\nyour webhook was switched off:\n\n%.*s\n\n%s "
				 "What happens meanwhile is not sent later. Mend it, then switch "
				 "it on again (PUT %.*s" HOOKS_HELP "/%.*s).\n"
			       : "Halo %.*s,\n\nwebhook Anda dimatikan:\n\n%.*s\n\n%s Yang "
				 "terjadi sementara itu tidak dikirim kemudian. Perbaiki, lalu "
				 "aktifkan lagi (PUT %.*s" HOOKS_HELP "/%.*s).\n",
		       STR_ARG(name), STR_ARG(hook->url), english ? why_en : why_id,
		       STR_ARG(l->h->config.base_url), STR_ARG(hook->id));
}

static bool about_hook(struct letter *l, struct str hook_id, struct err *err)
{
	struct hook_row hook;
	bool found;

	if (!read_hook(l, hook_id, &hook, &found, err))
		return false;
	/* Switched on again meanwhile, or removed: nothing to say. */
	if (!found || hook.is_active || !hook.off_reason.len || !l->reader.is_active)
		return true;
	bool english = str_eq(l->reader.language, STR("en"));
	const struct mail_letter mail = {
		.to = l->reader.email,
		.subject = english ? STR("Your webhook was switched off")
				   : STR("Webhook Anda dimatikan"),
		.text = off_text(l, &hook, english),
	};
	return mail_send(l->h->config.mail, &mail, err);
}

bool hooks_letter_job(void *ctx, struct job_context *job, struct err *err)
{
	struct letter l = { .h = ctx, .a = job_arena(job) };
	const struct json *payload;

	if (!l.h->config.mail)
		return err_set(err, ERR_CONFIG, "smtp_url is not set");
	if (!json_parse(l.a, job_payload(job), &payload, err))
		return false;
	l.now_ms = clock_now_ms(l.h->config.clock);
	if (str_eq(json_text(json_get(payload, STR("letter"))), STR("off")))
		return about_hook(&l, json_text(json_get(payload, STR("hook_id"))), err);
	if (!about_posts(&l, json_number_or(json_get(payload, STR("user_id")), 0), err))
		return false;
	if (l.has_more)
		job_postpone(job, l.now_ms + LETTER_EVERY_MS);
	return true;
}

/* ---- who wants them ---------------------------------------------------------------------------
 */

struct choosing {
	struct hooks *h;
	struct arena *a;
	struct str token;
	int64_t user_id;
	bool leaves, found;
	struct post_leaving leaving;
};

static bool write_leave(struct db_tx *tx, void *arg, struct err *err)
{
	struct choosing *c = arg;
	int64_t now_s = clock_now_s(c->h->config.clock);
	bool left;

	return (!c->leaves || post_letters_leave(tx, c->token, now_s, &left, err)) &&
	       post_letters_get_by_token(tx, c->a, c->token, &c->leaving, &c->found, err);
}

bool hooks_leave_letters(struct hooks *h, struct arena *a, struct str token, bool leaves,
			 struct hook_leaving *ret, struct err *err)
{
	struct choosing c = { .h = h, .a = a, .token = token, .leaves = leaves };

	if (!store_write(h->config.store, write_leave, &c, err))
		return false;
	if (!c.found)
		return err_set(err, ERR_NOT_FOUND, "no such link");
	*ret = (struct hook_leaving){ c.leaving.email, c.leaving.left_s.has };
	return true;
}

static bool write_choice(struct db_tx *tx, void *arg, struct err *err)
{
	struct choosing *c = arg;
	int64_t now_s = clock_now_s(c->h->config.clock);

	return post_letters_put(tx, c->user_id, c->token, err) &&
	       post_letters_set(tx, c->user_id, c->leaves ? OPT_INT(now_s) : OPT_NO_INT, err);
}

bool hooks_set_letters(struct hooks *h, struct arena *a, int64_t user_id, bool wants,
		       struct err *err)
{
	struct choosing c = { .h = h,
			      .a = a,
			      .token = rng_token(a, h->config.rng, LEAVE_TOKEN_BYTES),
			      .user_id = user_id,
			      .leaves = !wants };

	return store_write(h->config.store, write_choice, &c, err);
}
