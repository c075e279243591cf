/** Buttons that copy the text they carry, and say so. */

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>('button[data-copy]');
  if (!button) return;
  void navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(() => {
    const status = button.parentElement?.querySelector('[role=status]');
    if (status) status.textContent = button.dataset['copied'] ?? '';
    button.classList.add('is-copied');
  });
});
