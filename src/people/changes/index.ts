export {
  type AssignOutcome,
  assignAddress,
  connectPerson,
  liftHold,
  setDisabled,
  setLanguage,
  setRoles,
} from './store.ts'
