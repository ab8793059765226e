// A real mail server for tests: says its port and every accepted mail as one line of JSON.
// A line on its input changes what it does with the next mails: "accept", "refuse <code>" (at the final dot),
// "refuse-recipient <code>", "hold" (accept, but never answer the final dot).
import { createInterface } from 'node:readline'
import { SMTPServer } from 'smtp-server'

let mode = ['accept']
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')
const refusal = (code) => Object.assign(new Error('not now'), { responseCode: Number(code) })

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onConnect: (session, done) => {
    say({ event: 'connected' })
    done()
  },
  onRcptTo: (address, session, done) => done(mode[0] === 'refuse-recipient' ? refusal(mode[1]) : undefined),
  onData: (stream, session, done) => {
    const chunks = []
    stream.once('data', () => say({ event: 'content' }))
    stream.on('data', (chunk) => chunks.push(chunk))
    stream.on('end', () => {
      if (mode[0] === 'refuse') {
        say({ event: 'refused' })
        return done(refusal(mode[1]))
      }
      const raw = Buffer.concat(chunks).toString('latin1')
      say({
        event: 'mail',
        id: /^Message-ID: <(.*)>\r$/m.exec(raw)?.[1],
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((one) => one.address),
        raw,
      })
      if (mode[0] !== 'hold') done()
    })
  },
  onClose: () => say({ event: 'closed' }),
  logger: false,
})
server.on('error', () => undefined)
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => say({ event: 'listening', port: server.server.address().port }))

const input = createInterface({ input: process.stdin })
input.on('line', (line) => {
  mode = line.trim().split(' ')
  say({ event: 'mode', mode: line.trim() })
})
input.on('close', () => process.exit(0)) // whoever started it is gone
