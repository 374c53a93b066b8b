"""Goal of this test: files for posts are sent, streamed to disk, judged by what they are, given to Meta by signed links
that expire, and kept from everybody else; what is too large, cut off, or no picture leaves nothing behind."""
import contextlib
import http.client
import http.server
import os
import socket
import threading
import time
import urllib.parse

from desk import QUICK, Desk, at, published
from shifted import BadDisk
from world import Client, World

LIMITS = {**QUICK, "SIMPUL_UPLOAD_IMAGE_MAX_MB": "2", "SIMPUL_UPLOAD_VIDEO_MAX_MB": "8",
          "SIMPUL_UPLOAD_USER_MAX_MB": "12"}


def fetched(world, name, **query):
    """A file of the simulator's."""
    connection = http.client.HTTPConnection("localhost", world.graph_port, timeout=30)
    connection.request("GET", f"/_cdn/{name}?" + "&".join(f"{k}={v}" for k, v in query.items()))
    body = connection.getresponse().read()
    connection.close()
    return body


def send(client, body, name="kue.jpg", kind="image/jpeg", **headers):
    return client.call("POST", f"/api/uploads?file_name={name}", body, headers={"Content-Type": kind, **headers})


def sent(client, body, **kw):
    reply = send(client, body, **kw)
    assert reply.status == 201, reply
    return reply.json()


def folder(world):
    path = os.path.join(world.folder, "media")
    return sorted(os.listdir(path)) if os.path.isdir(path) else []


def refused(reply, status, code, field=None):
    error = reply.json()["error"]
    assert (reply.status, error["code"], error.get("field")) == (status, code, field), reply
    assert error["message"], reply
    return error


def test_files_are_kept_for_their_owner():
    with World(settings=LIMITS) as w:
        sari, budi = (w.login(f"{who}@simpul.test", browser=False) for who in ("sari", "budi"))
        picture = fetched(w, "sample.jpg", width=1080, height=1350, kb=1500, seed=1)
        film = fetched(w, "sample.mp4", width=1080, height=1920, ms=12000, kb=5000)
        one = sent(sari, picture, name="kue%20lapis.jpg")
        assert (one["kind"], one["content_type"], one["file_name"]) == ("image", "image/jpeg", "kue lapis.jpg"), one
        assert (one["width"], one["height"], one["size_bytes"]) == (1080, 1350, len(picture)), one
        assert one["findings"] == [] and one["duration_ms"] is None, one
        # The content decides, not what it is said to be.
        two = sent(sari, film, name="..%2F..%2Fetc%2Fpasswd", kind="video/quicktime")
        assert (two["kind"], two["content_type"], two["file_name"]) == ("video", "video/mp4", "passwd"), two
        assert (two["duration_ms"], two["video_codec"], two["audio_codec"]) == (12000, "avc1", None), two
        listed = sari.ok("GET", "/api/uploads")
        assert listed["count"] == 2 and [u["id"] for u in listed["results"]] == [two["id"], one["id"]], listed
        assert sari.ok("GET", f"/api/uploads/{one['id']}") == one
        # Whole, in part, and only looked at.
        for body, upload in ((picture, one), (film, two)):
            at = f"/api/uploads/{upload['id']}/file"
            whole = sari.get(at)
            assert whole.body == body and whole.header("Content-Length") == str(len(body)), whole
            assert whole.header("X-Content-Type-Options") == "nosniff" and whole.header("Accept-Ranges") == "bytes"
            part = sari.get(at, headers={"Range": "bytes=100-1099"})
            assert part.status == 206 and part.body == body[100:1100], part
            assert part.header("Content-Range") == f"bytes 100-1099/{len(body)}"
            assert sari.get(at, headers={"Range": "bytes=-10"}).body == body[-10:]
            head = sari.call("HEAD", at)
            assert (head.status, head.header("Content-Length"), head.body) == (200, str(len(body)), b""), head
        # Nobody else's, and nobody's who is not logged in.
        for method, path in (("GET", ""), ("GET", "/file"), ("DELETE", "")):
            assert budi.call(method, f"/api/uploads/{one['id']}{path}").status == 404
            assert Client(w.site, browser=False).call(method, f"/api/uploads/{one['id']}{path}").status == 401
        assert budi.ok("GET", "/api/uploads")["count"] == 0
        for token in ("x", "A" * 43, "A" * 44):
            assert Client(w.site, browser=False).get(f"/u/{token}").status == 404
        # They outlive the server.
        w.stop_simpul()
        w.start_simpul()
        assert sari.get(f"/api/uploads/{one['id']}/file").body == picture
        assert sari.call("DELETE", f"/api/uploads/{one['id']}").status == 204
        assert sari.get(f"/api/uploads/{one['id']}").status == 404
        assert len(folder(w)) == 1


