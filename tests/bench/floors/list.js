// The least that a page of stored headlines needs: opens the extension's own database, reads the newest fifty, and
// shows them. No framework, one file. What the extension's pages are compared with.

const opening = indexedDB.open(document.documentElement.dataset.database ?? '');

opening.onsuccess = () => {
  const newest = opening.result
    .transaction('stories')
    .objectStore('stories')
    .index('byOrder')
    .getAll(null, 50);
  newest.onsuccess = () => show(newest.result);
};

function show(stories) {
  const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
  const now = Date.now();
  document.body.append(...stories.map((story) => row(story, ago, now)));
  requestAnimationFrame(() => setTimeout(() => performance.mark('headlines')));
}

function row({ facts, order }, ago, now) {
  const article = document.createElement('article');
  const heading = document.createElement('h3');
  const link = document.createElement('a');
  const time = document.createElement('time');
  link.href = facts.link;
  link.textContent = facts.title;
  time.dateTime = new Date(-order).toISOString();
  time.textContent = inWords(now + order, ago);
  heading.append(link);
  article.append(heading, time);
  return article;
}

function inWords(ageMs, ago) {
  const minutes = Math.floor(ageMs / 60_000);
  if (minutes < 60) return ago.format(-minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? ago.format(-hours, 'hour') : ago.format(-Math.floor(hours / 24), 'day');
}
