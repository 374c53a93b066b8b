"""Goal of this test: a file that is asked for is made whole or not at all: the same bytes as the download, its
owner's alone, cancelled, made again, removed with its time; nothing of a failed one stays."""
import io
import os
import time
import zipfile

from world import World


def await_state(user, export, *states, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        got = user.ok("GET", f"/api/exports/{export}")
        if got["state"] in states:
            return got
        assert time.monotonic() < deadline, got
        time.sleep(0.05)


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

        part = user.get(f"/api/exports/{asked['id']}/file", headers={"Range": "bytes=10-99"})
        assert part.status == 206 and part.body == got.body[10:100], part
        assert part.header("Content-Range") == f"bytes 10-99/{len(got.body)}"
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


def test_pictures_are_in_the_pdf():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        folder = os.path.join(w.folder, "pictures")

        def kept():
            return [name for _, _, names in os.walk(folder) for name in names]

        # They are fetched after the collection, by themselves.
        deadline = time.monotonic() + 60
        while len(kept()) < 20:
            assert time.monotonic() < deadline, f"{len(kept())} pictures"
            time.sleep(0.2)
        asked = ask(user, account, format="pdf", parts=["top-posts"])
        ready = await_state(user, asked["id"], "ready", "failed", seconds=120)
        assert ready["state"] == "ready", ready
        got = user.get(f"/api/exports/{asked['id']}/file")
        assert got.header("Content-Type") == "application/zip", got.headers
        pages = zipfile.ZipFile(io.BytesIO(got.body))
        assert pages.testzip() is None and len(pages.namelist()) == 5, pages.namelist()
        for name in pages.namelist()[:4]:
            assert b"/DCTDecode" in pages.read(name), f"{name} shows no photo"
