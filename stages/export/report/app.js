// The first page: the table of documents, its filters, and full text through the index that lies in search/ as scripts,
// because a page opened from disk cannot fetch.
'use strict';
(() => {
  const {documents, text, columns} = tachado;
  const body = document.querySelector('#documents tbody');
  const count = document.querySelector('#count');
  const more = document.querySelector('#more');
  const form = document.querySelector('#filters');
  const kAtOnce = 100;
  const kLevels = {heavy: 4, moderate: 3, light: 2, none: 1};
  const at = Object.fromEntries(columns.map((column, index) => [column.name, index]));

  const fold = (value) => String(value ?? '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  const searched = ['path', 'number', 'supplier', 'buyer', 'subject'].map((name) => at[name]);
  const haystack = documents.map((row) => searched.map((index) => fold(row[index])).join('\n'));
  // As Mexico writes numbers, and as the documents' own pages do.
  const language = document.documentElement.lang === 'es' ? 'es-MX' : 'en';
  const money = new Intl.NumberFormat(language, {minimumFractionDigits: 2, maximumFractionDigits: 2});
  const share = new Intl.NumberFormat(language, {style: 'percent', maximumFractionDigits: 1});

  // ---- sorting: heavily redacted first, as the page is opened ----
  const rank = (name, row) => {
    const value = row[at[name]];
    if (name === 'level') return kLevels[value] ?? 0;
    if (value === null || value === '') return null;
    return typeof value === 'number' ? value : fold(value);
  };
  let order = {name: 'level', up: false};
  const compare = (a, b) => {
    const x = rank(order.name, documents[a]);
    const y = rank(order.name, documents[b]);
    // What is not known comes last, whichever way.
    if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
    if (x !== y) return (x < y ? -1 : 1) * (order.up ? 1 : -1);
    if (order.name === 'level') {
      const byShare = (documents[b][at.share] ?? 0) - (documents[a][at.share] ?? 0);
      if (byShare !== 0) return byShare;
    }
    return a - b;
  };

  // ---- rows ----
  let shown = documents.map((_, index) => index);
  let visible = 0;
  const badge = (name) => {
    const span = document.createElement('span');
    span.className = 'badge ' + name;
    span.textContent = text[name] ?? name;
    return span;
  };
  // Long names break where they have signs, before they break anywhere.
  const breakable = (into, value) => {
    for (const [place, piece] of value.split(/(?<=[\/_.-])/).entries()) {
      if (place > 0) into.append(document.createElement('wbr'));
      into.append(piece);
    }
  };
  const cell = (row, column) => {
    const td = document.createElement('td');
    const value = row[at[column.name]];
    td.dataset.label = column.title;
    td.className = column.number ? 'n' : column.name;
    if (column.name === 'level') {
      // What could not be read has no level.
      const status = row[at.status];
      for (const name of [value, row[at.failures] > 0 && 'leaky', status !== 'ok' && status]) {
        if (name) td.append(badge(name), ' ');
      }
      return td;
    }
    if (value === null || value === '' || (column.name === 'reviews' && value === 0)) return td;
    if (column.name === 'path') {
      const link = document.createElement('a');
      const words = form.elements.words.value.trim();
      link.href = 'documents/' + row[0] + '.html' + (words ? '?q=' + encodeURIComponent(words) : '');
      const folder = document.createElement('span');
      folder.className = 'folder';
      const cut = value.lastIndexOf('/') + 1;
      breakable(folder, value.slice(0, cut));
      if (cut > 0) link.append(folder);
      breakable(link, value.slice(cut));
      td.append(link);
    } else if (column.name === 'number') {
      breakable(td, value);
    } else if (column.name === 'amount') {
      const currency = document.createElement('small');
      currency.textContent = row[at.currency] ?? '';
      td.append(money.format(value) + ' ', currency);
    } else if (column.name === 'share') {
      td.textContent = share.format(value);
    } else {
      td.textContent = column.name === 'kind' ? text[value] ?? value : value;
    }
    return td;
  };
  const addRows = () => {
    const rows = document.createDocumentFragment();
    for (const index of shown.slice(visible, visible + kAtOnce)) {
      const tr = document.createElement('tr');
      for (const column of columns) if (column.title) tr.append(cell(documents[index], column));
      rows.append(tr);
    }
    body.append(rows);
    visible = Math.min(visible + kAtOnce, shown.length);
    more.hidden = visible >= shown.length;
  };
  const render = () => {
    body.replaceChildren();
    visible = 0;
    addRows();
    count.textContent = shown.length + ' / ' + documents.length;
  };

  // ---- full text ----
  const shards = new Map();
  const waiting = new Map();
  tachado.words = (name, words) => {
    shards.set(name, words);
    (waiting.get(name) ?? []).forEach((resolve) => resolve());
    waiting.delete(name);
  };
  const load = (name) => new Promise((resolve) => {
    if (shards.has(name) || !tachado.shards.includes(name)) return resolve();
    if (waiting.has(name)) return waiting.get(name).push(resolve);
    waiting.set(name, [resolve]);
    const script = document.createElement('script');
    script.src = 'search/' + name + '.js';
    script.onerror = () => tachado.words(name, {});
    document.head.append(script);
  });
  const numbersOf = (list, into) => {
    let number = -1;
    for (const step of list.split(' ')) {
      number += parseInt(step, 36) + 1;
      into.add(number);
    }
  };
  // Documents with every word; the last one may be a beginning. null: no words, all documents.
  const find = async (typed) => {
    const words = fold(typed).split(/[^a-z0-9]+/).filter((word) => word.length > 1);
    if (words.length === 0) return null;
    let found = null;
    for (const [place, word] of words.entries()) {
      await load(word.slice(0, 2));
      const list = shards.get(word.slice(0, 2)) ?? {};
      const last = place === words.length - 1;
      const matches = last ? Object.keys(list).filter((each) => each.startsWith(word)) : [word];
      const here = new Set();
      let everywhere = false;
      for (const match of matches) {
        if (list[match] === '*') everywhere = true;
        else if (list[match] !== undefined) numbersOf(list[match], here);
      }
      if (everywhere) continue;
      found = found === null ? here : new Set([...found].filter((each) => here.has(each)));
    }
    return found;
  };

  // ---- filters ----
  const shortcuts = [...document.querySelectorAll('[data-filter]')];
  const clear = document.querySelector('#clear');
  const matches = (row, name, value) => {
    if (name === 'year') return String(row[at.date] ?? '').slice(0, 4) === value;
    if (value === 'leaky') return row[at.failures] > 0;
    return String(row[at[name]] ?? '') === value;
  };
  const showChosen = () => {
    clear.hidden = ![...form.elements].some((each) => each.name && each.value);
    for (const each of shortcuts) {
      each.setAttribute('aria-pressed', String(form.elements[each.dataset.filter].value === each.dataset.value));
    }
  };
  let asked = 0;
  const filter = async () => {
    const mine = ++asked;
    const found = await find(form.elements.words.value);
    if (mine !== asked) return;
    const begun = performance.now();
    const part = fold(form.elements.part.value).trim();
    const chosen = ['level', 'status', 'kind', 'year'].map((name) => [name, form.elements[name].value]).filter((each) => each[1]);
    shown = [];
    for (let index = 0; index < documents.length; ++index) {
      const row = documents[index];
      if (found !== null && !found.has(index)) continue;
      if (part && !haystack[index].includes(part)) continue;
      if (chosen.every(([name, value]) => matches(row, name, value))) shown.push(index);
    }
    shown.sort(compare);
    render();
    showChosen();
    tachado.milliseconds = performance.now() - begun;
  };

  for (const button of document.querySelectorAll('#documents th button')) {
    button.addEventListener('click', () => {
      const name = button.dataset.column;
      order = {name, up: order.name === name ? !order.up : !['level', 'amount', 'redactions', 'share', 'pages', 'reviews'].includes(name)};
      for (const th of document.querySelectorAll('#documents th')) th.removeAttribute('aria-sort');
      button.parentElement.setAttribute('aria-sort', order.up ? 'ascending' : 'descending');
      filter();
    });
  }
  for (const button of shortcuts) {
    button.addEventListener('click', () => {
      const field = form.elements[button.dataset.filter];
      field.value = field.value === button.dataset.value ? '' : button.dataset.value;
      filter();
      document.querySelector('#table').scrollIntoView({block: 'start', behavior: 'smooth'});
    });
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('input', filter);
  more.addEventListener('click', addRows);
  filter();
})();
