#include "fmt/pdf_internal.h"

#include <math.h>

#define TURN (2 * M_PI)
/* A circle of four Bézier curves: 4/3 * (sqrt(2) - 1). */
#define CIRCLE 0.5522847498

/* ---- paths ---------------------------------------------------------------------------------- */

void pdf_path_move(struct pdf *pdf, struct point to)
{
	cairo_move_to(pdf->cairo, to.x, to.y);
}

void pdf_path_line(struct pdf *pdf, struct point to)
{
	cairo_line_to(pdf->cairo, to.x, to.y);
}

void pdf_path_curve(struct pdf *pdf, struct point out, struct point in, struct point to)
{
	cairo_curve_to(pdf->cairo, out.x, out.y, in.x, in.y, to.x, to.y);
}

void pdf_path_close(struct pdf *pdf)
{
	cairo_close_path(pdf->cairo);
}

static void round_box(cairo_t *c, struct box b, double r)
{
	double left = b.x, top = b.y, right = box_right(b), bottom = box_bottom(b);
	double k = r * (1 - CIRCLE);

	cairo_move_to(c, left + r, top);
	cairo_line_to(c, right - r, top);
	cairo_curve_to(c, right - k, top, right, top + k, right, top + r);
	cairo_line_to(c, right, bottom - r);
	cairo_curve_to(c, right, bottom - k, right - k, bottom, right - r, bottom);
	cairo_line_to(c, left + r, bottom);
	cairo_curve_to(c, left + k, bottom, left, bottom - k, left, bottom - r);
	cairo_line_to(c, left, top + r);
	cairo_curve_to(c, left, top + k, left + k, top, left + r, top);
	cairo_close_path(c);
}

void pdf_path_box(struct pdf *pdf, struct box box, double radius)
{
	double most = fmin(box.width, box.height) / 2;

	if (radius > 0 && most > 0)
		round_box(pdf->cairo, box, fmin(radius, most));
	else
		cairo_rectangle(pdf->cairo, box.x, box.y, box.width, box.height);
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
				cairo_close_path(pdf->cairo);
			continue;
		}
		if (!next_number(&at, &nx) || !next_number(&at, &ny))
			return;
		x = command == 'M' ? nx : x + nx;
		y = command == 'M' ? ny : y + ny;
		if (command == 'M')
			cairo_move_to(pdf->cairo, x, y);
		else
			cairo_line_to(pdf->cairo, x, y);
	}
}

void pdf_path_fill(struct pdf *pdf, struct ink ink)
{
	pdf_set_ink(pdf, ink);
	cairo_fill_preserve(pdf->cairo);
}

void pdf_path_fade(struct pdf *pdf, struct ink ink, double top, double bottom)
{
	cairo_pattern_t *fade = cairo_pattern_create_linear(0, top, 0, bottom);
	double red = ((ink.rgb >> 16) & 0xff) / 255.0, green = ((ink.rgb >> 8) & 0xff) / 255.0,
	       blue = (ink.rgb & 0xff) / 255.0;

	cairo_pattern_add_color_stop_rgba(fade, 0, red, green, blue, ink.alpha);
	cairo_pattern_add_color_stop_rgba(fade, 1, red, green, blue, 0);
	cairo_set_source(pdf->cairo, fade);
	cairo_fill_preserve(pdf->cairo);
	cairo_pattern_destroy(fade);
}

void pdf_path_stroke(struct pdf *pdf, struct pen pen)
{
	pdf_set_ink(pdf, pen.ink);
	cairo_set_line_width(pdf->cairo, pen.width);
	cairo_set_line_join(pdf->cairo, CAIRO_LINE_JOIN_ROUND);
	cairo_set_line_cap(pdf->cairo, pen.dash > 0 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
	cairo_set_dash(pdf->cairo, &pen.dash, pen.dash > 0 ? 1 : 0, 0);
	cairo_stroke_preserve(pdf->cairo);
}

void pdf_path_drop(struct pdf *pdf)
{
	cairo_new_path(pdf->cairo);
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

void pdf_ring(struct pdf *pdf, struct point centre, double radius, struct turn turn, struct pen pen)
{
	if (!(turn.to > turn.from))
		return;
	cairo_new_sub_path(pdf->cairo);
	cairo_arc(pdf->cairo, centre.x, centre.y, radius, (turn.from - 0.25) * TURN,
		  (turn.to - 0.25) * TURN);
	pdf_set_ink(pdf, pen.ink);
	cairo_set_line_width(pdf->cairo, pen.width);
	cairo_set_line_cap(pdf->cairo, CAIRO_LINE_CAP_BUTT);
	cairo_set_dash(pdf->cairo, NULL, 0, 0);
	cairo_stroke(pdf->cairo);
}

/* ---- origins and clips ---------------------------------------------------------------------- */

void pdf_push(struct pdf *pdf, struct point origin, double scale)
{
	cairo_save(pdf->cairo);
	cairo_translate(pdf->cairo, origin.x, origin.y);
	cairo_scale(pdf->cairo, scale, scale);
}

void pdf_push_clip(struct pdf *pdf, struct box clip, double radius)
{
	cairo_save(pdf->cairo);
	pdf_path_box(pdf, clip, radius);
	cairo_clip(pdf->cairo);
}

void pdf_pop(struct pdf *pdf)
{
	cairo_restore(pdf->cairo);
}
