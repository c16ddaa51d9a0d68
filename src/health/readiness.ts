import { type KeyFault, keyFaultSentence } from '../key-checks/index.ts'

export type ReadinessFault = KeyFault | 'no-answer' | 'older-database'

/** Looks without an answer before a node counts as cut off: one slow moment must not take every node away. */
export const SILENT_LOOKS = 2

export function faultSentence(fault: ReadinessFault): string {
  switch (fault) {
    case 'no-answer':
      return 'The database does not answer.'
    case 'older-database':
      return 'The database lacks tables that this version needs: an older copy was brought back. Restart the program, and it migrates.'
    case 'app-secret':
    case 'pesel-key':
      return keyFaultSentence(fault)
  }
}
