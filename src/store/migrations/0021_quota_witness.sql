-- How many posts Meta counted against the account's quota just before a post was published: when its answer is lost, a
-- count that has grown says that something was published, even while it is not listed yet (decision 0241).
ALTER TABLE post_targets ADD COLUMN quota_used INTEGER; -- NULL: not told
