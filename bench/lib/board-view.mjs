import { randomUUID } from 'node:crypto';
import { product } from './product.mjs';

/** How many cases later a case is taken up, and how many later it is closed, if ever. */
const TAKEN_UP_AFTER = 300;
const CLOSED_AFTER = 3_000;
/** Of ten cases so many stay open. */
const OPEN_OF_TEN = 3;
/** Of ten cases so many lie in the province that is looked at. */
const IN_PROVINCE_OF_TEN = 7;
const PROVINCE = '33';
const MINUTE_MS = 60_000;
const CHUNK = 20_000;
const CATEGORIES = ['APK_PLACEMENT', 'GROUP_CLASH', 'CONTENT', 'MONEY_POLITICS', 'NEUTRALITY', 'TPS_DISPUTE'];

/**
 * Fills the view of the board and the list of cases with so many cases, without a log below them: rows, past rows and
 * running totals are made by the product's own handlers and sums, event by event, and written by COPY instead of a
 * transaction a batch. Answers the positions at which each tenth of them had been recorded.
 */
export async function fillBoard(database, logId, count, now, say) {
  const parts = await product();
  const { caseBoard, caseList, createTables, createIndexes, dropTables, swapTables } = parts;
  const client = await database.pool.connect();
  try {
    for (const view of [caseBoard, caseList]) {
      await dropTables(client, view, 'rebuild');
      await createTables(client, view, 'rebuild');
    }
    const life = new Life(parts, logId, count, now, new Writer(parts, client));
    const { rows } = await client.query('select code from area where length(code) = 13 order by code');
    const positions = await life.play(placesOf(rows.map(({ code }) => code)), say);
    say('its indexes');
    for (const view of [caseBoard, caseList]) {
      await createIndexes(client, view, 'rebuild');
      await swapTables(client, view);
    }
    await client.query('vacuum analyze');
    return positions;
  } finally {
    client.release();
  }
}

/** A village for each case: most in the one province, the others anywhere. */
function placesOf(villages) {
  const own = villages.filter((code) => code.startsWith(`${PROVINCE}.`));
  return (serial) => {
    const among = serial % 10 < IN_PROVINCE_OF_TEN ? own : villages;
    return among[(serial * 7_919) % among.length];
  };
}

/** Cases are recorded one after the other; each is taken up later, and most are closed. */
class Life {
  constructor(parts, logId, count, now, writer) {
    Object.assign(this, { parts, logId, count, now, writer });
    this.rows = new Map();
    this.position = 0;
  }

  async play(placeOf, say) {
    const positions = [];
    const ids = [];
    for (let serial = 0; serial < this.count + CLOSED_AFTER; serial++) {
      if (serial < this.count) ids.push(this.record(serial, placeOf(serial)));
      this.takeUp(serial - TAKEN_UP_AFTER, ids);
      this.end(serial - CLOSED_AFTER, ids);
      await this.writer.flushWhenDue();
      if (serial % Math.ceil(this.count / 10) === 0) {
        positions.push({ position: this.writerPosition(), at: this.timeOf(serial) });
        say(`${serial.toLocaleString('en')} of ${this.count.toLocaleString('en')} cases`);
      }
    }
    await this.writer.flush();
    return positions;
  }

  record(serial, area) {
    const id = randomUUID();
    const at = this.timeOf(serial);
    const report = reportOf(serial, area, at);
    this.apply(id, at, 'OPERATOR', 'CaseRecorded', {
      report,
      serial: serial + 1,
      taxonomyVersion: 1,
      archived: false,
      clockAhead: false,
    });
    this.apply(id, at, 'SYSTEM', 'EscalationStarted', startOf(serial, area, at));
    return id;
  }

  takeUp(serial, ids) {
    if (serial < 0 || serial >= this.count || serial % 4 === 0) return;
    this.apply(ids[serial], this.timeOf(serial + TAKEN_UP_AFTER), 'HEAD', 'CaseTakenUp', {});
  }

  end(serial, ids) {
    if (serial < 0 || serial >= this.count) return;
    const id = ids[serial];
    if (serial % 10 >= OPEN_OF_TEN) {
      this.apply(id, this.timeOf(serial + CLOSED_AFTER), 'VERIFIER', 'CaseClosed', {});
    }
    this.writer.current(this.rows.get(id));
    this.rows.delete(id);
    ids[serial] = undefined;
  }

  apply(id, at, role, type, data) {
    const { caseBoard } = this.parts;
    const before = this.rows.get(id) ?? null;
    const position = this.nextPosition();
    const place = { stream: `case-${id}`, revision: 0, position };
    const row = caseBoard.on[type](before?.row ?? null, { type, data, by: { id: 'x', role }, at, ...place });
    this.writer.changed(before, row, position);
    this.rows.set(id, { row, since: position });
  }

  /** The last of them now, a minute between two, or less where they would reach back more than half a year. */
  timeOf(serial) {
    const step = Math.min(MINUTE_MS, (180 * 24 * 60 * MINUTE_MS) / this.count);
    return new Date(Math.min(this.now, this.now - (this.count - serial) * step)).toISOString();
  }

