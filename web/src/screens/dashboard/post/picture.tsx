// The picture of a post, or its kind where there is none to show.
import { useState } from 'preact/hooks';
import type { Media } from '../../../api/types';
import { showable } from '../../../lib/pictures';
import { Icon, type IconName } from '../../../ui/icon';

const TYPE_ICONS: Record<Media['media_type'], IconName> = {
  IMAGE: 'image',
  VIDEO: 'video',
  CAROUSEL_ALBUM: 'layers',
};

/** A video's own address is not a picture; without a thumbnail its kind is drawn instead. */
export const pictureOf = (media: Media): string | null =>
  media.thumbnail_url ?? (media.media_type === 'VIDEO' ? null : media.media_url);

export function PostPicture({ media, class: extra }: { media: Media; class: string }) {
  const [failed, setFailed] = useState('');
  const picture = pictureOf(media);
  return (
    <span class={`${extra} kind-${media.media_type.toLowerCase()}`} aria-hidden="true">
      <Icon name={TYPE_ICONS[media.media_type]} size={18} />
      {showable(picture) && failed !== picture && (
        <img
          src={picture}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailed(picture)}
        />
      )}
    </span>
  );
}
