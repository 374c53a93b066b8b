import { render } from 'preact';
import { App } from './app/app';
import { restoreLang } from './app/prefs';
import { checkSession } from './app/session';

await restoreLang();
void checkSession();
render(<App />, document.getElementById('app')!);
