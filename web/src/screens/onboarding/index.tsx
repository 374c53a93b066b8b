// How to get connected, in five steps; the address opens one of them.
import { useEffect, useRef } from 'preact/hooks';
import { useFacebookLogin } from '../../app/connect';
import { useT } from '../../app/i18n';
import { places } from '../../app/places';
import { href } from '../../app/router';
import type { ScreenProps } from '../../app/screens';
import { fullName, useUser } from '../../app/session';
import { useTitle } from '../../app/title';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';

export function Onboarding({ params }: ScreenProps) {
  const { t } = useT();
  const user = useUser();
  const facebook = useFacebookLogin();
  const wanted = Number(params.step) || 1;
  useTitle(t.onboarding.title);

  return (
    <div class="onboarding">
      <p class="crumb">
        <a class="link" href={href(places.home)}>
          <Icon name="chevronLeft" size={14} /> {t.onboarding.back}
        </a>
      </p>
      <div class="page-head">
        <div>
          <h1>{t.onboarding.hello(user?.first_name || (user ? fullName(user) : ''))}</h1>
          <p class="lead">{t.onboarding.lead}</p>
        </div>
      </div>
      <ol class="onboarding-steps">
        {t.onboarding.steps.map((step, i) => (
          <Step key={i} number={i + 1} open={i + 1 === wanted} {...step} />
        ))}
      </ol>
      <div class="onboarding-foot card">
        <Button tone="primary" icon="facebook" busy={facebook.busy} onClick={facebook.start}>
          {facebook.busy ? t.choose.connecting : t.onboarding.connect}
        </Button>
      </div>
    </div>
  );
}

interface StepProps {
  number: number;
  open: boolean;
  title: string;
  text: string[];
}

function Step({ number, open, title, text }: StepProps) {
  const { t } = useT();
  const element = useRef<HTMLDetailsElement>(null);
  // One step is open at a time, and the address decides which one first.
  useEffect(() => {
    if (element.current) element.current.open = open;
  }, [open]);
  return (
    <li>
      <details class="card step" ref={element} name="onboarding">
        <summary>
          <span class="step-number" aria-hidden="true">
            {number}
          </span>
          <h2>{t.onboarding.step(number, title)}</h2>
          <Icon name="chevronDown" size={18} />
        </summary>
        <ol class="step-text">
          {text.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </details>
    </li>
  );
}
