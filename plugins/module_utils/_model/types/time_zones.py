# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for time zones of Windows and IANA; the server decides which exist (api: triggers#trigger)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses

# Windows time zones without the " Standard Time" at the end of each name.
WINDOWS = """
Afghanistan, Alaskan, Alberta, Aleutian, Altai, Arab, Arabian, Arabic, Argentina, Astrakhan, Atlantic, AUS Central,
Aus Central W., AUS Eastern, Azerbaijan, Azores, Bahia, Bangladesh, Belarus, Bougainville, British Columbia,
Canada Central, Cape Verde, Caucasus, Cen. Australia, Central, Central America, Central Asia, Central Brazilian,
Central Europe, Central European, Central Pacific, Chatham Islands, China, Cuba, Dateline, E. Africa, E. Australia,
E. Europe, E. South America, Easter Island, Eastern, Egypt, Ekaterinburg, Fiji, FLE, Georgian, GMT, Greenland,
Greenwich, GTB, Haiti, Hawaiian, India, Iran, Israel, Jordan, Kaliningrad, Kamchatka, Korea, Libya, Line Islands,
Lord Howe, Magadan, Magallanes, Manitoba, Marquesas, Mauritius, Mid-Atlantic, Middle East, Montevideo, Morocco,
Mountain, Myanmar, N. Central Asia, Namibia, Nepal, New Zealand, Newfoundland, Norfolk, North Asia, North Asia East,
North Korea, Omsk, Pacific, Pacific SA, Pakistan, Paraguay, Qyzylorda, Romance, Russian, SA Eastern, SA Pacific,
SA Western, Saint Pierre, Sakhalin, Samoa, Sao Tome, Saratov, SE Asia, Singapore, South Africa, South Sudan, Sri Lanka,
Sudan, Syria, Taipei, Tasmania, Tocantins, Tokyo, Tomsk, Tonga, Transbaikal, Turkey, Turks And Caicos, Ulaanbaatar,
US Eastern, US Mountain, Venezuela, Vladivostok, Volgograd, W. Australia, W. Central Africa, W. Europe, W. Mongolia,
West Asia, West Bank, West Pacific, Yakutsk, Yukon
"""
OTHERS_OF_WINDOWS = (
    "UTC",
    *(f"UTC{each}" for each in ("-11", "-09", "-08", "-02", "+12", "+13")),
    *(f"{each} Standard Time (Mexico)" for each in ("Central", "Eastern", "Mountain", "Pacific")),
    *(f"Russia Time Zone {each}" for each in (3, 10, 11)),
)
OF_WINDOWS = (*(f"{' '.join(each.split())} Standard Time" for each in WINDOWS.split(",")), *OTHERS_OF_WINDOWS)
# A zone of IANA that exists on every machine with time zone data.
ANY_ZONE = "Europe/London"


@dataclass(frozen=True, eq=False)
class TimeZone(Text):
    """A time zone by its ID. An unknown zone gets only a warning, as the server's list may be newer than ours."""

    clearable: bool = False

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        asked = super().wanted(given, current, context, option)
        if not self.same(current, asked) and not is_known(asked):
            # Few tasks name a time zone, and the module takes long to import.
            import zoneinfo

            names = near_misses(asked, [*OF_WINDOWS, *zoneinfo.available_timezones()])[:3]
            meant = f"; did you mean {' or '.join(names)}?" if names else ""
            context.warn(
                f"{option}: time zone {asked!r} exists neither in Windows nor in the time zone data of this machine; "
                f"the server may refuse it{meant}"
            )
        return asked


def is_known(zone: str) -> bool:
    """Whether Windows or IANA has a zone; always true on a machine without time zone data."""
    return folded(zone) in {folded(each) for each in OF_WINDOWS} or is_of_iana(zone) or not is_of_iana(ANY_ZONE)


def is_of_iana(zone: str) -> bool:
    import zoneinfo

    try:
        return bool(zoneinfo.ZoneInfo(zone))
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError):
        return False
