/** The time zone of a city or country, or an IANA name as it is; `undefined` when it is not known. */
export function toTimeZone(place: string): string | undefined {
  const wanted = place.toLowerCase().replace(/^the /, '').replaceAll(' ', '_')
  const zones = Intl.supportedValuesOf('timeZone')
  return (
    elsewhere.get(wanted) ??
    zones.find((zone) => zone.toLowerCase() === wanted) ??
    zones.find((zone) => zone.toLowerCase().endsWith(`/${wanted}`))
  )
}

/** Places that no zone is named after. */
const elsewhere: ReadonlyMap<string, string> = new Map(
  Object.entries({
    UTC: 'utc,gmt',
    'Europe/London': 'uk,england,britain,great_britain,scotland,wales',
    'Europe/Paris': 'france',
    'Europe/Berlin': 'germany,munich,hamburg,frankfurt,cologne',
    'Europe/Madrid': 'spain,barcelona',
    'Europe/Rome': 'italy,milan',
    'Europe/Zurich': 'switzerland,geneva,basel',
    'America/New_York': 'nyc,boston,washington,miami,atlanta',
    'America/Chicago': 'texas,houston,dallas,austin',
    'America/Los_Angeles': 'california,san_francisco,seattle,la,las_vegas',
    'America/Sao_Paulo': 'brazil,rio,rio_de_janeiro',
    'Asia/Tokyo': 'japan,osaka,kyoto',
    'Asia/Shanghai': 'china,beijing,shenzhen',
    'Asia/Kolkata': 'india,mumbai,delhi,new_delhi,bangalore',
    'Australia/Sydney': 'canberra',
  }).flatMap(([zone, places]) => places.split(',').map((place) => [place, zone] as const)),
)
