/*
 * pack PLACES.tsv COUNTRIES.tsv: prints places_data.c. A program of the build, because the order of
 * the rows is that of place_key_of: one function makes the table and reads it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/limits.h"
#include "places/key.h"
#include "places/table.h"

#define ROWS_MAX 60000
#define ADMINS_MAX 60000

static const char *const capitals[] = { "", "minor", "admin", "primary" };

struct pack {
	struct arena a;
	struct place_row *rows;
	size_t row_count;
	struct place_country *countries;
	size_t country_count;
	uint32_t *admins;
	size_t admin_count;
	struct buf text;
};

_Noreturn static void die(const char *what, struct str line)
{
	fprintf(stderr, "pack: %s: %.*s\n", what, STR_ARG(line));
	exit(1);
}

static struct str read_all(struct pack *p, const char *path)
{
	struct err err = ERR_INIT;
	struct str text;

	if (!fs_read(&p->a, path, 64 * MIB, &text, &err))
		die(path, str_of(err.cause));
	return text;
}

static uint32_t add_text(struct pack *p, struct str s)
{
	uint32_t at = (uint32_t)p->text.len;

	buf_put(&p->text, s);
	buf_putc(&p->text, '\0');
	return at;
}

/* One text each, however many rows have it. They come in groups, so the search is short. */
static uint16_t add_admin(struct pack *p, struct str name)
{
	for (size_t i = p->admin_count; i-- > 0;)
		if (str_eq(str_of(p->text.at + p->admins[i]), name))
			return (uint16_t)i;
	if (p->admin_count == ADMINS_MAX)
		die("too many divisions", name);
	p->admins[p->admin_count] = add_text(p, name);
	return (uint16_t)p->admin_count++;
}

static uint8_t country_number(const struct pack *p, struct str iso2)
{
	for (size_t i = 0; i < p->country_count; i++)
		if (str_eq(str_of(p->countries[i].iso2), iso2))
			return (uint8_t)i;
	die("not in countries.tsv", iso2);
}

static uint8_t capital_number(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(capitals); i++)
		if (str_eq(str_of(capitals[i]), name))
			return (uint8_t)i;
	die("not a kind of capital", name);
}

/* "-6.2349" in ten thousandths. */
static int32_t degrees(struct str s)
{
	double value;

	if (!str_to_double(s, &value))
		die("not a number", s);
	return (int32_t)(value * 10000 + (value < 0 ? -0.5 : 0.5));
}

static uint32_t number(struct str s)
{
	int64_t value = 0;

	if (s.len > 0 && (!str_to_i64(s, &value) || value < 0 || value > UINT32_MAX))
		die("not a number", s);
	return (uint32_t)value;
}

static void add_country(struct pack *p, struct str line)
{
	struct place_country *c = &p->countries[p->country_count++];
	struct str iso2 = str_cut(&line, '\t'), iso3 = str_cut(&line, '\t');

	if (iso2.len != 2 || iso3.len != 3 || p->country_count > UINT8_MAX)
		die("not a country", line);
	memcpy(c->iso2, iso2.at, 2);
	memcpy(c->iso3, iso3.at, 3);
	c->name = add_text(p, line);
}

/* Ids of divisions begin here (tools/make-places.mjs). */
#define DIVISIONS_FROM 1360000000

static void add_place(struct pack *p, struct str line)
{
	struct str name = str_cut(&line, '\t'), country = str_cut(&line, '\t');
	struct place_key key = place_key_of(&p->a, name);
	struct place_row *row = &p->rows[p->row_count++];

	if (p->row_count == ROWS_MAX)
		die("too many places", name);
	row->key_hash = key.hash;
	row->name = add_text(p, name);
	row->country = country_number(p, country);
	row->admin = add_admin(p, str_cut(&line, '\t'));
	row->lat = degrees(str_cut(&line, '\t'));
	row->lng = degrees(str_cut(&line, '\t'));
	row->population = number(str_cut(&line, '\t'));

	uint8_t capital = capital_number(str_cut(&line, '\t'));

	row->id = number(line);
	unsigned kind = row->id < DIVISIONS_FROM ? PLACE_TOWN : key.kind;

	row->flags = (uint8_t)(kind | (unsigned)capital << 4);
}

static void each_line(struct pack *p, const char *path, void (*add)(struct pack *, struct str))
{
	for (struct str rest = read_all(p, path); rest.at;) {
		struct str line = str_cut(&rest, '\n');

		if (line.len > 0 && line.at[0] != '#')
			add(p, line);
	}
}

static int by_hash(const void *left, const void *right)
{
	const struct place_row *a = left, *b = right;

	if (a->key_hash != b->key_hash)
		return a->key_hash < b->key_hash ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* A literal each, so that no digit runs on from an escape. */
static void print_text(const struct pack *p)
{
	struct str rest = buf_str(&p->text);

	printf("const char places_text[] =\n");
	while (rest.len > 0) {
		struct str text = str_cut(&rest, '\0');

		if (str_contains(text, STR("\"")) || str_contains(text, STR("\\")))
			die("needs an escape", text);
		printf("\"%.*s\\0\"\n", STR_ARG(text));
	}
	printf("\"\";\n");
}

static void print(const struct pack *p)
{
	printf("/* Made by pack from places.tsv and countries.tsv. */\n#include "
	       "\"places/table.h\"\n\n"
	       "const struct place_row place_rows[] = {\n");
	for (size_t i = 0; i < p->row_count; i++) {
		const struct place_row *r = &p->rows[i];

		printf("{%uu,%u,%d,%d,%u,%u,%u,%u,%u},\n", r->key_hash, r->name, r->lat, r->lng,
		       r->population, r->id, r->admin, r->country, r->flags);
	}
	printf("};\nconst size_t place_row_count = %zu;\nconst struct place_country "
	       "place_countries[] = {\n",
	       p->row_count);
	for (size_t i = 0; i < p->country_count; i++)
		printf("{\"%s\",\"%s\",%u},\n", p->countries[i].iso2, p->countries[i].iso3,
		       p->countries[i].name);
	printf("};\nconst size_t place_country_count = %zu;\nconst uint32_t place_admins[] = {\n",
	       p->country_count);
	for (size_t i = 0; i < p->admin_count; i++)
		printf("%u,%s", p->admins[i], i % 16 == 15 ? "\n" : "");
	printf("};\n");
	print_text(p);
}

int main(int argc, char **argv)
{
	static struct pack p;

	if (argc != 3)
		die("usage", STR("pack PLACES.tsv COUNTRIES.tsv"));
	arena_init(&p.a, 512 * MIB);
	buf_init(&p.text, 16 * MIB);
	p.rows = arena_new_n(&p.a, struct place_row, ROWS_MAX);
	p.countries = arena_new_n(&p.a, struct place_country, UINT8_MAX + 1);
	p.admins = arena_new_n(&p.a, uint32_t, ADMINS_MAX);
	each_line(&p, argv[2], add_country);
	each_line(&p, argv[1], add_place);
	qsort(p.rows, p.row_count, sizeof(*p.rows), by_hash);
	print(&p);
	buf_free(&p.text);
	arena_free(&p.a);
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
