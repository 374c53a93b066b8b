/* A linear support vector machine over sparse rows, learned by dual coordinate descent. */
#ifndef TRAINER_SVM_H
#define TRAINER_SVM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct svm_value {
	uint32_t feature;
	float value;
};

struct svm_data {
	struct svm_value *values;
	size_t value_count, value_room;
	size_t *row_ends;
	size_t row_count, row_room;
	uint32_t feature_count;
};

void svm_add(struct svm_data *data, uint32_t feature, double value);
void svm_end_row(struct svm_data *data);
void svm_data_free(struct svm_data *data);

struct svm_problem {
	const double *costs;  /* of each row */
	const bool *signs;    /* of each row: is it one of ours */
	const double *scales; /* of each feature: by what its squared value is multiplied */
	double tolerance;
	uint64_t seed;
};

/* `ret_weights` has one place for each feature and is for unscaled values. */
void svm_learn(const struct svm_data *data, const struct svm_problem *problem, double *ret_weights);

#endif
