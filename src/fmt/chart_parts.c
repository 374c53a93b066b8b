/* Bars, rings and the week of hours. */
#include <math.h>
#include <stdio.h>

#include "fmt/chart.h"

void chart_bar(struct pdf *pdf, struct box track, double share, struct ink ink, struct ink ground)
{
	double radius = track.height / 2;
	double filled = fmin(fmax(share, 0), 1) * track.width;

	pdf_fill_box(pdf, track, radius, ground);
	if (filled > 0)
		pdf_fill_box(pdf,
			     (struct box){ track.x, track.y, fmax(filled, fmin(track.height, 2)),
					   track.height },
			     radius, ink);
}

void chart_ring(struct pdf *pdf, struct point centre, double radius, double thickness,
		const struct chart_slice *slices, size_t count)
{
	double from = 0;

	for (size_t i = 0; i < count; i++) {
		double to = from + slices[i].share;

		pdf_ring(pdf, centre, radius - thickness / 2, (struct turn){ from, to },
			 (struct pen){ slices[i].ink, thickness, 0 });
		from = to;
	}
	from = 0;
	for (size_t i = 0; i < count && count > 1; i++) {
		double angle = (from - 0.25) * 2 * M_PI;
		struct point out = { centre.x + cos(angle) * (radius + 1),
				     centre.y + sin(angle) * (radius + 1) };
		struct point in = { centre.x + cos(angle) * (radius - thickness - 1),
				    centre.y + sin(angle) * (radius - thickness - 1) };

		if (slices[i].share > 0 && slices[i].share < 1)
			pdf_line(pdf, in, out, (struct pen){ INK(0xffffff), 1.6, 0 });
		from += slices[i].share;
	}
}

#define HEAT_LEFT 30.0
#define HEAT_FOOT 14.0
#define HEAT_GAP 2.0
#define HEAT_SIZE 7.0

static void heat_hours(struct pdf *pdf, const struct text_style *style, struct box grid,
		       double column)
{
	for (int hour = 0; hour < 24; hour += 3) {
		char text[8];
		int len = snprintf(text, sizeof(text), "%02d", hour);

		text_draw(pdf, (struct str){ text, (size_t)len }, style,
			  (struct point){ grid.x + hour * column, box_bottom(grid) + 10 },
			  column - HEAT_GAP + 4);
	}
}

void chart_heat(struct pdf *pdf, const struct chart_theme *theme, const struct chart_heat *heat,
		struct box box)
{
	struct box grid = { box.x + HEAT_LEFT, box.y, box.width - HEAT_LEFT + HEAT_GAP,
			    box.height - HEAT_FOOT };
	double column = grid.width / 24, row = grid.height / CHART_WEEK_DAYS;
	struct text_style style = { .size = HEAT_SIZE, .ink = theme->muted };

	for (int day = 0; day < CHART_WEEK_DAYS; day++) {
		double y = grid.y + day * row;

		text_draw(pdf, heat->days[day], &style,
			  (struct point){ box.x, y + (row - HEAT_GAP) / 2 + HEAT_SIZE * 0.36 },
			  HEAT_LEFT - 4);
		for (int hour = 0; hour < 24; hour++) {
			int level = heat->levels[day * 24 + hour];
			struct box cell = { grid.x + hour * column, y, column - HEAT_GAP,
					    row - HEAT_GAP };

			if (level >= 0)
				pdf_fill_box(pdf, cell, 2.2, theme->heat[level]);
			else
				pdf_stroke_box(pdf, box_inset(cell, 0.3), 2.2,
					       (struct pen){ theme->line_2, 0.6, 0 });
			if (heat->best == day * 24 + hour)
				pdf_stroke_box(pdf, box_inset(cell, -1.1), 3,
					       (struct pen){ theme->women, 1.5, 0 });
		}
	}
	heat_hours(pdf, &style, grid, column);
}
