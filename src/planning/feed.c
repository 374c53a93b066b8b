#include "planning/feed.h"

#include "base/rng.h"
#include "fmt/ical.h"
#include "publish/places.h"
#include "store/store.h"
#include "store/users.h"

#define TOKEN_BYTES 32
#define PAST_S (INT64_C(31) * 86400)
#define AHEAD_S (INT64_C(367) * 86400)
#define POSTS_MAX 2000
#define SUMMARY_CHARS 60

/* ---- the link ---- */

struct renewing {
	struct publish *p;
	struct arena *a;
	struct calendar_link link;
	bool renews;
	struct str token;
};

static bool write_token(struct db_tx *tx, void *arg, struct err *err)
{
	struct renewing *r = arg;

	if (!calendar_links_token(tx, r->a, r->link, &r->token, err))
		return false;
	if (r->token.at && !r->renews)
		return true;
	r->token = rng_token(r->a, r->p->config.rng, TOKEN_BYTES);
	return calendar_links_put(tx, r->link, r->token, clock_now_s(r->p->config.clock), err);
}

bool feed_token(struct publish *p, struct arena *a, struct calendar_link link, bool renews,
		struct str *ret, struct err *err)
{
	struct renewing r = { .p = p, .a = a, .link = link, .renews = renews };

	if (!store_write(p->config.store, write_token, &r, err))
		return false;
	*ret = r.token;
	return true;
}

/* ---- events ---- */

static const struct {
	const char *states; /* each between commas */
	const char *word_id, *word_en;
	const char *status; /* RFC 5545 section 3.8.1.11 */
} words[] = {
	{ ",draft,", "Draf", "Draft", "TENTATIVE" },
	{ ",waiting_approval,", "Menunggu persetujuan", "Waiting for approval", "TENTATIVE" },
	{ ",scheduled,", "Terjadwal", "Scheduled", "CONFIRMED" },
	{ ",held,", "Tertahan", "Held", "TENTATIVE" },
	{ ",claimed,creating,container,intent,", "Sedang terbit", "Publishing", "CONFIRMED" },
	{ ",published,commenting,done,", "Terbit", "Published", "CONFIRMED" },
	{ ",failed,", "Gagal", "Failed", "CANCELLED" },
	{ ",unknown,", "Belum pasti", "Unconfirmed", "TENTATIVE" },
	{ ",cancelled,", "Dibatalkan", "Cancelled", "CANCELLED" },
};

static size_t word_of(struct arena *a, struct str state)
{
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_contains(str_of(words[i].states), str_fmt(a, ",%.*s,", STR_ARG(state))))
			return i;
	return 0;
}

struct events {
	struct db_tx *tx;
	struct arena *a;
	const struct feed *feed;
	struct publish_place_list places;
	struct buf *out;
};

/* "@dapur", or the Page's name; the place when the connection has ended. */
static struct str account_of(const struct events *e, const struct post_target_row *t)
{
	for (size_t i = 0; i < e->places.count; i++) {
		const struct publish_place *p = &e->places.at[i];
		if (!str_eq(p->connection_id, t->connection_id) || !str_eq(p->place, t->place))
			continue;
		return p->username.at ? str_fmt(e->a, "@%.*s", STR_ARG(p->username)) : p->name;
	}
	return t->place;
}

/* The first line, shortened where a character ends. */
static struct str title_of(struct arena *a, struct str caption)
{
	struct str line = str_sub(caption, 0, str_find_char(caption, '\n'));
	size_t chars = 0, at = 0;

	for (; at < line.len; at++) {
		chars += ((unsigned char)line.at[at] & 0xc0) != 0x80;
		if (chars > SUMMARY_CHARS)
			return str_fmt(a, "%.*s…", (int)at, line.at);
	}
	return line;
}

