/** <gbif-cite>: how to cite a search, a dataset or a download, with the day of today. */

import type { TemplateResult } from 'lit';
import { countOf, recordOf } from '../answers';
import { LiveElement } from '../live';
import '../parts/copying';
import type { Asked } from '../queue';
import type { CiteValue } from '../values';
import { citeView } from './view';

class GbifCite extends LiveElement<CiteValue> {
  /** A download stays as it was made: there is nothing to ask. */
  protected question(): Asked | null {
    return this.value?.snapshot?.query ?? null;
  }

  protected read(answer: unknown): void {
    if (this.value?.cited === 'dataset') recordOf(answer);
    else countOf(answer);
  }

  protected override render(): TemplateResult {
    return citeView(this.place, this.value!, this.state);
  }
}

customElements.define('gbif-cite', GbifCite);
