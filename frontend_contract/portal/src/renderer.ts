/** The portal's code as it is built, once for any content: which files there are, and each of them. */

import { createApp } from 'astro/app/entrypoint';
import type { Portal } from './api/portal';
import type { PortalFile } from './routes/files';

export { filesOf } from './routes/files';

/** What scripts add can wait for what is seen first; browsers ask for them before pictures. */
const SCRIPT = '<script type="module" src=';
const PATIENT_SCRIPT = '<script type="module" fetchpriority="low" src=';

const app = createApp({ streaming: false });

/**
 * The bytes of a file of the portal.
 *
 * @throws Error when its page cannot be drawn; Astro has then logged why.
 */
export async function draw({ address, route }: PortalFile, portal: Portal): Promise<Uint8Array> {
  const request = new Request(new URL(encodeURI(address), 'http://portal.invalid'));
  const answer = await app.render(request, { locals: { portal, route } });
  const expected = address.endsWith('/404/') ? 404 : 200;
  if (answer.status !== expected) {
    throw new Error(`The page ${address} could not be drawn (${answer.status}): see above.`);
  }
  return new TextEncoder().encode((await answer.text()).replaceAll(SCRIPT, PATIENT_SCRIPT));
}
