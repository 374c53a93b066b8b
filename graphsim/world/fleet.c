#include "graphsim/world/fleet.h"

#include "graphsim/world/mix.h"

static const char *const trades[THEME_COUNT] = {
	[THEME_FOOD] = "Warung",   [THEME_COFFEE] = "Kopi",    [THEME_FASHION] = "Busana",
	[THEME_BEAUTY] = "Cantik", [THEME_TRAVEL] = "Tamasya", [THEME_CRAFT] = "Kriya",
	[THEME_TECH] = "Gawai",    [THEME_HOME] = "Griya",
};

size_t fleet_agencies(size_t accounts)
{
	return (accounts + FLEET_PAGES_EACH - 1) / FLEET_PAGES_EACH;
}

static const char *text(struct arena *a, struct str s)
{
	return str_z(a, s);
}

const struct cast_person *fleet_person(struct arena *a, size_t agency)
{
	struct cast_person *cast = arena_new(a, struct cast_person);
	size_t number = agency + 1;

	*cast = (struct cast_person){
		.key = text(a, str_fmt(a, "fleet-%03zu", number)),
		.name = text(a, str_fmt(a, "Agensi Armada %zu", number)),
		.email = text(a, str_fmt(a, "armada%zu@fleet.test", number)),
		.stands_for = "Armada akun untuk pengukuran.",
		.declines = "",
	};
	return cast;
}

static enum theme theme_of(size_t number)
{
	return (enum theme)(number % THEME_COUNT);
}

struct str fleet_page_name(struct arena *a, size_t number)
{
	return str_fmt(a, "%s Armada %zu", trades[theme_of(number)], number + 1);
}

const struct cast_account *fleet_account(struct arena *a, uint64_t seed, size_t number)
{
	struct draws d = draws_of(seed, MIX_FLEET, number, 0);
	struct cast_account *cast = arena_new(a, struct cast_account);

	*cast = (struct cast_account){
		.username = text(a, str_fmt(a, "armada.%04zu", number + 1)),
		.name = text(a, fleet_page_name(a, number)),
		.biography = "Salah satu dari banyak akun",
		.website = "https://armada.test",
		.theme = theme_of(number),
		.followers = 300 + (int)draw_below(&d, 20000),
		.follows = 20 + (int)draw_below(&d, 500),
		.active_days = 200,
		.posts_per_100_days = 25 + (int)draw_below(&d, 31),
		.growth_percent = 10 + (int)draw_below(&d, 40),
		.likes_permille = 20 + (int)draw_below(&d, 40),
		.complaint_percent = (int)draw_below(&d, 12),
	};
	return cast;
}
