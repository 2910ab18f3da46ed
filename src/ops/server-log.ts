import type { Logger } from 'pino';

const LINE = /(LOG|WARNING|ERROR|FATAL|PANIC): +(.*)$/;

/**
 * Takes the embedded server's lines into the service's log. FATAL is said of one connection, for example of each that
 * is still open when the server stops; what ends the server itself is told by whoever started it.
 */
export function serverLog(logger: Logger): (line: string) => void {
  const log = logger.child({ from: 'postgres' });
  return (line) => {
    const [, severity, message = line] = LINE.exec(line) ?? [];
    if (severity === 'PANIC') log.error(message);
    else if (severity === 'WARNING' || severity === 'ERROR') log.warn(message);
    else log.debug(message);
  };
}
