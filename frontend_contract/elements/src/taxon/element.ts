/** <gbif-taxon>: a card of one species or group. */

import type { TemplateResult } from 'lit';
import { recordOf } from '../answers';
import { LiveElement } from '../live';
import { MapController } from '../map/controller';
import '../parts/copying';
import type { Asked } from '../queue';
import type { GbifRecord, Taxon, TaxonValue } from '../values';
import { taxonView } from './view';

const RANKS = ['kingdom', 'phylum', 'class', 'order', 'family', 'genus', 'species'];

class GbifTaxon extends LiveElement<TaxonValue> {
  private record: GbifRecord = {};
  private readonly map = new MapController(this, () => {
    const map = this.value?.map;
    return map ? { place: this.place, value: map } : null;
  });

  protected question(): Asked | null {
    return this.value?.snapshot.query ?? null;
  }

  protected read(answer: unknown): void {
    this.record = recordOf(answer);
  }

  protected override render(): TemplateResult {
    const value = this.value!;
    const taxon = this.state.source === 'live' ? renewed(value.taxon, this.record) : value.taxon;
    return taxonView(this.place, { ...value, taxon }, this.state, this.map.trouble);
  }
}

/** The taxon as its record says now; what the record leaves out stays as it was kept. */
function renewed(kept: Taxon | null, record: GbifRecord): Taxon {
  const text = (field: string): string | null => {
    const value = record[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() || null : null;
  };
  const key = text('key') ?? '';
  const scientific = text('scientificName') ?? kept?.scientific_name ?? key;
  const accepted = { key: text('acceptedKey') ?? '', name: text('accepted') ?? '' };
  return {
    key,
    scientific_name: scientific,
    canonical_name: text('canonicalName') ?? kept?.canonical_name ?? null,
    authorship: text('authorship'),
    rank: text('rank'),
    accepted: record['synonym'] === true && accepted.key && accepted.name ? accepted : null,
    classification: RANKS.flatMap((rank) => {
      const [name, rankKey] = [text(rank), text(`${rank}Key`)];
      return name && rankKey ? [{ rank, key: rankKey, name }] : [];
    }),
    citation: kept?.citation ?? scientific,
  };
}

customElements.define('gbif-taxon', GbifTaxon);
