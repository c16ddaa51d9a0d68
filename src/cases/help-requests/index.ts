export {
  HELP_REQUEST_LIFETIME,
  type HelpFacts,
  type HelpRequest,
  type HelpRequestState,
  type HelpTold,
  helpRequestState,
  readHelpToken,
} from './help-request.ts'
export {
  findHelpRequest,
  proveHelpRequest,
  saveHelpRequest,
  settleHelpRequest,
} from './store.ts'
