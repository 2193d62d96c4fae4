import type { ComponentChildren } from 'preact';

interface KeyFigureProps {
  readonly value: string;
  readonly unit?: string | undefined;
  readonly label: string;
  /** Where the figure comes from. */
  readonly href?: string | undefined;
  /** How many cases it rests on, in words. */
  readonly n?: string | undefined;
  /** The promise and whether it is kept, in words. */
  readonly promise?: string | undefined;
  readonly tag?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** One number people look for first, its meaning, what it rests on, and where it comes from. */
export function KeyFigure({ value, unit, label, href, n, promise, tag, children }: KeyFigureProps) {
  return (
    <div class="key-figure">
      <p class="key-figure-label">{href ? <a href={href}>{label}</a> : label}</p>
      <p class="key-figure-value">{value}{unit ? <small> {unit}</small> : null}</p>
      {tag || promise ? <p class="key-figure-promise">{tag}{promise ? <span>{promise}</span> : null}</p> : null}
      {children}
      {n ? <p class="quiet">{n}</p> : null}
    </div>
  );
}

/** Key figures side by side where there is room. */
export function KeyFigures({ children }: { children: ComponentChildren }) {
  return <div class="key-figures">{children}</div>;
}
