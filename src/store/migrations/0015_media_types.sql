-- The best time to post asks a year of posts for their kinds, too: it need not touch the captions for that.
DROP INDEX media_by_time;
CREATE INDEX media_by_time ON media (account_id, posted_s, id, like_count, comments_count, reach, media_type,
                                     product_type);
