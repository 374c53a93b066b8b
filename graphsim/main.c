#include <signal.h>
#include <stdio.h>

#include "graphsim/control/options.h"
#include "graphsim/control/service.h"
#include "graphsim/oauth/journal.h"
#include "graphsim/world/world.h"
#include "http/server.h"

static int complain(const struct err *err)
{
	struct str text = err_text(err, true);

	fprintf(stderr, "graphsim: %.*s%s%s\n", STR_ARG(text), *err->cause ? ": " : "", err->cause);
	return 2;
}

static bool start_server(const struct options *o, struct service *service, struct http_server **ret,
			 struct err *err)
{
	struct http_server_config config = { 0 };

	http_server_defaults(&config);
	config.bind_address = o->bind;
	config.port = (uint16_t)o->port;
	config.loops = 2;
	config.lane_threads[HTTP_LANE_POOL] = 4;
	config.lane_threads[HTTP_LANE_UPSTREAM] = 8;
	config.lane_threads[HTTP_LANE_STREAM] = 1;
	config.lane_queue_max = 4096;
	config.max_connections = 4096;
	config.max_connections_per_address = 4096;
	config.drain_ms = 2000;
	config.app = service_app(service);
	return http_server_start(&config, ret, err);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct options options;
	sigset_t signals;
	int signal_number;

	if (!options_read(argc, argv, &options, &err))
		return complain(&err);
	if (options.wants_help) {
		options_print_help();
		return 0;
	}
	/* Blocked before any thread starts, so that only sigwait sees them. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);

	cleanup(world_freep) struct world *world = world_new(&options.world);
	if (options.state_file.len && !journal_open(world, options.state_file, &err))
		return complain(&err);
	cleanup(service_freep) struct service *service = service_new(world);
	cleanup(http_server_freep) struct http_server *server = NULL;
	if (!start_server(&options, service, &server, &err))
		return complain(&err);
	printf("graphsim listening on http://%.*s:%u\n", STR_ARG(options.bind),
	       (unsigned)http_server_port(server));
	fflush(stdout);
	sigwait(&signals, &signal_number);
	service_release_waiting(service);
	http_server_stop(server);
	return 0;
}
