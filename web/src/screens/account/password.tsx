import { post } from '../../api/client';
import { paths } from '../../api/paths';
import { invalidate } from '../../api/query';
import { useForm } from '../../app/form';
import { useT } from '../../app/i18n';
import { NewPasswordFields, passwordProblem, repeatProblem } from '../../app/person-fields';
import { toast } from '../../app/toasts';
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
      new_password1: passwordProblem(t, new_password1),
      new_password2: repeatProblem(t, new_password1, new_password2),
    }),
    async (body) => {
      await post(paths.passwordChange, { body });
      form.reset(EMPTY);
      invalidate(paths.sessions);
      toast('good', t.account.passwordDone);
    },
  );
  const { field } = form;
  return (
    <Part id="password" title={t.account.password} lead={t.account.passwordLead}>
      <form class="stack" onSubmit={form.submit} noValidate>
        {form.failure && <Notice tone="bad" {...form.failure} />}
        <PasswordField
          label={t.account.oldPassword}
          {...field('old_password')}
          autocomplete="current-password"
        />
        <NewPasswordFields
          field={field}
          keys={['new_password1', 'new_password2']}
          label={t.people.newPassword}
        />
        <div class="part-actions">
          <Button type="submit" tone="primary" busy={form.busy}>
            {t.account.passwordSubmit}
          </Button>
        </div>
      </form>
    </Part>
  );
}
