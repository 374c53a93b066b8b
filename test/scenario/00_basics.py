"""Goal of this test: a newcomer's first minutes with the binary itself: it says what it can do, refuses
to start without a key and says how to make one, names every bad setting, and stops cleanly."""
import os
import signal
import time

from world import Client, World


def test_help_and_version():
    with World(start=False) as w:
        assert w.run("--version").startswith("simpul ")
        overview = w.run("--help")
        for name in ("serve", "user", "keys", "migrate", "sync", "export", "routes", "doctor"):
            assert f"  {name} " in overview, overview
            assert w.run(name, "--help").startswith(f"simpul {name}: "), name
        w.run("frobnicate", expect=2)
        assert "no command" in w.last_error
        w.run("keys", "--frob", expect=2)
        assert "--frob" in w.last_error


def test_without_a_master_key_it_refuses_and_says_how_to_make_one():
    with World(start=False) as w:
        w.run("serve", expect=1)
        assert "simpul keys init" in w.last_error, w.last_error
        w.run("keys", "init")
        assert oct(os.stat(w.env["SIMPUL_MASTER_KEY_FILE"]).st_mode & 0o777) == "0o600"
        assert "seals new values" in w.run("keys", "status")
        w.run("keys", "init", expect=1)  # never replaced
        os.chmod(w.env["SIMPUL_MASTER_KEY_FILE"], 0o644)
        w.run("serve", expect=1)
        assert "0600" in w.last_error, w.last_error


def test_another_master_key_is_refused():
    with World() as w:
        w.stop_simpul()
        os.rename(w.env["SIMPUL_MASTER_KEY_FILE"], w.env["SIMPUL_MASTER_KEY_FILE"] + ".old")
        w.run("keys", "init")
        w.run("serve", expect=1)
        assert "key" in w.last_error


def test_bad_settings_are_named():
    for variable, value, wanted in (
            ("SIMPUL_PORT", "99999", "SIMPUL_PORT"),
            ("SIMPUL_PROT", "1", "SIMPUL_PROT"),
            ("SIMPUL_TIME_ZONE", "Asia/Nowhere", "SIMPUL_TIME_ZONE"),
            ("SIMPUL_META_APP_ID", "", "meta_app_id"),
            ("SIMPUL_LOG_LEVEL", "loud", "log_level")):
        with World(start=False, settings={variable: value}) as w:
            w.run("keys", "init") if variable == "SIMPUL_META_APP_ID" else None
            w.run("serve", expect=1)
            assert wanted in w.last_error, (variable, w.last_error)


def test_doctor_tells_what_is_wrong():
    with World(start=False) as w:
        out = w.run("doctor", expect=1)
        assert "WRONG" in out and "simpul keys init" in out, out
        w.run("keys", "init")
        assert "WRONG" not in w.run("doctor")


def test_it_is_alive_ready_and_counts():
    with World() as w:
        c = Client(w.site)
        assert c.get("/healthz").text() == "ok\n"
        assert c.get("/readyz").status == 200
        c.get("/cekbrand/accounts")
        numbers = c.get("/metrics").text()
        assert 'simpul_errors_total{code="not_logged_in"} 1' in numbers, numbers
        assert "simpul_http_connections_open" in numbers
        page = c.get("/")
        assert page.status == 200 and "<!doctype html>" in page.text().lower()[:200]
        csp = page.header("Content-Security-Policy")
        assert "default-src 'none'" in csp and "unsafe" not in csp
        again = c.get("/", headers={"If-None-Match": page.header("ETag")})
        assert again.status == 304 and again.body == b""
        assert c.get("/no-such-page").status == 404
        refused = c.post("/cekbrand/accounts", {})
        assert refused.status == 405 and "GET" in refused.header("Allow"), refused


def test_sigint_stops_it_cleanly():
    with World() as w:
        process = w.processes.pop("simpul")
        started = time.monotonic()
        process.child.send_signal(signal.SIGINT)
        assert process.child.wait(timeout=20) == 0, process.read_log()
        assert time.monotonic() - started < 15
        assert "stopping" in process.read_log()


def test_users_from_the_command_line():
    with World(start=False) as w:
        w.add_user("budi@simpul.test", plan="trial")
        assert "budi@simpul.test" in w.run("user", "list")
        w.run("user", "add", "budi@simpul.test", "--password-stdin", stdin="sandi lain 123\n", expect=1)
        w.run("user", "add", "bukan-email", "--password-stdin", stdin="sandi lain 123\n", expect=1)
        w.run("user", "add", "x@simpul.test", "--password-stdin", stdin="pendek\n", expect=1)
        w.run("user", "passwd", "budi@simpul.test", "--password-stdin", stdin="sandi baru 456\n")
        w.run("user", "passwd", "tidak@simpul.test", "--password-stdin", stdin="sandi baru 456\n", expect=1)
