import { expect, test } from 'vitest'
import { client } from '../../test/relying-party.ts'
import { registered } from '../../test/service.ts'
import { whoIsTold } from './index.ts'

const backChannelLogoutUri = 'https://chat.example.edu/back'
const services = [
  registered({ id: 'library', name: { pl: 'Biblioteka', en: 'Library' }, urls: ['https://library.example.edu/'] }),
  registered({ id: 'old', name: { pl: 'Stara', en: 'Old' }, urls: ['https://old.example.edu/'], singleLogout: false }),
  client('chat', { backChannelLogoutUri }),
  client('wiki'),
  client('quiet', { backChannelLogoutUri }, { singleLogout: false }),
  client('both', {}, { urls: ['https://both.example.edu/'] }),
]
const names = (...given: [cas: string[], oidc: string[]]) => {
  const [cas, oidc] = given.map((all) => all.map((service) => ({ service })))
  const { told, left } = whoIsTold({ cas: cas ?? [], oidc: oidc ?? [] }, services)
  return [told, left].map((all) => all.map(({ en }) => en))
}

test('whoever takes the message of its protocol is told, and the others are said to be left', () => {
  const visited = names(['https://library.example.edu/x', 'https://old.example.edu/'], ['chat', 'wiki', 'quiet'])
  expect(visited).toEqual([
    ['Library', 'Service chat'],
    ['Old', 'Service wiki', 'Service quiet'],
  ])
})

test('a service that was visited by both protocols is told when it hears by both', () => {
  expect(names(['https://both.example.edu/'], [])).toEqual([['Service both'], []])
  expect(names(['https://both.example.edu/'], ['both'])).toEqual([[], ['Service both']])
})

test('what is registered no more is named by nobody, and visited twice it stands once', () => {
  expect(
    names(['https://gone.example.edu/', 'https://library.example.edu/a', 'https://library.example.edu/b'], ['gone']),
  ).toEqual([['Library'], []])
})
