#include "fmt/pdf_internal.h"

#include <assert.h>
#include <math.h>

#define TURN (2 * M_PI)
/* A circle of four Bézier curves: 4/3 * (sqrt(2) - 1). */
#define CIRCLE 0.5522847498
#define CAP_BUTT 0
#define CAP_ROUND 1

/* ---- what is drawn with --------------------------------------------------------------------- */

static struct pdf_state *state_of(struct pdf *pdf)
{
	return &pdf->states[pdf->depth];
}

static void put_colour(struct buf *out, uint32_t rgb, const char *operator)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		pdf_put_number(out, (double)(rgb >> shift & 0xff) / 255, 3);
		buf_putc(out, ' ');
	}
	buf_fmt(out, "%s\n", operator);
}

void pdf_set_alpha(struct pdf *pdf, double alpha)
{
	int step = (int)lround(fmin(fmax(alpha, 0), 1) * PDF_ALPHA_STEPS);

	if (state_of(pdf)->alpha == step)
		return;
	state_of(pdf)->alpha = step;
	pdf->has_alpha[step] = true;
	buf_fmt(pdf_content(pdf), "/A%d gs\n", step);
}

void pdf_set_fill(struct pdf *pdf, struct ink ink)
{
	pdf_set_alpha(pdf, ink.alpha);
	if (state_of(pdf)->fill == ink.rgb)
		return;
	state_of(pdf)->fill = ink.rgb;
	put_colour(pdf_content(pdf), ink.rgb, "rg");
}

static void set_cap(struct pdf *pdf, int cap)
{
	if (state_of(pdf)->cap == cap)
		return;
	state_of(pdf)->cap = cap;
	buf_fmt(pdf_content(pdf), "%d J\n", cap);
}

static void set_dash(struct pdf *pdf, double dash)
{
	struct buf *out = pdf_content(pdf);

	if (fabs(state_of(pdf)->dash - dash) < 0.005)
		return;
	state_of(pdf)->dash = dash;
	buf_putc(out, '[');
	if (dash > 0)
		pdf_put_number(out, dash, 2);
	buf_put(out, STR("] 0 d\n"));
}

static void set_pen(struct pdf *pdf, struct pen pen, int cap)
{
	struct buf *out = pdf_content(pdf);
	struct pdf_state *state = state_of(pdf);

	pdf_set_alpha(pdf, pen.ink.alpha);
	if (state->stroke != pen.ink.rgb)
		put_colour(out, state->stroke = pen.ink.rgb, "RG");
	if (fabs(state->width - pen.width) > 0.0005) {
		state->width = pen.width;
		pdf_put_number(out, pen.width, 3);
		buf_put(out, STR(" w\n"));
	}
	set_cap(pdf, cap);
	set_dash(pdf, pen.dash);
}

static void save(struct pdf *pdf)
{
	assert(pdf->depth + 1 < PDF_STATES_MAX);
	pdf->states[pdf->depth + 1] = pdf->states[pdf->depth];
	pdf->depth++;
	buf_put(pdf_content(pdf), STR("q "));
}

static void restore(struct pdf *pdf)
{
	assert(pdf->depth > 0);
	pdf->depth--;
	buf_put(pdf_content(pdf), STR("Q\n"));
}

/* ---- paths ---------------------------------------------------------------------------------- */

static void put_operator(struct pdf *pdf, char operator)
{
	buf_putc(&pdf->path, operator);
	buf_putc(&pdf->path, '\n');
}

void pdf_path_move(struct pdf *pdf, struct point to)
{
	pdf_put_point(&pdf->path, to);
	put_operator(pdf, 'm');
}

void pdf_path_line(struct pdf *pdf, struct point to)
{
	pdf_put_point(&pdf->path, to);
	put_operator(pdf, 'l');
}

void pdf_path_curve(struct pdf *pdf, struct point out, struct point in, struct point to)
{
	pdf_put_point(&pdf->path, out);
	pdf_put_point(&pdf->path, in);
	pdf_put_point(&pdf->path, to);
	put_operator(pdf, 'c');
}

void pdf_path_close(struct pdf *pdf)
{
	put_operator(pdf, 'h');
}

static void round_box(struct pdf *pdf, struct box b, double r)
{
	double left = b.x, top = b.y, right = box_right(b), bottom = box_bottom(b);
	double k = r * (1 - CIRCLE);

	pdf_path_move(pdf, (struct point){ left + r, top });
	pdf_path_line(pdf, (struct point){ right - r, top });
	pdf_path_curve(pdf, (struct point){ right - k, top }, (struct point){ right, top + k },
		       (struct point){ right, top + r });
	pdf_path_line(pdf, (struct point){ right, bottom - r });
	pdf_path_curve(pdf, (struct point){ right, bottom - k },
		       (struct point){ right - k, bottom }, (struct point){ right - r, bottom });
	pdf_path_line(pdf, (struct point){ left + r, bottom });
	pdf_path_curve(pdf, (struct point){ left + k, bottom }, (struct point){ left, bottom - k },
		       (struct point){ left, bottom - r });
	pdf_path_line(pdf, (struct point){ left, top + r });
	pdf_path_curve(pdf, (struct point){ left, top + k }, (struct point){ left + k, top },
		       (struct point){ left + r, top });
	pdf_path_close(pdf);
}

