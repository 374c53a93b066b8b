// A round picture with initials behind it: what shows while the picture loads, or when it cannot.
import { useState } from 'preact/hooks';
import { showable } from '../lib/pictures';

interface AvatarProps {
  src: string | null | undefined;
  name: string;
  size?: 'small' | 'medium' | 'large';
}

const initials = (name: string): string =>
  name
    .split(/[\s._@]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('');

/** A steady colour per name, out of six. */
function tint(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + char.codePointAt(0)!) % 997;
  return sum % 6;
}

export function Avatar({ src, name, size = 'medium' }: AvatarProps) {
  const [failed, setFailed] = useState('');
  const usable = showable(src) && failed !== src;
  return (
    <span class={`avatar ${size} tint-${tint(name)}`} aria-hidden="true">
      {initials(name)}
      {usable && (
        <img src={src!} alt="" loading="lazy" decoding="async" onError={() => setFailed(src!)} />
      )}
    </span>
  );
}
