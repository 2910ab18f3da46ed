import { ImpatientClient } from './impatient-client.js';

describe('a connection of a pool', () => {
  it('that breaks before anybody has asked it anything does not end the process', () => {
    const taken = new ImpatientClient();
    expect(() =>
      taken.emit('error', new Error('terminating connection due to unexpected postmaster exit')),
    ).not.toThrow();
  });
});
