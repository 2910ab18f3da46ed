const COLUMNS = ['what', 'ours /s', 'beside', 'its /s', 'ratio', 'target', 'lost or doubled', 'settings'];

/** One markdown table of all rows, and under it what they were measured on. */
export function printTable(rows, settings) {
  const lines = rows.map(({ name, ours, peer, peerName, target, lost, settings: own }) => [
    name,
    whole(ours),
    peerName,
    whole(peer),
    `${(ours / peer).toFixed(2)}×`,
    target === undefined ? '' : `≥ ${target}×`,
    lost,
    own ?? '',
  ]);
  console.log(row(COLUMNS));
  console.log(row(COLUMNS.map(() => '---')));
  for (const line of lines) console.log(row(line));
  const machine = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  console.log(`\nMedians; ${machine.join(', ')}; ${new Date().toISOString()}.`);
}

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

function whole(value) {
  return Math.round(value).toLocaleString('en');
}
