import { readFileSync } from 'node:fs';

function load(name: string): string {
  return readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8');
}

/** The adapter's statements, one file each. */
export const SQL = {
  append: load('append'),
  readStream: load('read-stream'),
  readStreams: load('read-streams'),
  readStreamBackwards: load('read-stream-backwards'),
  readLog: load('read-log'),
  eventAt: load('event-at'),
  logEnd: load('log-end'),
  positionAt: load('position-at'),
  lag: load('lag'),
  loadMarks: load('load-marks'),
  saveMarks: load('save-marks'),
  forgetMarks: load('forget-marks'),
} as const;
