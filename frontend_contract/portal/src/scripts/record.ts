/** A record's page is served for every key below its address: the key is read from there. */

const record = document.querySelector<HTMLElement>('[data-record]');
const key = decodeURIComponent(location.pathname.split('/').filter(Boolean).pop() ?? '');

if (record && key && key !== '_key_' && /^[\w-]+$/.test(key)) {
  const link = record.querySelector('a');
  if (link) link.href = `${record.dataset['record']}${encodeURIComponent(key)}`;
  const name = record.querySelector('[data-key]');
  if (name) name.textContent = (record.dataset['title'] ?? '{key}').replace('{key}', key);
}
