-- What is offered, and how subscriptions came about.

-- columns: product_columns
p.id, p.name, p.nickname, p.description, p.app_link, p.landing_link, p.trial_days, p.is_active

-- columns: invoice_columns
i.id, i.user_id, i.product_id, i.group_id, i.plan_id, i.source, i.period_start_s, i.period_end_s,
i.price_idr, i.tax_ppm, i.created_by, i.created_s

-- name: products_list
SELECT {product_columns} FROM products p ORDER BY p.id;

-- name: products_get
SELECT {product_columns} FROM products p WHERE p.id = ?1;

-- name: invoices_add
INSERT INTO invoices (user_id, product_id, group_id, plan_id, source, period_start_s, period_end_s,
                      price_idr, tax_ppm, created_by, created_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);

-- name: invoices_newest
SELECT {invoice_columns} FROM invoices i WHERE i.user_id = ?1 AND i.product_id = ?2 ORDER BY i.id DESC LIMIT 1;
