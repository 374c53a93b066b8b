-- The admin's list of users. ?1 search pattern, ?2 group, ?3 status at ?6, ?4 category (each NULL: any),
-- ?5 product. Each order is served by an index of users; users are few beside what they own.

-- columns: member_filter
FROM users u LEFT JOIN subscriptions s ON s.user_id = u.id AND s.product_id = ?5
WHERE (?1 IS NULL OR u.email_folded LIKE ?1 ESCAPE '!' OR u.phone LIKE ?1 ESCAPE '!'
       OR u.first_name || ' ' || u.last_name LIKE ?1 ESCAPE '!')
  AND (?2 IS NULL OR s.group_id = ?2)
  AND (?3 IS NULL OR ?3 = CASE WHEN s.id IS NULL THEN 'none'
                               WHEN s.status IN ('active', 'trialing') AND s.period_end_s < ?6 THEN 'ended'
                               ELSE s.status END)
  AND (?4 IS NULL OR u.category_id = ?4)

-- name: members_count
SELECT count(*) {member_filter};

-- name: members_by_created
SELECT u.id {member_filter} ORDER BY u.created_s, u.id LIMIT ?7 OFFSET ?8;

-- name: members_by_created_down
SELECT u.id {member_filter} ORDER BY u.created_s DESC, u.id DESC LIMIT ?7 OFFSET ?8;

-- name: members_by_login
SELECT u.id {member_filter} ORDER BY u.last_login_s, u.id LIMIT ?7 OFFSET ?8;

-- name: members_by_login_down
SELECT u.id {member_filter} ORDER BY u.last_login_s DESC, u.id DESC LIMIT ?7 OFFSET ?8;

-- name: members_by_email
SELECT u.id {member_filter} ORDER BY u.email_folded LIMIT ?7 OFFSET ?8;

-- name: members_by_email_down
SELECT u.id {member_filter} ORDER BY u.email_folded DESC LIMIT ?7 OFFSET ?8;

-- name: members_by_name
SELECT u.id {member_filter} ORDER BY u.first_name COLLATE NOCASE, u.id LIMIT ?7 OFFSET ?8;

-- name: members_by_name_down
SELECT u.id {member_filter} ORDER BY u.first_name COLLATE NOCASE DESC, u.id DESC LIMIT ?7 OFFSET ?8;
