/**
 * How GBIF.org is asked for stories. Its GraphQL is no public API that stays as it is, so nothing
 * is taken for granted, and without an answer the link to GBIF.org stands.
 */

import type { Asked } from '../queue';
import type { StoriesValue } from '../values';

export interface Story {
  __typename: string;
  id: string;
  title: string;
  excerpt?: string | null;
  createdAt?: string | null;
  start?: string | null;
  location?: string | null;
}

/** Where a story is on GBIF.org, and what kind it is, by its type in GraphQL. */
export const PLACES: Record<string, { path: string; kind: string }> = {
  News: { path: 'news', kind: 'NEWS' },
  DataUse: { path: 'data-use', kind: 'DATA_USE' },
  MeetingEvent: { path: 'event', kind: 'EVENT' },
  Event: { path: 'event', kind: 'EVENT' },
  Literature: { path: 'literature', kind: 'LITERATURE' },
};

const KINDS = ['NEWS', 'DATA_USE', 'EVENT', 'LITERATURE'];
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

export function storiesQuestion(value: StoriesValue): Asked {
  const variables = {
    contentType: value.content_types.length > 0 ? value.content_types : KINDS,
    ...(value.countries.length > 0 && { countriesOfCoverage: value.countries }),
    ...(value.topics.length > 0 && { topics: value.topics }),
    ...(value.upcoming_only && { eventFiltering: 'upcoming', sortBy: 'start', sortOrder: 'asc' }),
    size: value.limit,
  };
  return {
    method: 'POST',
    url: value.endpoint,
    body: { query: QUERY, variables },
    ...(value.stories_locale && { headers: { locale: value.stories_locale } }),
  };
}

/** The stories of an answer. Throws when it holds none of the shape that was asked for. */
export function storiesOf(answer: unknown): Story[] {
  const { data } = answer as { data?: { resourceSearch?: { documents?: { results?: unknown } } } };
  const found = data?.resourceSearch?.documents?.results;
  if (!Array.isArray(found)) throw new Error('GBIF.org answers something else than stories');
  return (found as Partial<Story>[]).filter(
    (story): story is Story =>
      Boolean(story?.id && story.title) && (story.__typename ?? '') in PLACES,
  );
}
