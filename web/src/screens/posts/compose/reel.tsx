// What a reel has beside: whether the feed shows it, and what it shows before it plays.
import { useRef } from 'preact/hooks';
import { errorText } from '../../../app/errors';
import { useT } from '../../../app/i18n';
import { toast } from '../../../app/toasts';
import { newKey, type Cover } from '../../../publish/draft';
import { mediumOf } from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import { Picture, shownOf } from '../../../publish/thumb';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { FileInput } from '../../../ui/file-input';
import { Icon } from '../../../ui/icon';
import type { Composer } from './composer';

const PICTURES = 'image/jpeg,image/png';

export function ReelParts({ composer }: { composer: Composer }) {
  const w = useWords();
  const { draft, change } = composer;
  return (
    <>
      <label class="check-line">
        <input
          type="checkbox"
          name="share_to_feed"
          checked={draft.shareToFeed}
          onChange={(event) => change({ shareToFeed: event.currentTarget.checked })}
        />
        <span>{w.compose.shareToFeed}</span>
      </label>
      <CoverFields composer={composer} />
    </>
  );
}

const isFile = (composer: Composer, cover: Cover): boolean =>
  cover.uploadId !== null || composer.uploads.of(cover.key) !== undefined;

/** The server names a cover by its medium. */
const problemOf = ({ problems }: Composer): string | undefined =>
  problems.cover_url ??
  Object.entries(problems).find(([field]) => mediumOf(field) !== null && /cover/.test(field))?.[1];

function CoverFields({ composer }: { composer: Composer }) {
  const w = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const { draft, change, uploads, problems } = composer;
  const { cover } = draft;
  const take = ([file]: readonly File[]) => {
    if (!file) return;
    if (!PICTURES.split(',').includes(file.type)) {
      toast('bad', w.compose.refusedFile, w.compose.coverTypes);
      return;
    }
    const [{ key, fileName } = { key: '', fileName: '' }] = uploads.add([file]);
    change({ cover: { key, fileName, url: '', uploadId: null } });
  };
  if (cover && isFile(composer, cover)) return <CoverFile composer={composer} cover={cover} />;
  return (
    <div class="field-pair">
      <div>
        <Field
          label={w.compose.coverUrl}
          name="cover_url"
          type="text"
          autocomplete="off"
          placeholder="https://"
          value={cover?.url ?? ''}
          error={problemOf(composer)}
          hint={w.compose.coverHint}
          onInput={(url) =>
            change({ cover: url ? { key: newKey(), url, uploadId: null, fileName: '' } : null })
          }
        />
        <FileInput
          input={chooser}
          name="cover"
          accept={PICTURES}
          label={w.compose.coverFile}
          onChoose={take}
        />
        <Button tone="quiet" icon="image" onClick={() => chooser.current?.click()}>
          {w.compose.coverFile}
        </Button>
      </div>
      <Field
        label={w.compose.coverAt}
        name="cover_at"
        type="text"
        autocomplete="off"
        value={draft.coverAt === null ? '' : String(draft.coverAt)}
        disabled={cover !== null}
        error={problems.thumb_offset_ms}
        onInput={(text) => {
          const seconds = Number(text.replace(',', '.'));
          change({ coverAt: text.trim() && seconds >= 0 ? seconds : null });
        }}
      />
    </div>
  );
}

function CoverFile({ composer, cover }: { composer: Composer; cover: Cover }) {
  const { t } = useT();
  const w = useWords();
  const { uploads, change } = composer;
  const transfer = uploads.of(cover.key);
  const stored = { kind: 'image' as const, url: null, upload_id: cover.uploadId, alt_text: null };
  const problem =
    transfer?.state === 'failed' ? errorText(t, transfer.error).message : problemOf(composer);
  const drop = () => {
    uploads.stop(cover.key);
    change({ cover: null });
  };
  return (
    <div class="cover-file">
      <span class="cover-picture">
        <Picture
          medium={
            transfer
              ? { kind: 'image', src: transfer.address, alt: '' }
              : shownOf({ ...stored, cover: null })
          }
        />
      </span>
      <div>
        <strong>{w.compose.cover}</strong>
        {cover.fileName && <small>{cover.fileName}</small>}
        {problem && <p class="field-error">{problem}</p>}
        {transfer?.state === 'failed' && (
          <button type="button" class="link" onClick={() => uploads.retry(cover.key)}>
            {t.common.retry}
          </button>
        )}
      </div>
      <button
        type="button"
        class="icon-button small"
        aria-label={w.compose.removeOf(w.compose.cover)}
        onClick={drop}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
