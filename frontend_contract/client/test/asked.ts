/** An API that answers what a test says, and remembers what it was asked. */

import { type Api, connect } from '../src/index.ts';

type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

export interface Asked {
  api: Api;
  /** Path below the API's address, with the query. */
  urls: string[];
}

/** Answers come in their order; the last one again and again. */
export function answering(...answers: Answer[]): Asked {
  const urls: string[] = [];
  const api = connect({
    url: 'https://cms.example/api/delivery/v1/',
    site: 'portal.example',
    fetch: async (request) => {
      const url = new URL(request.url);
      const { status = 200, headers, body } = answers[Math.min(urls.length, answers.length - 1)]!;
      urls.push(decodeURIComponent(url.pathname.replace('/api/delivery/v1/', '') + url.search));
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const type = typeof body === 'string' ? 'text/html' : 'application/json';
      return new Response(text, { status, headers: { 'Content-Type': type, ...headers } });
    },
  });
  return { api, urls };
}

export function problem(status: number, name: string): Answer {
  const type = `https://cms.example/api/delivery/v1/problems/${name}/`;
  return { status, body: { type, title: name, status, detail: 'It says more.' } };
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
