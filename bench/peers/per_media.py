"""The usual way to crawl an Instagram account: list its media, then ask for the insights and the
comments of each. Talks to graphsim; how many calls that takes is what the bench wants to know."""
import hashlib
import hmac
import json
import urllib.error
import urllib.parse
import urllib.request

VERSION = "v25.0"
FIELDS = "id,caption,media_type,permalink,timestamp,like_count,comments_count"
METRICS = "reach,saved,total_interactions"


class Crawler:
    def __init__(self, graph_url, app_id, app_secret):
        self.base, self.app_id, self.secret = f"{graph_url}/{VERSION}", app_id, app_secret
        self.token = None
        self.calls = 0

    def get(self, path, **arguments):
        if self.token:
            proof = hmac.new(self.secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
            arguments |= {"access_token": self.token, "appsecret_proof": proof}
        return self.open(f"{self.base}/{path}?{urllib.parse.urlencode(arguments)}")

    def open(self, url):
        self.calls += 1
        try:
            with urllib.request.urlopen(url) as reply:
                return json.loads(reply.read())
        except urllib.error.HTTPError as refused:
            # Media from before the account was professional have no insights: an answer too.
            return json.loads(refused.read())

    def login(self, dialog_redirect, redirect_uri):
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(dialog_redirect).query)["code"][0]
        self.token = self.get(
            "oauth/access_token", client_id=self.app_id, client_secret=self.secret,
            redirect_uri=redirect_uri, code=code,
        )["access_token"]  # fmt: skip

    def media(self, account_id):
        place = {}
        while True:
            page = self.get(f"{account_id}/media", fields=FIELDS, limit=100, **place)
            yield from page["data"]
            if "next" not in page.get("paging", {}):
                return
            place = {"after": page["paging"]["cursors"]["after"]}

    def crawl(self, account_id):
        """{media id: reach or None}"""
        found = {}
        for media in self.media(account_id):
            insights = self.get(f"{media['id']}/insights", metric=METRICS).get("data", [])
            reach = [i["values"][0]["value"] for i in insights if i["name"] == "reach"]
            found[media["id"]] = reach[0] if reach else None
            if media.get("comments_count"):
                self.get(f"{media['id']}/comments", fields="id,text,username,timestamp,like_count", limit=50)
        return found
