import { count, duration, oneOf } from '../kinds.ts'
import { setting } from './setting.ts'

export const disclosure = {
  DISCLOSURE: setting(
    oneOf('page', 'mailbox'),
    'page',
    '`page` says “not recognized” on the page, as the manual; `mailbox` tells the truth to the mailbox alone (req 49).',
  ),
  OTHER_ADDRESSES: setting(
    oneOf('explain', 'accept'),
    'explain',
    'What another registered address of a person does: `explain` tells its mailbox which address is assigned; `accept` lets it sign in and ask for the link, which still goes to the assigned address.',
  ),
  NEGATIVE_ANSWERS_PER_SOURCE: setting(
    count({ from: 0, to: 1000000 }),
    10,
    '“Not recognized” answers one source block gets in an hour, at the sign-in and the reset form together; past them the answer turns neutral (req 52).',
  ),
  NEGATIVE_ANSWERS_OVERALL: setting(count({ from: 0, to: 10000000 }), 200, 'The same for everybody together (req 52).'),
  ANSWER_FLOOR: setting(
    duration({ from: '0ms', to: '5s' }),
    150,
    'Least time of a refusal and of a reset request, so that the work behind it cannot be heard (requirements §1.2). What takes longer is answered after a whole multiple of it.',
  ),
}
