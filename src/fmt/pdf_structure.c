/* Links, bookmarks and tags of a PDF: what is not seen on the page. */
#include "fmt/pdf_internal.h"

#include <assert.h>

#include "base/limits.h"
#include "base/utf8.h"

#define URL_MAX 2048
#define TITLE_MAX 512
#define ALT_MAX 2048

/* ---- elements of the structure (14.7) ------------------------------------------------------- */

/* Standard structure types (14.8.4). `is_group`: it holds elements, and no content of its own. */
static const struct {
	const char *name;
	bool is_group;
} tags[] = {
	[PDF_DOCUMENT] = { "Document", true },
	[PDF_SECTION] = { "Sect", true },
	[PDF_HEADING_1] = { "H1", false },
	[PDF_HEADING_2] = { "H2", false },
	[PDF_HEADING_3] = { "H3", false },
	[PDF_PARAGRAPH] = { "P", false },
	[PDF_TABLE] = { "Table", true },
	[PDF_ROW] = { "TR", true },
	[PDF_CELL] = { "TD", false },
	[PDF_HEAD_CELL] = { "TH", false },
	[PDF_LIST] = { "L", true },
	[PDF_ITEM] = { "LI", true },
};

static void add_kid(struct pdf *pdf, int parent, struct pdf_kid kid)
{
	struct pdf_element *p = &pdf->elements.at[parent];
	int number = (int)pdf->kids.count;

	kid.next = -1;
	*arena_push(&pdf->arena, &pdf->kids) = kid;
	if (p->last >= 0)
		pdf->kids.at[p->last].next = number;
	else
		p->first = number;
	p->last = number;
}

static int add_element(struct pdf *pdf, int parent, const char *name, bool is_group)
{
	int number = (int)pdf->elements.count;

	*arena_push(&pdf->arena, &pdf->elements) = (struct pdf_element){
		.name = name,
		.is_group = is_group,
		.object = pdf_file_number(&pdf->file),
		.parent = parent,
		.page = (int)pdf->pages.count - 1,
		.first = -1,
		.last = -1,
	};
	if (parent >= 0)
		add_kid(pdf, parent, (struct pdf_kid){ number, -1, -1, -1 });
	return number;
}

/* Element 0 is the document. */
void pdf_structure_begin(struct pdf *pdf)
{
	add_element(pdf, -1, tags[PDF_DOCUMENT].name, true);
	pdf->mark = PDF_NO_MARK;
}

static int open_element(const struct pdf *pdf)
{
	return pdf->tag_depth > 0 ? pdf->tags[pdf->tag_depth - 1] : 0;
}

static int push_element(struct pdf *pdf, const char *name, bool is_group)
{
	int element = add_element(pdf, open_element(pdf), name, is_group);

	assert(pdf->tag_depth < PDF_TAG_DEPTH);
	pdf->tags[pdf->tag_depth++] = element;
	return element;
}

void pdf_tag_begin(struct pdf *pdf, enum pdf_tag tag)
{
	int element = push_element(pdf, tags[tag].name, tags[tag].is_group);

	/* What an item says stands in its body. */
	if (tag == PDF_ITEM)
		pdf->tags[pdf->tag_depth - 1] = add_element(pdf, element, "LBody", false);
}

void pdf_figure_begin(struct pdf *pdf, struct str alt)
{
	int element = push_element(pdf, "Figure", false);

	pdf->elements.at[element].alt =
		str_dup(&pdf->arena, utf8_clean(&pdf->arena, str_sub(alt, 0, ALT_MAX)));
}

void pdf_tag_end(struct pdf *pdf)
{
	if (pdf->tag_depth > 0)
		pdf->tag_depth--;
}

/* ---- marks: which part of a page belongs to which element (14.6) ---------------------------- */

void pdf_mark_end(struct pdf *pdf)
{
	if (pdf->mark != PDF_NO_MARK)
		buf_put(pdf_content(pdf), STR("EMC\n"));
	pdf->mark = PDF_NO_MARK;
}

static void begin_mark(struct pdf *pdf, int element)
{
	struct pdf_page *page = pdf_open_page(pdf);

	if (pdf->mark == element)
		return;
	pdf_mark_end(pdf);
	pdf->mark = element;
	if (element == PDF_ARTIFACT) {
		buf_put(&page->content, STR("/Artifact BMC\n"));
		return;
	}
	buf_fmt(&page->content, "/%s <</MCID %zu>> BDC\n", pdf->elements.at[element].name,
		page->marks.count);
	add_kid(pdf, element, (struct pdf_kid){ -1, (int)page->marks.count, -1, -1 });
	*arena_push(&pdf->arena, &page->marks) = element;
}

void pdf_mark_shape(struct pdf *pdf)
{
	int element = open_element(pdf);

	begin_mark(pdf, pdf->elements.at[element].is_group ? PDF_ARTIFACT : element);
}

