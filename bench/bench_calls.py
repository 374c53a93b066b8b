"""HTTP calls to Meta to collect an account with more than 1,000 media and their insights.

Ours is everything a collection does: profile, stories, media with the parts of albums, insights of
media, reels, account and Page, demographics, comments with their answers. The peer is
the usual pattern, counted by running it: listing pages of 100, then one call for the insights and
one for the comments of each media (no call where a media has no comments). Both crawl the same
simulated account, its clock standing still, and must end with the same reach of every media. Meta's
rate limit counts each element of a batch, so that figure is given as well.
"""
import sqlite3
import sys
import urllib.parse
import urllib.request

import frame
import site_under_test as site

sys.path.insert(0, str(frame.BENCH / "peers"))
import per_media  # noqa: E402

PERSONA = "indra"
LOG_ROWS = 100_000


def count_calls(target):
    """(HTTP calls, calls as Meta's rate limit counts them) since the log was emptied."""
    log = target.sim(f"/_sim/requests?elements=1&limit={LOG_ROWS}")["requests"]
    http = [r for r in log if not r["in_batch"]]
    batches = [r for r in http if r["method"] == "POST" and r["path"] == "/"]
    return len(http), len(log) - len(batches)


def collected(target):
    """{media id: reach or None} as stored."""
    with sqlite3.connect(target.database) as db:
        return dict(db.execute("SELECT id, reach FROM media"))


def run_peer(target, account_id):
    crawler = per_media.Crawler(target.graph_url, site.APP_ID, site.APP_SECRET)
    redirect_uri = f"{target.url}/restapi/user/auth/facebook/callback/"
    query = urllib.parse.urlencode({
        "client_id": site.APP_ID, "redirect_uri": redirect_uri, "state": "bench", "response_type": "code",
        "scope": "pages_show_list,pages_read_engagement,instagram_basic,instagram_manage_insights,business_management",
        "_sim_persona": PERSONA,
    })  # fmt: skip
    location = site.redirect_of(f"{target.graph_url}/{per_media.VERSION}/dialog/oauth?{query}")
    crawler.login(location, redirect_uri)
    target.sim("/_sim/requests", "DELETE")
    return crawler.crawl(account_id)


def bench():
    with site.Site("calls") as target:
        target.sim("/_sim/clock", "POST", {"frozen": True})
        target.start_server()
        target.login()
        social_id, account_id = target.connect(PERSONA)
        target.sim("/_sim/requests", "DELETE")
        target.fetch(social_id, account_id)
        first, ours = count_calls(target), collected(target)
        target.sim("/_sim/requests", "DELETE")
        target.simpul("sync", account_id)
        daily = count_calls(target)
        theirs = run_peer(target, account_id)
        peer = count_calls(target)
    if ours != theirs:
        different = [i for i in ours.keys() | theirs.keys() if ours.get(i) != theirs.get(i)]
        raise RuntimeError(f"{len(different)} media differ, for one {different[0]}")
    thousands = len(ours) / 1000
    name = "one call per media"
    for title, mine, their, unit in (
        ("first collection", first[0], peer[0], "HTTP calls per 1,000 media"),
        ("collection of the day after", daily[0], peer[0], "HTTP calls per 1,000 media"),
        ("first collection, elements", first[1], peer[1], "rate-limited calls per 1,000 media"),
        ("of the day after, elements", daily[1], peer[1], "rate-limited calls per 1,000 media"),
    ):
        yield frame.Row(title, mine / thousands, unit, their / thousands, name, better="less")
