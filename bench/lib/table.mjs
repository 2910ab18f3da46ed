const COLUMNS = [
  'what',
  'ours',
  'beside',
  'its',
  'ratio',
  'target',
  'met',
  'lost or doubled',
  'busy cores',
  'settings',
];

/** What everything was measured on, and one table of all rows, as markdown. */
export function tableOf(rows, head) {
  const lines = [COLUMNS, COLUMNS.map(() => '---'), ...rows.map(cellsOf)];
  return `${head}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
}

/** The sentence over the table: payload, server, pools, rounds, machine and time. */
export function headOf(settings, { rounds, quick }, payload) {
  const server = Object.entries(settings.server).map(([name, value]) => `${name} ${value}`);
  const pools = Object.entries(settings.pools).map(([name, size]) => `${name} ${size}`);
  const sentence = [
    `Medians of ${rounds} alternating round${rounds === 1 ? '' : 's'} after one that does not count`,
    `payload ${payload} bytes of data and metadata an event unless a row says otherwise`,
    `server: ${server.join(', ')}`,
    `connections: ${pools.join(', ')}`,
    `machine: ${settings.machine}`,
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
  ].join('; ');
  return quick ? `**A quick look, not a measurement: short rounds.** ${sentence}` : sentence;
}

function cellsOf({ name, ours, unit = '/s', peer, peerName, target, lost, peerLost, cores, settings }) {
  return [
    name,
    withUnit(ours, unit),
    peerName ?? '',
    peer === undefined ? '' : withUnit(peer, unit),
    peer === undefined ? '' : `${figure(ours / peer)}×`,
    target?.text ?? '',
    target === undefined ? '' : target.met({ ours, peer }) ? 'yes' : 'no',
    peerLost === undefined ? String(lost) : `${lost}; its ${peerLost}`,
    cores === undefined ? '' : `${cores.all.toFixed(1)}, of them ${cores.own.toFixed(1)} here`,
    settings ?? '',
  ];
}

/** A figure as the table shows it, e.g. `12,345 /s` or `1.25 s`. */
export function withUnit(value, unit) {
  return `${figure(value)} ${unit}`;
}

/** Three digits are as much as a measurement on a shared machine tells. */
function figure(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
