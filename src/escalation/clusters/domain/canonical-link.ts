/** Parameters that say how somebody came to a page, not which page it is; also every `utm_…`. */
const TRACKING: readonly string[] = [
  ...['fbclid', 'gclid', 'igsh', 'igshid', 'mibextid', 'si', 'feature', 'ref', 'ref_src', 'ref_url'],
  ...['_r', '_t', 'share_id', 'share_app_id', 'share_link_id', 'is_from_webapp', 'sender_device'],
];
/** The same on one site only; elsewhere they may name the page. */
const TRACKING_ON: Readonly<Record<string, readonly string[]>> = {
  'x.com': ['s', 't'],
  'youtube.com': ['t', 'pp'],
};
/** Other addresses of a site. */
const SITES: Readonly<Record<string, string>> = {
  'twitter.com': 'x.com',
  'fb.com': 'facebook.com',
  'youtu.be': 'youtube.com',
};

/**
 * One form for all addresses of a page: without protocol, `www.` and mobile hosts, fragments, marks of tracking and the
 * last slash; the other parameters in order. Null for what is no http address.
 */
export function canonicalLink(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const host = url.host.replace(/^(www|m|mobile|web)\./, '');
  const site = SITES[host] ?? host;
  const parameters = [...url.searchParams].filter(([name]) => !isTracking(name, site));
  let path = url.pathname.replace(/\/+$/, '');
  if (host === 'youtu.be') {
    parameters.push(['v', path.slice(1)]);
    path = '/watch';
  }
  const query = new URLSearchParams(parameters.sort(byText)).toString();
  return `${site}${path}${query === '' ? '' : `?${query}`}`;
}

function isTracking(name: string, site: string): boolean {
  return name.startsWith('utm_') || TRACKING.includes(name) || (TRACKING_ON[site]?.includes(name) ?? false);
}

function byText(a: readonly [string, string], b: readonly [string, string]): number {
  return a.join('=') < b.join('=') ? -1 : 1;
}
