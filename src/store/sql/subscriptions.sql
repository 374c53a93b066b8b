-- What users may do.

-- columns: group_columns
g.id, g.name, g.limit_ig_account, g.limit_ig_competitor, g.limit_social_account, g.date_frames,
g.allows_custom_range, g.allows_export, g.allows_post_detail

-- columns: plan_columns
p.id, p.product_id, p.name, p.description, p.price_idr, p.price_before_idr, p.period_days,
p.allows_export, p.allows_post_detail

-- name: subscription_groups_list
SELECT {group_columns} FROM subscription_groups g ORDER BY g.id;

-- name: subscription_plans_list
SELECT {plan_columns} FROM subscription_plans p WHERE p.product_id = ?1 ORDER BY p.id;

-- name: subscription_plans_get
SELECT {plan_columns} FROM subscription_plans p WHERE p.id = ?1;

-- name: subscriptions_set_status
UPDATE subscriptions SET status = ?3, updated_s = ?4 WHERE user_id = ?1 AND id = ?2;

-- name: subscriptions_list
SELECT {group_columns}, {plan_columns},
       s.id, s.user_id, s.product_id, s.status, s.period_start_s, s.period_end_s, s.created_s, s.updated_s
FROM subscriptions s
JOIN subscription_groups g ON g.id = s.group_id
LEFT JOIN subscription_plans p ON p.id = s.plan_id
WHERE s.user_id = ?1 ORDER BY s.product_id;

-- name: subscriptions_put
INSERT INTO subscriptions (id, user_id, product_id, group_id, plan_id, status, period_start_s,
                           period_end_s, created_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
ON CONFLICT (user_id, product_id) DO UPDATE SET
    group_id = excluded.group_id, plan_id = excluded.plan_id, status = excluded.status,
    period_start_s = excluded.period_start_s, period_end_s = excluded.period_end_s,
    updated_s = excluded.updated_s;
