-- Workspaces, and who works in them beside their owner.

-- columns: team_columns
m.id, m.owner_id, m.user_id, m.email, m.role, m.invited_by, m.invited_s, m.joined_s, u.first_name, u.last_name,
(SELECT max(l.expires_s) FROM team_links l WHERE l.member_id = m.id)

-- name: workspaces_get
SELECT needs_approval FROM workspaces WHERE owner_id = ?1;

-- name: workspaces_set
INSERT INTO workspaces (owner_id, needs_approval, updated_s) VALUES (?1, ?2, ?3)
ON CONFLICT (owner_id) DO UPDATE SET needs_approval = excluded.needs_approval, updated_s = excluded.updated_s;

-- name: team_role
-- What that user may do in that owner's workspace; nothing when the owner is shut out.
SELECT m.role FROM team_members m JOIN users o ON o.id = m.owner_id AND o.is_active = 1
WHERE m.user_id = ?2 AND m.owner_id = ?1;

-- name: team_list
SELECT {team_columns} FROM team_members m LEFT JOIN users u ON u.id = m.user_id
WHERE m.owner_id = ?1 ORDER BY m.email_folded;

-- name: team_list_of_user
-- all owners: the workspaces that user was invited to and has joined.
SELECT {team_columns} FROM team_members m LEFT JOIN users u ON u.id = m.user_id
WHERE m.user_id = ?1 AND EXISTS (SELECT 1 FROM users o WHERE o.id = m.owner_id AND o.is_active = 1)
ORDER BY m.owner_id;

-- name: team_get
SELECT {team_columns} FROM team_members m LEFT JOIN users u ON u.id = m.user_id
WHERE m.owner_id = ?1 AND m.id = ?2;

-- name: team_get_any
-- all owners: for the letter's job, which names the row.
SELECT {team_columns} FROM team_members m LEFT JOIN users u ON u.id = m.user_id WHERE m.id = ?1;

-- name: team_get_by_link
-- all owners: whoever has the link was invited. Alive at ?2.
SELECT {team_columns} FROM team_links k JOIN team_members m ON m.id = k.member_id
LEFT JOIN users u ON u.id = m.user_id
WHERE k.token_hash = ?1 AND k.expires_s > ?2;

-- name: team_add
-- No row comes back when that address was invited already.
INSERT INTO team_members (owner_id, email, email_folded, role, invited_by, invited_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: team_set_role
UPDATE team_members SET role = ?3 WHERE owner_id = ?1 AND id = ?2;

-- name: team_join
-- No row changes when he is in that workspace already.
UPDATE OR IGNORE team_members SET user_id = ?3, joined_s = ?4 WHERE owner_id = ?1 AND id = ?2;

-- name: team_delete
DELETE FROM team_members WHERE owner_id = ?1 AND id = ?2;

-- name: team_links_add
INSERT INTO team_links (token_hash, member_id, expires_s) VALUES (?1, ?2, ?3);

-- name: team_links_delete
DELETE FROM team_links WHERE member_id = ?1;

-- name: team_links_purge
-- all owners: ended links are nobody's.
DELETE FROM team_links WHERE expires_s < ?1;
