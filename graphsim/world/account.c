#include "graphsim/world/account.h"

#include "graphsim/world/account_days.h"
#include "graphsim/world/media_gen.h"
#include "graphsim/world/pacific.h"

#define STORY_LIFE_S (24 * (int64_t)HOUR_S)

static int64_t jakarta_day(int64_t unix_s)
{
	int64_t local = unix_s + JAKARTA_OFFSET_S;

	return local / DAY_S - (local % DAY_S < 0);
}

void account_init(struct account *a, const struct cast_account *cast, unsigned index, uint64_t seed,
		  struct str id)
{
	int64_t begin = REFERENCE_DAY - cast->active_days;

	*a = (struct account){
		.cast = cast,
		.standing = cast->is_personal ? ACCOUNT_PERSONAL : ACCOUNT_PROFESSIONAL,
		.index = index,
		.seed = seed,
		.id = id,
		.media_end_day = begin,
		.first_day = begin,
	};
}

void account_deinit(struct account *a)
{
	free(a->media);
	free(a->stories);
	free(a->days);
	*a = (struct account){ 0 };
}

void account_reset(struct account *a)
{
	struct account old = *a;

	account_deinit(a);
	account_init(a, old.cast, old.index, old.seed, old.id);
	a->page = old.page;
}

struct str account_username(const struct account *a)
{
	return str_of(a->renamed[0] ? a->renamed : a->cast->username);
}

static void append(struct media **list, size_t *count, size_t *room, const struct media *more,
		   size_t more_count)
{
	if (*count + more_count > *room) {
		*room = (*count + more_count) * 2;
		*list = realloc(*list, *room * sizeof(**list));
		if (!*list)
			abort();
	}
	if (more_count > 0)
		memcpy(*list + *count, more, more_count * sizeof(**list));
	*count += more_count;
}

static void make_media_day(struct account *a, int64_t day)
{
	struct media posts[MEDIA_PER_DAY_MAX];
	struct media stories[STORIES_PER_DAY_MAX];

	append(&a->media, &a->media_count, &a->media_room, posts, media_gen_posts(a, day, posts));
	append(&a->stories, &a->story_count, &a->story_room, stories,
	       media_gen_stories(a, day, stories));
}

void account_extend(struct account *a, int64_t now_s)
{
	int64_t today = jakarta_day(now_s);
	int64_t last = today > REFERENCE_DAY ? today : REFERENCE_DAY;
	/* A Pacific day ends in the afternoon of the next day in Jakarta. */
	int64_t media_end = last + 3;

	if (a->media_end_day >= media_end)
		return;
	for (; a->media_end_day < media_end; a->media_end_day++)
		make_media_day(a, a->media_end_day);
	account_days_extend(a, media_end - 2);
}

