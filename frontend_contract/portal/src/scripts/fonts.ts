/**
 * Asks for the portal's fonts after the first picture, with which they would share a slow network;
 * at once for whoever comes from another of its pages and so has them.
 */

const { documentElement: page, referrer } = document;
const show = (): void => page.setAttribute('data-fonts', '');

if (referrer.startsWith(`${location.origin}/`)) show();
else addEventListener('load', () => requestAnimationFrame(() => setTimeout(show)));