  nextPosition() {
    this.position++;
    return this.writerPosition();
  }

  writerPosition() {
    return `${this.logId}-${this.position.toString(16).padStart(14, '0')}`;
  }
}

function reportOf(serial, area, at) {
  const category = CATEGORIES[serial % CATEGORIES.length];
  return {
    category,
    subcategory: 'OTHER',
    nature: 'INCIDENT',
    area,
    severity: 1 + (serial % 4),
    access: category === 'NEUTRALITY' ? 'RESTRICTED' : 'OPEN',
    receivedAt: at,
    ...(serial % 5_000 === 0 && { accusedOffice: { area: area.slice(0, 5) } }),
  };
}

function startOf(serial, area, at) {
  const depth = [4, 4, 4, 3, 3, 2][serial % 6];
  const clock = (kind, hours) => ({
    kind,
    rule: `not_${kind}d`,
    policyVersion: 1,
    startedAt: at,
    calendar: {
      zone: 'WIB',
      stage: null,
      kind: 'running_hours',
      window: `PT${hours}H`,
      dueAt: new Date(Date.parse(at) + hours * 3_600_000).toISOString(),
      skipped: [],
    },
  });
  return {
    policyVersion: 1,
    level: `E${4 - depth}`,
    holder: { area: area.split('.').slice(0, depth).join('.'), role: 'HEAD' },
    rule: 'severity',
    inputs: {},
    informed: [],
    clocks: [clock('acknowledge', 4), clock('handle', 24), clock('statutory', 7 * 24)],
  };
}

/** Collects lines for each table and sends them by COPY. */
class Writer {
  constructor(parts, client) {
    Object.assign(this, { parts, client });
    const { caseBoard, caseList, tableOf, pastTableOf, totalsTableOf } = parts;
    const columns = [...Object.keys(caseBoard.columns), 'since'];
    this.tables = {
      current: { name: `${tableOf(caseBoard)}_rebuild`, columns, types: caseBoard.columns, lines: [] },
      past: {
        name: `${pastTableOf(caseBoard)}_rebuild`,
        columns: [...columns, 'until'],
        types: caseBoard.columns,
        lines: [],
      },
      list: {
        name: `${tableOf(caseList)}_rebuild`,
        columns: [...Object.keys(caseList.columns), 'since'],
        types: caseList.columns,
        lines: [],
      },
    };
    this.totals = caseBoard.totals.map((declared) => ({
      declared,
      step: this.parts.totalsSteps(declared),
      running: new Map(),
      table: {
        name: `${totalsTableOf(caseBoard, declared)}_rebuild`,
        columns: [...Object.keys(declared.key), 'position', ...declared.counters, 'latest'],
        types: {},
        lines: [],
      },
    }));
    this.serial = 0;
  }

  changed(before, row, until) {
    if (before !== null) this.put(this.tables.past, { ...before.row, since: before.since, until });
    for (const { declared, step, running, table } of this.totals) {
      const changes = step(before?.row ?? null, row, until);
      const standing = changes.map(({ key }) => running.get(key.join(' '))).filter(Boolean);
      for (const line of this.parts.foldTotals(standing, changes, declared.counters.length).lines) {
        running.set(line.key.join(' '), line);
        table.lines.push([...line.key, line.position, ...line.counters, line.latest ?? '\\N'].join('\t'));
      }
    }
  }

  current({ row, since }) {
    this.put(this.tables.current, { ...row, since });
    this.put(this.tables.list, { ...listed(row, ++this.serial), since });
  }

  put({ columns, types, lines }, row) {
    lines.push(columns.map((name) => text(row[name], types[name])).join('\t'));
  }

  async flushWhenDue() {
    if (this.tables.past.lines.length >= CHUNK) await this.flush();
  }

  async flush() {
    for (const table of [...Object.values(this.tables), ...this.totals.map((one) => one.table)]) {
      const bytes = Buffer.from(`${table.lines.splice(0).join('\n')}\n`);
      if (bytes.length === 1) continue;
      await this.parts.copyIn(this.client, `copy ${table.name} (${table.columns}) from stdin`, [bytes]);
    }
  }
}

function listed(row, serial) {
  return {
    ...row,
    number: `2026-${String(serial).padStart(7, '0')}`,
    serial,
    nature: 'INCIDENT',
    origin: 'CITIZEN',
    received_at: row.recorded_at,
    updated_at: row.heard_at,
    participants: [],
    description: '',
    deadlines: [],
    search: '',
    revision: 1,
    recorded_by: 'x',
    named: [],
    agencies: [],
    asked: [],
    bodies: [],
  };
}

function text(value, type = '') {
  if (value === null || value === undefined) return '\\N';
  if (type.startsWith('text[]')) return `{${value.join(',')}}`;
  return type.startsWith('json') ? JSON.stringify(value).replaceAll('\\', '\\\\') : String(value);
}
