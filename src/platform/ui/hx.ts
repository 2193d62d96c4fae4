/** Partial updates through htmx 4, as typed attributes. htmx 4 does not inherit: say everything on the element itself. */
export interface HxOptions {
  readonly get?: string;
  readonly post?: string;
  readonly target?: string;
  readonly swap?: 'innerHTML' | 'outerHTML' | 'beforeend' | 'afterbegin' | 'innerMorph' | 'outerMorph' | 'none';
  readonly trigger?: string;
  readonly push?: boolean;
  /** What to do by answer status, such as `{ '422': 'target:#errors' }`. */
  readonly status?: Readonly<Record<string, string>>;
}

/** `<form {...hx({ post, target })}>`: the page works the same without scripts, because method and action stay on the element. */
export function hx(options: HxOptions): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (options.get) attributes['hx-get'] = options.get;
  if (options.post) attributes['hx-post'] = options.post;
  if (options.target) attributes['hx-target'] = options.target;
  if (options.swap) attributes['hx-swap'] = options.swap;
  if (options.trigger) attributes['hx-trigger'] = options.trigger;
  if (options.push) attributes['hx-push-url'] = 'true';
  for (const [status, rule] of Object.entries(options.status ?? {})) attributes[`hx-status:${status}`] = rule;
  return attributes;
}