static void put_event(const struct events *e, const struct post_row *p,
		      const struct post_target_row *t)
{
	size_t w = word_of(e->a, t->state);
	struct str word = str_of(e->feed->english ? words[w].word_en : words[w].word_id);
	struct str account = account_of(e, t), title = title_of(e->a, p->caption);
	struct str page =
		str_fmt(e->a, "%.*s/#/posts/%lld", STR_ARG(e->feed->base_url), (long long)p->id);

	ical_line(e->out, "BEGIN", STR("VEVENT"));
	ical_line(e->out, "UID",
		  str_fmt(e->a, "post-target-%lld@%.*s", (long long)t->id,
			  STR_ARG(e->feed->base_url)));
	ical_time(e->out, "DTSTAMP", t->updated_ms / 1000);
	ical_time(e->out, "LAST-MODIFIED", t->updated_ms / 1000);
	ical_line(e->out, "SEQUENCE", str_fmt(e->a, "%lld", (long long)p->revision - 1));
	ical_time(e->out, "DTSTART", opt_int_or(p->publish_s, 0));
	ical_line(e->out, "DURATION", STR("PT15M"));
	ical_text(e->out, "SUMMARY",
		  str_fmt(e->a, "%.*s: %.*s%s%.*s", STR_ARG(word), STR_ARG(account),
			  title.len ? " — " : "", STR_ARG(title)));
	ical_text(e->out, "DESCRIPTION", p->caption);
	ical_line(e->out, "URL", t->permalink.at ? t->permalink : page);
	ical_line(e->out, "STATUS", str_of(words[w].status));
	ical_text(e->out, "CATEGORIES", word);
	ical_line(e->out, "TRANSP", STR("TRANSPARENT"));
	ical_line(e->out, "END", STR("VEVENT"));
}

static bool put_events(struct events *e, int64_t owner_id, struct err *err)
{
	const struct post_query query = { .user_id = owner_id,
					  .from_s = e->feed->now_s - PAST_S,
					  .to_s = e->feed->now_s + AHEAD_S,
					  .states = STR_INIT(""),
					  .limit = POSTS_MAX };
	struct post_target_rows targets;
	struct post_rows posts;

	if (!publish_places(e->tx, e->a, owner_id, &e->places, err) ||
	    !posts_list(e->tx, e->a, &query, &posts, err))
		return false;
	for (size_t i = 0; i < posts.count; i++) {
		if (!post_targets_list(e->tx, e->a, posts.at[i].id, &targets, err))
			return false;
		for (size_t t = 0; t < targets.count; t++)
			put_event(e, &posts.at[i], &targets.at[t]);
	}
	return true;
}

/* Of one's own plan "Simpul: rencana"; of another's with the owner's name. */
static bool put_name(const struct events *e, struct calendar_link link, struct err *err)
{
	struct str name = e->feed->english ? STR("Simpul: plan") : STR("Simpul: rencana");
	struct user_row owner;
	bool found;

	if (!users_get(e->tx, e->a, link.owner_id, &owner, &found, err))
		return false;
	if (found && link.owner_id != link.user_id)
		name = str_fmt(e->a, "%.*s (%.*s)", STR_ARG(name),
			       STR_ARG(owner.first_name.len ? owner.first_name : owner.email));
	ical_text(e->out, "X-WR-CALNAME", name);
	return true;
}

bool feed_write(struct db_tx *tx, struct arena *a, const struct feed *feed, struct buf *out,
		struct err *err)
{
	struct events events = { .tx = tx, .a = a, .feed = feed, .out = out };
	struct calendar_link link;
	bool found;

	if (!calendar_links_find(tx, feed->token, &link, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no calendar of that token");
	ical_line(out, "BEGIN", STR("VCALENDAR"));
	ical_line(out, "VERSION", STR("2.0"));
	ical_line(out, "PRODID", STR("-//Simpul//Plan//EN"));
	ical_line(out, "CALSCALE", STR("GREGORIAN"));
	if (!put_name(&events, link, err))
		return false;
	/* RFC 7986 section 5.7. */
	ical_line(out, "REFRESH-INTERVAL;VALUE=DURATION", STR("PT15M"));
	if (!put_events(&events, link.owner_id, err))
		return false;
	ical_line(out, "END", STR("VCALENDAR"));
	return true;
}
