import { post } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate } from '../../api/query';
import { useForm } from '../../app/form';
import { useT } from '../../app/i18n';
import { toast } from '../../app/toasts';
import { isLongEnough } from '../../lib/checks';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PasswordField } from '../../ui/password';
import { Part } from './part';

const EMPTY = { old_password: '', new_password1: '', new_password2: '' };

export function PasswordCard() {
  const { t } = useT();
  const form = useForm(
    EMPTY,
    ({ old_password, new_password1, new_password2 }) => ({
      old_password: old_password ? undefined : t.login.passwordMissing,
      new_password1: isLongEnough(new_password1) ? undefined : t.people.passwordShort,
      new_password2: new_password1 === new_password2 ? undefined : t.people.passwordDiffers,
    }),
    async (body) => {
      await post(paths.passwordChange, { body });
      form.reset(EMPTY);
      invalidate(paths.sessions);
      toast('good', t.account.passwordDone);
    },
  );
  const { values, problems, set } = form;
  return (
    <Part id="password" title={t.account.password} lead={t.account.passwordLead}>
      <form class="stack" onSubmit={form.submit} noValidate>
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <PasswordField
          label={t.account.oldPassword}
          name="old_password"
          autocomplete="current-password"
          value={values.old_password}
          onInput={set('old_password')}
          error={problems.old_password}
        />
        <div class="field-pair">
          <PasswordField
            label={t.people.newPassword}
            name="new_password1"
            autocomplete="new-password"
            value={values.new_password1}
            onInput={set('new_password1')}
            error={problems.new_password1}
          />
          <PasswordField
            label={t.people.repeatPassword}
            name="new_password2"
            autocomplete="new-password"
            value={values.new_password2}
            onInput={set('new_password2')}
            error={problems.new_password2}
          />
        </div>
        <p class="field-note">{t.people.passwordHint}</p>
        <div class="part-actions">
          <Button type="submit" tone="primary" busy={form.busy}>
            {t.account.passwordSubmit}
          </Button>
        </div>
      </form>
    </Part>
  );
}
