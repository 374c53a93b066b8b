// A medium in small: the picture, the first frame of a video, or its kind where neither can be
// shown.
import { useState } from 'preact/hooks';
import { paths } from '../api/paths';
import { showable } from '../lib/pictures';
import { Icon } from '../ui/icon';
import { Mark } from './icons';
import { inWorkspace } from './workspace';
import type { Medium, PostMedia } from './shapes';

export interface Shown {
  kind: Medium;
  /** Where the browser finds it. */
  src: string;
  alt: string;
}

export const shownOf = (medium: PostMedia): Shown => ({
  kind: medium.kind,
  src: medium.upload_id ? inWorkspace(paths.uploadFile(medium.upload_id)) : (medium.url ?? ''),
  alt: medium.alt_text ?? '',
});

interface PictureProps {
  medium: Shown;
  /** Read out; a thumbnail beside its caption says nothing. */
  label?: string;
  playing?: boolean;
  onSize?: (width: number, height: number) => void;
}

/** Fills its box. */
export function Picture({ medium, label = '', playing = false, onSize }: PictureProps) {
  const [failed, setFailed] = useState('');
  const { src, kind } = medium;
  if (!showable(src) || failed === src) {
    return (
      <span class="picture-none" role={label ? 'img' : undefined} aria-label={label || undefined}>
        <Icon name={kind === 'video' ? 'video' : 'image'} size={22} />
      </span>
    );
  }
  if (kind === 'video') {
    return (
      <video
        // Without a moment, browsers show no frame before it is played.
        src={`${src}#t=0.1`}
        muted
        playsInline
        loop
        autoplay={playing}
        preload="metadata"
        aria-label={label || undefined}
        aria-hidden={label ? undefined : true}
        tabIndex={-1}
        onError={() => setFailed(src)}
        onLoadedMetadata={({ currentTarget: v }) => onSize?.(v.videoWidth, v.videoHeight)}
      />
    );
  }
  return (
    <img
      src={src}
      alt={label}
      decoding="async"
      onError={() => setFailed(src)}
      onLoad={({ currentTarget: i }) => onSize?.(i.naturalWidth, i.naturalHeight)}
    />
  );
}

/** The first of a post's media, with how many there are; a text has a mark of its own. */
export function PostThumb({ media }: { media: readonly Shown[] }) {
  const [first] = media;
  return (
    <span class="post-thumb" aria-hidden="true">
      {first ? <Picture medium={first} /> : <Mark name="text" size={20} />}
      {media.length > 1 && <b class="number">{media.length}</b>}
      {media.length === 1 && first!.kind === 'video' && (
        <b>
          <Icon name="video" size={11} />
        </b>
      )}
    </span>
  );
}
