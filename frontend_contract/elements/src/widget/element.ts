/**
 * <gbif-widget>: GBIF's own search in the place of ours. It owns the address of its page, so there
 * is one on a page, and none where its routes do not lead.
 *
 * Its part "fallback" is shown until the widget is there, and again when it does not come; its part
 * "root" is the widget's.
 */

import { loadLibrary } from './library';
import { isWidgetPath, type WidgetConfig } from './routes';

export interface WidgetSettings {
  script: string;
  config: WidgetConfig;
  /** What is said above the fallback when the script does not load. */
  failed: string;
}

class GbifWidget extends HTMLElement {
  connectedCallback(): void {
    const json = this.querySelector(':scope > script')?.textContent;
    if (!json || this.dataset['source']) return;
    const settings = JSON.parse(json) as WidgetSettings;
    if (isWidgetPath(location.pathname, settings.config)) void this.mount(settings);
    else this.dataset['source'] = 'elsewhere';
  }

  private piece(name: string): HTMLElement | null {
    return this.querySelector(`:scope > [data-part=${name}]`);
  }

  private async mount({ script, config, failed }: WidgetSettings): Promise<void> {
    const [root, fallback, status] = [
      this.piece('root'),
      this.piece('fallback'),
      this.piece('status'),
    ];
    if (!root || !fallback || !status) return;
    this.dataset['source'] = 'loading';
    // Out of sight, our search asks nothing.
    fallback.hidden = true;
    try {
      const { render } = await loadLibrary(script);
      if (!render) throw new Error(`${script} has no render()`);
      root.hidden = false;
      render(root, config);
      this.dataset['source'] = 'live';
    } catch (error) {
      console.warn('GBIF’s widget does not load', error);
      root.hidden = true;
      root.replaceChildren();
      fallback.hidden = false;
      status.textContent = failed;
      this.dataset['source'] = 'failed';
    }
  }
}

customElements.define('gbif-widget', GbifWidget);
