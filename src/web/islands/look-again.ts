/**
 * Looks every two seconds how far something is, in place of the link that does it by hand:
 *
 *     <section data-look-again>… how far it is …</section>
 *
 * When the page has no such section any more, it is over, and the page is opened anew.
 */
const EVERY_MS = 2_000

setTimeout(look, EVERY_MS)

async function look() {
  try {
    const answer = await fetch(location.href)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const [now, then] = [page, document].map((one) => one.querySelector('[data-look-again]'))
    if (!now || !then) return location.reload()
    for (const name of ['progress', 'p']) {
      const [fresh, stale] = [now.querySelector(name), then.querySelector(name)]
      // The link keeps the focus: only the bar and the line under it change.
      if (fresh && stale && !stale.querySelector('a')) stale.replaceWith(document.adoptNode(fresh))
    }
    const [heading, shown] = [page, document].map((one) => one.querySelector('h1'))
    if (heading && shown && heading.textContent !== shown.textContent) return location.reload()
  } catch {
    // The connection is away for a moment.
  }
  setTimeout(look, EVERY_MS)
}
