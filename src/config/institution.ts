import type { InstitutionPlaceholder, Language, Overrides } from '../language/index.ts'

/** One thing in both languages; where the file gives one value, both are the same. */
export interface Both {
  readonly pl: string
  readonly en: string
}

export type DeskName = 'usos' | 'it' | 'registration'

/** A desk people turn to. Only role mailboxes and public pages stand here, never a person. */
export interface Desk {
  readonly name: Both
  readonly mail: string
  /** One sentence: what this desk answers for. */
  readonly answersFor: Both
  readonly page?: Both | undefined
  readonly phone?: string | undefined
  readonly hours?: Both | undefined
}

/** The dean's office of one faculty: it knows who may register for elective subjects (manual, section 3.1). */
export interface DeansOffice {
  /** The code of the faculty as it stands in the registry: `WI`. */
  readonly faculty: string
  readonly facultyName: Both
  readonly name: Both
  readonly mail: string
  readonly page?: Both | undefined
  readonly phone?: string | undefined
  readonly hours?: Both | undefined
}

/** What the accessibility statement says beside what is the same everywhere (Act of 4 April 2019, art. 10). Days as `2026-11-20`. */
export interface AccessibilityFacts {
  readonly status?: 'full' | 'partial' | 'none' | undefined
  readonly published?: string | undefined
  /** The last change that mattered for accessibility. */
  readonly updated?: string | undefined
  readonly prepared?: string | undefined
  readonly reviewed?: string | undefined
  /** Who assessed it, when it was not the university itself. */
  readonly auditor?: Both | undefined
  readonly report?: Both | undefined
  /** The analysis that shows that more would be a disproportionate burden. */
  readonly undueBurden?: Both | undefined
  readonly notAccessible: readonly Both[]
  readonly outsideTheAct: readonly Both[]
  readonly contact: {
    readonly name?: Both | undefined
    readonly mail?: string | undefined
    readonly phone?: string | undefined
  }
  readonly postalAddress?: Both | undefined
  readonly building?: Both | undefined
  readonly buildingPage?: Both | undefined
  readonly communication?: Both | undefined
  readonly apps?: Both | undefined
  /** The end of the day until which the last review serves. */
  readonly reviewDue?: Date | undefined
}

export interface Notice {
  readonly text: Both
  /** The day it was put up, as `2026-11-20`. */
  readonly date?: string | undefined
  readonly link?: Both | undefined
}

export interface InstitutionLink {
  readonly title: Both
  readonly address: Both
}

export interface DataProtection {
  /** The controller; the full name of the university where the file is silent. */
  readonly controller: Both
  readonly address?: Both | undefined
  readonly officer?:
    | { readonly name?: Both | undefined; readonly mail: string; readonly phone?: string | undefined }
    | undefined
}

/** The five values of the look that an institution sets. Colours are `#rrggbb`. */
export interface Brand {
  readonly brand: string
  readonly onBrand: string
  readonly brandNight: string
  readonly onBrandNight: string
  /** Faces for headings, ready to stand in CSS. */
  readonly display?: string | undefined
}

/** All that differs from one university to the next (req 121). Read once at start from `institution.yaml`. */
export interface Institution {
  /** `AGH` */
  readonly short: Both
  /** `AGH University of Krakow` */
  readonly university: Both
  /** `Akademia Górniczo-Hutnicza im. Stanisława Staszica w Krakowie` */
  readonly fullName: Both
  /** `USOSweb` */
  readonly system: Both
  /** `USOS AGH` */
  readonly account: Both
  /** `AGH UST` */
  readonly mailAccount: Both
  /** `agh.edu.pl`: the domain the pages name. */
  readonly mailDomain: string
  /** Every domain of the university's mailboxes, the named one first. */
  readonly mailDomains: readonly string[]
  readonly desks: Readonly<Record<DeskName, Desk>>
  /** One for each faculty that has its own. */
  readonly deansOffices: readonly DeansOffice[]
  readonly links: {
    /** The page of the IT desk about getting a mail account. */
    readonly mailAccount: Both
    readonly accessibilityStatement?: Both | undefined
    readonly personalData?: Both | undefined
  }
  /** Who answers for personal data (GDPR, Art. 13). */
  readonly dataProtection: DataProtection
  readonly accessibility: AccessibilityFacts
  readonly portal: {
    readonly title: Both
    readonly lead: Both
    readonly notices: readonly Notice[]
    readonly links: readonly InstitutionLink[]
  }
  readonly timeZone: string
  readonly brand: Brand
  /** Words no password may be made of (req 32). */
  readonly contextWords: readonly string[]
  /** Texts that read differently here, by stable key (req 121). */
  readonly overrides: Overrides
  /** The sender of letters: `USOSweb AGH <usos-desk@…>`. */
  readonly mailFrom: string
  /** What fills the institution's placeholders in every text. */
  words(language: Language): Readonly<Record<InstitutionPlaceholder, string>>
}
