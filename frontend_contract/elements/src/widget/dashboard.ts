/** <gbif-dashboard>: charts that GBIF's own widget draws when they are seen. */

import { loadLibrary } from './library';

export interface DashboardSettings {
  script: string;
  locale: string;
  predicate: Record<string, unknown> | null;
  charts: string[];
  theme: { primary: string };
  languages: unknown[];
  failed: string;
}

class GbifDashboard extends HTMLElement {
  private readonly sight = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.sight.disconnect();
    void this.load();
  });

  connectedCallback(): void {
    this.sight.observe(this);
  }

  disconnectedCallback(): void {
    this.sight.disconnect();
  }

  private async load(): Promise<void> {
    const config = JSON.parse(this.querySelector('script')?.textContent ?? '{}') as DashboardSettings;
    const root = this.querySelector<HTMLElement>('[data-part=root]');
    const status = this.querySelector<HTMLElement>('[data-part=status]');
    if (!root || !status || !config.script) return;
    try {
      const { renderDashboard } = await loadLibrary(config.script);
      if (!renderDashboard) throw new Error(`${config.script} has no renderDashboard()`);
      renderDashboard({
        rootElement: root,
        locale: config.locale,
        predicate: config.predicate,
        charts: config.charts,
        config: { version: 3, languages: config.languages, theme: config.theme },
      });
      this.dataset['source'] = 'live';
    } catch (error) {
      console.warn('GBIF’s widget does not load', error);
      status.textContent = config.failed;
      this.dataset['source'] = 'failed';
    }
  }
}

customElements.define('gbif-dashboard', GbifDashboard);
