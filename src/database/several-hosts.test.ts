import { expect, test } from 'vitest'
import { urlsOf } from './several-hosts.ts'

test('a URL with one host is left as it is', () => {
  const url = 'postgres://furta:p%40ss@db.example.edu:5432/furta?sslmode=verify-full'
  expect(urlsOf(url)).toEqual([url])
  expect(urlsOf('postgres:///furta?host=/run/postgresql')).toEqual(['postgres:///furta?host=/run/postgresql'])
})

test('one with several is one URL for each, with everything else', () => {
  expect(
    urlsOf('postgres://furta:p,w@one:5432,two:5433/furta?target_session_attrs=read-write&sslmode=verify-full'),
  ).toEqual([
    'postgres://furta:p,w@one:5432/furta?sslmode=verify-full',
    'postgres://furta:p,w@two:5433/furta?sslmode=verify-full',
  ])
  expect(urlsOf('postgresql://one,[::1]:5433/furta?target_session_attrs=read-write')).toEqual([
    'postgresql://one/furta',
    'postgresql://[::1]:5433/furta',
  ])
})
