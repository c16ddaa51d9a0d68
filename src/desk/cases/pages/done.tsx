import { usePage } from '../../../web/index.ts'
import type { Done } from '../tasks.ts'
import { texts } from '../texts.ts'

/** What has just happened, and what was mailed; or that somebody else was quicker, and what they did. */
export function DoneSentence({ done }: { done: Done }) {
  const { say } = usePage()
  const sentence = useSentence(done)
  const isAnswer = done.case.state === 'closed'
  const earlier = done.by === '' ? say(texts.doneByItself) : say(texts.doneBy, { name: done.by ?? '' })
  return (
    <p role="status">
      {isAnswer && done.by !== undefined ? `${earlier} ${sentence}` : sentence}{' '}
      <a href={`/desk/cases/${done.case.id}`}>
        {say(texts.lookCloser)}
        <span class="hidden">{say(texts.lookCloserAt, { name: done.case.id })}</span>
      </a>
    </p>
  )
}

function useSentence({ case: it, name, heldUntil, mailedTo }: Done): string {
  const { say, time } = usePage()
  const about = { number: it.id, name: name ?? it.address, address: mailedTo }
  if (it.state === 'open') return say(texts.doneGivenBack, about)
  if (it.state === 'asked-back') return say(texts.doneAsked, { ...about, address: it.address })
  const held = heldUntil && { ...about, moment: time.moment(heldUntil) }
  switch (it.answer) {
    case 'connected':
      return say(texts.doneConnected, about)
    case 'address-assigned':
      return held ? say(texts.doneAssignedHeld, held) : say(texts.doneAssigned, about)
    case 'link-sent':
      return held ? say(texts.doneLinkHeld, held) : say(texts.doneLink, about)
    case 'declined':
      return say(texts.doneDeclined, { ...about, address: it.address })
    case 'resolved-itself':
    case undefined:
      return say(texts.doneItself, about)
  }
}