def test_what_is_not_let_in_leaves_nothing():
    with World(settings=LIMITS) as w:
        sari = w.login("sari@simpul.test", browser=False)
        picture = fetched(w, "sample.jpg", kb=100, seed=2)
        refused(send(sari, fetched(w, "sample.txt")), 400, "invalid_field", "file")
        refused(send(sari, b""), 400, "invalid_field", "file")
        refused(send(sari, picture, kind="text/html"), 400, "invalid_field", "Content-Type")
        refused(send(sari, picture, kind=None), 400, "invalid_field", "Content-Type")
        refused(send(sari, fetched(w, "sample.jpg", kb=2100)), 413, "too_large")
        # A picture that calls itself a film is a picture.
        refused(send(sari, fetched(w, "sample.jpg", kb=2100), kind="video/mp4"), 413, "too_large")
        refused(send(Client(w.site, browser=False), picture), 401, "not_logged_in")
        assert send(sari, fetched(w, "sample.gif")).json()["findings"][0]["rule"] == "format"
        # The sum of all of them.
        film = fetched(w, "sample.mp4", kb=7000)
        sent(sari, film, kind="video/mp4")
        error = refused(send(sari, film, kind="video/mp4"), 403, "exceed_limit")
        assert "12 MB" in error["message"], error
        before = folder(w)
        assert len(before) == 2, before
        # In chunks, without a length beforehand: stopped where it is too long.
        def chunks(count):
            yield from (b"\xff\xd8\xff" + bytes(99997) for _ in range(count))
        reply = sari.call("POST", "/api/uploads", chunks(30), headers={"Content-Type": "image/jpeg"})
        refused(reply, 413, "too_large")
        # Cut off in the middle.
        for length in (0, 1000, 600000):
            with socket.create_connection(("localhost", w.port), timeout=10) as s:
                s.sendall((f"POST /api/uploads HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {sari.bearer}\r\n"
                           f"Content-Type: image/jpeg\r\nContent-Length: 1000000\r\n\r\n").encode())
                s.sendall(picture[:3] + bytes(length))
                time.sleep(0.2)
        began = time.monotonic()
        while folder(w) != before and time.monotonic() - began < 10:
            time.sleep(0.05)
        assert folder(w) == before, folder(w)
        assert sari.ok("GET", "/api/uploads")["count"] == 2


def test_a_full_disk():
    with World(start=False, settings=LIMITS) as w:
        disk = BadDisk(w)
        w.run("keys", "init")
        w.start_graphsim()
        w.start_simpul()
        sari = w.login("sari@simpul.test", browser=False)
        picture = fetched(w, "sample.jpg", kb=900)
        disk.set("full")
        error = refused(send(sari, picture), 507, "disk_full")
        assert error["action"] and folder(w) == [], (error, folder(w))
        disk.set("good")
        assert sent(sari, picture)["size_bytes"] == len(picture) and len(folder(w)) == 1


