import type { ComponentChildren } from 'preact'
import { type Door, Gate } from './gate.tsx'
import { usePage } from './page-surroundings.ts'
import { texts } from './texts.ts'

type Masthead = 'university' | 'portal' | 'desk'

interface PageProps {
  title: string
  /** The state of the small door. Without it the page uses the whole width (`.split`, `.rows`). */
  gate?: Door | undefined
  /** The page answers a refusal: its title says so first (req 114). */
  error?: boolean | undefined
  /** Whose page it is: the sign-in of the university, the portal, or the desk. */
  masthead?: Masthead
  /** Upper right corner: the person and `log out`, or `log in`. */
  who?: ComponentChildren | undefined
  /** A `<nav class="tabs">` under the head, where a part of the site has several rooms. */
  tabs?: ComponentChildren | undefined
  /** Islands by name, such as `show-password.js`. */
  scripts?: readonly string[] | undefined
  /** Whether there is a link to the other language: not on a page that is no address to come back to. */
  otherLanguage?: boolean
  /** Where the browser goes at once, scripts or not. */
  goesOnTo?: string | undefined
  /** Where the browser goes after so many seconds, if no script runs that does it in a way that can be stopped. */
  backWithoutScripts?: { readonly seconds: number | string; readonly to: string } | undefined
  children: ComponentChildren
}

/** One whole document. */
export function Page({
  title,
  gate,
  error = false,
  masthead = 'university',
  who,
  tabs,
  scripts = [],
  otherLanguage = true,
  goesOnTo,
  backWithoutScripts: back,
  children,
}: PageProps) {
  const { language, say, assets, nonce } = usePage()
  const site = say(siteNames[masthead])
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${error ? say(texts.errorBefore) : ''}${title} – ${site}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {goesOnTo !== undefined && <meta http-equiv="refresh" content={`0;url=${goesOnTo}`} />}
        {back && (
          <noscript>
            <meta http-equiv="refresh" content={`${back.seconds};url=${back.to}`} />
          </noscript>
        )}
        <link rel="icon" href={assets.url('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.url('furta.css')} />
        {scripts.filter(assets.has).map((name) => (
          <script key={name} type="module" src={assets.url(name)} nonce={nonce} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {say(texts.skip)}
        </a>
        <Header masthead={masthead} who={who} tabs={tabs} otherLanguage={otherLanguage} />
        {gate ? (
          <main id="main" tabindex={-1} class="door">
            <div>{children}</div>
            <Gate door={gate} />
          </main>
        ) : (
          <main id="main" tabindex={-1}>
            {children}
          </main>
        )}
        <Footer />
      </body>
    </html>
  )
}

const siteNames = {
  university: texts.signInName,
  portal: texts.portalName,
  desk: texts.deskName,
} as const satisfies Record<Masthead, unknown>

type HeaderProps = {
  masthead: Masthead
  who: ComponentChildren
  tabs: ComponentChildren
  otherLanguage: boolean
}

function Header({ masthead, who, tabs, otherLanguage }: HeaderProps) {
  const { language, say, institution } = usePage()
  const besideWordmark = {
    university: institution.university[language],
    portal: institution.system[language],
    desk: say(texts.desk),
  }[masthead]
  return (
    <header>
      <div class="top">
        <a class="wordmark" href={masthead === 'desk' ? '/desk' : '/'}>
          <b>{institution.short[language]}</b> <span>{besideWordmark}</span>
        </a>
        {otherLanguage && (
          <nav aria-label={say(texts.languages)}>
            <LanguageLink />
          </nav>
        )}
        {who && <div class="who">{who}</div>}
      </div>
      {tabs}
    </header>
  )
}

const names = { pl: 'Polski', en: 'English' }

/** The same page in the other language. */
function LanguageLink() {
  const { language, path } = usePage()
  const other = language === 'pl' ? 'en' : 'pl'
  const [place = '/', query = ''] = path.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('locale', other)
  return (
    <a href={`${place}?${parameters}`} rel="alternate" lang={other} hreflang={other}>
      {names[other]}
    </a>
  )
}

/** Only links that lead somewhere; the help link is always last, in the same place on every page (req 117). */
function Footer() {
  const { language, say, institution } = usePage()
  const { accessibilityStatement } = institution.links
  return (
    <footer class="ground">
      <nav aria-label={say(texts.pageInformation)}>
        <ul class="links">
          <li>
            <a href={accessibilityStatement?.[language] ?? '/accessibility'}>{say(texts.accessibility)}</a>
          </li>
          <li>
            <a href="/privacy">{say(texts.personalData)}</a>
          </li>
          <li>
            <a href="/help">{say(texts.help)}</a>
          </li>
        </ul>
      </nav>
    </footer>
  )
}
