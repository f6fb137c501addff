// Renews what stands on a page as the server tells that something changed: the page is fetched anew, and its marked parts are put in
// place. Where rows came, went or changed places nothing moves by itself, for somebody may be about to press there: a line says so.
const changes = document.querySelector('meta[name=changes]').content;
const news = document.querySelector('#news p');
const pace = 2000;
const patience = 30000;
let stream;
let isDue = false;
let isBusy = false;

const wait = time => new Promise(go => setTimeout(go, time));
const isFilling = () => document.querySelector('#filling p') !== null;
const rows = part => Array.from(part.querySelectorAll('[data-row]'), row => row.dataset.row).join('\n');

/** Puts the page's parts in place; whether it could be had. */
async function renew(moves) {
  const answer = await fetch(location.href, { headers: { 'Evenhand-Live': '1' } });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  let isNews = false;
  for (const part of document.querySelectorAll('[data-live]')) {
    const its = fresh.getElementById(part.id);
    if (!its) continue;
    if (!moves && rows(part) !== rows(its)) isNews = true;
    // What somebody has unfolded stays so.
    else Idiomorph.morph(part, its, { callbacks: { beforeAttributeUpdated: name => name !== 'open' } });
  }
  news.hidden = !isNews;
  return true;
}

async function changed() {
  isDue = true;
  if (isBusy) return;
  isBusy = true;
  while (isDue && !document.hidden) {
    isDue = false;
    await renew(false).catch(() => false);
    await wait(pace);
    // What is not known of all accounts yet is more at the next look, though nothing changed.
    isDue ||= isFilling();
  }
  isBusy = false;
}

// A hidden page follows nothing: a browser keeps few connections to a server.
function follow() {
  stream = new EventSource(changes);
  stream.addEventListener('change', changed);
  stream.addEventListener('reset', changed);
  stream.addEventListener('error', async event => {
    if (event.target.readyState !== EventSource.CLOSED) return;
    await wait(patience);
    if (event.target === stream && !document.hidden && await renew(false).catch(() => true)) follow();
  });
}

document.addEventListener('visibilitychange', () => {
  stream.close();
  if (document.hidden) return;
  follow();
  changed();
});
news.querySelector('button').addEventListener('click', () => {
  document.getElementById('text').focus({ preventScroll: true });
  renew(true);
});
follow();
if (isFilling()) changed();
