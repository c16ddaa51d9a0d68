import { Form, usePage } from '../../../web/index.ts'
import type { Figures } from '../tasks.ts'
import { texts } from '../texts.ts'

/**
 * Before the queue, however long that is: whoever has somebody on the telephone begins here. The form is posted: names and
 * addresses are no part of an address (decision 061).
 */
export function FindPerson() {
  const { say } = usePage()
  return (
    <search aria-labelledby="find">
      <Form action="/desk/people">
        <h2 id="find">{say(texts.find)}</h2>
        <div class="beside">
          <div class="field">
            <label for="q">{say(texts.findOrCase)}</label>
            <input id="q" name="q" type="search" autocomplete="off" maxLength={200} required />
          </div>
          <button class="button quiet" type="submit">
            {say(texts.findButton)}
          </button>
        </div>
      </Form>
    </search>
  )
}

/** Beside the queue: how the day goes. */
export function Day({ figures: { answered, medianWaitMs, lettersWaiting, lastImport } }: { figures: Figures }) {
  const { say, time } = usePage()
  const imported = lastImport && { moment: time.moment(lastImport.at), count: lastImport.conflicts }
  return (
    <section aria-labelledby="day">
      <h2 id="day">{say(texts.today)}</h2>
      <dl class="facts">
        <dt>{say(texts.answered)}</dt>
        <dd>{answered}</dd>
        <dt>{say(texts.medianWait)}</dt>
        <dd>{medianWaitMs === undefined ? say(texts.nothingYet) : time.elapsed(medianWaitMs)}</dd>
        <dt>{say(texts.lettersWaiting)}</dt>
        <dd>{lettersWaiting}</dd>
        <dt>{say(texts.lastImport)}</dt>
        <dd>
          {imported
            ? say(imported.count === 0 ? texts.importWithout : texts.importWith, imported)
            : say(texts.noImport)}
        </dd>
      </dl>
    </section>
  )
}
