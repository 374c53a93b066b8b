-- Invitation vouchers and who used them.

-- columns: voucher_columns
v.id, v.code, v.name, v.is_bound, v.bound_to, v.usage_limit, v.usage_count, v.valid_from_s,
v.valid_until_s, v.is_active, v.created_s, v.updated_s

-- columns: redemption_columns
r.id, r.voucher_id, r.user_id, r.code, r.name, r.redeemed_s, u.email, u.first_name, u.last_name

-- name: vouchers_add
-- No row comes back when the code or the name is taken.
INSERT INTO vouchers (code, code_folded, name, is_bound, bound_to, usage_limit, valid_from_s,
                      valid_until_s, is_active, created_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: vouchers_set
-- Changes nothing when another voucher has the code or the name.
UPDATE OR IGNORE vouchers SET
    code = ?2, code_folded = ?3, name = ?4, is_bound = ?5, bound_to = ?6, usage_limit = ?7,
    valid_from_s = ?8, valid_until_s = ?9, is_active = ?10, updated_s = ?11
WHERE id = ?1;

-- name: vouchers_delete
DELETE FROM vouchers WHERE id = ?1;

-- name: vouchers_list
SELECT {voucher_columns} FROM vouchers v ORDER BY v.id DESC;

-- name: vouchers_get
SELECT {voucher_columns} FROM vouchers v WHERE v.id = ?1;

-- name: vouchers_get_by_code
SELECT {voucher_columns} FROM vouchers v WHERE v.code_folded = ?1;

-- name: vouchers_count_use
UPDATE vouchers SET usage_count = usage_count + 1 WHERE id = ?1;

-- name: voucher_redemptions_add
-- No row comes back when this user has redeemed it before.
INSERT INTO voucher_redemptions (voucher_id, user_id, code, name, redeemed_s)
SELECT v.id, ?2, v.code, v.name, ?3 FROM vouchers v WHERE v.id = ?1
ON CONFLICT (voucher_id, user_id) DO NOTHING
RETURNING id;

-- name: voucher_redemptions_of
-- all owners: an admin looks at one voucher.
SELECT {redemption_columns} FROM voucher_redemptions r JOIN users u ON u.id = r.user_id
WHERE r.voucher_id = ?1 ORDER BY r.id DESC;

-- name: voucher_redemptions_list
-- all owners: an admin looks at everybody's, a page at a time.
SELECT {redemption_columns} FROM voucher_redemptions r JOIN users u ON u.id = r.user_id
ORDER BY r.id DESC LIMIT ?1 OFFSET ?2;

-- name: voucher_redemptions_count
-- all owners: an admin looks at everybody's.
SELECT count(*) FROM voucher_redemptions;
