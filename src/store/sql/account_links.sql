-- Links sent by e-mail.

-- name: account_links_add
INSERT INTO account_links (token_hash, user_id, purpose, created_s, expires_s) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: account_links_get
-- Alive at ?4 and of that user.
SELECT created_s FROM account_links
WHERE token_hash = ?1 AND user_id = ?2 AND purpose = ?3 AND expires_s > ?4;

-- name: account_links_delete_all
DELETE FROM account_links WHERE user_id = ?1 AND purpose = ?2;

-- name: account_links_purge
-- all owners: ended links are nobody's.
DELETE FROM account_links WHERE expires_s < ?1;
