"""Goal of this test: a token that stops working is noticed, told with its reason and mended by connecting
again; one wrong answer of Meta disconnects nobody, and an end that comes near is told in time."""
import datetime
import time

from mail_sink import MailSink
from world import World

DAY_S = 86400
REASONS = [  # what happened at Meta, what we say
    ("revoke", "app_removed"),
    ("password_changed", "password_changed"),
    ("expire", "expired"),
    ("checkpoint", "login_required"),
    ("unconfirmed", "unconfirmed"),
    ("logged_out", "invalid"),
]


def account_of(user):
    return user.ok("GET", "/cekbrand/accounts")[0]


def eventually(what, seconds=10):
    deadline = time.monotonic() + seconds
    while not (got := what()):
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)
    return got


def connected_days_ago(w, user, days):
    """The person logged in at Meta so many days ago."""
    now = w.sim("GET", "/clock")["now_s"]
    then = datetime.datetime.fromtimestamp(now - days * DAY_S, datetime.timezone.utc)
    w.sim("POST", "/clock", {"now": then.strftime("%Y-%m-%dT%H:%M:%SZ")})
    account = w.connected_account(user, "hana")
    w.sim("POST", "/clock", {"system": True})
    return account


def test_why_it_died_and_how_it_comes_back():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        assert account_of(user)["token"]["state"] == "connected"
        for state, reason in REASONS:
            w.sim("POST", "/token", {"persona": "rani", "state": state})
            out = w.run("tokens", "--check", expect=1)
            assert f"({reason})" in out, (state, out)
            token = account_of(user)["token"]
            assert (token["state"], token["reason"]) == ("invalid", reason), (state, token)
            refused = user.get(f"/cekbrand/accounts/{account}")
            assert refused.status == 400 and refused.json()["code"] == "invalid_token", refused
            # Connecting again: the newest Facebook account's token goes to its accounts.
            assert w.facebook_login(user, "rani").status == 200
            social, _ = w.instagram_of(user)
            user.ok("PUT", f"/cekbrand/instagram-graph-api/re-authorization/{social}")
            assert account_of(user)["token"]["state"] == "connected", state
            user.ok("GET", f"/cekbrand/accounts/{account}")
        log = w.processes["simpul"].read_log()
        assert not w.secrets_in(log, out)


def test_connecting_again_brings_what_was_missed():
    with World() as w:
        user = w.login()
        account = w.connected_account(user, "hana")

        def progress():
            return user.ok("GET", f"/cekbrand/accounts/{account}/sync")

        w.sim("POST", "/token", {"persona": "hana", "state": "revoke"})
        w.run("sync", account, expect=1)
        w.run("tokens", "--check", expect=1)
        # Nobody asks for anything but to be connected again.
        assert w.facebook_login(user, "hana").status == 200
        eventually(lambda: progress()["state"] == "done", 60)
        assert account_of(user)["token"]["state"] == "connected"
        # Where nothing was missed, nothing is collected.
        before = progress()
        assert w.facebook_login(user, "hana").status == 200
        assert progress() == before


def test_one_wrong_answer_disconnects_nobody():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        # debug_token errs, while the token works.
        wrong = {"path": "/debug_token", "body": '{"data":{"error":{"code":190,"subcode":463,'
                 '"message":"Error validating access token"},"is_valid":false,"scopes":[]}}', "status": 200}
        w.faults({**wrong, "times": 20})
        w.run("tokens", "--check")
        assert account_of(user)["token"]["state"] == "connected"
        w.no_faults()
        # A call of the collection is turned away once, while debug_token knows better.
        w.faults({"path": f"/{account}", "times": 1, "error": {
            "code": 190, "subcode": 463, "message": "Error validating access token"}})
        w.run("sync", account, expect=1)
        w.no_faults()
        checked = account_of(user)["token"]["checked_at"]
        eventually(lambda: account_of(user)["token"]["checked_at"] >= checked)
        assert account_of(user)["token"]["state"] == "connected"
        w.run("sync", account)


def test_a_dead_token_found_by_the_collection_is_marked():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        w.sim("POST", "/token", {"persona": "rani", "state": "password_changed"})
        w.run("sync", account, expect=1)
        # The serving process is told by the job alone; it looks for new jobs by itself.
        eventually(lambda: account_of(user)["token"]["state"] == "invalid", 30)
        assert account_of(user)["token"]["reason"] == "password_changed"


def test_an_end_that_comes_near_is_told():
    # A Page token has no end; access to its person's data ends after 90 days, his own token after 60.
    cases = [(30, "connected", 60, "connected"), (47, "connected", 43, "expiring"),
             (59, "connected", 31, "expiring"), (77, "data_access_expiring", 13, "invalid"),
             (84, "data_access_expiring", 6, "invalid"), (89, "data_access_expiring", 1, "invalid")]
    for days, state, left, person in cases:
        with World() as w:
            user = w.login()
            connected_days_ago(w, user, days)
            out = w.run("tokens", "--check", expect=1 if person == "invalid" else 0)
            token = account_of(user)["token"]
            assert token["state"] == state and token["days_left"] == left, (days, token)
            assert any(line.startswith("social_tokens") and f" {person} " in line
                       for line in out.splitlines()), (days, out)


def test_a_withdrawn_permission_is_named():
    with World() as w:
        user = w.login()
        w.connected_account(user)
        w.sim("POST", "/grant", {"persona": "rani", "withdraw": ["instagram_manage_insights"]})
        out = w.run("tokens", "--check")
        token = account_of(user)["token"]
        assert token["state"] == "permissions_missing", token
        assert token["missing_permissions"] == ["instagram_manage_insights"], token
        assert "missing instagram_manage_insights" in out
        metrics = user.get("/metrics").text()
        assert 'simpul_tokens{state="valid"} 1' in metrics, metrics


def test_social_connect_tells_the_same():
    with World() as w:
        user = w.login()
        assert w.meta_connect(user, "rani").status == 303 or user.ok("GET", "/api/meta/status")
        assert user.ok("GET", "/api/meta/status")["token"]["state"] == "connected"
        w.sim("POST", "/token", {"persona": "rani", "state": "revoke"})
        w.run("tokens", "--check", expect=1)
        status = user.ok("GET", "/api/meta/status")
        assert status["token"]["state"] == "invalid" and status["token"]["reason"] == "app_removed", status
        assert status["token_valid"] is False


def test_the_owner_gets_a_letter():
    with MailSink() as sink, World(settings=sink.settings) as w:
        user = w.login()
        connected_days_ago(w, user, 84)
        w.run("tokens", "--check", expect=1)  # the person's own token is over, data access ends in 6 days
        letters = [sink.await_letter(n) for n in (1, 2)]
        about = {letter["Subject"] for _, letter, _ in letters}
        assert about == {"Koneksi Meta Anda segera berakhir", "Koneksi Meta Anda terputus"}, about
        assert all(to == "sari@simpul.test" and link == w.site + "/#/apps/cekbrand/callback"
                   for to, _, link in letters), letters
        w.run("tokens", "--check", expect=1)
        time.sleep(0.5)
        assert len(sink.letters) == 2, "each warning once"
