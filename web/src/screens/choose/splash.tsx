// The first visit: what there is, in three slides. Seen once, it does not come back.
import { useState } from 'preact/hooks';
import { useT } from '../../app/i18n';
import { recall, remember } from '../../app/storage';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Icon, type IconName } from '../../ui/icon';

const SEEN = 'splash';
const ICONS: IconName[] = ['users', 'chart', 'image'];

export function Splash() {
  const { t } = useT();
  const [open, setOpen] = useState(recall(SEEN) === '');
  const [at, setAt] = useState(0);
  if (!open) return null;
  const close = () => {
    remember(SEEN, 'seen');
    setOpen(false);
  };
  const { slides } = t.splash;
  const last = at === slides.length - 1;
  const slide = slides[at]!;
  return (
    <Dialog
      title={t.splash.title}
      onClose={close}
      class="narrow splash"
      footer={
        <>
          <Button tone="quiet" onClick={close}>
            {t.splash.skip}
          </Button>
          <Button tone="primary" onClick={() => (last ? close() : setAt(at + 1))}>
            {last ? t.splash.enter : t.splash.next}
          </Button>
        </>
      }
    >
      <div class="splash-slide" aria-live="polite">
        <span class="splash-picture" aria-hidden="true">
          <Icon name={ICONS[at]!} size={40} />
        </span>
        <h3>{slide.title}</h3>
        <p>{slide.text}</p>
        <span class="unseen">{t.splash.slide(at + 1, slides.length)}</span>
      </div>
      <div class="splash-dots" aria-hidden="true">
        {slides.map((item, i) => (
          <i key={item.title} class={i === at ? 'on' : ''} />
        ))}
      </div>
    </Dialog>
  );
}
