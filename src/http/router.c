/*
 * A trie of path segments. Each node has literal children, tried first, and at most one parameter
 * child; a search that ends in a node without the wanted method goes back and tries the parameter.
 */
#include "http/router.h"

#include <assert.h>

#define METHOD_COUNT 7

struct node {
	struct str segment;    /* literal nodes only */
	struct node *literals; /* first child */
	struct node *next;     /* next sibling */
	struct node *param;
	const void *rows[METHOD_COUNT];
	unsigned methods; /* mask of rows that are set */
};

struct router {
	struct node root;
};

static unsigned method_index(enum http_method method)
{
	unsigned index = (unsigned)__builtin_ctz((unsigned)method);
	assert(index < METHOD_COUNT && (unsigned)method == 1u << index);
	return index;
}

static struct node *node_new(struct str segment)
{
	struct node *node = calloc(1, sizeof(*node));
	if (!node)
		abort(); /* the policy of arena.h */
	node->segment = segment;
	return node;
}

/* As deep as the longest pattern. */
static void free_children(struct node *node)
{
	while (node->literals) {
		struct node *child = node->literals;
		node->literals = child->next;
		free_children(child);
		free(child);
	}
	if (node->param)
		free_children(node->param);
	free(node->param);
}

struct router *router_new(void)
{
	struct router *r = calloc(1, sizeof(*r));
	if (!r)
		abort();
	return r;
}

struct router *router_free(struct router *r)
{
	if (r)
		free_children(&r->root);
	free(r);
	return NULL;
}

void router_freep(struct router **r)
{
	*r = router_free(*r);
}

/* "/a/b/" and "/a/b" are "a/b"; "/" is nothing at all (at == NULL). */
static struct str without_outer_slashes(struct str path)
{
	if (path.len > 0 && path.at[0] == '/')
		path = str_skip(path, 1);
	if (path.len > 1 && path.at[path.len - 1] == '/')
		path = str_sub(path, 0, path.len - 1);
	return path.len > 0 ? path : STR_NONE;
}

static struct node *find_literal(const struct node *node, struct str segment)
{
	for (struct node *child = node->literals; child; child = child->next) {
		if (str_eq(child->segment, segment))
			return child;
	}
	return NULL;
}

static struct node *child_for(struct node *node, struct str segment)
{
	bool is_param = segment.at[0] == '{' && segment.at[segment.len - 1] == '}';
	struct node *child = is_param ? node->param : find_literal(node, segment);
	if (child)
		return child;
	child = node_new(is_param ? STR_NONE : segment);
	if (is_param) {
		node->param = child;
		return child;
	}
	child->next = node->literals;
	node->literals = child;
	return child;
}

void router_add(struct router *r, enum http_method method, const char *pattern, const void *row)
{
	struct node *node = &r->root;
	unsigned index = method_index(method);
	size_t params = 0;

	assert(pattern[0] == '/' && row);
	for (struct str rest = without_outer_slashes(str_of(pattern)); rest.at;) {
		struct str segment = str_cut(&rest, '/');
		assert(segment.len > 0);
		node = child_for(node, segment);
		params += !node->segment.at;
	}
	assert(params <= LIMIT_HTTP_PATH_PARAMS);
	assert(!node->rows[index] && "two rows of one method and shape");
	node->rows[index] = row;
	node->methods |= (unsigned)method;
}

/* One look-up: what is wanted, and what has been seen on the way. */
struct search {
	unsigned index; /* of the method */
	struct str params[LIMIT_HTTP_PATH_PARAMS];
	size_t param_count;
	unsigned allowed; /* methods of every node the path leads to */
};

static const void *search_from(struct search *s, const struct node *node, struct str rest)
{
	if (!rest.at) {
		s->allowed |= node->methods;
		return node->rows[s->index];
	}
	struct str segment = str_cut(&rest, '/');
	const struct node *literal = find_literal(node, segment);
	const void *row = literal ? search_from(s, literal, rest) : NULL;
	if (row || !node->param || segment.len == 0)
		return row;
	s->params[s->param_count++] = segment;
	row = search_from(s, node->param, rest);
	if (!row)
		s->param_count--;
	return row;
}

enum router_outcome router_find(const struct router *r, struct http_request *req, struct str path,
				const void **ret_row, unsigned *ret_allowed)
{
	enum http_method method = req->method == HTTP_HEAD ? HTTP_GET : req->method;
	struct search s = { .index = method_index(method) };
	bool is_path = path.len > 0 && path.at[0] == '/';
	const void *row = is_path ? search_from(&s, &r->root, without_outer_slashes(path)) : NULL;

	/* HEAD wherever GET is; a row of its own, if there is one, comes first. */
	if (is_path && req->method == HTTP_HEAD) {
		struct search head = { .index = method_index(HTTP_HEAD) };
		const void *own = search_from(&head, &r->root, without_outer_slashes(path));
		if (own) {
			row = own;
			s = head;
		}
	}
	if (s.allowed & HTTP_GET)
		s.allowed |= HTTP_HEAD;
	if (!row) {
		*ret_allowed = s.allowed;
		return s.allowed ? ROUTER_METHOD_NOT_ALLOWED : ROUTER_NOT_FOUND;
	}
	memcpy(req->path_param, s.params, sizeof(s.params));
	req->path_param_count = s.param_count;
	*ret_row = row;
	*ret_allowed = s.allowed;
	return ROUTER_FOUND;
}
