"""Goal of this test: a file that is asked for is made whole or not at all: the same bytes as the download, its
owner's alone, cancelled, made again, removed with its time; nothing of a failed one stays."""
import io
import os
import time
import zipfile

from shifted import BadDisk, ShiftedClock
from world import Client, World


def await_state(user, export, *states, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        got = user.ok("GET", f"/api/exports/{export}")
        if got["state"] in states:
            return got
        assert time.monotonic() < deadline, got
        time.sleep(0.05)


def wait_for(what, condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def ask(user, account, **more):
    return user.ok("POST", "/api/exports", {"account_id": account, "format": "csv", "parts": ["media"],
                                            "date_frame": "28", **more})


def files_of(w):
    folder = os.path.join(w.folder, "exports")
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def test_the_life_of_an_export():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        asked = ask(user, account)
        assert asked["state"] in ("queued", "making", "ready") and asked["error"] is None, asked
        ready = await_state(user, asked["id"], "ready")
        assert ready["progress"]["done"] == ready["progress"]["total"] > 0, ready
        got = user.get(f"/api/exports/{asked['id']}/file")
        direct = user.get(f"/cekbrand/accounts/{account}/download/csv/media?date_frame=28")
        assert got.status == 200 and got.body == direct.body, got
        assert len(got.body) == ready["size_bytes"]
        assert ready["file_name"] in got.header("Content-Disposition"), got.headers
        assert got.header("Content-Disposition") == direct.header("Content-Disposition")

        assert got.header("Content-Length") == str(len(got.body)) and not got.header("Transfer-Encoding"), got.headers
        looked = user.call("HEAD", f"/api/exports/{asked['id']}/file")
        assert looked.status == 200 and looked.header("Content-Length") == str(len(got.body)), looked.headers
        known = user.get(f"/api/exports/{asked['id']}/file", headers={"If-None-Match": got.header("ETag")})
        assert known.status == 304 and known.body == b"", known

        part = user.get(f"/api/exports/{asked['id']}/file", headers={"Range": "bytes=10-99"})
        assert part.status == 206 and part.body == got.body[10:100], part
        assert part.header("Content-Range") == f"bytes 10-99/{len(got.body)}"
        assert part.header("Content-Length") == "90"
        tail = user.get(f"/api/exports/{asked['id']}/file", headers={"Range": "bytes=-7"})
        assert tail.status == 206 and tail.body == got.body[-7:], tail
        assert files_of(w) == [asked["id"]]
        assert [e["id"] for e in user.ok("GET", "/api/exports")] == [asked["id"]]
        assert user.call("POST", f"/api/exports/{asked['id']}/retry").status == 409

        stranger = w.login("tono@simpul.test")
        for method, path in (("GET", ""), ("GET", "/file"), ("POST", "/retry"), ("DELETE", "")):
            assert stranger.call(method, f"/api/exports/{asked['id']}{path}").status == 404, (method, path)
        assert stranger.ok("GET", "/api/exports") == []
        refused = stranger.post("/api/exports", {"account_id": account, "format": "csv", "parts": ["media"]})
        assert refused.status == 404, refused

        assert user.call("DELETE", f"/api/exports/{asked['id']}").status == 204
        assert user.get(f"/api/exports/{asked['id']}").status == 404
        assert files_of(w) == []


def test_in_the_middle_of_it():
    with World(start=False) as w:
        w.run("keys", "init")
        clock, disk = ShiftedClock(w), BadDisk(w)
        w.start_graphsim()
        w.start_simpul()
        user = w.login()
        account = w.connected_account(user)

        # Cancelled: the part goes, the row stays, and it can be made again.
        disk.set("slow")
        asked = ask(user, account)["id"]
        making = await_state(user, asked, "making")
        assert making["error"] is None and making["file_name"] is None, making
        wait_for("a part", lambda: any(f.endswith(".part") for f in files_of(w)))
        assert user.get(f"/api/exports/{asked}/file").status == 404
        assert user.call("DELETE", f"/api/exports/{asked}").status == 204
        assert user.ok("GET", f"/api/exports/{asked}")["state"] == "cancelled"
        wait_for("the part to go", lambda: files_of(w) == [])
        disk.set("good")
        assert user.ok("POST", f"/api/exports/{asked}/retry")["state"] in ("queued", "making", "ready")
        await_state(user, asked, "ready")

        # Full: it has failed, says why, and leaves nothing.
        disk.set("full")
        full = ask(user, account)["id"]
        failed = await_state(user, full, "failed")
        assert failed["error"]["code"] == "disk_full" and failed["error"]["action"], failed
        english = user.get(f"/api/exports/{full}", headers={"Accept-Language": "en"}).json()["error"]
        assert "disk is full" in english["message"], english
        assert files_of(w) == [asked]
        disk.set("good")
        user.ok("POST", f"/api/exports/{full}/retry")
        await_state(user, full, "ready")

        # At most two at once, at most five unfinished.
        disk.set("slow")
        many = [ask(user, account)["id"] for _ in range(5)]
        wait_for("two at once", lambda: [e["state"] for e in user.ok("GET", "/api/exports")].count("making") == 2)
        refused = user.post("/api/exports", {"account_id": account, "format": "csv", "parts": ["media"]})
        assert refused.status == 429 and "5" in refused.json()["error"]["message"], refused
        assert [e["state"] for e in user.ok("GET", "/api/exports")].count("queued") == 3

        # Killed: what was being made is made again by the next process.
        w.processes.pop("simpul").kill()
        assert any(f.endswith(".part") for f in files_of(w))
        disk.set("good")
        clock.set(30)  # the leases of the dead have run out
        w.start_simpul()
        for export in many:
            got = await_state(user, export, "ready", "failed")
            assert got["state"] == "ready", got
        bodies = {user.get(f"/api/exports/{export}/file").body for export in [*many, asked]}
        assert len(bodies) == 1
        assert files_of(w) == sorted([asked, full, *many])

        # No more than twenty are kept.
        for _ in range(15):
            await_state(user, ask(user, account)["id"], "ready")
        assert len(user.ok("GET", "/api/exports")) == 20 == len(files_of(w))
        assert user.get(f"/api/exports/{asked}").status == 404

        # After a day they are gone, files and all.
        clock.set(25 * 3600)
        assert user.ok("GET", "/api/exports") == []
        wait_for("the files to go", lambda: files_of(w) == [])


def test_brand():
    with World() as w:
        user = w.login()
        assert user.ok("GET", "/api/brand") == {"name": "", "colour": "", "logo_url": None}
        got = user.ok("PUT", "/api/brand", {"name": "Dapur Nusantara", "colour": "#AA3311"})
        assert got == {"name": "Dapur Nusantara", "colour": "#aa3311", "logo_url": None}, got
        for field, value in (("colour", "merah"), ("colour", "#12345g"), ("name", "x" * 61), ("name", "a\nb")):
            bad = user.call("PUT", "/api/brand", {"name": "Dapur", field: value})
            assert bad.status == 400 and bad.json()["error"]["field"] == field, bad
        photo = Client(w.graph, browser=False).get("/_cdn/avatar/00000000000000a7.jpg")
        assert photo.status == 200, photo
        logo = user.call("PUT", "/api/brand/logo", photo.body, headers={"Content-Type": "image/jpeg"})
        assert logo.status == 200 and logo.json()["logo_url"], logo
        shown = user.get(logo.json()["logo_url"])
        assert shown.status == 200 and shown.header("Content-Type") == "image/jpeg", shown
        svg = user.call("PUT", "/api/brand/logo", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        assert svg.status == 400 and svg.json()["error"]["field"] == "logo", svg
        assert w.login("tono@simpul.test").ok("GET", "/api/brand")["logo_url"] is None
        assert user.call("DELETE", "/api/brand/logo").status == 204
        assert user.get("/api/brand/logo").status == 404
        assert user.ok("GET", "/api/brand")["name"] == "Dapur Nusantara"


def test_pictures_are_in_the_pdf():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        folder = os.path.join(w.folder, "pictures")

        def kept():
            return [name for _, _, names in os.walk(folder) for name in names]

        # They are fetched after the collection, by themselves.
        wait_for("twenty pictures", lambda: len(kept()) >= 20, seconds=60)
        asked = ask(user, account, format="pdf", parts=["top-posts"])
        ready = await_state(user, asked["id"], "ready", "failed", seconds=120)
        assert ready["state"] == "ready", ready
        got = user.get(f"/api/exports/{asked['id']}/file")
        assert got.header("Content-Type") == "application/zip", got.headers
        pages = zipfile.ZipFile(io.BytesIO(got.body))
        assert pages.testzip() is None and len(pages.namelist()) == 5, pages.namelist()
        for name in pages.namelist()[:4]:
            assert b"/DCTDecode" in pages.read(name), f"{name} shows no photo"
