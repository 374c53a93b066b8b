#include "model/eval.h"

bool eval_parse(struct str line, enum sentiment_label *ret_label, struct str *ret_text,
		struct err *err)
{
	struct str text = line;
	struct str label = str_cut(&text, '\t');

	if (!text.at)
		return err_set(err, ERR_BAD_REQUEST, "there is no tab between label and text");
	if (!sentiment_label_from_name(label, ret_label))
		return err_set(err, ERR_BAD_REQUEST,
			       "the label is \"%.*s\": it must be neg, neu or pos",
			       (int)(label.len < 40 ? label.len : 40), label.at);
	*ret_text = text;
	return true;
}

static size_t row_sum(const struct eval *eval, size_t label)
{
	size_t sum = 0;

	for (size_t guessed = 0; guessed < SENTIMENT_LABEL_COUNT; guessed++)
		sum += eval->counts[label][guessed];
	return sum;
}

static size_t column_sum(const struct eval *eval, size_t guessed)
{
	size_t sum = 0;

	for (size_t label = 0; label < SENTIMENT_LABEL_COUNT; label++)
		sum += eval->counts[label][guessed];
	return sum;
}

size_t eval_total(const struct eval *eval)
{
	size_t sum = 0;

	for (size_t label = 0; label < SENTIMENT_LABEL_COUNT; label++)
		sum += row_sum(eval, label);
	return sum;
}

double eval_accuracy(const struct eval *eval)
{
	size_t total = eval_total(eval), right = 0;

	for (size_t label = 0; label < SENTIMENT_LABEL_COUNT; label++)
		right += eval->counts[label][label];
	return total ? (double)right / (double)total : 0;
}

double eval_f1(const struct eval *eval, enum sentiment_label label)
{
	size_t both = row_sum(eval, label) + column_sum(eval, label);

	return both ? 2 * (double)eval->counts[label][label] / (double)both : 0;
}

double eval_macro_f1(const struct eval *eval)
{
	double sum = 0;
	int present = 0;

	for (int label = 0; label < SENTIMENT_LABEL_COUNT; label++) {
		if (!row_sum(eval, (size_t)label))
			continue;
		sum += eval_f1(eval, (enum sentiment_label)label);
		present++;
	}
	return present ? sum / present : 0;
}
