-- How people feel in a comment, as the classifier sees it.

ALTER TABLE media_comments ADD COLUMN sentiment TEXT CHECK (sentiment IN ('neg', 'neu', 'pos')); -- NULL: not classified
ALTER TABLE media_comments ADD COLUMN sentiment_confidence REAL; -- of that label, 0 to 1
ALTER TABLE media_comments ADD COLUMN sentiment_model TEXT NOT NULL DEFAULT ''; -- whose word it is; '': nobody's yet

-- What the present model has not classified; what was said when.
CREATE INDEX media_comments_by_model ON media_comments (account_id, sentiment_model);
CREATE INDEX media_comments_by_time ON media_comments (account_id, posted_s, sentiment, sentiment_confidence);
