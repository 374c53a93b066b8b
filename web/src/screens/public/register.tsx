import { post } from '../../api/client';
import { paths } from '../../api/paths';
import type { LoginReply } from '../../api/types';
import { useForm, type Problems } from '../../app/form';
import { useT, type Speech } from '../../app/i18n';
import {
  ContactFields,
  EmailField,
  emailProblem,
  lastNameProblem,
  NameFields,
  nameProblem,
  NewPasswordFields,
  passwordProblem,
  phoneProblem,
  repeatProblem,
} from '../../app/person-fields';
import { places } from '../../app/places';
import { href } from '../../app/router';
import { enter } from '../../app/session';
import { useTitle } from '../../app/title';
import { isCoupon } from '../../lib/checks';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
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
  const { password1, password2, coupon_code } = values;
  return {
    first_name: nameProblem(t, values.first_name),
    last_name: lastNameProblem(t, values.last_name),
    email: emailProblem(t, values.email),
    phone: phoneProblem(t, values.phone),
    password1: passwordProblem(t, password1),
    password2: repeatProblem(t, password1, password2),
    coupon_code: coupon_code && !isCoupon(coupon_code) ? t.people.couponWrong : undefined,
  };
}

export function Register() {
  const { t } = useT();
  useTitle(t.people.registerTitle);
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
  const { field } = form;
  return (
    <LoginFrame>
      <form class="login-form" onSubmit={form.submit} noValidate>
        <h1>{t.people.registerTitle}</h1>
        <p class="lead">{t.people.registerLead}</p>
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <NameFields field={field} />
        <EmailField field={field} />
        <NewPasswordFields
          field={field}
          keys={['password1', 'password2']}
          label={t.login.password}
        />
        <ContactFields field={field} category="category" />
        <Field
          label={t.people.coupon}
          {...field('coupon_code')}
          type="text"
          autocomplete="off"
          hint={t.people.couponHint}
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
