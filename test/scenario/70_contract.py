"""Goal of this test: the OpenAPI document is the truth. It is served as it is printed, every operation
that no other scenario calls answers as it says, and the check that all scenarios run under does notice
a reply that is not as announced."""
import copy
import json

from contract import Contract, Mismatch
from world import PASSWORD, Client, Reply, World, contract

JSON = [("Content-Type", "application/json")]


def test_served_as_printed():
    with World() as w:
        printed = json.loads(w.run("routes", "--openapi"))
        assert Client(w.site).ok("GET", "/api/openapi.json") == printed
        assert printed["openapi"] == "3.1.0"
        identities = [row["operationId"] for item in printed["paths"].values()
                      for method, row in item.items() if method != "servers"]
        assert len(identities) == len(set(identities)), "two operations share an operationId"


def test_every_reading_of_an_account():
    """With a window, without one, and for an account that has hardly anything to tell."""
    with World() as w:
        user = w.login()
        for persona in ("rani", "hana"):
            account = w.connected_account(user, persona)
            media = user.ok("GET", f"/cekbrand/accounts/{account}/media")[0]["id"]
            for operation in contract().operations:
                if operation.method != "get" or not operation.path.startswith("/cekbrand/accounts/{account_id}"):
                    continue
                if operation.parameters() > 1 and "{media_id}" not in operation.path:
                    continue
                path = operation.path.replace("{account_id}", account).replace("{media_id}", media)
                for window in ("", "?date_frame=28", "?start=2001-01-01&end=2001-01-02"):
                    reply = user.get(path + window)
                    assert reply.status == 200, (path, reply)


def test_what_other_scenarios_do_not_call():
    with World() as w:
        user = w.login()
        w.connected_account(user)
        social, _ = w.instagram_of(user)
        assert user.ok("GET", "/user-management/subscription-groups")
        found = user.ok("GET", f"/user/socialaccounts/{social}")
        assert found["id"] == social
        user.ok("PUT", f"/user/socialaccounts/{social}", {k: found[k] for k in ("provider", "uid", "extra_data")})
        user.ok("GET", "/cekbrand/instagram-graph-api/instagram-business/dapurnusantara.id")
        assert user.ok("GET", "/api/admin/collection")["accounts"]
        user.ok("DELETE", f"/user/socialaccounts/{social}")
        trial = w.login("coba@simpul.test", plan="trial")
        trial.ok("DELETE", f"/subscription/{trial.ok('GET', '/subscriptions/')[0]['id']}")
        user.ok("POST", "/account/password/change", {
            "old_password": PASSWORD, "new_password1": PASSWORD + " baru", "new_password2": PASSWORD + " baru"})


def document_of(schema):
    """A document with one operation that answers `schema`."""
    return Contract({"components": {"responses": {}}, "paths": {"/x": {"get": {"responses": {
        "200": {"content": {"application/json": {"schema": schema}}}}}}}})


def test_the_check_notices():
    person = {"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string", "pattern": "^[0-9]+$"},
        "rate": {"type": ["number", "null"], "format": "double"},
        "born": {"type": "string", "format": "date"},
        "state": {"type": "string", "enum": ["new", "known"]},
        "names": {"type": "array", "items": {"type": "string"}},
        "limits": {"type": "object", "additionalProperties": {"type": "integer"}}}}
    good = {"id": "1", "rate": 24.0, "born": "2022-12-26", "state": "new", "names": ["a"], "limits": {"a": 1}}
    document_of(person).check("GET", "/x", Reply(200, JSON, json.dumps(good).encode()))
    document_of(person).check("GET", "/x/", Reply(200, JSON, b'{"id":"1","rate":null}'))
    for change, reason in (
            ({"id": 1}, "not of type string"), ({"id": "a"}, "does not look like"), ({"rate": 24}, "not of type"),
            ({"born": "26/12/2022"}, "not a date"), ({"state": "old"}, "none of"), ({"names": [1]}, "$.names[0]"),
            ({"limits": {"a": True}}, "$.limits.a"), ({"more": 1}, "unknown member more"), ({"born": None}, "null")):
        changed = {**copy.deepcopy(good), **change}
        expect(document_of(person), Reply(200, JSON, json.dumps(changed).encode()), reason)
    expect(document_of(person), Reply(200, JSON, b"{}"), "without id")
    expect(document_of(person), Reply(201, JSON, b"{}"), "this status is none of 200")
    expect(document_of(person), Reply(200, [("Content-Type", "text/html")], b""), "Content-Type")
    expect(document_of({"anyOf": [{"type": "string"}, {"type": "null"}]}), Reply(200, JSON, b"1"), "not of type null")
    expect(document_of({"oneOf": []}), Reply(200, JSON, b"1"), "does not understand")


def expect(document, reply, reason):
    try:
        document.check("GET", "/x", reply)
    except Mismatch as mismatch:
        assert reason in str(mismatch), (reason, mismatch)
        return
    raise AssertionError(f"not noticed: {reason}")
