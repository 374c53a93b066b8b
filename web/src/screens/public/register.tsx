import { post } from '../../api/client';
import { paths } from '../../api/paths';
import { useGet } from '../../api/query';
import type { Category } from '../../api/types';
import type { LoginReply } from '../../api/types';
import { useForm, type Problems } from '../../app/form';
import { useT, type Speech } from '../../app/i18n';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { enter } from '../../app/session';
import { useTitle } from '../../app/title';
import { isCoupon, isEmail, isLongEnough, isName, isPhone } from '../../lib/checks';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PasswordField } from '../../ui/password';
import { LoginFrame } from '../login/frame';

const EMPTY = {
  first_name: '',
  last_name: '',
  email: '',
  phone: '',
  category: '',
  password1: '',
  password2: '',
  coupon_code: '',
};

type Key = keyof typeof EMPTY;

function check({ t }: Pick<Speech, 't'>, values: Record<Key, string>): Problems<Key> {
  const { people } = t;
  const name = (text: string) =>
    !text.trim() ? people.missing : isName(text) ? undefined : people.namesOnly;
  const { email, phone, password1, password2, coupon_code } = values;
  return {
    first_name: name(values.first_name),
    last_name: values.last_name.trim() ? name(values.last_name) : undefined,
    email: !email.trim() ? t.login.emailMissing : isEmail(email) ? undefined : t.login.emailInvalid,
    phone: phone && !isPhone(phone) ? people.phoneWrong : undefined,
    password1: isLongEnough(password1) ? undefined : people.passwordShort,
    password2: password1 === password2 ? undefined : people.passwordDiffers,
    coupon_code: coupon_code && !isCoupon(coupon_code) ? people.couponWrong : undefined,
  };
}

export function Register() {
  const { t } = useT();
  useTitle(t.people.registerTitle);
  const categories = useGet<Category[]>(paths.categories);
  const form = useForm(
    EMPTY,
    (values) => check({ t }, values),
    async ({ category, phone, coupon_code, email, ...rest }) => {
      const body = {
        ...rest,
        email: email.trim(),
        phone: phone.replace(/[\s-]/g, ''),
        coupon_code: coupon_code.trim(),
        ...(category ? { category: Number(category) } : {}),
      };
      enter((await post<LoginReply>(paths.register, { body })).user);
    },
  );
  const { values, problems, set } = form;
  const list = categories.data ?? [];
  return (
    <LoginFrame>
      <form class="login-form" onSubmit={form.submit} noValidate>
        <h1>{t.people.registerTitle}</h1>
        <p class="lead">{t.people.registerLead}</p>
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <div class="field-pair">
          <Field
            label={t.people.firstName}
            name="first_name"
            type="text"
            autocomplete="given-name"
            value={values.first_name}
            onInput={set('first_name')}
            error={problems.first_name}
          />
          <Field
            label={t.people.lastName}
            name="last_name"
            type="text"
            autocomplete="family-name"
            value={values.last_name}
            onInput={set('last_name')}
            error={problems.last_name}
          />
        </div>
        <Field
          label={t.login.email}
          name="email"
          type="email"
          autocomplete="username"
          value={values.email}
          onInput={set('email')}
          error={problems.email}
        />
        <div class="field-pair">
          <PasswordField
            label={t.login.password}
            name="password1"
            autocomplete="new-password"
            value={values.password1}
            onInput={set('password1')}
            error={problems.password1}
          />
          <PasswordField
            label={t.people.repeatPassword}
            name="password2"
            autocomplete="new-password"
            value={values.password2}
            onInput={set('password2')}
            error={problems.password2}
          />
        </div>
        <p class="field-note">{t.people.passwordHint}</p>
        <div class="field-pair">
          <Field
            label={t.people.phone}
            name="phone"
            type="tel"
            autocomplete="tel"
            value={values.phone}
            onInput={set('phone')}
            error={problems.phone}
          />
          {list.length > 0 && (
            <ChoiceField
              label={t.people.category}
              name="category"
              value={values.category}
              onChange={set('category')}
              error={problems.category}
              options={[
                { value: '', label: t.people.categoryNone },
                ...list.map((item) => ({ value: String(item.id), label: item.name })),
              ]}
            />
          )}
        </div>
        <Field
          label={t.people.coupon}
          name="coupon_code"
          type="text"
          autocomplete="off"
          hint={t.people.couponHint}
          value={values.coupon_code}
          onInput={set('coupon_code')}
          error={problems.coupon_code}
        />
        <Button type="submit" tone="primary" class="wide" busy={form.busy}>
          {t.people.registerSubmit}
        </Button>
        <p class="login-links">
          <span>
            {t.people.hasAccount}{' '}
            <a class="link" href={href(places.login)}>
              {t.people.loginLink}
            </a>
          </span>
        </p>
      </form>
    </LoginFrame>
  );
}
