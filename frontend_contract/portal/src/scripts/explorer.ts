/** Links to other languages keep what is searched for, by GBIF's widget or by our own search. */

import { followUrl } from 'gbif-portal-elements/url';

followUrl([...document.querySelectorAll<HTMLAnchorElement>('.languages a')]);