void pdf_path_box(struct pdf *pdf, struct box box, double radius)
{
	double most = fmin(box.width, box.height) / 2;

	if (radius > 0 && most > 0) {
		round_box(pdf, box, fmin(radius, most));
		return;
	}
	pdf_put_point(&pdf->path, (struct point){ box.x, box.y });
	pdf_put_point(&pdf->path, (struct point){ box.width, box.height });
	buf_put(&pdf->path, STR("re\n"));
}

/* The next whole number of an outline; false at its end or before a letter. */
static bool next_number(const char **at, double *ret)
{
	const char *p = *at;
	int sign = 1, n = 0;

	while (*p == ' ' || *p == ',')
		p++;
	if (*p == '-') {
		sign = -1;
		p++;
	}
	if (*p < '0' || *p > '9')
		return false;
	for (; *p >= '0' && *p <= '9'; p++)
		n = n * 10 + (*p - '0');
	*at = p;
	*ret = sign * n;
	return true;
}

void pdf_path_outline(struct pdf *pdf, const char *outline)
{
	const char *at = outline;
	double x = 0, y = 0, nx, ny;
	char command = 'M';

	while (*at) {
		if (*at == 'M' || *at == 'l' || *at == 'z') {
			command = *at++;
			if (command == 'z')
				pdf_path_close(pdf);
			continue;
		}
		if (!next_number(&at, &nx) || !next_number(&at, &ny))
			return;
		x = command == 'M' ? nx : x + nx;
		y = command == 'M' ? ny : y + ny;
		if (command == 'M')
			pdf_path_move(pdf, (struct point){ x, y });
		else
			pdf_path_line(pdf, (struct point){ x, y });
	}
}

/* ---- using a path --------------------------------------------------------------------------- */

static void use_path(struct pdf *pdf, char operator)
{
	struct buf *out = pdf_content(pdf);

	pdf->is_too_large = pdf->is_too_large || buf_failed(&pdf->path);
	buf_put(out, buf_str(&pdf->path));
	buf_putc(out, operator);
	buf_putc(out, '\n');
}

/* What is filled may be stroked as well, which is one operator: so filling waits. */
static void fill_waiting(struct pdf *pdf)
{
	if (!pdf->has_fill)
		return;
	pdf->has_fill = false;
	pdf_mark_shape(pdf);
	pdf_set_fill(pdf, pdf->fill);
	use_path(pdf, 'f');
}

void pdf_path_fill(struct pdf *pdf, struct ink ink)
{
	fill_waiting(pdf);
	pdf->fill = ink;
	pdf->has_fill = true;
}

void pdf_path_stroke(struct pdf *pdf, struct pen pen)
{
	int cap = pen.dash > 0 ? CAP_BUTT : CAP_ROUND;

	pdf_mark_shape(pdf);
	if (pdf->has_fill && fabs(pdf->fill.alpha - pen.ink.alpha) > 0)
		fill_waiting(pdf);
	if (pdf->has_fill)
		pdf_set_fill(pdf, pdf->fill);
	set_pen(pdf, pen, cap);
	use_path(pdf, pdf->has_fill ? 'B' : 'S');
	pdf->has_fill = false;
}

void pdf_path_drop(struct pdf *pdf)
{
	fill_waiting(pdf);
	buf_clear(&pdf->path);
}

/* A mask that lets through `alpha` at the height `top` and nothing at `bottom` (11.6.5.3). */
static int write_mask(struct pdf *pdf, double alpha, double top, double bottom)
{
	struct pdf_file *file = &pdf->file;
	int number = pdf_file_number(file), form = pdf_file_number(file);
	cleanup(buf_free) struct buf out;

	buf_init(&out, 4096);
	buf_put(&out, STR("/Type /XObject /Subtype /Form /Group << /S /Transparency /CS "
			  "/DeviceGray >> /BBox [0 0 "));
	pdf_put_point(&out, (struct point){ pdf->info.width, pdf->info.height });
	buf_put(&out,
		STR("] /Resources << /Shading << /H << /ShadingType 2 /ColorSpace /DeviceGray "
		    "/Extend [true true] /Coords [0 "));
	pdf_put_number(&out, top, 2);
	buf_put(&out, STR(" 0 "));
	pdf_put_number(&out, bottom, 2);
	buf_put(&out, STR("] /Function << /FunctionType 2 /N 1 /Domain [0 1] /C0 ["));
	pdf_put_number(&out, alpha, 3);
	buf_put(&out, STR("] /C1 [0] >> >> >> >>"));
	pdf_file_packed(file, form, buf_str(&out), STR("/H sh"));
	buf_clear(&out);
	buf_fmt(&out, "<< /Type /ExtGState /SMask << /S /Luminosity /G %d 0 R >> >>", form);
	pdf_file_object(file, number, buf_str(&out));
	return number;
}

