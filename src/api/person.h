/* Users and subscriptions, as several routes show them (cekbrand.md A.9). */
#ifndef API_PERSON_H
#define API_PERSON_H

#include "api/put.h"
#include "store/subscriptions.h"

extern const struct shape user_shape, profile_shape, subscription_shape;
extern const struct shape login_shape; /* {user, token} */

/* The whole user; opens c->snapshot when it is not open yet. */
bool put_user(struct call *c, int64_t user_id, struct err *err) must_use;
/* Logs the caller in: the cookies of `session` and the answer {user, token}. */
bool put_login(struct call *c, const struct auth_session *session, struct err *err) must_use;
/* The member "profile". */
void put_profile(struct call *c, const struct auth_user *user);
void put_subscription(struct call *c, const struct subscription_row *row);

#endif
