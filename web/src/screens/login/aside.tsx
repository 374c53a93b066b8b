// The quiet half of the login page: what the product is about, drawn rather than told.

/** Threads from both sides that meet in one knot. */
function Threads() {
  const starts = [60, 130, 200, 270, 340];
  return (
    <svg class="threads" viewBox="0 0 480 400" aria-hidden="true">
      {starts.map((y) => (
        <path key={y} d={`M0 ${y}C150 ${y} 140 200 240 200S330 ${400 - y} 480 ${400 - y}`} />
      ))}
      <circle cx="240" cy="200" r="26" class="threads-halo" />
      <circle cx="240" cy="200" r="11" class="threads-knot" />
    </svg>
  );
}

export function Aside({ title, text }: { title: string; text: string }) {
  return (
    <aside class="login-aside">
      <Threads />
      <div class="login-words">
        <strong>{title}</strong>
        <p>{text}</p>
      </div>
    </aside>
  );
}
