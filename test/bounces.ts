/** Messages as mail servers send them back, for tests. Lines end as they do on the wire. */

interface Report {
  /** Where the report is sent: the return path of the letter. */
  to?: string
  envelopeId?: string
  action?: string
  status?: string
  recipient?: string
  /** Headers of the letter that the server repeats. */
  returned?: string
}

/** A report of delivery by RFC 3464. */
export function report({
  to = 'bounces@uni.example',
  envelopeId,
  action = 'failed',
  status = '5.1.1',
  recipient = 'anna@uni.example',
  returned = '',
}: Report): Buffer {
  return mail(`
Return-Path: <>
From: MAILER-DAEMON@mx.uni.example (Mail Delivery System)
To: ${to}
Auto-Submitted: auto-replied
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="=_part"

This is a MIME-encapsulated message.

--=_part
Content-Type: text/plain; charset=us-ascii

<${recipient}>: host mx.uni.example said: something
--=_part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.uni.example
${envelopeId === undefined ? 'X-Queue-Id: 4F1' : `Original-Envelope-Id: ${envelopeId}`}
Arrival-Date: Sun, 22 Nov 2026 14:00:03 +0000

Final-Recipient: rfc822; ${recipient}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} said the server

--=_part
Content-Type: text/rfc822-headers

${returned}
--=_part--
`)
}

/** Prose, as home-made servers write it. */
export function loose(lines: { from?: string; to?: string; more?: string; body: string }): Buffer {
  return mail(`
From: ${lines.from ?? 'Mail Delivery Subsystem <postmaster@old.example>'}
To: ${lines.to ?? 'bounces@uni.example'}
${lines.more ?? 'X-Old: yes'}
Subject: failure notice

${lines.body}
`)
}

function mail(text: string): Buffer {
  return Buffer.from(text.trimStart().replaceAll('\n', '\r\n'))
}
