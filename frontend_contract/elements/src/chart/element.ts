/** <gbif-chart>: records counted by a field. */

import type { TemplateResult } from 'lit';
import { countOf, countsOf, recordOf } from '../answers';
import { LiveElement } from '../live';
import { askGbif, type Asked } from '../queue';
import type { ChartRow, ChartValue } from '../values';
import { pathOfName, withCounts } from './rows';
import { chartView } from './view';

class GbifChart extends LiveElement<ChartValue> {
  private counted: ChartValue | null = null;

  protected question(): Asked | null {
    return this.value?.snapshot.query ?? null;
  }

  protected read(answer: unknown): void {
    this.counted = withCounts(this.value!, countOf(answer), countsOf(answer));
    void this.nameNewcomers(this.counted);
  }

  protected override render(): TemplateResult {
    const shown = this.state.source === 'live' ? this.counted : null;
    return chartView(this.place, shown ?? this.value!, this.state);
  }

  /** Ask what datasets, publishers and taxa are called that were not in the kept answer. */
  private async nameNewcomers(chart: ChartValue): Promise<void> {
    for (const row of chart.rows.filter((one) => !one.label)) {
      const path = pathOfName(chart.by, row.name);
      if (!path || this.counted !== chart || !this.isConnected) return;
      await this.name(row, chart.snapshot.query.url.replace(/\/v1\/.*$/, `/v1/${path}`));
    }
  }

  private async name(row: ChartRow, url: string): Promise<void> {
    try {
      const question: Asked = { method: 'GET', url, body: null };
      const record = recordOf(await askGbif(question, AbortSignal.timeout(30_000)));
      const text = (field: string): string | null =>
        typeof record[field] === 'string' ? record[field] : null;
      row.label = text('title') ?? text('canonicalName') ?? text('scientificName');
      row.group = text('kingdom');
      this.requestUpdate();
    } catch {
      // It is shown by its key.
    }
  }
}

customElements.define('gbif-chart', GbifChart);
