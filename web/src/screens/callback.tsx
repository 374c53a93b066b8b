// Where Facebook sends the reader back to: a loader that hands the code to the server, and the
// page that explains a refusal.
import { useEffect } from 'preact/hooks';
import { getStatus } from '../api/client';
import { ApiError } from '../api/error';
import { paths } from '../api/paths';
import { invalidate } from '../api/query';
import { useFacebookLogin } from '../app/connect';
import { errorText } from '../app/errors';
import { useT } from '../app/i18n';
import { places } from '../app/places';
import { href, location, replace } from '../app/router';
import { useTitle } from '../app/title';
import { toast } from '../app/toasts';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { PageLoading } from '../ui/states';

const EXCHANGE_LIMIT_MS = 120_000;

/** The query is used once and then leaves the address bar: a code must not stay in the history. */
function takeQuery(): Record<string, string> {
  const { params } = location.get();
  const query = Object.fromEntries(params);
  history.replaceState(null, '', href(places.callbackLogin));
  return query;
}

export function CallbackLogin() {
  const { t } = useT();
  useTitle(t.callback.loading);

  useEffect(() => {
    const query = takeQuery();
    getStatus(paths.facebookCallback, { query, timeoutMs: EXCHANGE_LIMIT_MS })
      .then((status) => {
        invalidate(paths.socialAccounts, paths.accounts);
        replace(status === 204 ? places.home : places.manage);
      })
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) return;
        if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
          return replace(places.callbackError, { code: error.code });
        }
        toast('bad', t.callback.failed, errorText(t, error).message);
        replace(places.home);
      });
  }, []);

  return <PageLoading text={t.callback.loading} />;
}

const INSTAGRAM_SETTINGS = 'https://www.instagram.com/';

/** Where the onboarding explains what is missing. */
const STEPS: Record<string, number> = {
  facebook_account_already_used: 3,
  facebook_not_found: 2,
  instagram_not_business: 1,
  facebook_not_connected: 3,
};

export function CallbackError() {
  const { t } = useT();
  const facebook = useFacebookLogin();
  const code = location.get().params.get('code') ?? '';
  const titles: Record<string, string> = t.callback.titles;
  const texts: Record<string, string> = t.callback.texts;
  const title = Object.hasOwn(titles, code) ? titles[code]! : t.callback.titles.other;
  const text = Object.hasOwn(texts, code) ? texts[code]! : t.callback.texts.other;
  useTitle(title);

  return (
    <div class="state page">
      <span class="state-icon bad">
        <Icon name="unlink" size={26} />
      </span>
      <h1>{title}</h1>
      <p>{text}</p>
      <div class="state-buttons">
        <a class="btn" href={href(places.home)}>
          {t.common.toHome}
        </a>
        {code === 'instagram_not_business' ? (
          <a class="btn primary" href={INSTAGRAM_SETTINGS} target="_blank" rel="noreferrer">
            <Icon name="external" size={16} />
            <span>{t.callback.instagram}</span>
          </a>
        ) : (
          <Button tone="primary" icon="facebook" busy={facebook.busy} onClick={facebook.start}>
            {t.callback.facebook}
          </Button>
        )}
      </div>
      {STEPS[code] && (
        <a class="link" href={href(places.onboarding(STEPS[code]))}>
          {t.onboarding.show}
        </a>
      )}
      {code && <p class="state-code">{t.callback.code(code)}</p>}
    </div>
  );
}
