/** The delivery API: asked at build time, and when a draft is shown. */

import { connect } from 'gbif-portal-client';
import { API_URL, SITE } from './address';

export const api = connect({ url: API_URL, site: SITE });
