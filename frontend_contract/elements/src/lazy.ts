/**
 * Loads the elements that a page holds, each when the first of its kind comes near: a page pays
 * for what is looked at.
 */

const LOADERS: Record<string, () => Promise<unknown>> = {
  'gbif-number': () => import('./number/element'),
  'gbif-search': () => import('./search/element'),
  'gbif-chart': () => import('./chart/element'),
  'gbif-map': () => import('./map/element'),
  'gbif-taxon': () => import('./taxon/element'),
  'gbif-stories': () => import('./stories/element'),
  'gbif-cite': () => import('./cite/element'),
  'gbif-widget': () => import('./widget/element'),
  'gbif-dashboard': () => import('./widget/dashboard'),
};

const sight = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      if (!customElements.get(target.localName)) void LOADERS[target.localName]?.();
    }
  },
  { rootMargin: '10%' },
);

for (const element of document.querySelectorAll(Object.keys(LOADERS).join(','))) {
  sight.observe(element);
}
