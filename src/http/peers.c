#include "http/peers.h"

#include <netinet/in.h>
#include <pthread.h>

#include "base/str.h"

#define BUCKETS 1024

struct peer {
	struct peer *next, **at;
	unsigned char key[8]; /* IPv4: four zeros and the address */
	unsigned count;
};

struct peers {
	pthread_mutex_t lock;
	unsigned max_per_address;
	struct peer *buckets[BUCKETS];
};

struct peers *peers_new(unsigned max_per_address)
{
	struct peers *p = calloc(1, sizeof(*p));
	if (!p)
		abort(); /* the policy of arena.h */
	pthread_mutex_init(&p->lock, NULL);
	p->max_per_address = max_per_address;
	return p;
}

struct peers *peers_free(struct peers *p)
{
	if (!p)
		return NULL;
	for (size_t i = 0; i < BUCKETS; i++) {
		while (p->buckets[i]) {
			struct peer *peer = p->buckets[i];
			p->buckets[i] = peer->next;
			free(peer);
		}
	}
	pthread_mutex_destroy(&p->lock);
	free(p);
	return NULL;
}

static void key_of(const struct sockaddr_storage *address, unsigned char key[8])
{
	memset(key, 0, 8);
	if (address->ss_family == AF_INET) {
		const struct sockaddr_in *in4 = (const struct sockaddr_in *)address;
		memcpy(key + 4, &in4->sin_addr, 4);
	} else if (address->ss_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)address;
		bool is_v4 = IN6_IS_ADDR_V4MAPPED(&in6->sin6_addr);
		memcpy(key + (is_v4 ? 4 : 0), in6->sin6_addr.s6_addr + (is_v4 ? 12 : 0),
		       is_v4 ? 4 : 8);
	}
}

static struct peer *find_or_add(struct peers *p, const unsigned char key[8])
{
	struct str text = { (const char *)key, 8 };
	struct peer **bucket = &p->buckets[str_hash(text) % BUCKETS];

	for (struct peer *peer = *bucket; peer; peer = peer->next) {
		if (memcmp(peer->key, key, 8) == 0)
			return peer;
	}
	struct peer *peer = calloc(1, sizeof(*peer));
	if (!peer)
		abort();
	memcpy(peer->key, key, 8);
	peer->next = *bucket;
	peer->at = bucket;
	if (peer->next)
		peer->next->at = &peer->next;
	*bucket = peer;
	return peer;
}

struct peer *peers_enter(struct peers *p, const struct sockaddr_storage *address)
{
	unsigned char key[8];

	key_of(address, key);
	pthread_mutex_lock(&p->lock);
	struct peer *peer = find_or_add(p, key);
	bool is_welcome = peer->count < p->max_per_address;
	peer->count += is_welcome;
	pthread_mutex_unlock(&p->lock);
	return is_welcome ? peer : NULL;
}

void peers_leave(struct peers *p, struct peer *peer)
{
	pthread_mutex_lock(&p->lock);
	if (--peer->count == 0) {
		*peer->at = peer->next;
		if (peer->next)
			peer->next->at = peer->at;
		free(peer);
	}
	pthread_mutex_unlock(&p->lock);
}
