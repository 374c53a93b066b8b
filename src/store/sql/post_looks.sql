-- What lay at the addresses of a post's media when they were last looked at.

-- name: post_looks_put
-- A change is another mark at the same address; what could not be had keeps the last one.
INSERT INTO post_looks (post_id, position, url, looked_ms, problem, problem_of, facts, mark)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (post_id, position) DO UPDATE SET
    changed_ms = CASE WHEN post_looks.url <> excluded.url THEN NULL
                      WHEN post_looks.mark <> '' AND excluded.mark <> '' AND post_looks.mark <> excluded.mark
                          THEN excluded.looked_ms
                      ELSE post_looks.changed_ms END,
    mark = CASE WHEN post_looks.url = excluded.url AND excluded.mark = '' THEN post_looks.mark ELSE excluded.mark END,
    url = excluded.url, looked_ms = excluded.looked_ms, problem = excluded.problem,
    problem_of = excluded.problem_of, facts = excluded.facts;

-- name: post_looks_list
-- all owners: the caller has the post.
SELECT position, url, looked_ms, problem, problem_of, facts, mark, changed_ms FROM post_looks
WHERE post_id = ?1 ORDER BY position;
