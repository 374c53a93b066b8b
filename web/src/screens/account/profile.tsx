import { useEffect, useRef, useState } from 'preact/hooks';
import { put } from '../../api/client';
import { paths } from '../../api/paths';
import type { User } from '../../api/types';
import { useForm } from '../../app/form';
import { useT } from '../../app/i18n';
import {
  ContactFields,
  lastNameProblem,
  NameFields,
  nameProblem,
  phoneProblem,
} from '../../app/person-fields';
import { fullName, setUser } from '../../app/session';
import { toast } from '../../app/toasts';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
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
      first_name: nameProblem(t, first_name),
      last_name: lastNameProblem(t, last_name),
      phone: phoneProblem(t, phone),
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
  const { problems } = form;
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
        <NameFields field={form.field} />
        <ContactFields field={form.field} category="category_id" phoneHint={t.people.phoneHint} />
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
