// Leaving for Facebook: the server names the login dialog, the page goes there.
import { useState } from 'preact/hooks';
import { get } from '../api/client';
import { paths } from '../api/paths';
import type { MetaConnect } from '../api/types';
import { location } from './router';
import { remember } from './storage';
import { errorText, lineOf } from './errors';
import { useT } from './i18n';
import { toast } from './toasts';

/** Only web addresses: a reply must never be able to run as script. */
function leaveTo(url: string): void {
  const target = new URL(url, window.location.href);
  if (target.protocol !== 'https:' && target.protocol !== 'http:') {
    throw new Error(`refusing to open ${target.protocol}`);
  }
  window.location.assign(target.href);
}

async function analyticsDialog(): Promise<string> {
  return get<string>(paths.facebookLogin, { query: { process: 'connect' } });
}

async function publishingDialog(): Promise<string> {
  return (await get<MetaConnect>(paths.metaConnect)).oauth_url;
}

/** Where to go on after the way through Facebook. */
export const RETURN_KEY = 'return';

async function loginDialog(): Promise<string> {
  remember(RETURN_KEY, location.get().params.get('to') ?? '');
  return (await get<{ redirect_url: string }>(paths.loginWithFacebook)).redirect_url;
}

/** `busy` stays true once the browser is on its way out. */
function useDialog(dialog: () => Promise<string>) {
  const { t } = useT();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      leaveTo(await dialog());
    } catch (error) {
      setBusy(false);
      toast('bad', t.callback.titles.other, lineOf(errorText(t, error)));
    }
  };
  return { busy, start };
}

export const useFacebookLogin = () => useDialog(analyticsDialog);
export const useLoginWithFacebook = () => useDialog(loginDialog);
export const useMetaConnect = () => useDialog(publishingDialog);
