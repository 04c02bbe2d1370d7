// Loaded into every Node.js process of a command (NODE_OPTIONS): notes each attempt to reach beyond loopback in CONNECTIONS_FILE.
const dns = require('node:dns')
const { appendFileSync } = require('node:fs')
const net = require('node:net')

const isLoopback = (host) => host === 'localhost' || host === '::1' || host.startsWith('127.')

function note(host) {
  if (!isLoopback(host))
    appendFileSync(process.env.CONNECTIONS_FILE, `${host} by ${process.argv.slice(0, 4).join(' ')}\n`)
}

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (options !== null && typeof options === 'object' && !options.path) note(String(options.host ?? 'localhost'))
  return connect.apply(this, args)
}

const { lookup } = dns
dns.lookup = (host, ...rest) => {
  note(String(host))
  return lookup(host, ...rest)
}
