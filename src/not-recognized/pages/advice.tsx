import { HelpBlock, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** The manual's message and the advice beside it, lent to the sign-in and to the request for a link. */
export const notRecognized = { message: () => <Message />, advice: () => <Advice /> }

function Message() {
  const { say } = usePage()
  return <>{say(texts.message)}</>
}

/** A way on for each kind of person. */
function Advice() {
  const { say } = usePage()
  return (
    <HelpBlock id="not-recognized" title={say(texts.stillNot)}>
      <section>
        <h3>{say(texts.student)}</h3>
        <p>{say.rich(texts.studentAdvice, { how: <a href="/not-recognized/student">{say(texts.studentHow)}</a> })}</p>
      </section>
      <section>
        <h3>{say(texts.teacher)}</h3>
        <p>{say.rich(texts.teacherAdvice, { how: <a href="/not-recognized/teacher">{say(texts.teacherHow)}</a> })}</p>
      </section>
    </HelpBlock>
  )
}
