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

/** Whether a region lies in India; null where the name is not known. Case and spaces do not count. */
export function isInIndia(region: string): boolean | null {
  const name = region.trim().toLowerCase().replace(/^the /, '').replace(/[ _]+/g, '-');
  if (INDIA.has(name)) return true;
  const plain = name.replace(/-/g, '');
  if (ELSEWHERE.some((pattern) => pattern.test(name) || pattern.test(plain))) return false;
  return /^(european-union|united-(states|kingdom|arab-emirates))$/.test(name) ? false : null;
}
