/** A video is loaded from its provider only when the reader plays it; without this it is a link. */

document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-embed]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const address = new URL(link.dataset['embed'] ?? '');
  address.searchParams.set('autoplay', '1');
  const player = document.createElement('iframe');
  player.src = address.href;
  player.title = link.dataset['title'] ?? '';
  player.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
  player.referrerPolicy = 'strict-origin-when-cross-origin';
  player.className = 'video__player';
  link.replaceWith(player);
  player.focus();
});
