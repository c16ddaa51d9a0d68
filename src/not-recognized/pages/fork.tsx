import type { ComponentChildren } from 'preact'
import { Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** The message, and the choice between the two kinds of person it has different reasons for. */
export function ForkPage({
  of,
  summary,
  children,
}: {
  of: 'student' | 'teacher'
  /** The errors of a form that was refused. */
  summary?: ComponentChildren | undefined
  children: ComponentChildren
}) {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)} gate="hatch" error={summary !== undefined}>
      {summary}
      <hgroup>
        <h1>{say(texts.message)}</h1>
        <p>{say(texts.wayIn)}</p>
      </hgroup>
      <Fork of={of} />
      {children}
    </Page>
  )
}

/** The way to the form for each kind of person. */
export function Fork({ of }: { of?: 'student' | 'teacher' }) {
  const { say } = usePage()
  const choice = (kind: 'student' | 'teacher') => (
    <li>
      <a href={`/not-recognized/${kind}`} {...(kind === of && { 'aria-current': 'page' as const })}>
        {say(texts[kind])}
      </a>
    </li>
  )
  return (
    <nav class="fork" aria-label={say(texts.whoYouAre)}>
      <ul class="links">
        {choice('student')}
        {choice('teacher')}
      </ul>
    </nav>
  )
}
