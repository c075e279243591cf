/**
 * <filter-list>: a list that is narrowed by the selects of its form. Each item carries its values
 * in data-<name>, divided by "|". The choice is kept in the page's address. Without this, the
 * whole list is shown and the form is hidden.
 */

class FilterList extends HTMLElement {
  connectedCallback(): void {
    this.restore();
    this.form.addEventListener('change', () => this.chosen());
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('reset', () => setTimeout(() => this.chosen()));
    addEventListener('popstate', () => this.restore());
  }

  private get form(): HTMLFormElement {
    return this.querySelector('form') as HTMLFormElement;
  }

  private get selects(): HTMLSelectElement[] {
    return [...this.form.querySelectorAll('select')];
  }

  private restore(): void {
    const query = new URLSearchParams(location.search);
    for (const select of this.selects) {
      select.value = query.get(select.name) ?? '';
      // A value that the list does not know is no choice.
      if (select.selectedIndex < 0) select.value = '';
    }
    this.narrow();
  }

  private chosen(): void {
    const address = new URL(location.href);
    for (const select of this.selects) {
      if (select.value) address.searchParams.set(select.name, select.value);
      else address.searchParams.delete(select.name);
    }
    history.replaceState(null, '', address);
    this.narrow();
  }

  private narrow(): void {
    const items = [...this.querySelectorAll<HTMLElement>('[data-item]')];
    const chosen = this.selects.filter((select) => select.value);
    for (const item of items) {
      item.hidden = !chosen.every((select) =>
        (item.getAttribute(`data-${select.name}`) ?? '').split('|').includes(select.value),
      );
    }
    const status = this.querySelector<HTMLElement>('[role="status"]');
    if (!status) return;
    const shown = items.filter((item) => !item.hidden).length;
    status.textContent = (status.dataset['text'] ?? '')
      .replace('{shown}', String(shown))
      .replace('{total}', String(items.length));
    status.hidden = chosen.length === 0;
    const reset = this.form.querySelector<HTMLElement>('[type="reset"]');
    if (reset) reset.hidden = chosen.length === 0;
  }
}

customElements.define('filter-list', FilterList);
