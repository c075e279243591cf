/** <gbif-stories>: what GBIF.org publishes about a country or a topic. */

import type { TemplateResult } from 'lit';
import { LiveElement } from '../live';
import type { Asked } from '../queue';
import type { StoriesValue } from '../values';
import { storiesOf, storiesQuestion, type Story } from './story';
import { storiesView } from './view';

class GbifStories extends LiveElement<StoriesValue> {
  private stories: Story[] = [];

  protected question(): Asked | null {
    return this.value && storiesQuestion(this.value);
  }

  protected read(answer: unknown): void {
    this.stories = storiesOf(answer);
  }

  protected override render(): TemplateResult {
    const stories = this.state.source === 'live' ? this.stories : [];
    return storiesView(this.place, this.value!, this.state, stories);
  }
}

customElements.define('gbif-stories', GbifStories);
