#include "graphsim/insights.h"

void account_insights_get(struct view *v)
{
	CALL_FAIL(v->call, GE_NO_CAPABILITY);
}

void media_insights_get(struct view *v)
{
	CALL_FAIL(v->call, GE_NO_CAPABILITY);
}
