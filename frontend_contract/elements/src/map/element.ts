/** <gbif-map>: where records are. */

import type { TemplateResult } from 'lit';
import { countOf } from '../answers';
import { LiveElement } from '../live';
import type { Asked } from '../queue';
import type { MapValue } from '../values';
import { mapBlockView } from './block';
import { MapController } from './controller';

class GbifMap extends LiveElement<MapValue> {
  private count: number | null = null;
  private readonly map = new MapController(this, () =>
    this.value && { place: this.place, value: this.value },
  );

  protected question(): Asked | null {
    return this.value?.snapshot.query ?? null;
  }

  protected read(answer: unknown): void {
    this.count = countOf(answer);
  }

  protected override render(): TemplateResult {
    const value = this.value!;
    const count = this.state.source === 'live' ? this.count : value.count;
    return mapBlockView(this.place, value, this.state, this.map.trouble, count);
  }
}

customElements.define('gbif-map', GbifMap);
