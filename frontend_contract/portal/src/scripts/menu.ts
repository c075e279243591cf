/** The menu opens without this (it is made of <details>); with it, it closes as people expect. */

const header = document.querySelector<HTMLElement>('[data-header]');
const toggle = header?.querySelector<HTMLButtonElement>('[data-menu-toggle]');
const menus = [...(header?.querySelectorAll<HTMLDetailsElement>('details') ?? [])];

function openNavigation(open: boolean): void {
  toggle?.setAttribute('aria-expanded', String(open));
  header?.toggleAttribute('data-open', open);
}

toggle?.addEventListener('click', () => {
  openNavigation(toggle.getAttribute('aria-expanded') !== 'true');
});

header?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const open = menus.find((menu) => menu.open);
  if (open) {
    open.open = false;
    open.querySelector('summary')?.focus();
  } else if (header.hasAttribute('data-open')) {
    openNavigation(false);
    toggle?.focus();
  }
});

// A menu closes when one looks elsewhere: by a click, or by tabbing out of it.
for (const kind of ['click', 'focusin'] as const) {
  document.addEventListener(kind, (event) => {
    for (const menu of menus) {
      if (menu.open && !menu.contains(event.target as Node)) menu.open = false;
    }
  });
}

// Another language shows what was searched for or chosen here.
header?.querySelector('.languages')?.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a');
  if (link && !link.search) link.search = location.search;
});
