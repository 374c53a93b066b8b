// The fields that forms about people share, and what is wrong with what stands in them.
import { paths } from '../api/paths';
import { useGet } from '../api/query';
import type { Category } from '../api/types';
import type { Dict } from '../i18n/id';
import { isEmail, isLongEnough, isName, isPhone } from '../lib/checks';
import { ChoiceField } from '../ui/choice';
import { Field } from '../ui/field';
import { PasswordField } from '../ui/password';
import type { Bound } from './form';
import { useT } from './i18n';

type Problem = string | undefined;

export const nameProblem = ({ people }: Dict, name: string): Problem => {
  if (!name.trim()) return people.missing;
  return isName(name) ? undefined : people.namesOnly;
};

/** A last name may be left out. */
export const lastNameProblem = (t: Dict, name: string): Problem =>
  name.trim() ? nameProblem(t, name) : undefined;

export const emailProblem = ({ login }: Dict, email: string): Problem => {
  if (!email.trim()) return login.emailMissing;
  return isEmail(email) ? undefined : login.emailInvalid;
};

export const phoneProblem = ({ people }: Dict, phone: string): Problem =>
  phone && !isPhone(phone) ? people.phoneWrong : undefined;

export const passwordProblem = ({ people }: Dict, password: string): Problem =>
  isLongEnough(password) ? undefined : people.passwordShort;

export const repeatProblem = ({ people }: Dict, password: string, repeated: string): Problem =>
  password === repeated ? undefined : people.passwordDiffers;

/** How a form ties one of these keys to an input. */
type Fielded<K extends string> = { field: (key: K) => Bound<K> };

export function NameFields({ field }: Fielded<'first_name' | 'last_name'>) {
  const { people } = useT().t;
  return (
    <div class="field-pair">
      <Field
        label={people.firstName}
        type="text"
        autocomplete="given-name"
        {...field('first_name')}
      />
      <Field
        label={people.lastName}
        type="text"
        autocomplete="family-name"
        {...field('last_name')}
      />
    </div>
  );
}

export function EmailField({ field }: Fielded<'email'>) {
  const { login } = useT().t;
  return <Field label={login.email} type="email" autocomplete="username" {...field('email')} />;
}

interface ContactProps<K extends string> extends Fielded<'phone' | K> {
  /** The key of the category: registering and the profile spell it differently. */
  category: K;
  phoneHint?: string;
}

/** Telephone, and the line of business where the server knows some. */
export function ContactFields<K extends string>({ field, category, phoneHint }: ContactProps<K>) {
  const { people } = useT().t;
  const categories = useGet<Category[]>(paths.categories).data ?? [];
  return (
    <div class="field-pair">
      <Field
        label={people.phone}
        type="tel"
        autocomplete="tel"
        hint={phoneHint}
        {...field('phone')}
      />
      {categories.length > 0 && (
        <ChoiceField
          label={people.category}
          options={[
            { value: '', label: people.categoryNone },
            ...categories.map((item) => ({ value: String(item.id), label: item.name })),
          ]}
          {...field(category)}
        />
      )}
    </div>
  );
}

interface NewPasswordProps<K extends string> extends Fielded<K> {
  /** The keys of the password and of its repetition. */
  keys: [password: K, repeated: K];
  label: string;
}

export function NewPasswordFields<K extends string>({ field, keys, label }: NewPasswordProps<K>) {
  const { people } = useT().t;
  return (
    <>
      <div class="field-pair">
        <PasswordField label={label} autocomplete="new-password" {...field(keys[0])} />
        <PasswordField
          label={people.repeatPassword}
          autocomplete="new-password"
          {...field(keys[1])}
        />
      </div>
      <p class="field-note">{people.passwordHint}</p>
    </>
  );
}
