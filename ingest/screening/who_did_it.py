"""Headings that say who did something ("Raised by", "Created by"): over persons, teams or kinds of people."""

import re

_BEFORE = "(?:(?:the|concern|case|incident|alert|referral|safeguarding|originally|first|last) )*"
_DID = (
    "actioned|added|allocated|amended|approved|assigned|attended|authori[sz]ed|caused|changed|checked|closed|completed"
    "|copied|created|dealing|dealt(?: with)?|decided|disclosed|discussed|edited|entered|escalated|handled|identified"
    "|input|inputted|interviewed|investigated|led|logged|managed|modified|notified|opened|owned|passed|prepared|raised|received|recorded|referred"
    "|reported|responded|reviewed|sent|signed(?: off)?|spoke|spoken|submitted|supervised|taken|triaged|updated|uploaded"
    "|verified|visited|witnessed|written"
)
_WHO = (
    "advocates?|alleged (?:abuser|offender|perpetrator|victim)s?|abusers?|applicants?|authors?|callers?|carers?|chair"
    "|(?:emergency|main) contacts?|father|handlers?|informants?|interviewers?|investigators?|mother|next of kin|noks?"
    "|occupants?|occupiers?|offenders?|parents?|perpetrators?|perps?|person alleged to have caused harm|referrers?"
    "|reporters?|social worker|source of harm|spouse|staff(?: members?)?|supervisors?|witness(?:es)?"
)
_DONE = rf"(?:{_DID})(?: (?:by|to|with|from)(?: (?:name|officer|staff))?| name)"
_ASKED = rf"who (?:first )?(?:{_DID})(?: (?:it|this|that))?"
WHO_DID_IT = re.compile(rf"{_BEFORE}(?:{_DONE}|{_ASKED}|{_WHO})")
OF_AN_ORGANISATION = (
    *("team", "officer", "manager", "service", "services", "care", "social", "council", "police", "staff", "worker"),
    *("support", "housing", "health", "mental", "adult", "adults", "child", "children", "school", "hospital", "nurse"),
    *("doctor", "gp", "surgery", "contractor", "repairs", "department", "centre", "hub", "line", "office", "agency"),
    *("charity", "advice", "family", "friend", "relative", "neighbour", "partner", "ex", "carer", "landlord", "tenant"),
    *("resident", "customer", "member", "public", "other", "unknown", "self", "external", "internal", "third", "party"),
    *("fire", "ambulance", "court", "probation", "prison", "nhs", "trust", "board", "group", "association", "uk"),
    *("security", "warden", "concierge", "caretaker", "cleaner", "surveyor", "engineer", "admin", "system", "user"),
    *("report", "referral", "portal", "email", "phone", "call", "visit", "anonymous", "professional", "volunteer"),
    *("income", "lettings", "neighbourhood", "estate", "asset", "safeguarding", "domestic", "abuse", "north", "south"),
    *("constabulary", "force", "county", "borough", "city", "town", "district", "street", "road", "house", "homes"),
    *("ltd", "limited", "plc", "llp", "cic", "company", "foundation", "church", "university", "college", "academy"),
    *("nursery", "clinic", "practice", "ward", "unit", "desk", "reception", "helpdesk", "contact", "society", "union"),
    *("web", "form", "online", "website", "app", "letter", "letters", "phone", "telephone", "text", "message", "chat"),
    *("walk", "in", "person", "drop", "home", "face", "email", "mail", "post", "social", "media", "inbox", "voicemail"),
    *("case", "intake", "triage", "duty", "night", "day", "shift", "regional", "head", "director", "lead", "advisor"),
    *("adviser", "coordinator", "assistant", "apprentice", "agent", "operative", "operatives", "inspector", "teacher"),
    *("east", "west", "central", "area", "region", "local", "authority", "government", "department", "directorate"),
)
