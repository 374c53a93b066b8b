#include "graphsim/oauth/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "graphsim/world/world.h"

#define LINE_MAX_BYTES (1u * MIB)

struct journal {
	struct world *world;
	FILE *file;
};

/* ---- writing ----------------------------------------------------------------------------------
 */

static void put_pages(struct json_writer *w, const struct world *world, struct str key,
		      const bool *chosen)
{
	json_key(w, key);
	json_array(w);
	for (size_t i = 0; i < world->page_count; i++)
		if (chosen[i])
			json_str(w, world->pages[i].id);
	json_end_array(w);
}

static void put_grant(struct json_writer *w, const struct world *world, const struct grant *g)
{
	json_put_object(w, "grant");
	json_put_str(w, "app", g->app->id);
	json_put_str(w, "person", g->person->key);
	json_put_int(w, "granted", g->granted);
	json_put_int(w, "declined", g->declined);
	json_put_bool(w, "all", g->is_all);
	put_pages(w, world, STR("pages"), g->has_page);
	put_pages(w, world, STR("instagram"), g->has_instagram);
	json_put_int(w, "ends_s", g->data_access_ends_s);
	json_end_object(w);
}

static void put_token(struct json_writer *w, const struct token *t)
{
	json_put_object(w, "token");
	json_put_str(w, "text", t->text);
	if (t->page) {
		json_put_str(w, "page", t->page->id);
		json_put_str(w, "parent", t->parent->text);
	}
	json_put_int(w, "issued_s", t->issued_s);
	json_put_int(w, "expires_s", t->expires_s);
	json_put_bool(w, "is_long", t->is_long);
	json_end_object(w);
}

static void write_note(struct journal *j, const struct grant *grant, const struct token *token)
{
	cleanup(buf_free) struct buf line;
	struct json_writer w;

	buf_init(&line, LINE_MAX_BYTES);
	json_start(&w, &line, JSON_PLAIN);
	json_object(&w);
	json_put_int(&w, "count", (int64_t)j->world->tokens.count);
	put_grant(&w, j->world, grant);
	if (token)
		put_token(&w, token);
	json_end_object(&w);
	struct str text = buf_str(&line);
	if (!json_done(&w) || fwrite(text.at, 1, text.len, j->file) != text.len ||
	    fputc('\n', j->file) == EOF || fflush(j->file) != 0)
		log_warn("a token could not be written to the state file");
}

void journal_note(struct journal *j, const struct grant *grant, const struct token *token)
{
	if (j)
		write_note(j, grant, token);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static void choose_pages(struct world *w, const struct json *ids, bool *chosen)
{
	memset(chosen, 0, GRANT_PAGES_MAX * sizeof(*chosen));
	for (const struct json *id = json_first(ids); id; id = id->next) {
		const struct page *page = world_page(w, json_text(id));
		if (page)
			chosen[page->index] = true;
	}
}

/* NULL: no app or person of this world. */
static struct grant *read_grant(struct world *w, const struct json *from)
{
	const struct app *app = world_app(w, json_text(json_get(from, STR("app"))));
	const struct person *person = world_person(w, json_text(json_get(from, STR("person"))));
	struct grant *g;

	if (!app || !person)
		return NULL;
	g = grant_make(&w->tokens, app, person);
	g->granted = (permission_set)json_number_or(json_get(from, STR("granted")), 0);
	g->declined = (permission_set)json_number_or(json_get(from, STR("declined")), 0);
	g->is_all = json_is_true(json_get(from, STR("all")));
	choose_pages(w, json_get(from, STR("pages")), g->has_page);
	choose_pages(w, json_get(from, STR("instagram")), g->has_instagram);
	g->data_access_ends_s = json_number_or(json_get(from, STR("ends_s")), 0);
	return g;
}

static bool read_token(struct world *w, struct grant *g, const struct json *from)
{
	struct str parent = json_text(json_get(from, STR("parent")));
	struct token t = {
		.kind = parent.at ? TOKEN_PAGE : TOKEN_USER,
		.text = json_text(json_get(from, STR("text"))),
		.app = g->app,
		.person = g->person,
		.grant = g,
		.issued_s = json_number_or(json_get(from, STR("issued_s")), 0),
		.expires_s = json_number_or(json_get(from, STR("expires_s")), 0),
		.is_long = json_is_true(json_get(from, STR("is_long"))),
	};

	if (parent.at) {
		t.page = world_page(w, json_text(json_get(from, STR("page"))));
		t.parent = token_find(&w->tokens, parent);
		if (!t.page || !t.parent)
			return false;
	}
	if (!t.text.len)
		return false;
	token_restore(&w->tokens, &t);
	return true;
}

static bool read_line(struct world *w, struct arena *a, struct str line)
{
	struct err unread = ERR_INIT;
	const struct json *entry;
	struct grant *g;

	if (!json_parse(a, line, &entry, &unread))
		return false;
	g = read_grant(w, json_get(entry, STR("grant")));
	if (!g)
		return false;
	w->tokens.count = (uint64_t)json_number_or(json_get(entry, STR("count")), 0);
	if (!g->granted)
		token_store_revoke(&w->tokens, g, world_now_s(w));
	const struct json *token = json_get(entry, STR("token"));
	return json_is_null(token) || read_token(w, g, token);
}

static bool read_lines(struct world *w, FILE *file, size_t *ret_bad_line)
{
	char *line = NULL;
	size_t room = 0;
	bool ok = true;

	for (size_t number = 1; ok; number++) {
		cleanup(arena_free) struct arena a;
		arena_init(&a, LIMIT_ARENA);
		ssize_t len = getline(&line, &room, file);
		if (len < 0)
			break;
		ok = read_line(w, &a, (struct str){ line, (size_t)len });
		*ret_bad_line = number;
	}
	free(line);
	return ok;
}

/* ---- the file ---------------------------------------------------------------------------------
 */

bool journal_open(struct world *w, struct str path, struct err *err)
{
	size_t bad_line = 0;
	FILE *file = fopen(str_z(&w->arena, path), "a+e");

	if (!file)
		return err_errno(err, ERR_CONFIG, errno, "opening the state file %.*s",
				 STR_ARG(path));
	rewind(file);
	if (!read_lines(w, file, &bad_line)) {
		fclose(file);
		return err_set(err, ERR_CONFIG,
			       "line %zu of %.*s is of no world like this one; delete the file",
			       bad_line, STR_ARG(path));
	}
	w->tokens.journal = calloc(1, sizeof(struct journal));
	if (!w->tokens.journal)
		abort();
	*w->tokens.journal = (struct journal){ w, file };
	return true;
}

struct journal *journal_close(struct journal *j)
{
	if (j)
		fclose(j->file);
	free(j);
	return NULL;
}

void journal_clear(struct journal *j)
{
	if (j && ftruncate(fileno(j->file), 0) != 0)
		log_warn("the state file could not be emptied");
}
