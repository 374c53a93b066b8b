import type { ComponentChildren } from 'preact';

interface PartProps {
  id: string;
  title: string;
  lead?: string;
  children: ComponentChildren;
}

/** One card of the page, with a place in the address. */
export function Part({ id, title, lead, children }: PartProps) {
  return (
    <section class="card part" id={`part-${id}`} aria-labelledby={`part-${id}-title`}>
      <div class="part-head">
        <h2 id={`part-${id}-title`}>{title}</h2>
        {lead && <p>{lead}</p>}
      </div>
      <div class="part-body">{children}</div>
    </section>
  );
}
