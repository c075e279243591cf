/** A text to cite, with a button that copies it where scripts run (`copying`). */

import { html, type TemplateResult } from 'lit';
import type { Place } from '../state';

/** `about` names what is cited for whoever hears the button without its surroundings. */
export function copyView({ words }: Place, text: string, about: string): TemplateResult {
  return html`<div class="copy">
    <p class="copy__text">${text}</p>
    <button
      class="button button--quiet copy__button"
      type="button"
      data-copy=${text}
      data-copied=${words.copied}
    >
      ${words.copy}<span class="visually-hidden">: ${about}</span>
    </button>
    <span class="visually-hidden" role="status"></span>
  </div>`;
}
