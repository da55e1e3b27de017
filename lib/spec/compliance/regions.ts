/** Names of regions in India: of the country and of cloud providers. */
const INDIA: ReadonlySet<string> = new Set([
  'india',
  'in',
  'ind',
  'ap-south-1',
  'ap-south-2',
  'asia-south1',
  'asia-south2',
  'centralindia',
  'southindia',
  'westindia',
  'jioindiacentral',
  'jioindiawest',
  'indiasouthcentral',
  'ap-mumbai-1',
  'ap-hyderabad-1',
  'in-che',
  'in-mum',
]);

/** How the large providers name regions, and countries as phrases name them. */
const ELSEWHERE: readonly RegExp[] = [
  /^(us|eu|ap|sa|af|me|ca|cn|il|mx)(-gov|-iso)?-(east|west|north|south|central|northeast|northwest|southeast|southwest)-\d$/,
  /^(us|europe|asia|australia|northamerica|southamerica|me|africa)-(east|west|north|south|central|northeast|southeast|southwest|northwest)\d{1,2}$/,
  /^(east|west|north|south|central|northcentral|southcentral|westcentral|northeast|southeast)?(us|europe|asia|uk)(north|south|west|east|central)?\d?$/,
  /^(canada|japan|korea|france|germany|switzerland|norway|sweden|uae|brazil|australia|southafrica|poland|italy|spain|israel|qatar|mexico)(central|north|south|east|west|westcentral|southeast)?\d?$/,
  /^(eu|eea|uk|gb|usa|us|singapore|sg|de|ch|jp|au|ae)$/,
];

/** Regions that are called after the continent and lie outside the Union: London, Zurich, the United Kingdom … */
const NOT_IN_UNION = /^(eu-west-2|eu-central-2|europe-west2|europe-west6|uk(south|west)|switzerland\w*|norway\w*)$/;
const IN_UNION =
  /^(eu|eea|eu-(central|west|north|south)-\d|europe-(central|west|north|southwest)\d{1,2}|(north|west)europe|(germany|france|sweden|italy|poland|spain|austria|belgium|denmark|finland|greece)\w*)$/;

/** Whether a region lies in India; null where the name is not known. Case and spaces do not count. */
export function isInIndia(region: string): boolean | null {
  const { name, plain } = fold(region);
  if (INDIA.has(name) || INDIA.has(plain)) return true;
  if (ELSEWHERE.some((pattern) => pattern.test(name) || pattern.test(plain))) return false;
  return /^(european-union|united-(states|kingdom|arab-emirates))$/.test(name) ? false : null;
}

/** Whether a region is, or lies in, another region, country or union; null where that is not known. */
export function liesWithin(region: string, area: string): boolean | null {
  const [inner, outer] = [fold(region), fold(area)];
  if (inner.plain === outer.plain) return true;
  if (/^(india|in|ind)$/.test(outer.name)) return isInIndia(region);
  if (/^(eu|eea|european-union)$/.test(outer.name)) return isInUnion(inner);
  // Two regions of providers; what lies in another country is known for these two areas only.
  if (/\d$/.test(outer.name) && /\d$/.test(inner.name)) return false;
  return isInIndia(region) === true ? false : null;
}

function isInUnion({ name, plain }: { name: string; plain: string }): boolean | null {
  if (NOT_IN_UNION.test(name) || NOT_IN_UNION.test(plain) || isInIndia(name) === true) return false;
  if (IN_UNION.test(name) || IN_UNION.test(plain)) return true;
  return /^(us|ap|sa|af|me|ca|cn|asia|australia|northamerica|southamerica)-/.test(name) ? false : null;
}

function fold(region: string): { name: string; plain: string } {
  const name = region.trim().toLowerCase().replace(/^the /, '').replace(/[ _]+/g, '-');
  return { name, plain: name.replace(/-/g, '') };
}
