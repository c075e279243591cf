/** A link as the API gives it; one whose target is missing is shown as its text. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Place } from '../state';
import type { Link } from '../values';

export function linkView({ words }: Place, link: Link | null | undefined, text: string): TemplateResult {
  if (!link?.href) return html`${text}`;
  const { href, new_window: away } = link;
  return html`<a href=${href} target=${away ? '_blank' : nothing} rel=${away ? 'noopener' : nothing}
    >${text}${away ? html`<span class="visually-hidden"> (${words.newWindow})</span>` : nothing}</a
  >`;
}