def test_meta_fetches_uploads_by_signed_links():
    with World(settings=LIMITS) as w:
        desk, other = Desk(w), w.login("budi@simpul.test", browser=False)
        w.sim("POST", "/publishing", {"video_ms": 0})
        pictures = [sent(desk.user, fetched(w, "sample.jpg", kb=300, seed=i)) for i in range(3)]
        film = sent(desk.user, fetched(w, "sample.mp4", width=1080, height=1920, kb=900), kind="video/mp4")
        def by(*uploads, **more):
            return [{"upload_id": u["id"], **more} for u in uploads]
        # Only one's own, and either an address or a file.
        for change in (by({"id": "999"}), by({"id": "x"}), [{"upload_id": pictures[0]["id"], "url": desk.file()}]):
            reply = desk.user.call("POST", "/api/posts", {"media": change, "draft": True,
                                                          "targets": [{"connection_id": desk.connection}]})
            refused(reply, 400, "invalid_field", "media[0].upload_id")
        refused(other.call("POST", "/api/posts", {"media": by(film), "draft": True, "targets": []}), 400,
                "invalid_field", "media[0].upload_id")
        # Planned: it is needed until it is published.
        later = desk.post(media=by(pictures[0], alt_text="Kue"), draft=True)
        assert later["kind"] == "image" and later["media"] == [
            {"kind": "image", "url": None, "upload_id": pictures[0]["id"], "alt_text": "Kue", "cover": None}], later
        refused(desk.user.call("DELETE", f"/api/uploads/{pictures[0]['id']}"), 409, "conflict")
        posts = [desk.post(media=by(pictures[0]), caption="Satu", publish_now=True),
                 desk.post(media=by(*pictures), caption="Album", publish_now=True),
                 desk.post(media=by(film, cover={"upload_id": pictures[1]["id"]}), caption="Reel", publish_now=True),
                 desk.post(media=by(pictures[2]), caption="Foto", publish_now=True,
                           targets=[{"connection_id": desk.connection, "place": "page"}])]
        assert [p["kind"] for p in posts] == ["image", "carousel", "reel", "image"]
        assert posts[2]["media"][0]["cover"] == {"url": None, "upload_id": pictures[1]["id"]}, posts[2]
        for post in posts:
            got = desk.await_state(post, "published", "failed", "unconfirmed", seconds=60)
            assert got["state"] == "published", got
        assert published(w)["published"] == len(posts)
        # What Meta was given opens without a login, in parts too, and neither lists nor outlives its time.
        links = [urllib.parse.parse_qs(r["query"]).get("image_url", [""])[0] for r in w.sim_requests()["requests"]]
        link = next(x for x in links if x.startswith(w.site + "/u/"))
        anybody, path = Client(w.site, browser=False), urllib.parse.urlsplit(link).path
        whole = anybody.get(path)
        assert whole.status == 200 and len(whole.body) == pictures[0]["size_bytes"], whole
        assert whole.header("Content-Type") == "image/jpeg" and whole.header("X-Content-Type-Options") == "nosniff"
        assert anybody.get(path, headers={"Range": "bytes=0-9"}).body == whole.body[:10]
        assert anybody.call("HEAD", path).header("Content-Length") == str(len(whole.body))
        assert anybody.get(path[:-1] + ("A" if path[-1] != "A" else "B")).status == 404
        assert anybody.get("/u/").status == 404 and anybody.get("/u").status == 404
        # Over: now they may go, except what a draft still needs.
        assert desk.user.call("DELETE", f"/api/uploads/{pictures[1]['id']}").status == 204
        refused(desk.user.call("DELETE", f"/api/uploads/{pictures[0]['id']}"), 409, "conflict")
        assert desk.user.ok("DELETE", f"/api/posts/{later['id']}") is None
        assert desk.user.call("DELETE", f"/api/uploads/{pictures[0]['id']}").status == 204
        assert anybody.get(path).status == 404


class Shelf:
    """A server of somebody's media: what it has can be changed."""

    def __init__(self):
        shelf = self
        self.files, self.redirects = {}, {}

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self):
                if self.path in shelf.redirects:
                    self.send_response(302)
                    self.send_header("Location", shelf.redirects[self.path])
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                body = shelf.files.get(self.path)
                if body is None:
                    self.send_error(404)
                    return
                total, part = len(body), (self.headers.get("Range") or "").partition("bytes=")[2]
                if part:
                    first, _, last = part.partition("-")
                    body = body[int(first):int(last) + 1]
                self.send_response(206 if part else 200)
                if part:
                    self.send_header("Content-Range", f"bytes {first}-{int(first) + len(body) - 1}/{total}")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):  # whoever looks takes as much as he wants
                    self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.at = f"http://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, path, body):
        self.files[path] = body
        return self.at + path

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def told(findings):
    return sorted((f["severity"], f["field"], f["rule"]) for f in findings)


