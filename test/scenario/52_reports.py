"""Goal of this test: reports that are sent by themselves: at the time of the schedule, once to each recipient,
with the same bytes as `simpul export` or with a link that ends; who leaves gets no more."""
import os
import re
import time

from mail_sink import MailSink
from shifted import ShiftedClock
from world import World

DAY_S = 86400
WEEKLY = {"name": "Laporan Dapur", "every": "week", "day": 1, "time": "07:30", "time_zone": "Asia/Jakarta",
          "format": "csv", "parts": ["media"], "date_frame": "28", "recipients": ["Bos@dapur.id", "tim@dapur.id"]}


def wait_for(what, condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def letters_of(sink, count, seconds=30):
    wait_for(f"{count} letters, there are {len(sink.letters)}", lambda: len(sink.letters) >= count, seconds)
    return sink.letters[:count]


def parts_of(letter):
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    files = [(f.get_filename(), f.get_content_type(), f.get_payload(decode=True)) for f in letter.iter_attachments()]
    return text, html, files


def test_a_letter_with_its_file_and_one_with_a_link():
    with MailSink() as sink, World(settings=sink.settings) as w:
        user = w.login()
        account = w.connected_account(user)
        made = user.ok("POST", "/api/report-schedules", {"account_id": account, **WEEKLY})
        path = f"/api/report-schedules/{made['id']}"
        assert made["day"] == "1" and made["active"] and made["next_at"], made
        assert [r["email"] for r in made["recipients"]] == ["bos@dapur.id", "tim@dapur.id"]

        preview = user.ok("GET", path + "/preview")
        assert preview["subject"].startswith("Laporan Dapur @") and "Pengikut: " in preview["text"], preview
        assert preview["files"][0].startswith("Data Performa Konten Tanggal "), preview

        framed = user.get(path + "/preview/letter")
        assert framed.status == 200 and framed.text() == preview["html"], framed.status
        policy = framed.header("Content-Security-Policy")
        assert policy.startswith("sandbox; default-src 'none'") and "frame-ancestors 'self'" in policy, policy
        assert framed.header("X-Frame-Options") == "SAMEORIGIN"

        user.ok("POST", path + "/test")
        assert user.post(path + "/test").status == 429
        (recipient, letter), = letters_of(sink, 1)
        assert recipient == "sari@simpul.test", recipient
        text, html, files = parts_of(letter)
        assert letter["Subject"] == "Uji coba: " + preview["subject"], letter["Subject"]
        assert len(files) == 1 and files[0][:2] == (preview["files"][0], "text/csv"), files[0][:2]
        assert files[0][2] == w.run("export", "csv", account, "media", "--date-frame", "28").encode()
        followers = user.ok("GET", f"/cekbrand/accounts/{account}")["latest_user_data"]["followers_count"]
        assert f"Pengikut: {followers:,}".replace(",", ".") in text, text
        assert f"{followers:,}".replace(",", ".") in html
        wait_for("the log", lambda: user.ok("GET", path + "/deliveries")[0]["state"] == "sent")

        user.ok("PUT", path, {"account_id": account, **WEEKLY, "delivery": "link", "language": "en"})
        w.stop_simpul()
        w.env["SIMPUL_ATTACHMENT_MAX_MB"] = "0"
        clock = ShiftedClock(w)
        clock.set(70)
        w.start_simpul()
        user.ok("POST", path + "/test")
        letter = letters_of(sink, 2)[1][1]
        text, html, files = parts_of(letter)
        assert not files and "Followers: " in text and f"Followers: {followers:,}" in text, text
        link = re.search(r"http\S+/api/exports/shared/\S+", text).group(0)
        assert link in html.replace("&amp;", "&")
        anybody = type(user)(w.site)
        got = anybody.get(link[len(w.site):])
        assert got.status == 200 and got.header("Referrer-Policy") == "no-referrer", got
        assert got.body.startswith(b"Tanggal dan Jam Posting,"), got
        token = link.rsplit("/", 1)[1]
        assert anybody.get(f"/api/exports/shared/{token[:-1]}").status == 400
        assert token not in w.processes["simpul"].read_log()
        for _ in range(19):
            assert anybody.get(link[len(w.site):]).status == 200
        assert anybody.get(link[len(w.site):]).status == 400

        # Too large to be attached: a link, too.
        user.ok("PUT", path, {"account_id": account, **WEEKLY, "format": "zip", "parts": ["csv", "json"]})
        clock.set(140)
        user.ok("POST", path + "/test")
        text, _, files = parts_of(letters_of(sink, 3)[2][1])
        link = re.search(r"http\S+/api/exports/shared/\S+", text).group(0)
        assert not files and anybody.get(link[len(w.site):]).body.startswith(b"PK"), text

        # Killed while the mail server was silent: nobody knows whether it has the letter, so that is the end of it.
        sink.hold = True
        clock.set(210)
        user.ok("POST", path + "/test")
        letters_of(sink, 4)
        w.processes.pop("simpul").kill()
        sink.hold = False
        clock.set(330)
        w.start_simpul()
        wait_for("unsure", lambda: user.ok("GET", path + "/deliveries")[0]["state"] == "unsure")
        time.sleep(1.5)
        assert len(sink.letters) == 4
        assert [d["state"] for d in user.ok("GET", path + "/deliveries")] == ["unsure", "sent", "sent", "sent"]


def test_the_time_comes():
    with MailSink() as sink, World(start=False, settings=sink.settings) as w:
        w.run("keys", "init")
        clock = ShiftedClock(w)
        w.start_graphsim()
        w.start_simpul()
        user = w.login()
        account = w.connected_account(user)
        made = user.ok("POST", "/api/report-schedules", {"account_id": account, **WEEKLY})
        path = f"/api/report-schedules/{made['id']}"

        # Three weeks while nobody was there: one letter each, when the server is back.
        w.stop_simpul()
        clock.set(21 * DAY_S)
        w.start_simpul()
        user = w.login(add=False)
        got = letters_of(sink, 2)
        assert sorted(r for r, _ in got) == ["bos@dapur.id", "tim@dapur.id"], got
        leave = re.search(r"<(\S+)>", got[0][1]["List-Unsubscribe"]).group(1)
        assert got[0][1]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert leave in parts_of(got[0][1])[0]
        wait_for("sent", lambda: [d["state"] for d in user.ok("GET", path + "/deliveries")] == ["sent"] * 2)
        slot = {d["slot_at"] for d in user.ok("GET", path + "/deliveries")}
        assert len(slot) == 1 and slot.pop()[11:] == "07:30:00+07:00"

        # A mail server's robot only looks; a person presses the button.
        anybody = type(user)(w.site)
        asked = anybody.get(leave[len(w.site):])
        assert asked.status == 200 and "<form" in asked.text(), asked
        assert not user.ok("GET", path)["recipients"][0]["left_at"]
        assert anybody.post(leave[len(w.site):], "List-Unsubscribe=One-Click",
                            headers={"Content-Type": "application/x-www-form-urlencoded"}).status == 200
        left = got[0][0]
        user.ok("PUT", path, {"account_id": account, **WEEKLY})  # does not bring him back
        assert [r["email"] for r in user.ok("GET", path)["recipients"] if r["left_at"]] == [left]

        clock.set(28 * DAY_S)
        letters_of(sink, 3)
        time.sleep(1.5)
        assert len(sink.letters) == 3 and sink.letters[2][0] != left

        # A server that takes nothing now: tried again, sent once.
        sink.refuse = 451
        clock.set(35 * DAY_S)
        user = w.login(add=False)
        wait_for("an attempt", lambda: any(d["attempts"] == 1 and d["state"] == "waiting"
                                           for d in user.ok("GET", path + "/deliveries")))
        sink.refuse = None
        clock.set(35 * DAY_S + 3600)
        letters_of(sink, 4)
        sink.refuse = 550
        clock.set(42 * DAY_S)
        user = w.login(add=False)
        wait_for("a refusal", lambda: user.ok("GET", path + "/deliveries")[0]["state"] == "failed")
        sink.refuse = None

        # Off, and then gone.
        assert [s["id"] for s in user.ok("GET", "/api/report-schedules")] == [made["id"]]
        user.ok("PUT", path, {"account_id": account, **WEEKLY, "active": False})
        assert user.ok("GET", path)["next_at"] is None
        clock.set(49 * DAY_S)
        time.sleep(2.5)
        user = w.login(add=False)
        assert len(sink.letters) == 4
        assert user.call("DELETE", path).status == 204
        assert user.get(path).status == 404


def test_what_is_wrong_is_named():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        good = {"account_id": account, **WEEKLY}
        for field, value in (("every", "day"), ("day", "8"), ("day", "last"), ("time", "7:30"), ("time", "24:00"),
                             ("time_zone", "Bulan/Purnama"), ("recipients", []), ("recipients", ["bukan alamat"]),
                             ("recipients", [f"a{i}@dapur.id" for i in range(21)]), ("date_frame", "8"),
                             ("date_frame", None), ("format", "docx"), ("parts", ["cuaca"]), ("delivery", "merpati"),
                             ("language", "fr"), ("name", "x" * 81), ("name", "a\nb")):
            reply = user.post("/api/report-schedules", {**good, field: value})
            assert reply.status == 400 and reply.json()["error"]["field"] == field, (field, value, reply)
        made = user.ok("POST", "/api/report-schedules",
                       {**good, "every": "month", "day": "last", "date_frame": "last_month"})
        assert made["day"] == "last" and made["date_frame"] == "last_month"
        assert user.post(f"/api/report-schedules/{made['id']}/test").status == 502

        stranger = w.login("tono@simpul.test")
        path = f"/api/report-schedules/{made['id']}"
        assert stranger.post("/api/report-schedules", good).status == 404
        for method, end, body in (("GET", "", None), ("PUT", "", good), ("DELETE", "", None), ("POST", "/test", None),
                                  ("GET", "/preview", None), ("GET", "/deliveries", None)):
            assert stranger.call(method, path + end, body).status == 404, (method, end)
        trial = w.login("coba@simpul.test", plan="trial")
        own = w.connected_account(trial, "hana")
        assert trial.post("/api/report-schedules", {**good, "account_id": own}).status == 403
        assert os.path.isdir(w.folder)
