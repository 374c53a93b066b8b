import { useEffect, useRef, useState } from 'preact/hooks';
import { put } from '../../api/client';
import { paths } from '../../api/paths';
import type { Category } from '../../api/types';
import { useGet } from '../../api/query';
import type { User } from '../../api/types';
import { useForm } from '../../app/form';
import { useT } from '../../app/i18n';
import { fullName, setUser } from '../../app/session';
import { toast } from '../../app/toasts';
import { isName, isPhone } from '../../lib/checks';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Part } from './part';

const PHOTO_MAX_BYTES = 2_000_000;

/** A chosen photo as something to look at, until the page is left. */
function usePreview(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return setUrl(null);
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

export function ProfileCard({ user }: { user: User }) {
  const { t } = useT();
  const [photo, setPhoto] = useState<File | null>(null);
  const preview = usePreview(photo);
  const chooser = useRef<HTMLInputElement>(null);
  const categories = useGet<Category[]>(paths.categories);
  const profile = user.profile;
  const form = useForm(
    {
      first_name: user.first_name,
      last_name: user.last_name,
      phone: profile?.phone ?? '',
      category_id: profile?.category ? String(profile.category.id) : '',
      photo: '',
    },
    ({ first_name, last_name, phone }) => ({
      first_name: !first_name.trim()
        ? t.people.missing
        : isName(first_name)
          ? undefined
          : t.people.namesOnly,
      last_name: last_name && !isName(last_name) ? t.people.namesOnly : undefined,
      phone: phone && !isPhone(phone) ? t.people.phoneWrong : undefined,
      photo: photo && photo.size > PHOTO_MAX_BYTES ? t.account.photoTooLarge : undefined,
    }),
    async ({ photo: _, ...values }) => {
      const body = new FormData();
      const { category_id, ...texts } = values;
      for (const [key, value] of Object.entries(texts)) body.set(key, value.trim());
      if (category_id) body.set('category_id', category_id);
      if (photo) body.set('photo', photo);
      setUser(await put<User>(paths.me, { body }));
      setPhoto(null);
      toast('good', t.account.saved);
    },
  );
  const { values, problems, set } = form;
  const list = categories.data ?? [];
  return (
    <Part id="profile" title={t.account.profile}>
      <form class="stack" onSubmit={form.submit} noValidate>
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <div class="photo-row">
          <Avatar src={preview ?? profile?.photo_url} name={fullName(user)} size="large" />
          <input
            ref={chooser}
            type="file"
            name="photo"
            accept="image/jpeg,image/png"
            aria-label={t.account.photo}
            class="unseen"
            tabIndex={-1}
            onChange={(event) => setPhoto(event.currentTarget.files?.[0] ?? null)}
          />
          <div>
            <Button icon="image" onClick={() => chooser.current?.click()}>
              {t.account.photoChange}
            </Button>
            <p class={problems.photo ? 'field-error' : 'field-note'}>
              {problems.photo ?? t.account.photoHint}
            </p>
          </div>
        </div>
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
        <div class="field-pair">
          <Field
            label={t.people.phone}
            name="phone"
            type="tel"
            autocomplete="tel"
            hint={t.people.phoneHint}
            value={values.phone}
            onInput={set('phone')}
            error={problems.phone}
          />
          {list.length > 0 && (
            <ChoiceField
              label={t.people.category}
              name="category_id"
              value={values.category_id}
              onChange={set('category_id')}
              error={problems.category_id}
              options={[
                { value: '', label: t.people.categoryNone },
                ...list.map((item) => ({ value: String(item.id), label: item.name })),
              ]}
            />
          )}
        </div>
        <p class="part-fact">
          <span>{t.account.email}</span>
          <strong>{user.email}</strong>
          {user.is_verified === true && (
            <span class="badge good">
              <Icon name="check" size={13} />
              {t.account.verified}
            </span>
          )}
        </p>
        <div class="part-actions">
          <Button type="submit" tone="primary" busy={form.busy}>
            {t.account.save}
          </Button>
        </div>
      </form>
    </Part>
  );
}
