/** Draws the map of an element when it comes into view, and lets go of it with the element. */

import type { ReactiveController } from 'lit';
import type { LiveElement } from '../live';
import type { Place } from '../state';
import type { MapValue } from '../values';
import type { Ground } from './ground';
import type { Trouble } from './view';

export class MapController implements ReactiveController {
  trouble: Trouble = null;
  private ground: Ground | null = null;
  private readonly sight = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.sight.disconnect();
    void this.draw();
  });
  private watched: HTMLElement | null = null;

  constructor(
    private readonly host: LiveElement<object>,
    private readonly map: () => { place: Place; value: MapValue } | null,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const part = this.host.querySelector<HTMLElement>('[data-part=ground]');
    if (part === this.watched) return;
    this.hostDisconnected();
    this.watched = part;
    if (part) this.sight.observe(part);
  }

  hostDisconnected(): void {
    this.sight.disconnect();
    this.ground?.remove();
    this.ground = null;
    this.watched = null;
  }

  private async draw(): Promise<void> {
    const [part, map] = [this.watched, this.map()];
    if (!part || !map) return;
    try {
      // The library is large, and few readers come as far down as every map.
      const { Ground } = await import('./ground');
      if (part !== this.watched) return;
      this.ground = new Ground(part, map.value, map.place, (trouble) => this.say(trouble));
      part.closest('.map')?.addEventListener('click', this.pressed);
    } catch (error) {
      console.warn('The map cannot be drawn', error);
      this.say('mapFailed');
    }
  }

  private readonly pressed = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>('[data-action]');
    if (button) this.ground?.act(button.dataset['action'] ?? '');
  };

  private say(trouble: Trouble): void {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.host.requestUpdate();
  }
}
