/* What a post may be: everything that can be said before it is stored. */
#include "planning/plan_impl.h"

#include "content/text_rules.h"
#include "crypto/hash.h"
#include "publish/places.h"
#include "store/connections.h"

/* ---- the rest ---------------------------------------------------------------------------------
 */

static bool check_kind(const struct post_plan *plan, struct checked_plan *c, struct err *err)
{
	if (!plan->kind.len || post_kind_parse(plan->kind, &c->kind))
		return true;
	err_field(err, "kind", "Isi dengan image, carousel, reel, story, video atau text.");
	return err_say_en(err, "Enter image, carousel, reel, story, video or text.");
}

/* What is said at one account, and where a complaint finds it. */
struct spoken {
	struct str caption, first_comment;
	const struct json *options;
	char caption_field[48], comment_field[48];
};

static void name_field(char field[48], bool is_own, size_t i, const char *name)
{
	if (is_own)
		snprintf(field, 48, "targets[%zu].%s", i, name);
	else
		snprintf(field, 48, "%s", name);
}

static struct spoken spoken_at(const struct post_plan *plan, size_t i)
{
	const struct plan_target *t = &plan->targets[i];
	struct spoken s = {
		.caption = t->caption.at ? t->caption : plan->caption,
		.first_comment = t->first_comment.at ? t->first_comment : plan->first_comment,
		.options = t->options ? t->options : plan->options,
	};

	name_field(s.caption_field, t->caption.at, i, "caption");
	name_field(s.comment_field, t->first_comment.at, i, "first_comment");
	return s;
}

static bool check_story(const struct spoken *s, struct err *err)
{
	if (s->first_comment.len)
		return err_field_texts(err, s->comment_field, "Story tidak punya komentar.",
				       "A story has no comments.");
	if (s->caption.len)
		return err_field_texts(err, s->caption_field, "Story tidak punya caption.",
				       "A story has no caption.");
	return true;
}

static bool check_spoken(struct arena *a, const struct spoken *s, enum post_kind kind,
			 struct str place, struct err *err)
{
	if (kind == POST_KIND_STORY && !check_story(s, err))
		return false;
	if (kind == POST_KIND_TEXT && !s->caption.len &&
	    json_is_null(json_get(s->options, STR("link"))))
		return err_field_texts(err, s->caption_field, "Isi teksnya, atau sebuah tautan.",
				       "Enter a text, or a link.");
	if (str_eq(place, STR("page")))
		return text_check(a, TEXT_PAGE_MESSAGE, s->caption_field, s->caption, err);
	return text_check(a, TEXT_INSTAGRAM_CAPTION, s->caption_field, s->caption, err) &&
	       text_check(a, TEXT_INSTAGRAM_COMMENT, s->comment_field, s->first_comment, err);
}

/* The same rules for the post's own texts and for those of one account. */
static bool check_text(struct arena *a, const struct post_plan *plan, const struct checked_plan *c,
		       struct err *err)
{
	for (size_t i = 0; i < plan->target_count; i++) {
		const struct spoken spoken = spoken_at(plan, i);
		if (!check_spoken(a, &spoken, c->kind, plan->targets[i].place, err))
			return false;
	}
	return true;
}

bool post_plan_in_target(struct err *err, size_t i)
{
	char field[2 * sizeof(err->field)];

	snprintf(field, sizeof(field), "targets[%zu].%s", i, err->field);
	memcpy(err->field, field, sizeof(err->field) - 1);
	return false;
}

static bool check_options(const struct post_plan *plan, enum post_kind kind, struct err *err)
{
	if (!post_options_check(kind, plan->options, err))
		return false;
	for (size_t i = 0; i < plan->target_count; i++)
		if (!post_options_check(kind, plan->targets[i].options, err))
			return post_plan_in_target(err, i);
	return true;
}

static bool check_time(struct publish *p, struct arena *a, const struct post_actor *who,
		       const struct post_plan *plan, struct checked_plan *c, struct err *err)
{
	int64_t now_s = clock_now_s(p->config.clock);
	struct when when = { .at_s = now_s };

	if ((plan->time == PLAN_DRAFT && !plan->publish_at.len) || plan->time == PLAN_QUEUE)
		return true;
	if (plan->time != PLAN_NOW &&
	    !when_read(a, plan->publish_at, plan->time_zone, who->zone, now_s, &when, err))
		return false;
	c->post.publish_s = OPT_INT(when.at_s);
	c->post.wall_time = when.wall_time;
	c->post.time_zone = when.time_zone;
	return true;
}