void pdf_path_fade(struct pdf *pdf, struct ink ink, double top, double bottom)
{
	fill_waiting(pdf);
	pdf_mark_shape(pdf);
	save(pdf);
	buf_fmt(pdf_content(pdf), "/M%zu gs\n", pdf->masks.count);
	*arena_push(&pdf->arena, &pdf->masks) = write_mask(pdf, ink.alpha, top, bottom);
	pdf_set_fill(pdf, INK(ink.rgb));
	use_path(pdf, 'f');
	restore(pdf);
}

/* ---- shapes --------------------------------------------------------------------------------- */

void pdf_fill_box(struct pdf *pdf, struct box box, double radius, struct ink ink)
{
	if (!(box.width > 0) || !(box.height > 0))
		return;
	pdf_path_box(pdf, box, radius);
	pdf_path_fill(pdf, ink);
	pdf_path_drop(pdf);
}

void pdf_stroke_box(struct pdf *pdf, struct box box, double radius, struct pen pen)
{
	pdf_path_box(pdf, box, radius);
	pdf_path_stroke(pdf, pen);
	pdf_path_drop(pdf);
}

void pdf_line(struct pdf *pdf, struct point from, struct point to, struct pen pen)
{
	pdf_path_move(pdf, from);
	pdf_path_line(pdf, to);
	pdf_path_stroke(pdf, pen);
	pdf_path_drop(pdf);
}

void pdf_fill_circle(struct pdf *pdf, struct point centre, double radius, struct ink ink)
{
	pdf_fill_box(pdf,
		     (struct box){ centre.x - radius, centre.y - radius, 2 * radius, 2 * radius },
		     radius, ink);
}

static struct point on_circle(struct point centre, double radius, double angle)
{
	return (struct point){ centre.x + radius * cos(angle), centre.y + radius * sin(angle) };
}

/* One Bézier curve for at most a quarter of a circle. */
static void path_arc(struct pdf *pdf, struct point centre, double radius, double from, double to)
{
	double reach = radius * 4 / 3 * tan((to - from) / 4);
	struct point start = on_circle(centre, radius, from), end = on_circle(centre, radius, to);
	struct point out = { start.x - reach * sin(from), start.y + reach * cos(from) };
	struct point in = { end.x + reach * sin(to), end.y - reach * cos(to) };

	pdf_path_curve(pdf, out, in, end);
}

void pdf_ring(struct pdf *pdf, struct point centre, double radius, struct turn turn, struct pen pen)
{
	double from = (turn.from - 0.25) * TURN, whole = (turn.to - turn.from) * TURN;
	int pieces = (int)ceil((turn.to - turn.from) * 4);

	if (!(turn.to > turn.from))
		return;
	pdf_path_move(pdf, on_circle(centre, radius, from));
	for (int i = 0; i < pieces; i++)
		path_arc(pdf, centre, radius, from + whole * i / pieces,
			 from + whole * (i + 1) / pieces);
	pdf_mark_shape(pdf);
	set_pen(pdf, pen, CAP_BUTT);
	use_path(pdf, 'S');
	pdf_path_drop(pdf);
}

/* ---- origins and clips ---------------------------------------------------------------------- */

void pdf_push(struct pdf *pdf, struct point origin, double scale)
{
	struct buf *out = pdf_content(pdf);

	pdf_mark_shape(pdf);
	save(pdf);
	pdf_put_number(out, scale, 5);
	buf_put(out, STR(" 0 0 "));
	pdf_put_number(out, scale, 5);
	buf_putc(out, ' ');
	pdf_put_point(out, origin);
	buf_put(out, STR("cm\n"));
}

void pdf_push_clip(struct pdf *pdf, struct box clip, double radius)
{
	pdf_mark_shape(pdf);
	save(pdf);
	pdf_path_box(pdf, clip, radius);
	buf_put(pdf_content(pdf), buf_str(&pdf->path));
	buf_put(pdf_content(pdf), STR("W n\n"));
	buf_clear(&pdf->path);
}

void pdf_pop(struct pdf *pdf)
{
	restore(pdf);
}
