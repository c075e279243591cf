/**
 * <site-search>: asks the delivery API for the pages that say something, keeps the question in the
 * page's address, and shows what the API answers as text, its matches marked.
 */

interface Part {
  text: string;
  match: boolean;
}

interface Result {
  path: string;
  locale: string;
  highlights: { title: Part[]; text: Part[] };
}

interface Words {
  found: string;
  more: string;
  nothing: string;
  failed: string;
  broad: string;
}

const TOO_BROAD = '/search-too-broad/';

class SiteSearch extends HTMLElement {
  private readonly words = JSON.parse(this.dataset['words'] ?? '{}') as Words;
  private asking = new AbortController();
  private cursor: string | null = null;
  private shown = 0;

  connectedCallback(): void {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const address = new URL(location.href);
      address.searchParams.set('q', this.input.value);
      history.pushState(null, '', address);
      void this.ask();
    });
    this.moreButton.addEventListener('click', () => void this.ask(this.cursor));
    addEventListener('popstate', () => this.restore());
    this.restore();
  }

  private find<Found extends HTMLElement>(selector: string): Found {
    return this.querySelector(selector) as Found;
  }
  private get form(): HTMLFormElement {
    return this.find('form');
  }
  private get input(): HTMLInputElement {
    return this.find('input');
  }
  private get list(): HTMLOListElement {
    return this.find('ol');
  }
  private get moreButton(): HTMLButtonElement {
    return this.find('[data-more]');
  }

  private restore(): void {
    this.input.value = new URLSearchParams(location.search).get('q') ?? '';
    void this.ask();
  }

  private say(text: string): void {
    this.find('[role="status"]').textContent = text;
  }

  /** From the beginning, or what comes after the results so far. */
  private async ask(cursor: string | null = null): Promise<void> {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const query = this.input.value.trim();
    if (!cursor) {
      this.list.replaceChildren();
      this.shown = 0;
    }
    this.moreButton.hidden = true;
    this.say('');
    if (!query) return;
    const url = new URL(this.dataset['api'] ?? '');
    url.searchParams.set('q', query);
    if (cursor) url.searchParams.set('cursor', cursor);
    try {
      const answer = await fetch(url, { signal });
      const said = await answer.json();
      if (String(said.type).endsWith(TOO_BROAD)) this.say(this.words.broad);
      else this.show(query, said.items as Result[], said.next_cursor as string | null);
    } catch {
      if (!signal.aborted) this.say(this.words.failed);
    }
  }

  private show(query: string, results: Result[], next: string | null): void {
    const entries = results.map(entryOf);
    this.list.append(...entries);
    // Who has asked for more reads on where it begins.
    if (this.shown > 0) entries[0]?.querySelector('a')?.focus();
    this.shown += results.length;
    this.cursor = next;
    this.moreButton.hidden = !next;
    const { found, more, nothing } = this.words;
    const text = this.shown === 0 ? nothing : next ? more : found;
    // The words first: what is searched for may hold "{count}".
    this.say(text.replace('{count}', String(this.shown)).replace('{query}', () => query));
  }
}

function entryOf({ path, locale, highlights }: Result): HTMLLIElement {
  const entry = document.createElement('li');
  const link = document.createElement('a');
  link.href = path;
  link.append(...marked(highlights.title));
  const heading = document.createElement('h2');
  heading.append(link);
  const text = document.createElement('p');
  text.append(...marked(highlights.text));
  entry.append(heading, text);
  if (locale !== document.documentElement.lang.split('-')[0]) entry.lang = locale;
  return entry;
}

function marked(parts: Part[]): (string | HTMLElement)[] {
  return parts.map(({ text, match }) => {
    if (!match) return text;
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}

customElements.define('site-search', SiteSearch);
