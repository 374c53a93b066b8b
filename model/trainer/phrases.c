#include "phrases.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/limits.h"

#define FILE_MAX_BYTES MIB
#define SLOTS_MAX 256
#define CHOICES_MAX 8192
#define TEMPLATES_MAX 8192
#define TEXT_MAX 2048
#define DEPTH_MAX 4

struct choice {
	size_t slot;
	struct str text;
};

struct phrases {
	struct str slots[SLOTS_MAX];
	size_t slot_count;
	struct choice choices[CHOICES_MAX]; /* those of a slot follow each other */
	size_t choice_count;
	struct str templates[SENTIMENT_LABEL_COUNT][TEMPLATES_MAX];
	size_t template_counts[SENTIMENT_LABEL_COUNT];
	uint64_t random;
};

static size_t pick(struct phrases *p, size_t count)
{
	p->random ^= p->random << 13;
	p->random ^= p->random >> 7;
	p->random ^= p->random << 17;
	return (size_t)(p->random >> 16) % count;
}

static bool read_slot(struct phrases *p, struct str line, struct err *err)
{
	struct str name = str_cut(&line, ' ');

	if (p->slot_count == SLOTS_MAX || name.len == 0)
		return err_set(err, ERR_CONFIG, "a slot without a name, or one too many");
	p->slots[p->slot_count] = name;
	while (line.at) {
		struct str word = str_trim(str_cut(&line, '|'));

		if (p->choice_count == CHOICES_MAX)
			return err_set(err, ERR_CONFIG, "too many words");
		p->choices[p->choice_count++] = (struct choice){
			p->slot_count,
			str_eq(word, STR("-")) ? STR("") : word,
		};
	}
	p->slot_count++;
	return true;
}

static bool read_line(struct phrases *p, struct str line, struct err *err)
{
	struct str rest = line;
	struct str first = str_cut(&rest, ' ');
	enum sentiment_label label;

	if (str_trim(line).len == 0 || line.at[0] == '#')
		return true;
	if (str_eq(first, STR("slot")))
		return read_slot(p, rest, err);
	if (!sentiment_label_from_name(first, &label) || !rest.at)
		return err_set(err, ERR_CONFIG, "neither a slot nor a template");
	if (p->template_counts[label] == TEMPLATES_MAX)
		return err_set(err, ERR_CONFIG, "too many templates");
	p->templates[label][p->template_counts[label]++] = rest;
	return true;
}

static struct str word_of(struct phrases *p, struct str slot)
{
	size_t first = 0, count = 0;

	for (size_t i = 0; i < p->choice_count; i++) {
		if (!str_eq(p->slots[p->choices[i].slot], slot))
			continue;
		first = count ? first : i;
		count++;
	}
	return count ? p->choices[first + pick(p, count)].text : STR_NONE;
}

/* A slot's word may have slots of its own. */
static bool expand(struct phrases *p, struct str template, int depth, struct buf *out,
		   struct err *err)
{
	for (struct str rest = template; rest.at;) {
		buf_put(out, str_cut(&rest, '{'));
		if (!rest.at)
			break;

		struct str slot = str_cut(&rest, '}');
		struct str word = word_of(p, slot);

		if (!word.at || depth == DEPTH_MAX)
			return err_set(err, ERR_CONFIG, "no words for {%.*s}", STR_ARG(slot));
		if (!expand(p, word, depth + 1, out, err))
			return false;
	}
	return true;
}

/* How people type: sometimes with a capital, in capitals, or with marks at the end. */
static void dress(struct phrases *p, struct buf *out)
{
	static const char *const ends[] = { "!", "!!", "...", ".." };
	size_t kind = pick(p, 100);

	for (size_t i = 0; i < out->len; i++)
		if ((kind < 8 || (kind < 23 && i == 0)) && out->at[i] >= 'a' && out->at[i] <= 'z')
			out->at[i] = (char)(out->at[i] - 'a' + 'A');
	if (pick(p, 100) < 18)
		buf_put(out, str_of(ends[pick(p, COUNT_OF(ends))]));
}

static bool make(struct phrases *p, struct corpus *c, size_t count, double weight, struct err *err)
{
	cleanup(buf_free) struct buf out;

	buf_init(&out, TEXT_MAX);
	for (int label = 0; label < SENTIMENT_LABEL_COUNT; label++) {
		size_t templates = p->template_counts[label];

		for (size_t i = 0; templates && i < count; i++) {
			buf_clear(&out);
			if (!expand(p, p->templates[label][i % templates], 0, &out, err))
				return false;
			dress(p, &out);
			corpus_add(c, (enum sentiment_label)label, buf_str(&out), weight);
		}
	}
	return true;
}

bool phrases_add(struct corpus *c, const char *path, size_t count, double weight, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct str text;
	size_t line_number = 0;

	arena_init(&a, 8 * MIB);

	struct phrases *p = arena_new(&a, struct phrases);

	p->random = 88172645463325252u;
	if (!fs_read(&a, path, FILE_MAX_BYTES, &text, err))
		return false;
	for (struct str rest = text; rest.at && rest.len;) {
		line_number++;
		if (!read_line(p, str_cut(&rest, '\n'), err))
			return err_wrap(err, "%s:%zu", path, line_number);
	}
	return make(p, c, count, weight, err) || err_wrap(err, "%s", path);
}
