/** Gives every page the portal, where no build has given it one: in `astro dev`. */

import type { MiddlewareHandler } from 'astro';
import { getPortal } from './api/portal';

export const onRequest: MiddlewareHandler = async ({ locals }, next) => {
  locals.portal ??= await getPortal();
  return next();
};
