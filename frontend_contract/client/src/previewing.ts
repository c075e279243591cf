/** Drafts, by the token in the address of a preview. */

import { type Api, answerOf, dataOf } from './api.ts';
import type { Page } from './types.ts';

export type Preview =
  | {
      kind: 'draft';
      /** In exactly the shape of a published page. */
      page: Page;
      /** Until when the token is good. */
      expires: Date;
      /** HTML to put at the end of the body as it is; empty for readers of a link. */
      userbar: string;
    }
  /** Its time is over, or it was ended. */
  | { kind: 'ended' }
  /** There never was one. */
  | { kind: 'unknown' };

/** The draft that a token opens. Show it on demand and keep it nowhere: docs/previews.md. */
export async function preview(api: Api, token: string): Promise<Preview> {
  const params = { path: { token }, query: { site: api.site } };
  const init = { params, cache: 'no-store' } as const;
  const answer = await answerOf(api, api.client.GET('/preview/{token}/', init));
  if (answer.response.status === 410) return { kind: 'ended' };
  if (answer.response.status === 404) return { kind: 'unknown' };
  const page = dataOf(answer);
  const { headers } = answer.response;
  let userbar = '';
  if (headers.get('Preview-Userbar') === 'shown') {
    const html = api.client.GET('/preview/{token}/userbar/', { ...init, parseAs: 'text' });
    // The draft is worth showing without it.
    userbar = (await answerOf(api, html)).data ?? '';
  }
  return { kind: 'draft', page, expires: new Date(headers.get('Preview-Expires') ?? NaN), userbar };
}
