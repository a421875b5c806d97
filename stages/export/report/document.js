// A document's page: full size on demand, links that bring their evidence into view, hover texts, words that were searched for.
'use strict';
(() => {
  const enlarge = (page, big) => {
    page.classList.toggle('big', big);
    const image = page.querySelector('img');
    if (image && big && image.dataset.full) {
      image.src = image.dataset.full;
      delete image.dataset.full;
    }
    const button = page.querySelector('button');
    if (button) {
      button.setAttribute('aria-pressed', String(big));
      button.textContent = big ? button.dataset.less : button.dataset.more;
    }
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('.page .bar button');
    if (!button) return;
    const page = button.closest('.page');
    enlarge(page, !page.classList.contains('big'));
    page.scrollIntoView({block: 'start'});
  });

  // A link to a place on a page: the page large, the place in the middle.
  const show = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const page = target?.closest('.page');
    if (!page) return;
    if (target !== page) enlarge(page, true);
    target.scrollIntoView({block: target === page ? 'start' : 'center'});
  };
  addEventListener('hashchange', show);
  show();

  // ---- hover texts, for mouse and keyboard ----
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('role', 'tooltip');
  document.body.append(tip);
  const open = (event) => {
    const region = event.target.closest?.('.sheet .r');
    tip.hidden = !region;
    if (!region) return;
    tip.textContent = region.getAttribute('aria-label');
    const box = region.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(box.left, innerWidth - 330)) + scrollX + 'px';
    tip.style.top = box.bottom + scrollY + 6 + 'px';
  };
  document.addEventListener('mouseover', open);
  document.addEventListener('focusin', open);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tip.hidden = true;
  });

  // ---- all redactions as a list, for who looks for one ----
  const kMostListed = 500;
  const regions = [...document.querySelectorAll('.sheet .r')].slice(0, kMostListed);
  const list = document.querySelector('#redactions');
  list.hidden = regions.length === 0;
  list.querySelector('ol').append(...regions.map((region) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = '#' + region.id;
    link.textContent = region.closest('.page').querySelector('h3').textContent;
    item.append(link, ' · ' + region.getAttribute('aria-label').split('\n').join(' · '));
    return item;
  }));

  // ---- words that were searched for ----
  const fold = (value) => value.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  const words = fold(new URLSearchParams(location.search).get('q') ?? '').split(/[^a-z0-9]+/).filter((word) => word.length > 1);
  if (words.length === 0) return;
  let first = null;
  for (const pre of document.querySelectorAll('.page pre')) {
    const pieces = pre.textContent.split(/([\p{L}\p{N}]+)/u);
    let hit = false;
    const nodes = pieces.map((piece, index) => {
      if (index % 2 === 0 || !words.some((word) => fold(piece).startsWith(word))) return piece;
      hit = true;
      const mark = document.createElement('mark');
      mark.textContent = piece;
      return mark;
    });
    if (!hit) continue;
    pre.replaceChildren(...nodes);
    pre.closest('details').open = true;
    first ??= pre.closest('.page');
  }
  if (first && !location.hash) first.scrollIntoView({block: 'start'});
})();
