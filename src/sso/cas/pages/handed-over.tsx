import { Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

/** `method=HEADER` (CAS 3.0.3, section 2.1.1): what matters stands in the headers; this is for eyes that see it all the same. */
export function HandedOverPage({ name }: { name: string }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.signedIn)} gate="open">
      <hgroup>
        <h1>{say(texts.signedIn)}</h1>
        <p>{say(texts.handedOver, { service: name })}</p>
      </hgroup>
    </Page>
  )
}
