-- What a user's reports carry instead of Simpul's own.

-- name: brands_get
SELECT name, colour, logo, logo_type, updated_s FROM brands WHERE user_id = ?1;

-- name: brands_set
INSERT INTO brands (user_id, name, colour, updated_s) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, colour = excluded.colour, updated_s = excluded.updated_s;

-- name: brands_set_logo
INSERT INTO brands (user_id, name, colour, logo, logo_type, updated_s) VALUES (?1, '', '', ?2, ?3, ?4)
ON CONFLICT (user_id) DO UPDATE SET logo = excluded.logo, logo_type = excluded.logo_type,
    updated_s = excluded.updated_s;