def await_findings(desk, post, wanted, seconds=15):
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        got = desk.get(post)
        if told(got["findings"]) == sorted(wanted):
            return got
        time.sleep(0.05)
    raise AssertionError(f"not {wanted}: {got['findings']}")


def test_what_is_wrong_is_said_before_it_is_due():
    shelf = Shelf()
    try:
        with World(settings=LIMITS) as w:
            desk = Desk(w)
            page = {"connection_id": desk.connection, "place": "page"}
            good = shelf.put("/kue.jpg", fetched(w, "sample.jpg", width=1080, height=1080, seed=1))
            film = shelf.put("/kue.mp4", fetched(w, "sample.mp4", width=1080, height=1920, ms=5000))
            gif, png = shelf.put("/a", fetched(w, "sample.gif")), shelf.put("/p.png", fetched(w, "sample.png"))
            large = shelf.put("/large.jpg", fetched(w, "sample.jpg", kb=9 * 1024))
            wide = shelf.put("/wide.jpg", fetched(w, "sample.jpg", width=2000, height=1000))
            short = shelf.put("/short.mp4", fetched(w, "sample.mp4", width=1080, height=1920, ms=2000, codec="vp09"))
            shelf.redirects["/moved.jpg"] = "/kue.jpg"
            shelf.redirects["/inside.jpg"] = "http://169.254.169.254/latest/meta-data"

            def check(*urls, **more):
                body = {"media": [{"url": u} for u in urls], "targets": [{"connection_id": desk.connection}], **more}
                return told(desk.user.ok("POST", "/api/posts/check", body)["findings"])
            assert check(good) == [] and check(film) == [] and check(good, film) == []
            assert check(gif) == [("error", "media[0]", "format")]
            assert check(large) == [("error", "media[0]", "size")]
            assert check(good, wide) == [("error", "media[1]", "ratio")]
            assert check(short) == [("error", "media[0]", "duration"), ("error", "media[0]", "video_codec")]
            assert check(shelf.at + "/none.jpg") == [("error", "media[0]", "status")]
            assert check(shelf.at + "/moved.jpg") == [("warning", "media[0]", "redirect")]
            assert check(shelf.at + "/inside.jpg") == [("error", "media[0]", "private_address")]
            for host in ("10.0.0.7", "192.168.1.1", "169.254.169.254", "[fd00::1]", "2130706433", "nas.local"):
                assert check(f"http://{host}/a.jpg") == [("error", "media[0].url", "invalid_field")], host
            assert check("http://localhost:1/a.jpg") == [("error", "media[0]", "unreachable")]
            assert check(*[good] * 11) == [("error", "media", "invalid_field")]
            assert check("http://cdn.example/a.gif") == [("error", "media[0].url", "invalid_field")]
            assert check(good, caption="a" * 2201) == [("error", "caption", "invalid_field")]
            assert check(good, targets=[{"connection_id": "conn_x"}]) == [
                ("error", "targets[0].connection_id", "not_found")]
            assert check(png, targets=[page]) == []
            assert check(large, targets=[page]) == [("warning", "media[0]", "size")]
            words = desk.user.ok("POST", "/api/posts/check", {"media": [{"url": large}], "targets": [
                {"connection_id": desk.connection}]})["findings"][0]
            assert "9 MB" in words["message"] and words["action"] and words["use"] == "instagram_image", words
            refused(desk.user.call("POST", "/api/posts/check", "{"), 400, "bad_request")
            rules = desk.user.ok("GET", "/api/posts/media-rules")
            assert {"use": "instagram_image", "measure": "size", "unit": "bytes", "min": None, "max": 8 << 20,
                    "allowed": None, "refuses": True} in [
                {k: v for k, v in r.items() if k not in ("source", "read_on")} for r in rules], rules

            # Stored all the same, and told in the post when it was looked at.
            slow = desk.post(media=[{"url": wide}], publish_at=at(3600))
            assert slow["state"] == "scheduled"
            await_findings(desk, slow, [("error", "media[0]", "ratio")])
            # Mended at the same address: the next look sees it, and that it is another file.
            shelf.put("/wide.jpg", shelf.files["/kue.jpg"])
            w.make_due(f"publish.look:{slow['id']}")
            await_findings(desk, slow, [("warning", "media[0]", "changed")])
            w.make_due(f"publish.look:{slow['id']}")
            time.sleep(0.3)
            await_findings(desk, slow, [("warning", "media[0]", "changed")])
            # Taken away, and edited: the new address is looked at at once.
            del shelf.files["/wide.jpg"]
            w.make_due(f"publish.look:{slow['id']}")
            await_findings(desk, slow, [("error", "media[0]", "status"), ("warning", "media[0]", "changed")])
            desk.user.ok("PUT", f"/api/posts/{slow['id']}", {
                "media": [{"url": good}], "targets": [{"connection_id": desk.connection}], "publish_at": at(3600)})
            await_findings(desk, slow, [])
            # An upload is known without being looked at; one that is gone is told.
            upload = sent(desk.user, fetched(w, "sample.jpg", width=2000, height=1000))
            draft = desk.post(media=[{"upload_id": upload["id"]}], draft=True)
            assert told(draft["findings"]) == [("error", "media[0]", "ratio")], draft
            # Nothing is held back: Meta's answer decides.
            now = desk.post(media=[{"url": large}], publish_now=True, caption="Besar")
            got = desk.await_state(now, "failed", "published", seconds=30)
            assert got["state"] == "failed" and got["targets"][0]["fault"]["code"] == "media_too_large", got
            await_findings(desk, now, [("error", "media[0]", "size")])
    finally:
        shelf.close()