void pdf_mark_text(struct pdf *pdf)
{
	int element = open_element(pdf);

	/* Outside of all it is part of the page's head or foot. */
	if (element == 0)
		element = PDF_ARTIFACT;
	else if (pdf->elements.at[element].is_group)
		element = add_element(pdf, element, tags[PDF_PARAGRAPH].name, false);
	begin_mark(pdf, element);
}

/* ---- links ---------------------------------------------------------------------------------- */

/* Everything outside plain URL characters as %XX; parentheses would end a string of PDF. */
static bool put_address(struct buf *out, struct str url)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char kept[] = "-._~:/?#[]@!$&*+,;=%'";

	if (!str_starts_with(url, STR("https://")) && !str_starts_with(url, STR("http://")))
		return false;
	if (url.len > URL_MAX)
		return false;
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.at[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			     (c >= 'A' && c <= 'Z') ||
			     str_find_char((struct str){ kept, sizeof(kept) - 1 }, (char)c) <
				     sizeof(kept) - 1;

		if (plain) {
			buf_putc(out, (char)c);
			continue;
		}
		buf_putc(out, '%');
		buf_putc(out, hex[c >> 4]);
		buf_putc(out, hex[c & 15]);
	}
	return true;
}

void pdf_link(struct pdf *pdf, struct box box, struct str url)
{
	struct pdf_page *page = pdf_open_page(pdf);
	cleanup(buf_free) struct buf address;

	buf_init(&address, 4 * URL_MAX);
	if (!put_address(&address, url) || buf_failed(&address))
		return;
	int element = add_element(pdf, open_element(pdf), "Link", false);

	add_kid(pdf, element, (struct pdf_kid){ -1, -1, (int)page->links.count, -1 });
	*arena_push(&pdf->arena, &page->links) = (struct pdf_link){
		.box = box,
		.url = str_dup(&pdf->arena, buf_str(&address)),
		.object = pdf_file_number(&pdf->file),
		.element = element,
	};
}

static void write_link(struct pdf *pdf, const struct pdf_link *link, int key, struct buf *out)
{
	double bottom = pdf->info.height - box_bottom(link->box);

	buf_put(out, STR("<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect ["));
	pdf_put_point(out, (struct point){ link->box.x, bottom });
	pdf_put_point(out, (struct point){ box_right(link->box), bottom + link->box.height });
	buf_fmt(out, "] /StructParent %d /A << /S /URI /URI (%.*s) >> /Contents ", key,
		STR_ARG(link->url));
	pdf_put_text(out, link->url);
	buf_put(out, STR(" >>"));
	pdf_file_object(&pdf->file, link->object, buf_str(out));
	buf_clear(out);
}

/* ---- writing the structure ------------------------------------------------------------------ */

static void put_kid(struct pdf *pdf, const struct pdf_element *element, const struct pdf_kid *kid,
		    struct buf *out)
{
	if (kid->element >= 0)
		buf_fmt(out, " %d 0 R", pdf->elements.at[kid->element].object);
	else if (kid->mark >= 0)
		buf_fmt(out, " %d", kid->mark);
	else
		buf_fmt(out, " << /Type /OBJR /Obj %d 0 R >>",
			pdf->pages.at[element->page].links.at[kid->link].object);
}

static void write_element(struct pdf *pdf, const struct pdf_element *element, int root,
			  struct buf *out)
{
	int parent = element->parent < 0 ? root : pdf->elements.at[element->parent].object;

	buf_fmt(out, "<< /S /%s /P %d 0 R", element->name, parent);
	if (element->page >= 0)
		buf_fmt(out, " /Pg %d 0 R", pdf->pages.at[element->page].object);
	if (element->alt.len > 0) {
		buf_put(out, STR(" /Alt "));
		pdf_put_text(out, element->alt);
	}
	buf_put(out, STR(" /K ["));
	for (int kid = element->first; kid >= 0; kid = pdf->kids.at[kid].next)
		put_kid(pdf, element, &pdf->kids.at[kid], out);
	buf_put(out, STR(" ] >>"));
	pdf_file_object(&pdf->file, element->object, buf_str(out));
	buf_clear(out);
}

