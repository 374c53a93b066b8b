-- The installation itself.

-- name: settings_get
SELECT value FROM settings WHERE name = ?1;

-- name: settings_set
INSERT INTO settings (name, value) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
