/*
 * The cast: who lives in the simulated world. Constant tables of people, Pages, business portfolios
 * and Instagram accounts; every name is invented. Between them the people cover each way a
 * connection can go right or wrong (README.md lists who stands for what).
 */
#ifndef GRAPHSIM_CAST_H
#define GRAPHSIM_CAST_H

#include <stdbool.h>
#include <stddef.h>

enum theme {
	THEME_FOOD,
	THEME_COFFEE,
	THEME_FASHION,
	THEME_BEAUTY,
	THEME_TRAVEL,
	THEME_CRAFT,
	THEME_TECH,
	THEME_HOME,
	THEME_COUNT,
};

struct cast_account {
	const char *username;
	const char *name;
	const char *biography;
	const char *website;
	enum theme theme;
	int followers; /* on the reference day (account.h) */
	int follows;
	int active_days; /* the first post was so many days before the reference day */
	int posts_per_100_days;
	int growth_percent;    /* of today's followers that came within active_days */
	int likes_permille;    /* likes per 1,000 people reached */
	int complaint_percent; /* of the comments */
	int converted_days;    /* turned professional so many days before the reference day; 0: from
				  the start */
	bool is_personal;
};

struct cast_person {
	const char *key; /* what _sim_persona takes */
	const char *name;
	const char *email;
	const char *stands_for; /* shown in the dialog */
	const char
		*declines; /* the first of these scopes that is asked for is declined by default */
};

struct cast_business {
	const char *owner;
	const char *name;
};

enum page_task {
	TASK_ADVERTISE = 1 << 0,
	TASK_ANALYZE = 1 << 1,
	TASK_CREATE_CONTENT = 1 << 2,
	TASK_MESSAGING = 1 << 3,
	TASK_MODERATE = 1 << 4,
	TASK_MANAGE = 1 << 5,
	TASK_ALL = (1 << 6) - 1,
};

enum page_way {
	WAY_ACCOUNTS, /* listed in /me/accounts */
	WAY_OWNED,    /* only in /{business}/owned_pages */
	WAY_CLIENT,   /* only in /{business}/client_pages */
};

struct cast_page {
	const char *owner;
	const char *name;
	const char *category;
	const char *instagram; /* username of the linked account, NULL: none */
	unsigned tasks;
	enum page_way way;
	const char *business; /* NULL unless a portfolio holds it */
	int fans;
};

extern const struct cast_account cast_accounts[];
extern const size_t cast_account_count;
extern const struct cast_person cast_persons[];
extern const size_t cast_person_count;
extern const struct cast_business cast_businesses[];
extern const size_t cast_business_count;
extern const struct cast_page cast_pages[];
extern const size_t cast_page_count;

/* A franchise of 120 outlets, one Page each: `gilang`. The first ones have Instagram. */
#define FRANCHISE_OWNER "gilang"
#define FRANCHISE_PAGES 120
#define FRANCHISE_ACCOUNTS 48
extern const char *const franchise_cities[FRANCHISE_PAGES];

#endif