/* From the marks of a page, and from links, to their elements. Returns the next free key. */
static int write_parents(struct pdf *pdf, int number, struct buf *out)
{
	cleanup(buf_free) struct buf link;
	int key = (int)pdf->pages.count;

	buf_init(&link, 64 * KIB);
	buf_put(out, STR("<< /Nums ["));
	for (size_t i = 0; i < pdf->pages.count; i++) {
		buf_fmt(out, " %zu [", i);
		for (size_t j = 0; j < pdf->pages.at[i].marks.count; j++)
			buf_fmt(out, " %d 0 R",
				pdf->elements.at[pdf->pages.at[i].marks.at[j]].object);
		buf_put(out, STR(" ]"));
	}
	for (size_t i = 0; i < pdf->pages.count; i++)
		for (size_t j = 0; j < pdf->pages.at[i].links.count; j++, key++) {
			const struct pdf_link *l = &pdf->pages.at[i].links.at[j];

			buf_fmt(out, " %d %d 0 R", key, pdf->elements.at[l->element].object);
			write_link(pdf, l, key, &link);
		}
	buf_put(out, STR(" ] >>"));
	pdf_file_object(&pdf->file, number, buf_str(out));
	buf_clear(out);
	return key;
}

int pdf_structure_write(struct pdf *pdf)
{
	cleanup(buf_free) struct buf out;
	int root = pdf_file_number(&pdf->file), parents = pdf_file_number(&pdf->file);

	buf_init(&out, 4 * MIB);
	for (size_t i = 0; i < pdf->elements.count; i++)
		write_element(pdf, &pdf->elements.at[i], root, &out);

	int next_key = write_parents(pdf, parents, &out);

	buf_fmt(&out,
		"<< /Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d >>",
		pdf->elements.at[0].object, parents, next_key);
	pdf_file_object(&pdf->file, root, buf_str(&out));
	return root;
}

/* ---- bookmarks ------------------------------------------------------------------------------ */

int pdf_bookmark(struct pdf *pdf, int parent, struct str title, double y)
{
	*arena_push(&pdf->arena, &pdf->bookmarks) = (struct pdf_bookmark){
		.parent = parent,
		.page = (int)pdf->pages.count - 1,
		.title =
			str_dup(&pdf->arena, utf8_clean(&pdf->arena, str_sub(title, 0, TITLE_MAX))),
		.y = y,
	};
	return (int)pdf->bookmarks.count;
}

/* The next one from `from` on, in steps of 1 or -1, with that parent; 0: none. */
static int sibling(const struct pdf *pdf, int parent, int from, int step)
{
	for (int i = from; i >= 1 && i <= (int)pdf->bookmarks.count; i += step)
		if (pdf->bookmarks.at[i - 1].parent == parent)
			return i;
	return 0;
}

static int count_below(const struct pdf *pdf, int parent)
{
	int count = 0;

	for (size_t i = 0; i < pdf->bookmarks.count; i++)
		if (pdf->bookmarks.at[i].parent == parent)
			count += 1 + count_below(pdf, (int)i + 1);
	return count;
}

static void put_reference(struct buf *out, const char *key, int first, int bookmark)
{
	if (bookmark > 0)
		buf_fmt(out, " /%s %d 0 R", key, first + bookmark);
}

/* Bookmark n, and the root as bookmark 0, is object first + n. */
static void put_children(struct pdf *pdf, int first, int parent, struct buf *out)
{
	int last = (int)pdf->bookmarks.count;

	put_reference(out, "First", first, sibling(pdf, parent, 1, 1));
	put_reference(out, "Last", first, sibling(pdf, parent, last, -1));
	buf_fmt(out, " /Count %d", count_below(pdf, parent));
}

static void write_bookmark(struct pdf *pdf, int first, int number, struct buf *out)
{
	const struct pdf_bookmark *b = &pdf->bookmarks.at[number - 1];

	buf_put(out, STR("<< /Title "));
	pdf_put_text(out, b->title);
	buf_fmt(out, " /Parent %d 0 R /Dest [%d 0 R /XYZ 0 ", first + b->parent,
		pdf->pages.at[b->page].object);
	pdf_put_number(out, pdf->info.height - b->y, 2);
	buf_put(out, STR(" 0]"));
	put_reference(out, "Prev", first, sibling(pdf, b->parent, number - 1, -1));
	put_reference(out, "Next", first, sibling(pdf, b->parent, number + 1, 1));
	if (sibling(pdf, number, 1, 1))
		put_children(pdf, first, number, out);
	buf_put(out, STR(" >>"));
	pdf_file_object(&pdf->file, first + number, buf_str(out));
	buf_clear(out);
}

int pdf_bookmarks_write(struct pdf *pdf)
{
	cleanup(buf_free) struct buf out;
	int count = (int)pdf->bookmarks.count;

	buf_init(&out, 64 * KIB);
	if (count == 0)
		return 0;
	int first = pdf_file_number(&pdf->file);

	for (int i = 0; i < count; i++)
		pdf_file_number(&pdf->file);
	for (int i = 1; i <= count; i++)
		write_bookmark(pdf, first, i, &out);
	buf_put(&out, STR("<< /Type /Outlines"));
	put_children(pdf, first, 0, &out);
	buf_put(&out, STR(" >>"));
	pdf_file_object(&pdf->file, first, buf_str(&out));
	return first;
}
