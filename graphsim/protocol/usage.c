#include "graphsim/protocol/usage.h"

#include <stdlib.h>
#include <string.h>

#define MINUTE_S 60
#define HALF_HOUR_S 1800
#define BUCKETS_PER_DAY 48

void usage_deinit(struct usage_table *u)
{
	for (size_t i = 0; i < USAGE_LISTS; i++) {
		for (struct usage_object *o = u->objects[i], *next; o; o = next) {
			next = o->next;
			free(o);
		}
	}
	*u = (struct usage_table){ 0 };
}

/* Empties the buckets that time has passed over; the clock may also have been set back. */
static void turn(struct usage_counter *c, int64_t bucket_s, int64_t now_s)
{
	int64_t number = now_s / bucket_s;
	int64_t passed = number - c->newest;

	c->bucket_s = bucket_s;
	if (passed < 0 || passed >= USAGE_BUCKETS)
		memset(c->calls, 0, sizeof(c->calls));
	else
		for (int64_t n = c->newest + 1; n <= number; n++)
			c->calls[n % USAGE_BUCKETS] = 0;
	c->newest = number;
}

static void count(struct usage_counter *c, int64_t bucket_s, int64_t now_s)
{
	turn(c, bucket_s, now_s);
	c->calls[c->newest % USAGE_BUCKETS]++;
}

static int64_t sum(struct usage_counter *c, int64_t bucket_s, int buckets, int64_t now_s)
{
	int64_t total = 0;

	turn(c, bucket_s, now_s);
	for (int64_t n = c->newest; n > c->newest - buckets && n >= 0; n--)
		total += c->calls[n % USAGE_BUCKETS];
	return total;
}

void usage_count_app(struct usage_table *u, unsigned app_index, int64_t now_s)
{
	count(&u->apps[app_index], MINUTE_S, now_s);
}

int64_t usage_of_app(struct usage_table *u, unsigned app_index, int64_t now_s)
{
	return sum(&u->apps[app_index], MINUTE_S, USAGE_BUCKETS, now_s);
}

static struct usage_object *object_of(struct usage_table *u, const void *app, struct str id)
{
	struct usage_object **list = &u->objects[str_hash(id) % USAGE_LISTS];

	for (struct usage_object *o = *list; o; o = o->next) {
		if (o->app == app && str_eq(o->id, id))
			return o;
	}
	struct usage_object *made = calloc(1, sizeof(*made));
	if (!made)
		abort();
	*made = (struct usage_object){ .id = id, .app = app, .next = *list };
	*list = made;
	return made;
}

void usage_count_object(struct usage_table *u, const void *app, struct str id, int64_t now_s)
{
	count(&object_of(u, app, id)->counter, HALF_HOUR_S, now_s);
}

int64_t usage_of_object(struct usage_table *u, const void *app, struct str id, int64_t now_s)
{
	return sum(&object_of(u, app, id)->counter, HALF_HOUR_S, BUCKETS_PER_DAY, now_s);
}

int usage_percent(int64_t calls, int64_t allowed)
{
	if (allowed <= 0)
		return calls > 0 ? 100 : 0;
	return (int)((calls * 100 + allowed - 1) / allowed);
}
