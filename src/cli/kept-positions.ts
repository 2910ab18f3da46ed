import type { KeptPositions } from '../projection/move-positions.js';

/** Every column with positions that no view keeps. Checkpoints of what sends something belong here. */
export const KEPT_POSITIONS: readonly KeptPositions[] = [
  { table: 'import_run', column: 'position' },
  { table: 'process_checkpoint', column: 'position' },
  { table: 'process_parked', column: 'position' },
  { table: 'notification_checkpoint', column: 'position' },
];
