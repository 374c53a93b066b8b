-- Competitors of own accounts.

-- columns: competitor_columns
i.id, i.username, i.name, i.biography, i.profile_picture_url, i.updated_s, c.added_s, s.state,
s.since_s, s.checked_s, s.seen_s

-- name: competitors_list
SELECT {competitor_columns} FROM competitors c
JOIN ig_accounts i ON i.id = c.competitor_id
LEFT JOIN competitor_states s ON s.account_id = c.competitor_id
WHERE c.account_id = ?1 AND c.user_id = ?2 ORDER BY c.added_s, c.competitor_id;

-- name: competitors_get
SELECT {competitor_columns} FROM competitors c
JOIN ig_accounts i ON i.id = c.competitor_id
LEFT JOIN competitor_states s ON s.account_id = c.competitor_id
WHERE c.account_id = ?1 AND c.user_id = ?2 AND c.competitor_id = ?3;

-- name: competitors_count
SELECT count(*) FROM competitors WHERE account_id = ?1 AND user_id = ?2;

-- name: competitors_put
-- Never two in the same second: the order they were added in is the order they are shown in.
INSERT INTO competitors (account_id, user_id, competitor_id, added_s)
VALUES (?1, ?2, ?3, max(?4, coalesce((SELECT 1 + max(added_s) FROM competitors
                                      WHERE account_id = ?1 AND user_id = ?2), ?4)))
ON CONFLICT (account_id, user_id, competitor_id) DO NOTHING;

-- name: competitors_delete
DELETE FROM competitors WHERE account_id = ?1 AND user_id = ?2 AND competitor_id = ?3;

-- name: competitors_list_of_account
-- all owners: whoever added them; for runs by hand.
SELECT DISTINCT competitor_id FROM competitors WHERE account_id = ?1 ORDER BY competitor_id;

-- name: competitors_list_crawled
-- all owners: once each, whoever watches it. One that is collected as an own account needs no look
-- from outside.
SELECT DISTINCT c.competitor_id FROM competitors c
JOIN ig_accounts v ON v.id = c.account_id AND v.user_id = c.user_id
JOIN account_tokens t ON t.account_id = v.id
WHERE c.competitor_id > ?1 AND v.social_account_id IS NOT NULL AND t.state = 'valid'
  AND NOT EXISTS (SELECT 1 FROM ig_accounts o JOIN account_tokens p ON p.account_id = o.id
                  WHERE o.id = c.competitor_id AND o.social_account_id IS NOT NULL
                    AND p.state = 'valid')
ORDER BY c.competitor_id LIMIT ?2;

-- name: competitor_viewers_list
-- all owners: through whose accounts one may look, those that were granted insights first (Meta wants
-- it for business_discovery), then the oldest.
SELECT v.id, v.user_id FROM competitors c
JOIN ig_accounts v ON v.id = c.account_id AND v.user_id = c.user_id
JOIN account_tokens t ON t.account_id = v.id
LEFT JOIN social_tokens g ON g.social_account_id = v.social_account_id AND g.kind = 'user'
WHERE c.competitor_id = ?1 AND v.social_account_id IS NOT NULL AND t.state = 'valid'
ORDER BY instr(coalesce(g.scopes, ''), 'instagram_manage_insights') = 0, c.added_s, v.id;

-- name: competitor_states_put
INSERT INTO competitor_states (account_id, state, since_s, checked_s, seen_s, meta_code, meta_subcode)
VALUES (?1, ?2, ?3, ?3, CASE WHEN ?2 = 'visible' THEN ?3 END, ?4, ?5)
ON CONFLICT (account_id) DO UPDATE SET
    since_s = CASE WHEN competitor_states.state = excluded.state THEN competitor_states.since_s
                   ELSE excluded.since_s END,
    state = excluded.state, checked_s = excluded.checked_s,
    seen_s = coalesce(excluded.seen_s, competitor_states.seen_s),
    meta_code = excluded.meta_code, meta_subcode = excluded.meta_subcode;
