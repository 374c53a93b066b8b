// The media of a post: files by drop or choice with their progress, addresses, order, and texts for
// people who do not see them.
import { useRef, useState } from 'preact/hooks';
import { errorText } from '../../../app/errors';
import { useT } from '../../../app/i18n';
import { toast } from '../../../app/toasts';
import { characters } from '../../../publish/counts';
import { mediumByUrl, type DraftMedium } from '../../../publish/draft';
import { Mark } from '../../../publish/icons';
import { hasAltText, MEDIA_MAX } from '../../../publish/kinds';
import { mediumOf } from '../../../publish/shapes';
import { useWords } from '../../../publish/texts';
import { Picture, shownOf, type Shown } from '../../../publish/thumb';
import { ACCEPTED, isAccepted } from '../../../publish/upload';
import { Button } from '../../../ui/button';
import { Dialog, DialogActions } from '../../../ui/dialog';
import { FileInput } from '../../../ui/file-input';
import { Icon } from '../../../ui/icon';
import { FindingLine } from '../findings';
import type { Composer } from './composer';

export function shownMedium(composer: Composer, medium: DraftMedium): Shown {
  const address = composer.uploads.of(medium.key)?.address;
  if (address) return { kind: medium.kind, src: address, alt: medium.alt };
  return shownOf({
    kind: medium.kind,
    url: medium.url,
    upload_id: medium.uploadId,
    alt_text: medium.alt,
    cover: null,
  });
}

const moved = <T,>(list: readonly T[], from: number, to: number): T[] => {
  const next = [...list];
  const [item] = next.splice(from, 1);
  next.splice(to, 0, item!);
  return next;
};

