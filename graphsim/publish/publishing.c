#include "graphsim/publish/publishing.h"

#include "graphsim/publish/container.h"
#include "graphsim/publish/page_store.h"
#include "graphsim/world/world.h"

#define PUBLISHING_MAX_BYTES (512u * 1024 * 1024)
#define SERIAL_ITEM_BITS 12
#define SERIAL_SEQ_BITS 4

static const struct publish_rules usual_rules = {
	.video_ms = 3000,
	.fetch_ms = 10000,
	.quota_total = 50,
	.containers_max = 400,
	.duplicate_s = 600,
};

void publishing_init(struct publishing *p)
{
	*p = (struct publishing){ .rules = usual_rules };
	p->ledger_end = &p->ledger;
	arena_init(&p->arena, PUBLISHING_MAX_BYTES);
}

void publishing_deinit(struct publishing *p)
{
	for (struct asset *a = p->uploads; a; a = a->next_upload)
		buf_free(&a->sent);
	free(p->made);
	free(p->things);
	arena_free(&p->arena);
}

void publishing_reset(struct publishing *p)
{
	publishing_deinit(p);
	publishing_init(p);
}

/* ---- when things happen ---- */

static struct effect *take_due(struct publishing *p, int64_t now_ms)
{
	struct effect **first = NULL;

	for (struct effect **at = &p->effects; *at; at = &(*at)->next) {
		if ((*at)->due_ms <= now_ms && (!first || (*at)->due_ms < (*first)->due_ms))
			first = at;
	}
	if (!first)
		return NULL;
	struct effect *e = *first;
	*first = e->next;
	return e;
}

void publishing_advance(struct world *w)
{
	struct effect *due;

	while ((due = take_due(&w->publishing, world_now_ms(w))) != NULL)
		due->apply(w, due);
	page_posts_advance(w);
}

void publishing_do(struct world *w, const struct effect *e, int64_t delay_ms)
{
	struct publishing *p = &w->publishing;
	struct effect *copy = arena_new(&p->arena, struct effect);
	struct effect **at = &p->effects;

	*copy = *e;
	copy->due_ms = world_now_ms(w) + delay_ms;
	while (*at)
		at = &(*at)->next;
	*at = copy;
	publishing_advance(w);
}

/* ---- rules ---- */

const struct publish_rules *publish_rules_of(const struct publishing *p, struct str target)
{
	for (const struct publish_rules *r = p->rules.next; r; r = r->next) {
		if (str_eq(r->target, target))
			return r;
	}
	return &p->rules;
}

struct publish_rules *publish_rules_for(struct publishing *p, struct str target)
{
	for (struct publish_rules *r = p->rules.next; r; r = r->next) {
		if (str_eq(r->target, target))
			return r;
	}
	return &p->rules;
}

struct publish_rules *publish_rules_make(struct publishing *p, struct str target)
{
	struct publish_rules *r = publish_rules_for(p, target);

	if (r != &p->rules || str_is_empty(target))
		return r;
	r = arena_new(&p->arena, struct publish_rules);
	*r = p->rules;
	r->target = str_dup(&p->arena, target);
	p->rules.next = r;
	return r;
}

/* ---- ids ---- */

static struct sim_key key_of_serial(unsigned account, size_t serial)
{
	return (struct sim_key){
		.kind = SIM_MADE,
		.account = account,
		.item = serial & ((1u << SERIAL_ITEM_BITS) - 1),
		.seq = serial >> SERIAL_ITEM_BITS & ((1u << SERIAL_SEQ_BITS) - 1),
		.day = (unsigned)(serial >> (SERIAL_ITEM_BITS + SERIAL_SEQ_BITS)),
	};
}

uint64_t made_number(struct sim_key key)
{
	return ((uint64_t)key.day << SERIAL_SEQ_BITS | key.seq) << SERIAL_ITEM_BITS | key.item;
}

struct sim_key made_add(struct publishing *p, const struct made *m)
{
	if (p->made_count == p->made_room) {
		p->made_room = p->made_room ? p->made_room * 2 : 64;
		p->made = realloc(p->made, p->made_room * sizeof(*p->made));
		if (!p->made)
			abort();
	}
	p->made[p->made_count++] = *m;
	return key_of_serial(m->account->index, p->made_count);
}

const struct made *made_find(const struct publishing *p, struct sim_key key)
{
	uint64_t serial = made_number(key);

	if (key.kind != SIM_MADE || key.reply != 0 || serial < 1 || serial > p->made_count)
		return NULL;
	const struct made *m = &p->made[serial - 1];
	return m->account->index == key.account ? m : NULL;
}

/* ---- the ledger ---- */

static bool is_same_content(const struct ledger_item *a, const struct ledger_item *b)
{
	return str_eq(a->target, b->target) && strcmp(a->kind, b->kind) == 0 &&
	       str_eq(a->text, b->text) && str_eq(a->hashes, b->hashes);
}

struct ledger_item *ledger_add(struct publishing *p, const struct ledger_item *item)
{
	struct ledger_item *copy = arena_new(&p->arena, struct ledger_item);

	*copy = *item;
	copy->number = ++p->ledger_count;
	copy->target = str_dup(&p->arena, item->target);
	copy->source = str_dup(&p->arena, item->source);
	copy->id = str_dup(&p->arena, item->id);
	copy->text = str_dup(&p->arena, item->text);
	copy->hashes = str_dup(&p->arena, item->hashes);
	copy->copy = 1;
	copy->next = NULL;
	for (const struct ledger_item *i = p->ledger; i; i = i->next)
		copy->copy += is_same_content(i, copy);
	*p->ledger_end = copy;
	p->ledger_end = &copy->next;
	return copy;
}

/* ---- comments ---- */

static bool is_same(struct sim_key a, struct sim_key b)
{
	return a.kind == b.kind && a.account == b.account && a.day == b.day && a.seq == b.seq &&
	       a.item == b.item && a.reply == b.reply;
}

static bool is_under(const struct made_comment *c, struct sim_key under)
{
	return c->is_live && is_same(c->parent.kind ? c->parent : c->media, under);
}

size_t made_comment_total(const struct publishing *p, struct sim_key media)
{
	size_t count = 0;

	for (const struct made_comment *c = p->comments; c; c = c->next)
		count += c->is_live && is_same(c->media, media);
	return count;
}

size_t made_comment_count(const struct publishing *p, struct sim_key under)
{
	size_t count = 0;

	for (const struct made_comment *c = p->comments; c; c = c->next)
		count += is_under(c, under);
	return count;
}

const struct made_comment *made_comment_at(const struct publishing *p, struct sim_key under,
					   size_t newest_index)
{
	for (const struct made_comment *c = p->comments; c; c = c->next) {
		if (is_under(c, under) && newest_index-- == 0)
			return c;
	}
	return NULL;
}
