/** <gbif-number>: how much of something GBIF has. */

import type { TemplateResult } from 'lit';
import { LiveElement } from '../live';
import type { Asked } from '../queue';
import type { NumberValue } from '../values';
import { countOf } from '../answers';
import { numberView } from './view';

class GbifNumber extends LiveElement<NumberValue> {
  private count: number | null = null;

  protected question(): Asked | null {
    return this.value?.snapshot.query ?? null;
  }

  protected read(answer: unknown): void {
    this.count = countOf(answer);
  }

  protected override render(): TemplateResult {
    const value = this.value!;
    const count = this.state.source === 'live' ? this.count : value.value;
    return numberView(this.place, value, this.state, count);
  }
}

customElements.define('gbif-number', GbifNumber);
