"""Meta as somebody sees it who asks without simpul: what the simulator would tell, read page by page."""
import hashlib
import hmac
import urllib.parse

from world import APP_ID, APP_SECRET, Client

SCOPES = ("pages_show_list,instagram_basic,instagram_manage_comments,instagram_manage_insights,"
          "pages_read_engagement,business_management")
VERSION = "/v25.0"
COMMENT = "id,parent_id"


class Meta:
    """Meta's API with a token of that person that lasts."""

    def __init__(self, world, persona):
        self.client = Client(world.graph, browser=False)
        back = world.site + "/meta/back"
        asked = urllib.parse.urlencode({"client_id": APP_ID, "redirect_uri": back, "scope": SCOPES,
                                        "response_type": "code", "state": "s"})
        arrived = world.dialog(f"{world.graph}{VERSION}/dialog/oauth?{asked}", persona)
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(arrived).query)["code"][0]
        got = self.client.ok("GET", f"{VERSION}/oauth/access_token?" + urllib.parse.urlencode(
            {"client_id": APP_ID, "client_secret": APP_SECRET, "redirect_uri": back, "code": code}))
        got = self.client.ok("GET", f"{VERSION}/oauth/access_token?" + urllib.parse.urlencode(
            {"grant_type": "fb_exchange_token", "client_id": APP_ID, "client_secret": APP_SECRET,
             "fb_exchange_token": got["access_token"]}))
        self.token = got["access_token"]
        self.proof = hmac.new(APP_SECRET.encode(), self.token.encode(), hashlib.sha256).hexdigest()

    def target(self, path, **query):
        return f"{VERSION}/{path}?" + urllib.parse.urlencode(
            {**query, "access_token": self.token, "appsecret_proof": self.proof})

    def pages(self, path, **query):
        """The objects of a list, to its end."""
        target = self.target(path, **query)
        while target:
            got = self.client.ok("GET", target)
            yield from got["data"]
            url = got.get("paging", {}).get("next")
            target = url and f"/{url.split('/', 3)[3]}&appsecret_proof={self.proof}"

    def posts(self, account):
        """[(id, comments with answers)], newest first."""
        return [(m["id"], m["comments_count"])
                for m in self.pages(f"{account}/media", fields="id,comments_count", limit=100)]

    def comments(self, media):
        """[(id, id of the comment it answers or None)], newest first, each before its answers."""
        found = []
        for c in self.pages(f"{media}/comments", fields=f"{COMMENT},replies.limit(50){{{COMMENT}}}", limit=50):
            found.append((c["id"], None))
            answers = c.get("replies", {})
            if answers.get("paging", {}).get("next"):
                answers = {"data": self.pages(f"{c['id']}/replies", fields=COMMENT, limit=50)}
            found.extend((a["id"], c["id"]) for a in answers.get("data", []))
        return found

    def answer(self, comment, text):
        return self.client.ok("POST", self.target(f"{comment}/replies", message=text))["id"]
