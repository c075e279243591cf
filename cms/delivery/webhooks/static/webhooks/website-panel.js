// Asks how far the builds have come, while that is not settled and somebody can see it.
(() => {
  const EVERY = 10_000; // milliseconds

  async function refresh(container) {
    if (document.hidden || !container.querySelector('[data-unsettled]')) return;
    const response = await fetch(container.dataset.websiteProgress, {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    if (!response.ok) return;
    const fresh = document.createElement('div');
    fresh.innerHTML = await response.text();
    // What stayed the same is not announced again to those who listen.
    const text = container.querySelector('[data-website-progress-text]');
    if (words(fresh) !== words(text)) text.replaceChildren(...fresh.childNodes);
  }

  function words(element) {
    return element.textContent.replace(/\s+/g, ' ').trim();
  }

  document.addEventListener('DOMContentLoaded', () => {
    const container = document.querySelector('[data-website-progress]');
    // The next time it is asked: the network may be back.
    if (container) setInterval(() => refresh(container).catch(() => {}), EVERY);
  });
})();
