/** The colour under a line, fading out downwards. Takes its tone from the group it stands in. */
export function Fade({ id }: { id: string }) {
  return (
    <linearGradient id={id} x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" class="fade-top" />
      <stop offset="1" class="fade-bottom" />
    </linearGradient>
  );
}
