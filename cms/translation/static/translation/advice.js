// Beside each segment of wagtail-localize's editor: names, terms, what was said before, findings.
// The editor gives its segments no ids, so they are matched by their order within its list.
(function () {
    'use strict';

    const WAIT = 600; // milliseconds after the last change of the list

    function element(tag, text, className) {
        const made = document.createElement(tag);
        if (text) made.textContent = text;
        if (className) made.className = className;
        return made;
    }

    function list(title, items) {
        const part = element('div');
        part.append(element('strong', title));
        const listed = element('ul');
        items.forEach((item) => {
            const row = element('li');
            row.append(...[].concat(item));
            listed.append(row);
        });
        part.append(listed);
        return part;
    }

    // The segments in the order in which the editor draws them: by tab, field and block.
    function drawn(props) {
        const groups = new Map();
        props.tabs.forEach((tab) => {
            props.segments
                .filter((segment) => segment.location.tab === tab.slug)
                .forEach((segment) => {
                    const { field, blockId } = segment.location;
                    const key = `${tab.slug}/${field}/${blockId || 'null'}`;
                    groups.set(key, [...(groups.get(key) || []), segment]);
                });
        });
        return [...groups.values()].flat();
    }

    function mark(paragraph, told) {
        if (paragraph.querySelector('mark') || !told.marks.length) return;
        const text = paragraph.textContent;
        paragraph.textContent = '';
        let position = 0;
        told.marks.forEach((one) => {
            if (one.start < position) return;
            paragraph.append(text.slice(position, one.start));
            const marked = element('mark', text.slice(one.start, one.end));
            marked.className = `translation-mark-${one.kind}`;
            marked.title = one.note;
            if (one.kind === 'name') marked.translate = false;
            paragraph.append(marked);
            position = one.end;
        });
        paragraph.append(text.slice(position));
    }

    // The editor's own library keeps the value of its field, and has to see it being typed.
    const typeInto = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set;

    function use(row, words) {
        const isOwn = (button) => !button.closest('.translation-advice');
        if (!row.querySelector('textarea')) {
            [...row.querySelectorAll('button')].find(isOwn)?.click();
        }
        const field = row.querySelector('textarea');
        if (!field) return; // somebody who may only look
        typeInto.call(field, words);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.focus();
    }

    function useButton(row, words, labels) {
        const button = element('button', labels.use);
        button.type = 'button';
        button.addEventListener('click', () => use(row, words));
        return button;
    }

    function changed(row, former, labels) {
        const difference = element('div');
        former.parts.forEach((part) => {
            const tag = { added: 'ins', removed: 'del' }[part.kind] || 'span';
            difference.append(element(tag, part.text));
        });
        return [difference, former.target, useButton(row, former.target, labels)];
    }

    function offered(row, offer, labels) {
        const button = useButton(row, offer.target, labels);
        const shown = [`${offer.target} (${offer.score}%, ${offer.where})`, button];
        // Of what is only alike one has to see how it differs.
        if (offer.score < 100) shown.push(element('div', `${labels.for} ${offer.source}`));
        return shown;
    }

    function advise(row, segment, told, labels, ignore) {
        row.querySelector('.translation-advice')?.remove();
        const parts = [];
        const names = told.marks.filter((one) => one.kind === 'name');
        const terms = told.marks.filter((one) => one.kind === 'term');
        if (told.findings.length) {
            parts.push(
                list(
                    labels.findings,
                    told.findings.map((finding) => {
                        const button = element('button', labels.ignore);
                        button.type = 'button';
                        button.addEventListener('click', () => ignore(segment, finding));
                        return [finding.message, button];
                    }),
                ),
            );
        }
        if (told.former) parts.push(list(labels.former, [changed(row, told.former, labels)]));
        if (names.length) parts.push(list(labels.names, names.map((one) => one.text)));
        if (terms.length) {
            parts.push(list(labels.terms, [...new Set(terms.map((one) => one.note))]));
        }
        if (told.offers.length) {
            parts.push(
                list(
                    labels.offers,
                    told.offers.map((one) => offered(row, one, labels)),
                ),
            );
        }
        if (told.remarks.length) parts.push(list(labels.remarks, told.remarks));
        const about = document.getElementById('translation-work-segment');
        if (about) {
            const button = element('button', labels.comment);
            button.type = 'button';
            button.addEventListener('click', () => {
                about.value = told.id;
                document.getElementById('translation-work-text').focus();
            });
            parts.push(button);
        }
        if (!parts.length) return;
        const advice = element('div', '', 'translation-advice');
        advice.append(...parts);
        row.append(advice);
    }

    function start(editor) {
        const props = JSON.parse(editor.dataset.props);
        const strings = props.segments.filter((segment) => segment.type === 'string');
        const address = strings.length && /^(.*\/localize\/)translate\/(\d+)\//.exec(strings[0].editUrl);
        if (!address) return;
        const base = `${address[1]}advice/${address[2]}/`;
        const token = document.querySelector('[name="csrfmiddlewaretoken"]').value;
        const order = drawn(props);

        async function ignore(segment, finding) {
            const reason = window.prompt(`${finding.message}\n\n${labels.reason}`);
            if (!reason) return;
            const body = new FormData();
            body.append('code', finding.code);
            body.append('reason', reason);
            const answer = await fetch(`${base}${segment.id}/ignore/`, {
                method: 'POST',
                body,
                headers: { 'X-CSRFToken': token },
            });
            if (!answer.ok) {
                const told = await answer.json().catch(() => ({}));
                window.alert(told.error || answer.statusText);
                return;
            }
            // The editor itself shows errors as they were when it was loaded.
            window.location.reload();
        }

        let labels = {};
        let timer;
        const observer = new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(show, WAIT);
        });
        const watch = () => observer.observe(editor, { childList: true, subtree: true });

        async function show() {
            const answer = await fetch(base, { credentials: 'same-origin' });
            if (!answer.ok) return;
            const told = await answer.json();
            labels = told.labels;
            observer.disconnect();
            // wagtail-localize hides it behind a button, which says what it is for.
            editor.querySelectorAll('input[type="file"]').forEach((field) => {
                const button = field.closest('form').previousElementSibling;
                field.setAttribute('aria-label', button.textContent.trim());
            });
            const rows = [...editor.querySelectorAll('h3 + ul > li')];
            rows.forEach((row, place) => {
                const segment = order[place];
                const advice = segment && segment.type === 'string' && told.segments[segment.id];
                const paragraph = row.querySelector('p');
                if (!advice || !paragraph || paragraph.textContent !== advice.source) return;
                mark(paragraph, advice);
                advise(row, segment, advice, labels, ignore);
            });
            watch();
            if (told.taxa.length && !editor.querySelector('.translation-vernacular')) vernacular();
        }

        async function vernacular() {
            const place = element('div', '', 'translation-advice translation-vernacular');
            editor.prepend(place);
            const answer = await fetch(`${base}vernacular/`, { credentials: 'same-origin' });
            if (!answer.ok) return;
            const told = await answer.json();
            const rows = told.taxa
                .filter((taxon) => taxon.vernacular.length)
                .map((taxon) => {
                    const names = taxon.vernacular.map((one) => `${one.name} (${one.source})`);
                    return `${taxon.name}: ${names.join(', ')}`;
                });
            if (rows.length) place.append(list(labels.vernacular, rows));
        }

        show();
    }

    // As `checksum_of` in conflicts.py: CRC-32 of the UTF-8.
    function checksum(words) {
        let sum = 0xffffffff;
        new TextEncoder().encode(words).forEach((byte) => {
            sum ^= byte;
            for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
        });
        return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
    }

    function showConflict(editor, segment, props, told) {
        const row = editor.querySelectorAll('h3 + ul > li')[drawn(props).indexOf(segment)];
        if (!row) return;
        row.querySelector('.translation-conflict')?.remove();
        if (!told) return;
        const shown = element('div', '', 'translation-advice translation-conflict');
        shown.setAttribute('role', 'alert');
        shown.append(element('strong', told.message), element('p', told.words));
        row.append(shown);
    }

    // Each string that is saved goes with the words that stood there before, so that nobody saves
    // over words that they have not seen.
    function guardWords(editor) {
        const props = JSON.parse(editor.dataset.props);
        const segments = new Map(
            props.segments
                .filter((segment) => segment.type === 'string')
                .map((segment) => [segment.editUrl, segment]),
        );
        const seen = new Map();
        props.initialStringTranslations.forEach((one) => seen.set(one.segment_id, one.data));
        const send = window.fetch;
        window.fetch = async (address, options) => {
            const segment = segments.get(address);
            if (!segment || !['PUT', 'DELETE'].includes(options?.method)) {
                return send.call(window, address, options);
            }
            const headers = {
                ...options.headers,
                'X-Translation-Seen': checksum(seen.get(segment.id) || ''),
            };
            const answer = await send.call(window, address, { ...options, headers });
            let told = null;
            if (answer.status === 409) {
                told = await answer.clone().json();
                seen.set(segment.id, told.words);
            } else if (answer.ok || answer.status === 404) {
                seen.set(segment.id, (options.body && options.body.get('value')) || '');
            }
            showConflict(editor, segment, props, told);
            return answer;
        };
    }

    // What is typed into the open segments goes along with the form of the preview.
    function sendTyped(editor, form) {
        const order = drawn(JSON.parse(editor.dataset.props));
        form.querySelectorAll('[name^="segment-"]').forEach((old) => old.remove());
        editor.querySelectorAll('h3 + ul > li').forEach((row, place) => {
            const typed = row.querySelector('textarea');
            const segment = order[place];
            if (!typed || !segment || segment.type !== 'string') return;
            const field = element('input');
            field.type = 'hidden';
            field.name = `segment-${segment.id}`;
            field.value = typed.value;
            form.append(field);
        });
    }

    document.addEventListener('DOMContentLoaded', () => {
        const editor = document.querySelector('.js-translation-editor');
        if (!editor) return;
        // The template of the editor has no place between its head and its segments.
        const work = document.querySelector('.translation-work');
        const compare = document.querySelector('.translation-compare-form');
        [work, compare].filter(Boolean).forEach((part) => {
            part.classList.add('nice-padding');
            editor.before(part);
        });
        guardWords(editor);
        start(editor);
        if (compare) compare.addEventListener('submit', () => sendTyped(editor, compare));
    });
})();
