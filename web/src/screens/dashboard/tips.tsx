// "Tips Untukmu!": what a figure means and what helps it, in a few words each.
import { useState } from 'preact/hooks';
import { useT } from '../../app/i18n';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

export type TipsAbout = 'engagement' | 'location' | 'people';

export function Tips({ about }: { about: TipsAbout }) {
  const { t } = useT();
  const [open, setOpen] = useState(false);
  const { title, topics } = t.tips[about];
  return (
    <>
      <Button
        tone="quiet"
        icon="sparkles"
        label={`${t.tips.button} ${title}`}
        class="tips-button"
        onClick={() => setOpen(true)}
      >
        {t.tips.button}
      </Button>
      {open && (
        <Dialog
          title={title}
          onClose={() => setOpen(false)}
          footer={
            <Button tone="primary" onClick={() => setOpen(false)}>
              {t.tips.understood}
            </Button>
          }
        >
          {topics.map((topic, i) => (
            <details key={topic.title} class="topic" open={i === 0}>
              <summary>{topic.title}</summary>
              <div>
                {topic.text.map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </div>
            </details>
          ))}
        </Dialog>
      )}
    </>
  );
}
