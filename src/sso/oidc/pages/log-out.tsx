import { Form, Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

interface LogOutPageProps {
  action: string
  /** Bound to this session: without it the answer counts for nothing. */
  secret: string
  service: { readonly pl: string; readonly en: string } | undefined
}

/** The question before a sign-out that a service asks for (RP-Initiated Logout 1.0, section 2; req 87). */
export function LogOutPage({ action, secret, service }: LogOutPageProps) {
  const { say, language } = usePage()
  return (
    <Page title={say(texts.logOut)} gate="open">
      <hgroup>
        <h1>{say(texts.logOut)}</h1>
        <p>{service ? say(texts.logOutAsked, { service: service[language] }) : say(texts.logOutLead)}</p>
      </hgroup>
      <Form action={action}>
        <input type="hidden" name="xsrf" value={secret} />
        <p class="actions">
          <button class="button" type="submit" name="logout" value="yes">
            {say(texts.logOutYes)}
          </button>{' '}
          <button class="button quiet" type="submit">
            {say(texts.logOutNo)}
          </button>
        </p>
      </Form>
    </Page>
  )
}
