import { Agent, request } from 'node:http';

/** Requests over so many connections that are kept; answers `{ status, headers, body, ms }`: how long it took once it had a connection. */
export function httpClient(connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
  return {
    send: (url, method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        const sent = request(
          url + path,
          {
            method,
            agent,
            headers: {
              ...headers,
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(text),
            },
          },
          (response) => {
            const told = answerOf(response);
            told.then((answer) => resolve({ ...answer, ms: performance.now() - begun }), reject);
          },
        );
        let begun = performance.now();
        sent.once('socket', () => {
          begun = performance.now();
        });
        sent.on('error', reject);
        sent.end(text);
      }),
    close: () => agent.destroy(),
  };
}

function answerOf(response) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      const { statusCode: status, headers } = response;
      resolve({ status, headers, body: JSON.parse(Buffer.concat(chunks).toString() || 'null') });
    });
  });
}
