/** Where the news of a language can be subscribed to. */

import type { NewsIndexPage } from '../api/types';

export const feedPath = (index: Pick<NewsIndexPage, 'path'>): string => `${index.path}feed.xml`;
