"""Goal of this test: files for posts are sent, streamed to disk, judged by what they are, given to Meta by signed links
that expire, and kept from everybody else; what is too large, cut off, or no picture leaves nothing behind."""
import http.client
import os
import socket
import time
import urllib.parse

from desk import QUICK, Desk, published
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