/* A Page's album holds photos alone. */
static bool fits_place(const struct checked_plan *c, struct str place, unsigned kinds)
{
	bool has_video = false, is_album = c->kind == POST_KIND_CAROUSEL;

	for (size_t i = 0; i < c->media.count; i++)
		has_video = has_video || str_eq(c->media.at[i].kind, STR("video"));
	return kinds & (1u << c->kind) && !(has_video && is_album && str_eq(place, STR("page")));
}

static bool check_targets(const struct post_plan *plan, const struct checked_plan *c,
			  struct err *err)
{
	const struct plan_target *t = plan->targets;

	if (!plan->target_count || plan->target_count > PLAN_TARGETS_MAX) {
		err_field(err, "targets", "Pilih 1 sampai %d akun.", PLAN_TARGETS_MAX);
		return err_say_en(err, "Choose 1 to %d accounts.", PLAN_TARGETS_MAX);
	}
	for (size_t i = 0; i < plan->target_count; i++) {
		unsigned kinds;
		if (!publish_place_kinds(t[i].place, &kinds)) {
			err_field(err, "targets", "place: isi dengan instagram atau page.");
			return err_say_en(err, "place: enter instagram or page.");
		}
		if (!fits_place(c, t[i].place, kinds)) {
			err_field(err, "targets", "Posting jenis ini tidak dapat terbit di %.*s.",
				  STR_ARG(t[i].place));
			return err_say_en(err, "This kind of post cannot be published at %.*s.",
					  STR_ARG(t[i].place));
		}
		for (size_t j = 0; j < i; j++)
			if (str_eq(t[i].connection_id, t[j].connection_id) &&
			    str_eq(t[i].place, t[j].place)) {
				err_field(err, "targets", "Akun yang sama dua kali.");
				return err_say_en(err, "The same account twice.");
			}
	}
	return true;
}

static struct str options_text(struct arena *a, const struct json *options)
{
	cleanup(buf_free) struct buf out;
	struct json_writer w;

	buf_init(&out, 64 * 1024);
	json_start(&w, &out, JSON_PLAIN);
	json_copy(&w, options);
	return str_dup(a, buf_str(&out));
}

static struct str options_or_none(struct arena *a, const struct json *options)
{
	return json_is_null(options) ? STR("{}") : options_text(a, options);
}

static bool has_own_text(const struct plan_target *t)
{
	return t->caption.at || t->first_comment.at || t->options;
}

static struct str own_text(struct arena *a, struct str before, const struct plan_target *t,
			   struct str options)
{
	return str_fmt(a, "%.*s%.*s %.*s: %d %zu:%.*s %d %zu:%.*s %.*s\n", STR_ARG(before),
		       STR_ARG(t->connection_id), STR_ARG(t->place), t->caption.at != NULL,
		       t->caption.len, STR_ARG(t->caption), t->first_comment.at != NULL,
		       t->first_comment.len, STR_ARG(t->first_comment), STR_ARG(options));
}

/* What makes two requests the same. */
static struct str request_text(struct arena *a, const struct post_plan *plan,
			       const struct checked_plan *c)
{
	struct str text =
		str_fmt(a, "%.*s\n%zu:%.*s\n%zu:%.*s\n%.*s\n%d %.*s %.*s\n", STR_ARG(plan->kind),
			plan->caption.len, STR_ARG(plan->caption), plan->first_comment.len,
			STR_ARG(plan->first_comment), STR_ARG(c->post.options), (int)plan->time,
			STR_ARG(plan->publish_at), STR_ARG(plan->time_zone));

	for (size_t i = 0; i < plan->media.count; i++)
		text = str_fmt(a, "%.*s%.*s %zu:%.*s%.*s\n", STR_ARG(text),
			       STR_ARG(plan->media.at[i].url), plan->media.at[i].alt_text.len,
			       STR_ARG(plan->media.at[i].alt_text),
			       STR_ARG(post_plan_media_text(a, &plan->media.at[i])));
	for (size_t i = 0; i < plan->target_count; i++)
		text = str_fmt(a, "%.*s%.*s %.*s\n", STR_ARG(text),
			       STR_ARG(plan->targets[i].connection_id),
			       STR_ARG(plan->targets[i].place));
	for (size_t i = 0; i < plan->target_count; i++)
		if (has_own_text(&plan->targets[i]))
			text = own_text(a, text, &plan->targets[i], c->target_options[i]);
	return text;
}

