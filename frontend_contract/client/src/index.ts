/** Types and a small client for the delivery API of gbif-portal-cms. */

export { ApiError, connect, isProblem, read } from './api.ts';
export type { Api, Options, Problem } from './api.ts';
export { pictureOf, srcNear } from './images.ts';
export type { Picture, PictureOptions } from './images.ts';
export type { components, operations, paths } from './openapi.ts';
export { preview } from './previewing.ts';
export type { Preview } from './previewing.ts';
export { pages, redirects, resolve, site } from './reading.ts';
export type { Filters, Redirect, Resolution } from './reading.ts';
export { MARK_ELEMENTS, renderRichText, textOf } from './rich-text.ts';
export type { RichTextComponents } from './rich-text.ts';
export { sync } from './syncing.ts';
export type { Change, CursorStore, SyncOptions } from './syncing.ts';
export type * from './types.ts';
export { verifyWebhook, WebhookError } from './webhooks.ts';
export type { WebhookRequest } from './webhooks.ts';
