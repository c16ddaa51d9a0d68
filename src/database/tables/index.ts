import type { AuditTables } from './audit.ts'
import type { CaseTables } from './cases.ts'
import type { ChallengeTables } from './challenges.ts'
import type { CredentialTables } from './credentials.ts'
import type { DemoTables } from './demo.ts'
import type { KeyTables } from './keys.ts'
import type { MailTables } from './mail.ts'
import type { PeopleTables } from './people.ts'
import type { ProvisioningTables } from './provisioning.ts'
import type { ServiceTables } from './services.ts'
import type { SessionTables } from './sessions.ts'

export type * from './audit.ts'
export type * from './cases.ts'
export type * from './challenges.ts'
export type * from './credentials.ts'
export type * from './demo.ts'
export type * from './keys.ts'
export type * from './mail.ts'
export type * from './people.ts'
export type * from './provisioning.ts'
export type * from './services.ts'
export type * from './sessions.ts'

/** The data dictionary as types. What each column means stands as a comment in the database (`migrations/`). */
export interface Tables
  extends PeopleTables,
    KeyTables,
    CredentialTables,
    ChallengeTables,
    SessionTables,
    ServiceTables,
    AuditTables,
    MailTables,
    CaseTables,
    ProvisioningTables,
    DemoTables {}
