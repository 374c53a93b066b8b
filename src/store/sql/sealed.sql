-- Every sealed column, for the rotation of master keys. One pair of statements per place.

-- name: sealed_list_social_token
SELECT t.id, s.user_id, t.token_sealed FROM social_tokens t JOIN social_accounts s ON s.id = t.social_account_id
WHERE t.id > ?1 ORDER BY t.id LIMIT ?2;

-- name: sealed_replace_social_token
UPDATE social_tokens SET token_sealed = ?3 WHERE id = ?1 AND token_sealed = ?2;

-- name: sealed_list_social_page
SELECT p.id, s.user_id, p.page_token_sealed FROM social_pages p JOIN social_accounts s ON s.id = p.social_account_id
WHERE p.id > ?1 AND p.page_token_sealed IS NOT NULL ORDER BY p.id LIMIT ?2;

-- name: sealed_replace_social_page
UPDATE social_pages SET page_token_sealed = ?3 WHERE id = ?1 AND page_token_sealed = ?2;

-- name: sealed_list_connection
SELECT public_id, user_id, page_token_sealed FROM social_connections
WHERE public_id > ?1 AND page_token_sealed IS NOT NULL ORDER BY public_id LIMIT ?2;

-- name: sealed_replace_connection
-- all owners: the vault rotates everybody's.
UPDATE social_connections SET page_token_sealed = ?3 WHERE public_id = ?1 AND page_token_sealed = ?2;

-- name: sealed_list_account_token
SELECT t.account_id, i.user_id, t.token_sealed FROM account_tokens t JOIN ig_accounts i ON i.id = t.account_id
WHERE t.account_id > ?1 ORDER BY t.account_id LIMIT ?2;

-- name: sealed_replace_account_token
UPDATE account_tokens SET token_sealed = ?3 WHERE account_id = ?1 AND token_sealed = ?2;

-- name: sealed_list_hook
SELECT id, user_id, secret_sealed FROM hooks WHERE id > ?1 ORDER BY id LIMIT ?2;

-- name: sealed_replace_hook
-- all owners: the vault rotates everybody's.
UPDATE hooks SET secret_sealed = ?3 WHERE id = ?1 AND secret_sealed = ?2;

-- name: sealed_list_hook_old
SELECT id, user_id, old_sealed FROM hooks WHERE id > ?1 AND old_sealed IS NOT NULL ORDER BY id LIMIT ?2;

-- name: sealed_replace_hook_old
-- all owners: the vault rotates everybody's.
UPDATE hooks SET old_sealed = ?3 WHERE id = ?1 AND old_sealed = ?2;
