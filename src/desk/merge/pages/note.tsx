import { usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

/** On the page of a person: that a merge concerns them. */
export function MergeNotes({ merges }: { merges: readonly { readonly id: string; readonly went: boolean }[] }) {
  const { say } = usePage()
  return (
    <>
      {merges.map(({ id, went }) => (
        <p key={id}>
          {say(went ? texts.noteGone : texts.noteKept)} <a href={`/desk/merges/${id}`}>{say(texts.see)}</a>
        </p>
      ))}
    </>
  )
}

/** The way to a merge, for those who may. */
export function MergeOffer({ person }: { person: string }) {
  const { say } = usePage()
  return (
    <p>
      {say(texts.offer)} <a href={`/desk/people/${person}/merge`}>{say(texts.toMerge)}</a>
    </p>
  )
}
