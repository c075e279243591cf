/**
 * News, data use and events of GBIF.org, fetched in the reader's browser. Its GraphQL is no public
 * API that stays as it is, so without an answer the link to GBIF.org stands.
 */

export interface StoriesConfig {
  endpoint: string;
  /** The language of the texts, as GBIF.org knows it. */
  locale: string | null;
  language: string;
  variables: Record<string, unknown>;
  kinds: Record<string, string>;
  failed: string;
  none: string;
}

interface Story {
  __typename: string;
  id: string;
  title: string;
  excerpt?: string | null;
  createdAt?: string | null;
  start?: string | null;
  location?: string | null;
}

const FIELDS = 'id title excerpt createdAt';
// gbif-web: packages/graphql-api/src/resources/resource/resourceSearch/resourceSearch.type.js
const QUERY = `query Stories($contentType: [ContentType!], $topics: [String!], $countriesOfCoverage: [String!], $size: Int, $sortBy: ResourceSortBy, $sortOrder: ResourceSortOrder, $eventFiltering: EventFiltering) {
  resourceSearch(contentType: $contentType, topics: $topics, countriesOfCoverage: $countriesOfCoverage, size: $size, sortBy: $sortBy, sortOrder: $sortOrder, eventFiltering: $eventFiltering) {
    documents(size: $size) {
      results {
        __typename
        ... on News { ${FIELDS} }
        ... on DataUse { ${FIELDS} }
        ... on MeetingEvent { ${FIELDS} start location }
        ... on Literature { id title excerpt: abstract createdAt }
      }
    }
  }
}`;
const PLACES: Record<string, string> = {
  News: 'news',
  DataUse: 'data-use',
  MeetingEvent: 'event',
  Event: 'event',
  Literature: 'literature',
};
const TIMEOUT = 8_000;
const LONGEST_EXCERPT = 180;

class GbifStories extends HTMLElement {
  connectedCallback(): void {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void this.load();
    });
    observer.observe(this);
  }

  private async load(): Promise<void> {
    const config = JSON.parse(this.querySelector('script')?.textContent ?? '{}') as StoriesConfig;
    const list = this.querySelector<HTMLElement>('[data-part=list]');
    const status = this.querySelector<HTMLElement>('[data-part=status]');
    if (!list || !status) return;
    try {
      const stories = await fetchStories(config);
      list.replaceChildren(...stories.map((story) => row(story, config)));
      list.hidden = stories.length === 0;
      status.textContent = stories.length === 0 ? config.none : '';
      this.dataset['source'] = 'live';
    } catch {
      status.textContent = config.failed;
      this.dataset['source'] = 'failed';
    }
  }
}

async function fetchStories(config: StoriesConfig): Promise<Story[]> {
  const answer = await fetch(config.endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(config.locale ? { locale: config.locale } : {}),
    },
    body: JSON.stringify({ query: QUERY, variables: config.variables }),
    credentials: 'omit',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const { data } = (await answer.json()) as {
    data?: { resourceSearch?: { documents?: { results?: Story[] } } };
  };
  const found = data?.resourceSearch?.documents?.results;
  if (!Array.isArray(found)) throw new Error('no stories');
  return found.filter((story) => story?.id && story.title && PLACES[story.__typename]);
}

function row(story: Story, config: StoriesConfig): HTMLElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.className = 'record__title';
  link.href = `https://www.gbif.org/${PLACES[story.__typename]}/${encodeURIComponent(story.id)}`;
  link.textContent = story.title;
  const facts = document.createElement('p');
  facts.className = 'gbif-facts';
  const when = story.start ?? story.createdAt;
  const kind = config.kinds[story.__typename];
  for (const text of [kind, when && day(when, config.language), story.location]) {
    if (!text) continue;
    const fact = document.createElement('span');
    fact.textContent = text;
    facts.append(fact);
  }
  item.append(link, facts);
  if (story.excerpt) {
    const excerpt = document.createElement('p');
    excerpt.textContent = plain(story.excerpt);
    item.append(excerpt);
  }
  return item;
}

function day(moment: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(moment));
}

/** The words of a text that may hold markup: parsed apart from the page, so nothing in it runs. */
function plain(source: string): string {
  const text = new DOMParser().parseFromString(source, 'text/html').body.textContent ?? '';
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)} …` : text;
}

customElements.define('gbif-stories', GbifStories);
