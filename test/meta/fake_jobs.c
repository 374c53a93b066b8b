#include "jobs/jobs.h"
bool jobs_enqueue(struct jobs *j, const struct job_request *request, int64_t *ret_id,
		  struct err *err)
{
	(void)j;
	(void)request;
	(void)ret_id;
	(void)err;
	return true;
}
bool jobs_enqueue_in(struct jobs *j, struct db_tx *tx, const struct job_request *request,
		     int64_t *ret_id, struct err *err)
{
	(void)j;
	(void)tx;
	(void)request;
	(void)ret_id;
	(void)err;
	return true;
}
void jobs_wake(struct jobs *j)
{
	(void)j;
}
int64_t job_id(const struct job_context *job)
{
	(void)job;
	return 0;
}
struct str job_payload(const struct job_context *job)
{
	(void)job;
	return STR_NONE;
}
struct arena *job_arena(struct job_context *job)
{
	(void)job;
	return NULL;
}
bool job_should_stop(const struct job_context *job)
{
	(void)job;
	return false;
}
void job_progress(struct job_context *job, int64_t done, int64_t total, struct str message)
{
	(void)job;
	(void)done;
	(void)total;
	(void)message;
}
void job_set_result(struct job_context *job, struct str json)
{
	(void)job;
	(void)json;
}
