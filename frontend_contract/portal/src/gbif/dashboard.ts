/** Charts that GBIF's own widget draws, from where the portal's settings say that it is. */

export interface DashboardConfig {
  script: string;
  locale: string;
  predicate: Record<string, unknown> | null;
  charts: string[];
  theme: { primary: string };
  languages: unknown[];
  failed: string;
}

interface Widget {
  renderDashboard: (options: Record<string, unknown>) => void;
}

class GbifDashboard extends HTMLElement {
  connectedCallback(): void {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void this.load();
    });
    observer.observe(this);
  }

  private async load(): Promise<void> {
    const config = JSON.parse(this.querySelector('script')?.textContent ?? '{}') as DashboardConfig;
    const root = this.querySelector<HTMLElement>('[data-part=root]');
    const status = this.querySelector<HTMLElement>('[data-part=status]');
    if (!root || !status || !config.script) return;
    try {
      const styles = document.createElement('link');
      styles.rel = 'stylesheet';
      styles.href = new URL('style.css', config.script).href;
      document.head.append(styles);
      const widget = (await import(/* @vite-ignore */ config.script)) as Widget;
      widget.renderDashboard({
        rootElement: root,
        locale: config.locale,
        predicate: config.predicate,
        charts: config.charts,
        config: { version: 3, languages: config.languages, theme: config.theme },
      });
      this.dataset['source'] = 'live';
    } catch {
      status.textContent = config.failed;
      this.dataset['source'] = 'failed';
    }
  }
}

customElements.define('gbif-dashboard', GbifDashboard);