/* How many of `list`, which is in order of time, were posted by then. */
static size_t count_until(const struct media *list, size_t count, int64_t now_s)
{
	size_t low = 0;
	size_t high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (list[middle].posted_s <= now_s)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t account_media_count(struct account *a, int64_t now_s)
{
	account_extend(a, now_s);
	return count_until(a->media, a->media_count, now_s);
}

const struct media *account_media_at(struct account *a, size_t newest_index, int64_t now_s)
{
	size_t count = account_media_count(a, now_s);

	return newest_index < count ? &a->media[count - 1 - newest_index] : NULL;
}

static bool is_same_media(struct sim_key a, struct sim_key b)
{
	bool is_made = a.kind == SIM_MADE;

	return is_made == (b.kind == SIM_MADE) && a.account == b.account && a.day == b.day &&
	       a.seq == b.seq && (!is_made || a.item == b.item);
}

/* Posts of apps lie anywhere: they are few, and new. */
static const struct media *find_made(const struct media *list, size_t count, struct sim_key key)
{
	for (size_t i = count; i-- > 0;) {
		if (list[i].published && is_same_media(list[i].key, key))
			return &list[i];
	}
	return NULL;
}

static const struct media *alive(const struct media *m, int64_t now_s)
{
	return m && media_is_story(m) && now_s - m->posted_s >= STORY_LIFE_S ? NULL : m;
}

const struct media *account_media_find(struct account *a, struct sim_key key, int64_t now_s)
{
	account_extend(a, now_s);
	bool is_story = key.kind == SIM_STORY;
	const struct media *list = is_story ? a->stories : a->media;
	size_t count = count_until(list, is_story ? a->story_count : a->media_count, now_s);

	if (key.kind == SIM_MADE) {
		const struct media *m = find_made(list, count, key);

		return m ? m : alive(find_made(a->stories, a->story_count, key), now_s);
	}
	/* Everything of that Jakarta day lies before its end. */
	int64_t day_end_s = ((int64_t)key.day + WORLD_FIRST_DAY + 1) * DAY_S - JAKARTA_OFFSET_S;

	for (size_t i = count_until(list, count, day_end_s); i-- > 0;) {
		const struct media *m = &list[i];

		if (is_same_media(m->key, key))
			return alive(m, now_s);
		if (!m->published && m->key.day < key.day)
			return NULL;
	}
	return NULL;
}

static bool remove_media(struct media *list, size_t *count, struct sim_key key)
{
	for (size_t i = *count; i-- > 0;) {
		if (!is_same_media(list[i].key, key))
			continue;
		memmove(&list[i], &list[i + 1], (*count - i - 1) * sizeof(*list));
		--*count;
		return true;
	}
	return false;
}

bool account_media_delete(struct account *a, struct sim_key key, int64_t now_s)
{
	if (!account_media_find(a, key, now_s))
		return false;
	if (key.kind != SIM_STORY && remove_media(a->media, &a->media_count, key))
		return true;
	return (key.kind == SIM_STORY || key.kind == SIM_MADE) &&
	       remove_media(a->stories, &a->story_count, key);
}

static struct media *find_in(struct media *list, size_t count, struct sim_key key)
{
	for (size_t i = count; i-- > 0;) {
		if (is_same_media(list[i].key, key))
			return &list[i];
	}
	return NULL;
}

bool account_media_set_comments(struct account *a, struct sim_key key, bool are_enabled,
				int64_t now_s)
{
	if (key.kind == SIM_STORY || !account_media_find(a, key, now_s))
		return false;
	struct media *m = find_in(a->media, a->media_count, key);
	if (m)
		m->is_closed_to_comments = !are_enabled;
	return m != NULL;
}

static void insert(struct media **list, size_t *count, size_t *room, const struct media *m)
{
	size_t at = count_until(*list, *count, m->posted_s);

	append(list, count, room, m, 1);
	memmove(*list + at + 1, *list + at, (*count - 1 - at) * sizeof(**list));
	(*list)[at] = *m;
}

void account_media_publish(struct account *a, const struct media *m, int64_t now_s)
{
	account_extend(a, now_s);
	if (media_is_story(m))
		insert(&a->stories, &a->story_count, &a->story_room, m);
	else
		insert(&a->media, &a->media_count, &a->media_room, m);
}

size_t account_stories(struct account *a, int64_t now_s, const struct media **ret, size_t room)
{
	account_extend(a, now_s);
	size_t found = 0;

	for (size_t i = count_until(a->stories, a->story_count, now_s); i-- > 0 && found < room;) {
		if (now_s - a->stories[i].posted_s >= STORY_LIFE_S)
			break;
		ret[found++] = &a->stories[i];
	}
	return found;
}

const struct day *account_day(struct account *a, int64_t pacific_day_number, int64_t now_s)
{
	account_extend(a, now_s);
	if (pacific_day_number < a->first_day ||
	    now_s < pacific_day_start_s(pacific_day_number + 1))
		return NULL;
	size_t at = (size_t)(pacific_day_number - a->first_day);
	return at < a->day_count ? &a->days[at] : NULL;
}

int64_t account_followers(struct account *a, int64_t now_s)
{
	account_extend(a, now_s);
	int64_t number = pacific_day(now_s);

	if (number < a->first_day)
		return a->days[0].followers - a->days[0].gained + a->days[0].lost;
	const struct day *today = &a->days[number - a->first_day];
	int64_t begin_s = pacific_day_start_s(number);
	int64_t whole_s = pacific_day_start_s(number + 1) - begin_s;
	int64_t net = (int64_t)today->gained - today->lost;
	/* They come and go evenly through the day. */
	int64_t so_far = net * (now_s - begin_s) / whole_s;

	return today->followers - net + so_far;
}

double media_growth(const struct media *m, int64_t now_s)
{
	double age_s = (double)(now_s - m->posted_s);

	if (age_s <= 0)
		return 0;
	double x = 1.0 + age_s / m->pace_s;
	return 1.0 - 1.0 / (x * x);
}

int64_t media_count_of(const struct media *m, enum reaction reaction, int64_t now_s)
{
	return (int64_t)(m->total[reaction] * media_growth(m, now_s) + 0.5);
}

enum product media_product(const struct media *m)
{
	switch (m->kind) {
	case MEDIA_ALBUM:
		return PRODUCT_CAROUSEL;
	case MEDIA_REEL:
		return PRODUCT_REEL;
	case MEDIA_STORY_IMAGE:
	case MEDIA_STORY_VIDEO:
		return PRODUCT_STORY;
	case MEDIA_IMAGE:
	default:
		return PRODUCT_POST;
	}
}

bool media_is_story(const struct media *m)
{
	return m->kind == MEDIA_STORY_IMAGE || m->kind == MEDIA_STORY_VIDEO;
}

bool media_is_video(const struct media *m)
{
	return m->kind == MEDIA_REEL || m->kind == MEDIA_STORY_VIDEO;
}

bool media_is_before_conversion(const struct account *a, const struct media *m)
{
	int64_t day = jakarta_day(m->posted_s);

	return a->cast->converted_days > 0 && day < REFERENCE_DAY - a->cast->converted_days;
}