def test_videos_reels_and_stories_of_a_page():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        w.sim("POST", "/publishing", {"video_ms": 300})
        page = [{"connection_id": desk.connection, "place": "page"}]

        def film(seed):
            return [{"url": desk.file("sample.mp4", width=1080, height=1920, ms=5000, seed=seed)}]
        posts = [desk.post(kind="video", media=film(1), caption="Film", targets=page, publish_now=True, first_comment="Hai"),
                 desk.post(media=film(2), caption="Reel", targets=page, publish_now=True, first_comment="Hai"),
                 desk.post(kind="story", media=film(3), caption="", targets=page, publish_now=True),
                 desk.post(kind="story", media=[{"url": desk.file(seed=4)}], caption="", targets=page, publish_now=True)]
        assert [p["kind"] for p in posts] == ["video", "reel", "story", "story"]
        for post in posts:
            got = desk.await_state(post, "published", "failed", "unconfirmed", seconds=60)
            target = got["targets"][0]
            assert got["state"] == "published" and target["media_id"] and target["fault"] is None, got
            assert bool(target["comment_id"]) == bool(got["first_comment"]), got
        ledger = published(w)
        assert sorted(i["kind"] for i in ledger["items"]) == ["comment", "comment", "reel", "story", "story", "video"], ledger
        assert ledger["duplicates"] == 0, ledger
        # A film that Meta cannot use as a reel: said beforehand, and by Meta as what it is.
        wide = [{"url": desk.file("sample.mp4", width=1920, height=1080, ms=5000)}]
        checked = desk.user.ok("POST", "/api/posts/check", {"media": wide, "targets": page})["findings"]
        assert ("error", "media[0]", "ratio") in told(checked), checked
        bad = desk.post(media=wide, caption="Lebar", targets=page, publish_now=True)
        got = desk.await_state(bad, "failed", "published", seconds=60)
        assert got["state"] == "failed" and got["targets"][0]["fault"]["code"] == "media_ratio", got
