-- People with a login.

-- columns: user_columns
u.id, u.email, u.password_hash, u.first_name, u.last_name, u.is_staff, u.is_superuser, u.is_active,
u.is_verified, u.language, u.phone, u.photo, u.category_id, c.name, u.created_s, u.last_login_s,
u.password_changed_s

-- name: users_add
-- No row comes back when the address is taken.
INSERT INTO users (email, email_folded, password_hash, first_name, last_name, phone, language,
                   category_id, is_staff, is_superuser, is_verified, created_s, password_changed_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)
ON CONFLICT (email_folded) DO NOTHING
RETURNING id;

-- name: users_get
SELECT {user_columns} FROM users u LEFT JOIN user_categories c ON c.id = u.category_id
WHERE u.id = ?1;

-- name: users_get_by_email
SELECT {user_columns} FROM users u LEFT JOIN user_categories c ON c.id = u.category_id
WHERE u.email_folded = ?1;

-- name: users_list
SELECT {user_columns} FROM users u LEFT JOIN user_categories c ON c.id = u.category_id
WHERE u.id > ?1 ORDER BY u.id LIMIT ?2;

-- name: users_count
SELECT count(*) FROM users;

-- name: users_set_profile
UPDATE users SET first_name = ?2, last_name = ?3, phone = ?4, photo = ?5, language = ?6, category_id = ?7
WHERE id = ?1;

-- name: users_set_password
UPDATE users SET password_hash = ?2, password_changed_s = ?3 WHERE id = ?1;

-- name: users_set_last_login
UPDATE users SET last_login_s = ?2 WHERE id = ?1;

-- name: users_set_flags
UPDATE users SET is_staff = ?2, is_superuser = ?3, is_active = ?4, is_verified = ?5 WHERE id = ?1;

-- name: user_categories_list
SELECT id, name FROM user_categories ORDER BY id;
