"""One made-up incident after another: the fields of the standard, from the shares beside this file."""

import math
from calendar import monthrange
from datetime import date, datetime, timedelta
from random import Random

from sample_data import shares
from sample_data.counting import Counts
from sample_data.group import PLANTED
from sample_data.shares import Weights

Incident = dict[str, str]

SETTLING_DAYS = 45
MEDIAN_DAYS_OPEN = 21
CLUSTER = next(each for each in PLANTED if each.signal == "missing_cluster")


def member_incidents(member: str, counts: Counts, first: date, last: date, exported: date, seed: str) -> list[Incident]:
    """The member's incidents of those months as they stood on the day of the export, by day reported.

    Keys are the standard's fields but for `incident_ref`; dates are ISO text, several codes have `;` between.
    """
    chance = Random(f"{seed} {member} {first} incidents")
    made = []
    for (who, category, month), count in counts.items():
        if who == member and first <= month <= last:
            made += [_incident(chance, member, category, month, exported) for _ in range(count)]
    return sorted(made, key=lambda each: each["reported_on"])


def pick(chance: Random, weights: Weights) -> str:
    """One key, as often as its weight says."""
    point = chance.random() * sum(weights.values())
    for key, weight in weights.items():
        point -= weight
        if point < 0:
            return key
    return key


def _incident(chance: Random, member: str, category: str, month: date, exported: date) -> Incident:
    reported = _day(chance, month)
    clustered = category == CLUSTER.category and CLUSTER.touches(member, category, month)
    ages = {"16_17": 45, "18_24": 50, "25_44": 5} if clustered else shares.AGE.get(category, shares.AGE[""])
    age = pick(chance, ages)
    child = age in shares.CHILDREN
    return {
        "reported_on": reported.isoformat(),
        "category": category,
        "also_involves": _also(chance, category),
        "about": ("adult_and_child" if chance.random() < 0.1 else "child") if child else "adult",
        "needs_type": "supported" if clustered else pick(chance, shares.NEEDS),
        "agreement_type": pick(chance, shares.AGREEMENT),
        "age_band": age,
        "gender": pick(chance, shares.GENDER.get(category, shares.GENDER[""])),
        "ethnic_group": pick(chance, shares.ETHNIC),
        "support_needs": _several(chance, shares.SUPPORT_NEEDS),
        "raised_by": pick(chance, shares.RAISED_BY),
        "source_of_risk": pick(chance, _sources(category)),
        "location_of_risk": pick(chance, shares.LOCATION),
        "consent": pick(chance, shares.CONSENT),
        "other_agencies": _several(chance, shares.AGENCIES.get(category, shares.AGENCIES[""])),
        "repeat_concern": _yes(chance, 0.8 if clustered else 0.17),
        **_referral(chance, category, reported, exported),
        **_ending(chance, reported, exported),
        **_particulars(chance, category, reported, exported),
    }


def _day(chance: Random, month: date) -> date:
    """A day of the month, a weekend's a quarter as often as a weekday's."""
    days = [month + timedelta(days=number) for number in range(monthrange(month.year, month.month)[1])]
    return date.fromisoformat(pick(chance, {day.isoformat(): 1 if day.weekday() < 5 else 0.25 for day in days}))


def _yes(chance: Random, share: float) -> str:
    return "yes" if chance.random() < share else "no"


def _several(chance: Random, weights: Weights) -> str:
    first = pick(chance, weights)
    second = pick(chance, weights)
    alone = {"none", "not_known"}
    if chance.random() < 0.75 or first == second or {first, second} & alone:
        return first
    return f"{first};{second}"


def _also(chance: Random, category: str) -> str:
    also = pick(chance, shares.ALSO.get(category, shares.ALSO[""]))
    return also if chance.random() < 0.15 and also != category else ""


def _sources(category: str) -> Weights:
    plain = "own" if category in shares.OWN_CIRCUMSTANCES else ""
    return shares.SOURCE.get(category, shares.SOURCE[plain])


def _referral(chance: Random, category: str, reported: date, exported: date) -> Incident:
    referred = pick(chance, shares.REFERRED.get(category, shares.REFERRED[""]))
    decision = pick(chance, shares.DECISION)
    waits = chance.random() * 3 * SETTLING_DAYS > (exported - reported).days
    challenged = _yes(chance, 0.12 if decision in ("no_further_action", "no_feedback") else 0.02)
    if referred != "yes":
        return {"referred_to_la": referred, "la_decision": "", "escalated": "no"}
    if waits:
        return {"referred_to_la": referred, "la_decision": "awaiting", "escalated": "no"}
    return {"referred_to_la": referred, "la_decision": decision, "escalated": challenged}


def _ending(chance: Random, reported: date, exported: date) -> Incident:
    """Days open are log-normal; what closes after the export is still going on."""
    spread = math.sqrt(-2 * math.log(1 - chance.random())) * math.cos(2 * math.pi * chance.random())
    closed = reported + timedelta(days=round(MEDIAN_DAYS_OPEN * math.exp(0.9 * spread)))
    asked = pick(chance, shares.ASKED)
    achieved, outcome = pick(chance, shares.ACHIEVED), pick(chance, shares.OUTCOME)
    going_on = closed > exported
    if going_on:
        achieved, outcome = "ongoing", "ongoing"
    return {
        "msp_asked": asked,
        "msp_outcome": achieved if asked == "outcomes_expressed" else "",
        "risk_outcome": outcome,
        "closed_on": "" if going_on else closed.isoformat(),
    }


def _particulars(chance: Random, category: str, reported: date, exported: date) -> Incident:
    if category == "missing_person":
        return _missing(chance, reported, exported)
    if category == "cost_of_living":
        reason = pick(chance, shares.HARDSHIP)
        support = _several(chance, shares.SUPPORT.get(reason, shares.SUPPORT[""]))
        return {"hardship_reason": reason, "support_given": support}
    if category == "damp_mould":
        return {"hazard_level": pick(chance, shares.HAZARD)}
    return {}


def _missing(chance: Random, reported: date, exported: date) -> Incident:
    noticed = datetime(reported.year, reported.month, reported.day) - timedelta(minutes=int(chance.random() * 1200))
    hours = math.exp(1.5 + 3.6 * chance.random()) if chance.random() < 0.9 else 170 + 300 * chance.random()
    found = noticed + timedelta(hours=hours)
    never = chance.random() < 0.02 or found.date() > exported
    return {
        "missing_risk_level": pick(chance, shares.MISSING_RISK),
        "missing_from": f"{noticed:%Y-%m-%d %H:%M}",
        "found_at": "" if never else f"{found:%Y-%m-%d %H:%M}",
        "police_response": pick(chance, shares.POLICE),
        "plan_in_place": _yes(chance, 0.31),
        "return_conversation": "not_offered" if never else pick(chance, shares.RETURN),
    }