export function MediaTray({ composer }: { composer: Composer }) {
  const w = useWords();
  const { draft, change, uploads, problems } = composer;
  const [over, setOver] = useState(false);
  const [held, setHeld] = useState<number | null>(null);
  const [news, setNews] = useState('');
  const { media } = draft;

  const take = (files: readonly File[]) => {
    const good = files.filter(isAccepted);
    const room = MEDIA_MAX - media.length;
    if (good.length < files.length) toast('bad', w.compose.refusedFile, w.compose.fileTypes);
    if (good.length > room) toast('bad', w.compose.tooMany(MEDIA_MAX));
    const added = uploads.add(good.slice(0, room));
    if (added.length) change({ media: [...media, ...added] });
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= media.length || from === to) return;
    change({ media: moved(media, from, to) });
    setNews(w.compose.movedTo(to + 1, media.length));
  };
  const dropOn = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) take(files);
  };
  const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const leave = (event: DragEvent) => {
    const inside = (event.currentTarget as Node).contains(event.relatedTarget as Node | null);
    if (!inside) setOver(false);
  };
  const problem =
    problems.media ?? Object.entries(problems).find(([field]) => mediumOf(field) !== null)?.[1];

  return (
    <section
      class={`media-tray${over ? ' over' : ''}`}
      aria-label={w.compose.media}
      onDragOver={(event) => {
        if (!isFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={leave}
      onDrop={dropOn}
    >
      <h2>
        {w.compose.media}
        {media.length > 0 && <small class="number">{`${media.length}/${MEDIA_MAX}`}</small>}
      </h2>
      <p class="unseen" role="status">
        {news}
      </p>
      {media.length > 0 && (
        <ol class="media-tiles">
          {media.map((medium, i) => (
            <Tile
              key={medium.key}
              composer={composer}
              medium={medium}
              index={i}
              held={held}
              onHold={setHeld}
              onMove={move}
            />
          ))}
        </ol>
      )}
      {media.length < MEDIA_MAX && (
        <Adding compact={media.length > 0} take={take} composer={composer} />
      )}
      {problem && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      <TrayFindings composer={composer} />
      {over && <div class="drop-here">{w.compose.dropHere}</div>}
    </section>
  );
}

function TrayFindings({ composer }: { composer: Composer }) {
  const w = useWords();
  const list = composer.findings.filter(({ field }) => mediumOf(field) !== null);
  if (!list.length) return null;
  return (
    <ul class="findings" role="status">
      {list.map((finding, i) => (
        <li key={i}>
          <strong>{w.mediumNumber(mediumOf(finding.field)! + 1)}</strong>
          <FindingLine finding={finding} />
        </li>
      ))}
    </ul>
  );
}

interface AddingProps {
  compact: boolean;
  take: (files: readonly File[]) => void;
  composer: Composer;
}

function Adding({ compact, take, composer }: AddingProps) {
  const w = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const [byUrl, setByUrl] = useState(false);
  const { draft, change } = composer;
  return (
    <div class={`media-add${compact ? ' compact' : ''}`}>
      <FileInput
        input={chooser}
        name="files"
        multiple
        accept={ACCEPTED}
        label={w.compose.choose}
        onChoose={take}
      />
      {!compact && (
        <p>
          <Mark name="upload" size={22} />
          <span>
            <strong>{w.compose.dropTitle}</strong>
            <small>{w.compose.fileTypes}</small>
          </span>
        </p>
      )}
      <div>
        <Button icon={compact ? 'plus' : 'image'} onClick={() => chooser.current?.click()}>
          {w.compose.choose}
        </Button>
        <Button tone="quiet" icon="link" expanded={byUrl} onClick={() => setByUrl(!byUrl)}>
          {w.compose.byUrl}
        </Button>
      </div>
      {byUrl && (
        <AddressField
          onAdd={(url) => {
            change({ media: [...draft.media, mediumByUrl(url)] });
            setByUrl(false);
          }}
        />
      )}
    </div>
  );
}

const isAddress = (text: string): boolean => {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
};

function AddressField({ onAdd }: { onAdd: (url: string) => void }) {
  const w = useWords();
  const [url, setUrl] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const text = url.trim();
    if (isAddress(text)) onAdd(text);
    else setWrong(true);
  };
  return (
    <div class="address-field">
      <div class="field-box">
        <input
          type="url"
          name="media_url"
          value={url}
          placeholder="https://"
          aria-label={w.compose.address}
          aria-invalid={wrong || undefined}
          autocomplete="off"
          autoFocus
          onInput={(event) => {
            setUrl(event.currentTarget.value);
            setWrong(false);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <Button tone="primary" onClick={add}>
          {w.compose.addAddress}
        </Button>
      </div>
      <p class={wrong ? 'field-error' : 'field-note'} role={wrong ? 'alert' : undefined}>
        {wrong ? w.compose.addressWrong : w.compose.addressHint}
      </p>
    </div>
  );
}

interface TileProps {
  composer: Composer;
  medium: DraftMedium;
  index: number;
  held: number | null;
  onHold: (index: number | null) => void;
  onMove: (from: number, to: number) => void;
}

function Tile({ composer, medium, index, held, onHold, onMove }: TileProps) {
  const w = useWords();
  const [writing, setWriting] = useState(false);
  const { draft, change, uploads, findings } = composer;
  const transfer = uploads.of(medium.key);
  const worst = findings.filter((finding) => mediumOf(finding.field) === index);
  const bad = transfer?.state === 'failed' || worst.some((f) => f.severity === 'error');
  const name = medium.fileName || w.mediumNumber(index + 1);
  const drop = () => {
    uploads.stop(medium.key);
    change({ media: draft.media.filter((other) => other.key !== medium.key) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || !event.altKey) return;
    event.preventDefault();
    onMove(index, index + step);
  };
  const several = draft.media.length > 1;
  return (
    <li
      class={`media-tile${bad ? ' bad' : ''}${worst.length && !bad ? ' warn' : ''}${held === index ? ' lifted' : ''}`}
      draggable={several}
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', medium.key);
        onHold(index);
      }}
      onDragEnd={() => onHold(null)}
      onDragOver={(event) => {
        if (held !== null) event.preventDefault();
      }}
      onDrop={(event) => {
        if (held === null) return;
        event.preventDefault();
        event.stopPropagation();
        onMove(held, index);
        onHold(null);
      }}
      onKeyDown={onKeyDown}
    >
      <div class="tile-picture">
        <Picture
          medium={shownMedium(composer, medium)}
          onSize={(width, height) => {
            if (medium.width === null) composer.changeMedium(medium.key, { width, height });
          }}
        />
        {several && <b class="tile-number number">{index + 1}</b>}
        {medium.kind === 'video' && (
          <b class="tile-kind">
            <Icon name="video" size={12} />
          </b>
        )}
        {transfer && transfer.state !== 'done' && (
          <Progress composer={composer} medium={medium} name={name} />
        )}
        <button
          type="button"
          class="tile-drop"
          aria-label={w.compose.removeOf(name)}
          onClick={drop}
        >
          <Icon name="close" size={13} />
        </button>
      </div>
      <div class="tile-tools">
        {several && (
          <button
            type="button"
            class="icon-button small"
            aria-label={w.compose.earlier(name)}
            disabled={index === 0}
            onClick={() => onMove(index, index - 1)}
          >
            <Icon name="chevronLeft" size={14} />
          </button>
        )}
        {medium.kind === 'image' && hasAltText(composer.kind) ? (
          <button
            type="button"
            class={`tile-alt${medium.alt.trim() ? ' on' : ''}`}
            aria-label={w.compose.altOf(name)}
            onClick={() => setWriting(true)}
          >
            {medium.alt.trim() && <Icon name="check" size={12} />}
            ALT
          </button>
        ) : (
          <span />
        )}
        {several && (
          <button
            type="button"
            class="icon-button small"
            aria-label={w.compose.later(name)}
            disabled={index === draft.media.length - 1}
            onClick={() => onMove(index, index + 1)}
          >
            <Icon name="chevronRight" size={14} />
          </button>
        )}
      </div>
      {writing && (
        <AltDialog
          medium={medium}
          shown={shownMedium(composer, medium)}
          onSave={(alt) => composer.changeMedium(medium.key, { alt })}
          onClose={() => setWriting(false)}
        />
      )}
    </li>
  );
}

interface ProgressProps {
  composer: Composer;
  medium: DraftMedium;
  name: string;
}

function Progress({ composer, medium, name }: ProgressProps) {
  const { t } = useT();
  const w = useWords();
  const transfer = composer.uploads.of(medium.key)!;
  if (transfer.state === 'failed') {
    return (
      <div class="tile-over failed" role="alert">
        <span>{errorText(t, transfer.error).message}</span>
        <button type="button" class="link" onClick={() => composer.uploads.retry(medium.key)}>
          {t.common.retry}
        </button>
      </div>
    );
  }
  const share = Math.round(transfer.share * 100);
  return (
    <div class="tile-over">
      <div
        class="tile-bar"
        role="progressbar"
        aria-label={w.compose.uploadOf(name)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share}
      >
        <i style={{ width: `${share}%` }} />
      </div>
      <small class="number">{transfer.state === 'waiting' ? w.compose.queued : `${share}%`}</small>
    </div>
  );
}

const ALT_MAX = 1000;

interface AltProps {
  medium: DraftMedium;
  shown: Shown;
  onSave: (alt: string) => void;
  onClose: () => void;
}

function AltDialog({ medium, shown, onSave, onClose }: AltProps) {
  const w = useWords();
  const [text, setText] = useState(medium.alt);
  const count = characters(text);
  const save = () => {
    onSave(text);
    onClose();
  };
  return (
    <Dialog
      title={w.compose.altTitle}
      onClose={onClose}
      class="narrow alt-dialog"
      footer={
        <DialogActions onCancel={onClose} disabled={count > ALT_MAX} onClick={save}>
          {w.compose.keep}
        </DialogActions>
      }
    >
      <div class="alt-picture">
        <Picture medium={shown} />
      </div>
      <label class="text-field">
        <span>{w.compose.alt}</span>
        <textarea
          rows={4}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          aria-describedby="alt-hint"
        />
      </label>
      <p class="field-note alt-hint" id="alt-hint">
        <span>{w.compose.altHint}</span>
        <span class={`number${count > ALT_MAX ? ' bad' : ''}`}>{`${count}/${ALT_MAX}`}</span>
      </p>
    </Dialog>
  );
}
