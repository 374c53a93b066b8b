#include "svm.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS_MAX 1000

static void *grown(void *at, size_t *room, size_t wanted, size_t size)
{
	if (wanted <= *room)
		return at;
	*room = wanted * 2;
	at = realloc(at, *room * size);
	if (!at)
		abort();
	return at;
}

void svm_add(struct svm_data *data, uint32_t feature, double value)
{
	data->values = grown(data->values, &data->value_room, data->value_count + 1,
			     sizeof(*data->values));
	data->values[data->value_count++] = (struct svm_value){ feature, (float)value };
}

void svm_end_row(struct svm_data *data)
{
	data->row_ends = grown(data->row_ends, &data->row_room, data->row_count + 1,
			       sizeof(*data->row_ends));
	data->row_ends[data->row_count++] = data->value_count;
}

void svm_data_free(struct svm_data *data)
{
	free(data->values);
	free(data->row_ends);
}

/* Weight and scale of a feature stand together: both are read whenever one is. */
struct place {
	double weight;
	double scale;
};

struct state {
	const struct svm_data *data;
	const struct svm_problem *problem;
	struct place *places;
	double *alphas;  /* of each row */
	double *squares; /* of each row: what a step divides by */
	uint32_t *order; /* rows, the active ones first */
	size_t active;
	double upper; /* of the last round's gradients: rows beyond it rest */
	double highest, lowest;
	uint64_t random;
};

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static const struct svm_value *row_of(const struct svm_data *data, size_t row, size_t *ret_count)
{
	size_t first = row ? data->row_ends[row - 1] : 0;

	*ret_count = data->row_ends[row] - first;
	return data->values + first;
}

static void shuffle(struct state *s)
{
	for (size_t i = 0; i < s->active; i++) {
		size_t other = i + (size_t)(next_random(&s->random) % (s->active - i));
		uint32_t row = s->order[i];

		s->order[i] = s->order[other];
		s->order[other] = row;
	}
}

/* One step along the row's own dual variable. False: the row rests until the end. */
static bool step(struct state *s, uint32_t row)
{
	size_t count;
	const struct svm_value *values = row_of(s->data, row, &count);
	double sign = s->problem->signs[row] ? 1 : -1;
	double slack = 0.5 / s->problem->costs[row];
	double score = 0;

	for (size_t k = 0; k < count; k++)
		score += s->places[values[k].feature].weight * (double)values[k].value;

	double gradient = sign * score - 1 + slack * s->alphas[row];

	if (s->alphas[row] == 0 && gradient > 0)
		return gradient <= s->upper;
	s->highest = gradient > s->highest ? gradient : s->highest;
	s->lowest = gradient < s->lowest ? gradient : s->lowest;
	if (gradient > -1e-12 && gradient < 1e-12)
		return true;

	double old = s->alphas[row], alpha = old - gradient / s->squares[row];

	s->alphas[row] = alpha > 0 ? alpha : 0;

	double change = sign * (s->alphas[row] - old);

	for (size_t k = 0; k < count; k++) {
		struct place *place = &s->places[values[k].feature];

		place->weight += change * (double)values[k].value * place->scale;
	}
	return true;
}

/* True when the gradients are as close together as the tolerance asks. */
static bool round_of_steps(struct state *s)
{
	s->highest = -1e300;
	s->lowest = 1e300;
	shuffle(s);
	for (size_t i = 0; i < s->active;) {
		if (step(s, s->order[i])) {
			i++;
			continue;
		}
		uint32_t row = s->order[i];

		s->order[i] = s->order[--s->active];
		s->order[s->active] = row;
	}
	if (s->highest - s->lowest > s->problem->tolerance) {
		s->upper = s->highest > 0 ? s->highest : 1e300;
		return false;
	}
	if (s->active == s->data->row_count)
		return true;
	s->active = s->data->row_count; /* once more with all rows awake */
	s->upper = 1e300;
	return false;
}

static void prepare(struct state *s)
{
	for (uint32_t f = 0; f < s->data->feature_count; f++)
		s->places[f].scale = s->problem->scales[f];
	for (size_t row = 0; row < s->data->row_count; row++) {
		size_t count;
		const struct svm_value *values = row_of(s->data, row, &count);

		s->order[row] = (uint32_t)row;
		s->squares[row] = 0.5 / s->problem->costs[row];
		for (size_t k = 0; k < count; k++)
			s->squares[row] += (double)values[k].value * (double)values[k].value *
					   s->places[values[k].feature].scale;
	}
}

void svm_learn(const struct svm_data *data, const struct svm_problem *problem, double *ret_weights)
{
	struct state s = {
		.data = data,
		.problem = problem,
		.places = calloc(data->feature_count, sizeof(struct place)),
		.alphas = calloc(data->row_count, sizeof(double)),
		.squares = calloc(data->row_count, sizeof(double)),
		.order = calloc(data->row_count, sizeof(uint32_t)),
		.active = data->row_count,
		.upper = 1e300,
		.random = problem->seed * 0x9E3779B97F4A7C15u + 1,
	};

	if (!s.places || !s.alphas || !s.squares || !s.order)
		abort();
	prepare(&s);
	for (int round = 0; round < ROUNDS_MAX && !round_of_steps(&s); round++)
		;
	for (uint32_t f = 0; f < data->feature_count; f++)
		ret_weights[f] = s.places[f].weight;
	free(s.places);
	free(s.alphas);
	free(s.squares);
	free(s.order);
}