static void read_target_options(struct arena *a, const struct post_plan *plan,
				struct checked_plan *ret)
{
	ret->target_options = arena_new_n(a, struct str, plan->target_count + 1);
	for (size_t i = 0; i < plan->target_count; i++)
		if (plan->targets[i].options)
			ret->target_options[i] = options_text(a, plan->targets[i].options);
}

struct str post_plan_hash(struct arena *a, const struct post_plan *plan)
{
	struct checked_plan c = { .post = { .options = options_or_none(a, plan->options) } };

	read_target_options(a, plan, &c);
	struct sha256 hash = sha256(request_text(a, plan, &c));
	return str_dup(a, sha256_str(&hash));
}

bool post_plan_read(struct publish *p, struct arena *a, const struct post_actor *who,
		    const struct post_plan *plan, struct checked_plan *ret, struct err *err)
{
	*ret = (struct checked_plan){ .post = { .user_id = who->user_id } };
	if (!check_kind(plan, ret, err) || !post_plan_read_media(p, a, who, plan, ret, err) ||
	    !check_text(a, plan, ret, err) || !check_options(plan, ret->kind, err) ||
	    !check_targets(plan, ret, err) || !check_time(p, a, who, plan, ret, err))
		return false;
	ret->post.kind = str_of(post_kind_info(ret->kind)->name);
	ret->post.caption = plan->caption.at ? plan->caption : STR("");
	ret->post.first_comment = plan->first_comment.len ? plan->first_comment : STR_NONE;
	ret->post.options = options_or_none(a, plan->options);
	read_target_options(a, plan, ret);
	ret->post.created_s = ret->post.updated_s = clock_now_s(p->config.clock);
	if (plan->idempotency_key.len) {
		ret->post.idempotency_key = plan->idempotency_key;
		ret->post.request_hash = post_plan_hash(a, plan);
	}
	return true;
}

bool post_plan_check(struct publish *p, struct arena *a, const struct post_actor *who,
		     const struct post_plan *plan, struct err *err)
{
	struct checked_plan checked;

	return post_plan_read(p, a, who, plan, &checked, err);
}

/* ---- connections ------------------------------------------------------------------------------
 */

bool post_plan_check_target(struct db_tx *tx, struct arena *a, int64_t user_id,
			    const struct plan_target *target, bool is_draft,
			    struct str *ret_place_id, struct err *err)
{
	struct connection_row row;
	struct publish_place there;
	bool found;

	if (!connections_get(tx, a, user_id, target->connection_id, &row, &found, err))
		return false;
	if (!found) {
		err_set(err, ERR_NOT_FOUND, "no connection \"%.*s\" of that user",
			STR_ARG(target->connection_id));
		err_say(err, "Koneksi ini tidak ada di ruang kerja ini. Pilih salah satu dari "
			     "/api/posts/places.");
		return err_say_en(err, "There is no such connection in this workspace. Choose "
				       "one of /api/posts/places.");
	}
	if (!publish_place_at(&row, target->place, &there))
		return err_set(err, ERR_INTERNAL, "no place \"%.*s\"", STR_ARG(target->place));
	*ret_place_id = there.account_id;
	if (is_draft || there.fault == FAULT_NONE)
		return true;
	if (there.fault == FAULT_PERMISSIONS)
		return err_set(err, ERR_PERMISSIONS_MISSING, "connection %.*s lacks %.*s",
			       STR_ARG(row.public_id), STR_ARG(there.scope));
	return err_set(err, ERR_TOKEN_EXPIRED, "connection %.*s is %.*s", STR_ARG(row.public_id),
		       STR_ARG(row.status));
}

bool post_plan_blame_target(const struct post_plan *plan, size_t i, struct err *err)
{
	if (err->code != ERR_NOT_FOUND && err->code != ERR_TOKEN_EXPIRED &&
	    err->code != ERR_PERMISSIONS_MISSING)
		return false;
	snprintf(err->field, sizeof(err->field), "%s",
		 plan->connection_field ? plan->connection_field : "connection_id");
	return plan->connection_field ? false : post_plan_in_target(err, i);
}
