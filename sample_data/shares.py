"""How often each code is used, field by field, in the made-up group: weights, not promises.

A field's `""` stands for all categories that are not named. A weight of nothing for a code leaves it out.
"""

Weights = dict[str, float]

AGE: dict[str, Weights] = {
    "": {
        "16_17": 2,
        "18_24": 9,
        "25_44": 33,
        "45_64": 29,
        "65_74": 11,
        "75_84": 8,
        "85_plus": 4,
        "not_known": 4,
    },
    "damp_mould": {
        "under_16": 14,
        "18_24": 8,
        "25_44": 40,
        "45_64": 20,
        "65_74": 9,
        "75_84": 5,
        "not_known": 4,
    },
    "missing_person": {
        "16_17": 16,
        "18_24": 26,
        "25_44": 20,
        "45_64": 12,
        "65_74": 8,
        "75_84": 10,
        "85_plus": 8,
    },
    "self_neglect": {"25_44": 14, "45_64": 30, "65_74": 24, "75_84": 19, "85_plus": 11, "not_known": 2},
    "hoarding": {"25_44": 14, "45_64": 36, "65_74": 27, "75_84": 15, "85_plus": 5, "not_known": 3},
    "financial_abuse": {
        "18_24": 6,
        "25_44": 22,
        "45_64": 25,
        "65_74": 18,
        "75_84": 17,
        "85_plus": 10,
        "not_known": 2,
    },
    "neglect": {"under_16": 40, "16_17": 5, "25_44": 12, "45_64": 12, "65_74": 9, "75_84": 12, "85_plus": 10},
    "criminal_exploitation": {"under_16": 25, "16_17": 30, "18_24": 25, "25_44": 14, "not_known": 6},
    "sexual_exploitation": {"under_16": 20, "16_17": 28, "18_24": 26, "25_44": 20, "not_known": 6},
}
CHILDREN = ("under_16", "16_17")

GENDER: dict[str, Weights] = {
    "": {"female": 54, "male": 42, "another": 1, "not_known": 3},
    "domestic_abuse": {"female": 81, "male": 16, "another": 1, "not_known": 2},
    "sexual_abuse": {"female": 84, "male": 14, "another": 1, "not_known": 1},
    "hoarding": {"female": 45, "male": 52, "not_known": 3},
    "drug_or_alcohol_use": {"female": 33, "male": 64, "not_known": 3},
}
ETHNIC: Weights = {
    "white": 66, "mixed": 4, "asian": 8, "black": 9, "other": 3, "prefer_not_to_say": 4, "not_known": 6,
}  # fmt: skip
NEEDS: Weights = {"general_needs": 72, "supported": 12, "older_people": 13, "temporary": 2, "other": 1}
AGREEMENT: Weights = {"tenancy": 88, "licence": 7, "leasehold": 3, "other": 1, "not_known": 1}
SUPPORT_NEEDS: Weights = {
    "none": 30, "mental_health": 27, "physical": 15, "drugs_or_alcohol": 9, "learning_disability": 7,
    "autism": 4, "dementia": 4, "sensory": 3, "not_known": 8,
}  # fmt: skip
RAISED_BY: Weights = {
    "colleague": 42, "contractor": 13, "the_person": 14, "other_resident": 8, "family_or_friend": 8,
    "agency": 12, "other": 2, "not_known": 1,
}  # fmt: skip

SOURCE: dict[str, Weights] = {
    "": {
        "partner_or_family": 24, "neighbour_or_other_known": 40, "unknown_person": 14, "service_provider": 6,
        "our_colleague_or_contractor": 1, "not_known": 15,
    },
    "own": {"own_circumstances": 90, "not_applicable": 6, "not_known": 4},
    "domestic_abuse": {"partner_or_family": 97, "not_known": 3},
    "organisational_abuse": {"service_provider": 86, "our_colleague_or_contractor": 8, "not_known": 6},
}  # fmt: skip
OWN_CIRCUMSTANCES = (
    "damp_mould", "cost_of_living", "missing_person", "self_neglect", "hoarding", "mental_health_crisis",
    "suicide_self_harm", "drug_or_alcohol_use", "fire_risk",
)  # fmt: skip
LOCATION: Weights = {
    "own_home": 74, "communal_area": 9, "community": 9, "online": 3, "care_home": 1, "hospital": 1,
    "other": 1, "not_known": 2,
}  # fmt: skip
CONSENT: Weights = {
    "agreed": 63, "shared_without": 12, "declined": 10, "lacked_capacity": 4, "not_asked": 8, "not_known": 3,
}  # fmt: skip

REFERRED: dict[str, Weights] = {
    "": {"yes": 42, "no": 26, "not_needed": 30, "not_known": 2},
    "damp_mould": {"yes": 7, "no": 33, "not_needed": 60},
    "cost_of_living": {"yes": 5, "no": 30, "not_needed": 65},
}
DECISION: Weights = {
    "enquiry": 22, "other_enquiry": 11, "support_or_early_help": 21, "no_further_action": 30,
    "no_feedback": 16,
}  # fmt: skip
AGENCIES: dict[str, Weights] = {
    "": {"none": 34, "police": 22, "nhs": 18, "mental_health": 12, "other": 9, "marm": 3, "fire_service": 2},
    "domestic_abuse": {"police": 45, "domestic_abuse_service": 35, "marac": 14, "nhs": 6},
    "missing_person": {"police": 80, "nhs": 10, "mental_health": 10},
    "cost_of_living": {"none": 34, "debt_advice": 34, "food_bank": 32},
    "hoarding": {"fire_service": 44, "nhs": 20, "mental_health": 16, "none": 20},
    "fire_risk": {"fire_service": 85, "none": 15},
    "damp_mould": {"none": 75, "nhs": 20, "other": 5},
}
ASKED: Weights = {"outcomes_expressed": 52, "no_outcomes_expressed": 16, "not_asked": 26, "not_known": 6}
ACHIEVED: Weights = {"fully_achieved": 52, "partly_achieved": 34, "not_achieved": 14}
OUTCOME: Weights = {"removed": 28, "reduced": 50, "remained": 13, "no_risk_found": 9}
ALSO: dict[str, Weights] = {
    "": {"mental_health_crisis": 24, "drug_or_alcohol_use": 18, "self_neglect": 12, "domestic_abuse": 14,
         "cost_of_living": 14, "damp_mould": 8, "financial_abuse": 5, "hoarding": 5},
    "missing_person": {"mental_health_crisis": 40, "criminal_exploitation": 30, "suicide_self_harm": 15,
                       "drug_or_alcohol_use": 15},
}  # fmt: skip

MISSING_RISK: Weights = {"very_low": 10, "low": 24, "medium": 48, "high": 18}
POLICE: Weights = {
    "recorded_missing": 58, "treated_as_welfare_check": 20, "declined": 8, "not_told": 11, "not_known": 3,
}  # fmt: skip
RETURN: Weights = {"accepted": 46, "declined": 24, "not_offered": 25, "not_known": 5}
HARDSHIP: Weights = {"energy": 36, "food": 24, "rent": 15, "debt": 11, "benefits": 11, "other": 3}
SUPPORT: dict[str, Weights] = {
    "": {"hardship_grant": 28, "benefits_check": 26, "debt_advice": 20, "referral": 18, "none": 8},
    "energy": {"fuel_voucher": 60, "hardship_grant": 16, "benefits_check": 14, "referral": 10},
    "food": {"food_voucher": 62, "hardship_grant": 14, "benefits_check": 12, "referral": 12},
}
HAZARD: Weights = {"emergency": 8, "significant": 44, "not_a_hazard": 29, "not_assessed": 19}
